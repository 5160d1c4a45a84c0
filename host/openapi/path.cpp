// Takes paths apart.
#include "openapi/path.h"

#include <algorithm>
#include <cctype>

namespace host::openapi {
namespace {

Value schema_of(const std::string& kind) {
    if (kind == "int") return Value::object({{"type", "integer"}, {"minimum", 1}});
    if (kind == "person") return Value::object({{"type", "string"}, {"pattern", "^([1-9][0-9]*|(ADM|MEC|CST)[0-9]{6,})$"}});
    return Value::object({{"type", "string"}, {"minLength", 1}});
}

std::string sentence_of(const Path::Segment& parameter, std::string_view before) {
    const std::string noun = before.empty() ? std::string("thing") : singular(before);
    if (parameter.kind == "person") return "Whose it is: the person's number, or the public code such as CST000210.";
    if (parameter.kind != "int") return "The " + parameter.name + ", as it is written.";
    return "The number of the " + (parameter.name.ends_with("_id") ? parameter.name.substr(0, parameter.name.size() - 3) : noun) +
           '.';
}

}  // namespace

Path Path::of(std::string_view path) {
    Path out;
    while (!path.empty()) {
        path.remove_prefix(1);  // the slash
        const std::string_view segment = path.substr(0, path.find('/'));
        path.remove_prefix(segment.size());
        if (segment.starts_with('{')) {
            const std::string_view inner = segment.substr(1, segment.size() - 2);
            const std::size_t colon = inner.find(':');
            out.segments.push_back({std::string(inner.substr(0, colon)), colon == std::string_view::npos
                                                                             ? std::string("name")
                                                                             : std::string(inner.substr(colon + 1))});
        } else if (!segment.empty()) {
            out.segments.push_back({std::string(segment), {}});
        }
    }
    return out;
}

std::string Path::text() const {
    std::string out;
    for (const Segment& each : segments) out += '/' + (each.kind.empty() ? each.name : '{' + each.name + '}');
    return out.empty() ? "/" : out;
}

std::string Path::shape() const {
    std::string out;
    for (const Segment& each : segments) out += '/' + (each.kind.empty() ? each.name : "{}");
    return out;
}

bool Path::has_parameters() const {
    return std::any_of(segments.begin(), segments.end(), [](const Segment& each) { return !each.kind.empty(); });
}

void Path::rename(const Path& as) {
    for (std::size_t i = 0; i < segments.size(); ++i) segments[i].name = as.segments[i].name;
}

std::string_view Path::last_word() const {
    const auto last = std::find_if(segments.rbegin(), segments.rend(), [](const Segment& each) { return each.kind.empty(); });
    return last == segments.rend() ? std::string_view{} : std::string_view{last->name};
}

std::string Path::camel() const {
    std::string out;
    for (const Segment& each : segments) out += (each.kind.empty() ? "" : "By") + openapi::camel(each.name);
    return out.empty() ? "Root" : out;
}

std::vector<Value> Path::parameters() const {
    std::vector<Value> out;
    std::string_view before;
    for (const Segment& each : segments) {
        if (each.kind.empty()) {
            before = each.name;
            continue;
        }
        out.push_back(Value::object({{"name", each.name},
                                     {"in", "path"},
                                     {"required", true},
                                     {"description", sentence_of(each, before)},
                                     {"schema", schema_of(each.kind)}}));
    }
    return out;
}

std::string camel(std::string_view words) {
    std::string out;
    bool begins = true;
    for (const char c : words) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) == 0) {
            begins = true;
            continue;
        }
        out += begins ? static_cast<char>(std::toupper(byte)) : c;
        begins = false;
    }
    return out;
}

std::string singular(std::string_view word) {
    if (word.ends_with("ies") && word.size() > 4) return std::string(word.substr(0, word.size() - 3)) + 'y';
    if (word.ends_with("sses")) return std::string(word.substr(0, word.size() - 2));
    if (!word.ends_with('s') || word.ends_with("ss") || word.ends_with("us") || word.size() < 4) return std::string(word);
    return std::string(word.substr(0, word.size() - 1));
}

}  // namespace host::openapi
