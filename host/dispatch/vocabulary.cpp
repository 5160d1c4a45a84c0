// Words and their others, wherever a request or an answer bears names.
#include "dispatch/vocabulary.h"

#include <algorithm>
#include <charconv>

#include "plugins/border.h"
#include "plugins/manifest.h"

namespace host {
namespace {

constexpr std::string_view blanks = " \t\r\n";

bool is_name_byte(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

std::uint64_t bit_of(std::size_t size) { return std::uint64_t{1} << std::min<std::size_t>(size, 63); }

/// Where the string that begins at `from` ends, behind its quotation mark; npos when it is cut short.
std::size_t end_of_string(std::string_view json, std::size_t from) {
    for (std::size_t at = json.find('"', from + 1); at != std::string_view::npos; at = json.find('"', at + 1)) {
        std::size_t slashes = 0;
        while (json[at - 1 - slashes] == '\\') ++slashes;
        if (slashes % 2 == 0) return at + 1;
    }
    return std::string_view::npos;
}

/// A string's characters, where escapes are of ASCII: a word has no others.
std::string unescaped(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view rest = text.substr(i);
        if (rest.starts_with("\\u00") && rest.size() >= 6) {
            unsigned code = 0;
            const auto [end, error] = std::from_chars(rest.data() + 4, rest.data() + 6, code, 16);
            out += error == std::errc{} && end == rest.data() + 6 ? static_cast<char>(code) : '?';
            i += 5;
        } else {
            out += text[i];
        }
    }
    return out;
}

bool names_member(std::string_view json, std::size_t behind_string) {
    const std::size_t at = json.find_first_not_of(blanks, behind_string);
    return at != std::string_view::npos && json[at] == ':';
}

}  // namespace

Vocabulary::Vocabulary(std::string plugin, const std::vector<std::pair<std::string, std::string>>& words)
    : plugin_(std::move(plugin)) {
    const auto take = [&](const std::string& word) {
        if (word.empty() || !std::all_of(word.begin(), word.end(), is_name_byte))
            throw Refused("plugin " + plugin_ + " translates \"" + word + "\", which is no plain name");
        if (knows(word)) throw Refused("plugin " + plugin_ + " translates " + word + " twice");
        sizes_ |= bit_of(word.size());
    };
    for (const auto& [ours, theirs] : words) {
        take(ours);
        take(theirs);
        if (ours == theirs) throw Refused("plugin " + plugin_ + " translates " + ours + " by itself");
        pairs_.emplace_back('-' + ours, '-' + theirs);
    }
}

std::string_view Vocabulary::turned(std::string_view name) const {
    if ((sizes_ & bit_of(name.size())) == 0) return name;
    for (const auto& [ours, theirs] : pairs_) {
        const std::string_view one = std::string_view{ours}.substr(1), other = std::string_view{theirs}.substr(1);
        if (name == one) return other;
        if (name == other) return one;
    }
    return name;
}

void Vocabulary::turn_names(body::Nodes& nodes) const {
    for (mortise_node& node : nodes.nodes_) node.key = border::str(turned(border::view(node.key)));
}

void Vocabulary::turn_orders(body::Nodes& query) const {
    for (mortise_node& node : query.nodes_) {
        if (border::view(node.key) != "sort" || node.kind != MORTISE_NODE_STRING) continue;
        const std::string_view order = border::view(node.text);
        const bool is_descending = order.starts_with('-');
        const std::string_view name = order.substr(is_descending ? 1 : 0), other = turned(name);
        if (other.data() != name.data())  // the minus sign stands before each word
            node.text = is_descending ? mortise_str{other.data() - 1, other.size() + 1} : border::str(other);
    }
}

void Vocabulary::turn_members(std::string& json) const {
    std::string out, plain;
    std::size_t kept = 0;  // of `json` in `out`
    for (std::size_t at = json.find('"'); at != std::string::npos;) {
        const std::size_t end = end_of_string(json, at);
        if (end == std::string::npos) break;
        const std::size_t begin = at + 1;
        std::string_view name{json.data() + begin, end - begin - 1};
        at = json.find('"', end);
        if (name.size() > 4 && name.find('\\') != std::string_view::npos) name = plain = unescaped(name);
        const std::string_view other = turned(name);
        if (other.data() == name.data() || !names_member(json, end)) continue;
        if (kept == 0) out.reserve(json.size() + json.size() / 4);
        out.append(json, kept, begin - kept).append(other);
        kept = end - 1;
    }
    if (kept == 0) return;
    out.append(json, kept);
    json.swap(out);
}

std::string Vocabulary::turned_text(std::string_view text) const {
    std::string out;
    while (!text.empty()) {
        const auto end = std::find_if_not(text.begin(), text.end(), is_name_byte);
        const auto size = static_cast<std::size_t>(end - text.begin());
        out += turned(text.substr(0, size));
        text.remove_prefix(size);
        const auto next = static_cast<std::size_t>(std::find_if(text.begin(), text.end(), is_name_byte) - text.begin());
        out += text.substr(0, next);
        text.remove_prefix(next);
    }
    return out;
}

void Vocabulary::turn(Problem& problem) const {
    for (Fault& fault : problem.faults) {
        fault.field = turned_text(fault.field);
        fault.message = turned_text(fault.message);
    }
    // With faults the detail is made of them. Other sentences are prose, in which a word may be just that.
    if (!problem.faults.empty()) problem.detail = turned_text(problem.detail);
    if (problem.members.empty()) return;
    std::string object = '{' + problem.members + '}';
    turn_members(object);
    problem.members = object.substr(1, object.size() - 2);
}

}  // namespace host
