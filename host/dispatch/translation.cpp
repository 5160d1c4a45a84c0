// Makes translated rows: paths by their beginnings, schemas by their members.
#include "dispatch/translation.h"

#include "openapi/value.h"

namespace host {
namespace {

using openapi::Value;

/// What a schema's "properties" and "required" call members, turned; what is inside each property as well.
void turn_schema(Value& schema, const Vocabulary& words, const std::string& where) {
    for (auto& [name, part] : schema.items) {
        if (name == "properties" && part.kind == Value::Kind::object) {
            for (const auto& [ours, theirs] : words.pairs())
                if (part.find(theirs.substr(1)))
                    throw Refused("plugin " + words.plugin() + " translates " + ours.substr(1) + " by " + theirs.substr(1) +
                                  ", but " + where + " has a member of that name");
            for (auto& [member, inside] : part.items) {
                member = words.turned(member);
                turn_schema(inside, words, where);
            }
        } else if (name == "required" && part.kind == Value::Kind::array) {
            for (auto& [nameless, member] : part.items) member.text = words.turned(member.text);
        } else {
            turn_schema(part, words, where);
        }
    }
}

/// True where `path` is `beginning` or goes on behind it with a segment.
bool begins_with(const std::string& path, const std::string& beginning) {
    return path.starts_with(beginning) && (path.size() == beginning.size() || path[beginning.size()] == '/');
}

/// The template with its parameters' names turned.
std::string with_parameters_turned(const std::string& path, const Vocabulary& words) {
    std::string out;
    for (std::size_t at = 0; at < path.size();) {
        const std::size_t end = std::min(path.size(), path[at] == '{' ? path.find_first_of(":}", at) : path.find('{', at));
        out += path[at] == '{' ? '{' + std::string(words.turned(path.substr(at + 1, end - at - 1))) : path.substr(at, end - at);
        at = end;
    }
    return out;
}

RouteRow translated(const RouteRow& row, const std::string& path, const Vocabulary& words) {
    const std::string where = row.method + ' ' + row.path + " of plugin " + row.plugin->manifest.name;
    RouteRow out = row;
    out.path = path;
    out.vocabulary = &words;
    out.original = &row;
    out.body_schema = translated_schema(row.body_schema, words, where);
    out.query_schema = translated_schema(row.query_schema, words, where);
    out.answer_schema = translated_schema(row.answer_schema, words, where);
    return out;
}

}  // namespace

std::string translated_schema(const std::string& schema, const Vocabulary& words, const std::string& where) {
    if (schema.empty()) return {};
    Value value = Value::read(schema);
    turn_schema(value, words, where);
    return value.json();
}

void translate_routes(const Ledger& speaker, const std::vector<const Ledger*>& plugins, Translations& out) {
    if (speaker.paths.empty()) return;
    const Vocabulary& words = out.vocabularies.emplace_back(speaker.manifest.name, speaker.words);
    for (const auto& [path, other] : speaker.paths)
        for (const Ledger* plugin : plugins)
            for (const RouteRow& row : plugin->routes) {
                if (row.absolute() || !begins_with(row.path, path)) continue;
                out.routes.push_back(translated(row, other + with_parameters_turned(row.path.substr(path.size()), words), words));
            }
}

}  // namespace host
