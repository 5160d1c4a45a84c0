// How a log line is written; see log_line.h.
#include "base/log_line.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/utf8.h"

namespace host {
namespace {

constexpr std::size_t most_value_bytes = 4096;
constexpr std::size_t most_fields = 64;

void append_two(std::string& out, unsigned number) {
    out += static_cast<char>('0' + number / 10 % 10);
    out += static_cast<char>('0' + number % 10);
}

void append_time(std::string& out, Time time) {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss clock{time - day};
    const auto year = static_cast<unsigned>(std::clamp(static_cast<int>(date.year()), 0, 9999));
    append_two(out, year / 100);
    append_two(out, year % 100);
    out += '-';
    append_two(out, static_cast<unsigned>(date.month()));
    out += '-';
    append_two(out, static_cast<unsigned>(date.day()));
    out += 'T';
    append_two(out, static_cast<unsigned>(clock.hours().count()));
    out += ':';
    append_two(out, static_cast<unsigned>(clock.minutes().count()));
    out += ':';
    append_two(out, static_cast<unsigned>(clock.seconds().count()));
    const auto milliseconds = static_cast<unsigned>(clock.subseconds().count());
    out += '.';
    out += static_cast<char>('0' + milliseconds / 100);
    append_two(out, milliseconds % 100);
    out += 'Z';
}

void append_number(std::string& out, auto number) {
    std::array<char, 32> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out.append(digits.data(), end);
}

void append_unicode_escape(std::string& out, unsigned unit) {
    constexpr std::string_view hex = "0123456789abcdef";
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4) out += hex[unit >> shift & 0xf];
}

void append_quoted(std::string& out, std::string_view text) {
    out += '"';
    append_escaped(out, text, most_value_bytes);
    out += '"';
}

/// Numbers and booleans read the same in both formats; JSON has no NaN and no infinity.
void append_scalar(std::string& out, const Field::Value& value) {
    if (const auto* flag = std::get_if<bool>(&value)) out += *flag ? "true" : "false";
    if (const auto* number = std::get_if<std::int64_t>(&value)) append_number(out, *number);
    if (const auto* number = std::get_if<std::uint64_t>(&value)) append_number(out, *number);
    if (const auto* number = std::get_if<double>(&value); number != nullptr && std::isfinite(*number)) {
        append_number(out, *number);
    } else if (number != nullptr) {
        out += "null";
    }
}

/// Stands in a line as it is.
bool is_plain(char c) { return c >= ' ' && c < 0x7f && c != '"' && c != '\\'; }

bool reads_as_one_word(std::string_view text) {
    return !text.empty() && text.size() <= most_value_bytes &&
           std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7f && c != '"' && c != '\\' && c != '='; });
}

bool same_word(std::string_view text, std::string_view word) {
    return std::ranges::equal(text, word, [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
}

}  // namespace

std::string_view name_of(Level level) {
    constexpr std::array<std::string_view, 5> names{"debug", "info", "warn", "error", "off"};
    return names[static_cast<std::size_t>(level)];
}

bool is_secret_name(std::string_view name) {
    constexpr std::array<std::string_view, 8> words{"password", "passwd", "token", "authorization",
                                                    "secret",   "cookie", "key",   "credential"};
    constexpr std::string_view firsts = "pPtTaAsScCkK";  // for every line asks it of every field
    for (std::size_t at = name.find_first_of(firsts); at < name.size(); at = name.find_first_of(firsts, at + 1))
        for (const std::string_view word : words)
            if (same_word(name.substr(at, word.size()), word)) return true;
    return false;
}

void append_escaped(std::string& out, std::string_view text, std::size_t most) {
    const std::size_t cut = std::min(most, text.size());
    for (std::size_t at = 0; at < cut;) {
        const std::size_t begin = at;
        while (at < cut && is_plain(text[at])) ++at;
        out.append(text, begin, at - begin);
        if (at == cut) break;
        const auto point = utf8::next(text, at);
        if (!point) {
            out += "\xEF\xBF\xBD";
        } else if (*point == '"' || *point == '\\') {
            out += '\\';
            out += static_cast<char>(*point);
        } else if (*point == '\n') {
            out += "\\n";
        } else if (*point == '\t') {
            out += "\\t";
        } else if (*point < 0x20 || (*point >= 0x7f && *point < 0xa0) || *point == 0x2028 || *point == 0x2029) {
            append_unicode_escape(out, *point);
        } else {
            utf8::append(out, *point);
        }
    }
    if (cut < text.size()) out += "\xE2\x80\xA6";
}

void append_json_line(std::string& out, Time time, Level level, std::string_view message, std::span<const Field> fields) {
    out += R"({"time":")";
    append_time(out, time);
    out += R"(","level":")";
    out += name_of(level);
    out += R"(","message":)";
    append_quoted(out, message);
    for (const auto& field : fields.first(std::min(fields.size(), most_fields))) {
        out += ',';
        append_quoted(out, field.name);
        out += ':';
        if (is_secret_name(field.name)) {
            out += R"("***")";
        } else if (const auto* text = std::get_if<std::string_view>(&field.value)) {
            append_quoted(out, *text);
        } else {
            append_scalar(out, field.value);
        }
    }
    out += "}\n";
}

void append_text_line(std::string& out, Time time, Level level, std::string_view message, std::span<const Field> fields) {
    append_time(out, time);
    out += ' ';
    out += name_of(level);
    out.append(6 - std::min<std::size_t>(name_of(level).size(), 5), ' ');
    append_escaped(out, message, most_value_bytes);
    for (const auto& field : fields.first(std::min(fields.size(), most_fields))) {
        out += ' ';
        append_escaped(out, field.name, most_value_bytes);
        out += '=';
        const auto* text = std::get_if<std::string_view>(&field.value);
        if (is_secret_name(field.name)) {
            out += "***";
        } else if (text != nullptr && reads_as_one_word(*text)) {
            out += *text;
        } else if (text != nullptr) {
            append_quoted(out, *text);
        } else {
            append_scalar(out, field.value);
        }
    }
    out += '\n';
}

}  // namespace host
