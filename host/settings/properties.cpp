// How a configuration file is read; see properties.h.
#include "settings/properties.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

#include "base/utf8.h"
#include "settings/misconfigured.h"
#include "settings/values.h"

namespace host {
namespace {

std::string place(const std::string& name, int line) { return name + ":" + std::to_string(line); }

bool is_key(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    });
}

/// Takes the next line off the text, without its end.
std::string_view take_line(std::string_view& text) {
    const auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

bool is_continued(std::string_view line) {
    const auto last = line.find_last_not_of('\\');
    return (line.size() - (last == std::string_view::npos ? 0 : last + 1)) % 2 == 1;
}

/// The code point of the four hexadecimal digits behind "\u".
std::optional<char32_t> unicode_escape(std::string_view digits) {
    unsigned point = 0;
    if (digits.size() != 4 || std::from_chars(digits.data(), digits.data() + 4, point, 16).ptr != digits.data() + 4) return {};
    if (point == 0 || (point >= 0xd800 && point < 0xe000)) return {};
    return point;
}

std::string unescaped(std::string_view text, const std::string& where, const std::string& key) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '\\') {
            out += text[at];
            continue;
        }
        if (at + 1 == text.size()) throw Misconfigured(where, key, "ends in a lone backslash");
        const char escaped = text[++at];
        if (escaped == 'n') {
            out += '\n';
        } else if (escaped == 't') {
            out += '\t';
        } else if (std::string_view("\\=:#! ").find(escaped) != std::string_view::npos) {
            out += escaped;
        } else if (const auto point = escaped == 'u' ? unicode_escape(text.substr(at + 1, 4)) : std::nullopt) {
            utf8::append(out, *point);
            at += 4;
        } else {
            throw Misconfigured(where, key, std::string("unknown escape \\") + escaped + "; a backslash itself is written \\\\");
        }
    }
    return out;
}

void refuse_bad_bytes(std::string_view line, const std::string& where) {
    if (!utf8::length(line)) throw Misconfigured(where, "", "is not UTF-8");
    if (std::ranges::any_of(line, [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; }))
        throw Misconfigured(where, "", "holds a control byte");
}

}  // namespace

std::vector<Property> read_properties(std::string_view text, const std::string& name) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    std::vector<Property> properties;
    std::map<std::string, int, std::less<>> seen;
    for (int line_number = 0; !text.empty();) {
        const int first_line = ++line_number;
        const auto where = place(name, first_line);
        auto line = values::trimmed(take_line(text));
        refuse_bad_bytes(line, where);
        if (line.empty() || line.front() == '#' || line.front() == '!') continue;
        std::string logical(line);
        while (is_continued(logical)) {
            logical.pop_back();
            if (text.empty()) break;
            const auto more = values::trimmed(take_line(text));
            refuse_bad_bytes(more, place(name, ++line_number));
            logical += more;
        }
        const auto sign = logical.find_first_of("=:");
        if (sign == std::string::npos) throw Misconfigured(where, "", "is not a line \"key = value\"");
        std::string key(values::trimmed(std::string_view(logical).substr(0, sign)));
        if (!is_key(key)) throw Misconfigured(where, "", "a key consists of letters, digits, dots, hyphens and underscores");
        const auto [earlier, fresh] = seen.emplace(key, first_line);
        if (!fresh) throw Misconfigured(where, key, "is set in line " + std::to_string(earlier->second) + " already");
        properties.push_back(
            {key, unescaped(values::trimmed(std::string_view(logical).substr(sign + 1)), where, key), first_line});
    }
    return properties;
}

}  // namespace host
