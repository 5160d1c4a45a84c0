// JSON as YAML 1.2 in block style; every string is quoted that YAML could take for something else.
#include <algorithm>

#include "dispatch/problem_answer.h"
#include "openapi/document.h"
#include "openapi/value.h"

namespace host {
namespace {

using openapi::Value;

/// True when the text says the same to every YAML reader without quotes.
bool is_plain(std::string_view text) {
    static constexpr std::string_view first = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ/";
    static constexpr std::string_view words[] = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"};
    if (text.empty() || first.find(text.front()) == std::string_view::npos || text.back() == ' ') return false;
    if (text.find(": ") != std::string_view::npos || text.find(" #") != std::string_view::npos || text.back() == ':')
        return false;
    if (std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c >= 0x7F; })) return false;
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return std::find(std::begin(words), std::end(words), lower) == std::end(words);
}

void scalar(std::string& out, const Value& value) {
    if (value.kind == Value::Kind::null) {
        out += "null";
    } else if (value.kind == Value::Kind::string && !is_plain(value.text)) {
        append_json_string(out, value.text);
    } else {
        out += value.text;
    }
}

void block(std::string& out, const Value& value, std::size_t depth, bool line_begun);

/// What follows a key's colon or an element's dash.
void nested(std::string& out, const Value& value, std::size_t depth, bool in_list) {
    const bool is_list = value.kind == Value::Kind::array;
    if (!is_list && value.kind != Value::Kind::object) {
        out += ' ';
        scalar(out, value);
        out += '\n';
    } else if (value.empty()) {
        out += is_list ? " []\n" : " {}\n";
    } else if (in_list) {
        out += ' ';
        block(out, value, depth + 1, true);
    } else {
        out += '\n';
        block(out, value, depth + 1, false);
    }
}

/// The items of a list or object, a line each. `line_begun`: the first stands where the line is.
void block(std::string& out, const Value& value, std::size_t depth, bool line_begun) {
    for (const auto& [name, item] : value.items) {
        if (!line_begun) out.append(depth * 2, ' ');
        line_begun = false;
        const bool in_list = value.kind == Value::Kind::array;
        if (in_list) {
            out += '-';
        } else {
            scalar(out, name);
            out += ':';
        }
        nested(out, item, depth, in_list);
    }
}

}  // namespace

std::string yaml_of(std::string_view json) {
    const Value value = Value::read(json);
    std::string out;
    if (value.empty()) {
        scalar(out, value);
        out += '\n';
    } else {
        block(out, value, 0, false);
    }
    return out;
}

}  // namespace host
