// Parameters, body, answers and who may, out of a route's row.
#include "openapi/operation.h"

#include <algorithm>

#include "dispatch/repeats.h"
#include "openapi/example.h"
#include "openapi/failures.h"

namespace host::openapi {
namespace {

/// What a query says, it says in words: there is no null in it.
Value without_null(Value schema) {
    for (const char* const name : {"type", "enum"}) {
        if (!schema.find(name)) continue;
        Value& list = schema[name];
        std::erase_if(list.items, [&](const auto& each) {
            return each.second.kind == Value::Kind::null || (name == std::string_view{"type"} && each.second.text == "null");
        });
        if (name == std::string_view{"type"} && list.items.size() == 1) schema[name] = Value(list.items.front().second);
    }
    return schema;
}

void add_query(Value& parameters, const Value& query) {
    const Value* properties = query.find("properties");
    if (!properties) return;
    const Value* required = query.find("required");
    for (const auto& [name, property] : properties->items) {
        const bool must = required && std::any_of(required->items.begin(), required->items.end(),
                                                  [&, &word = name](const auto& each) { return each.second.text == word; });
        Value schema = without_null(property);
        schema.erase("description");
        Value parameter = Value::object({{"name", name}, {"in", "query"}, {"required", must}});
        if (const Value* description = property.find("description")) parameter["description"] = *description;
        parameter["schema"] = std::move(schema);
        parameters.push(std::move(parameter));
    }
}

bool is_versioned(const RouteRow& row) { return (row.flags & MORTISE_ROUTE_VERSIONED) != 0; }

/// Headers that the host itself reads for the route.
void add_conditions(Value& parameters, const RouteRow& row) {
    const auto add = [&](const char* name, const std::string& description, Value schema) {
        schema["type"] = "string";
        parameters.push(Value::object({{"name", name},
                                       {"in", "header"},
                                       {"required", false},
                                       {"description", description},
                                       {"schema", std::move(schema)}}));
    };
    if (is_repeatable(row))
        add("Idempotency-Key",
            "A word of the client's for this request. Sent again within 24 hours, it is not done again but answered alike.",
            Value::object({{"minLength", 1}, {"maxLength", 255}, {"pattern", "^[!-~]+$"}}));
    if (is_versioned(row))
        add("If-None-Match", "The ETag that the client has: 304 when there is nothing newer.", Value::object());
    if (row.version)
        add("If-Match",
            "The ETag that the client has seen at " +
                (row.original ? "the record's own address" : "`GET " + Path::of(row.version->path).text() + '`') +
                ": 412 when there is something newer.",
            Value::object());
}

/// Headers that the handler reads; those that every client sends, and those of other mechanisms, are not worth telling.
void add_headers(Value& parameters, const RouteRow& row) {
    for (const std::string& name : row.headers) {
        if (name == "authorization" || name == "cookie" || name == "user-agent" || name == "accept" || name == "content-type")
            continue;
        parameters.push(Value::object({{"name", name},
                                       {"in", "header"},
                                       {"required", false},
                                       {"description", "Read by this route."},
                                       {"schema", Value::object({{"type", "string"}})}}));
    }
}

Value body_of(const Operation& operation, const Schemas& schemas) {
    const RouteRow& row = *operation.row;
    const Value schema = schemas.written(operation.body);
    Value media = Value::object({{"schema", schema}});
    if (!has_file(operation.body)) media["example"] = example_of(operation.body);
    Value content = Value::object();
    if ((row.accepts & MORTISE_ACCEPT_JSON) != 0) content["application/json"] = media;
    if ((row.accepts & MORTISE_ACCEPT_FORM) != 0)
        content["application/x-www-form-urlencoded"] = Value::object({{"schema", schema}});
    if ((row.accepts & MORTISE_ACCEPT_MULTIPART) != 0) content["multipart/form-data"] = Value::object({{"schema", schema}});
    return Value::object({{"required", (row.flags & MORTISE_ROUTE_BODY_OPTIONAL) == 0}, {"content", content}});
}

Value success_of(const Operation& operation, const Schemas& schemas) {
    const RouteRow& row = *operation.row;
    const auto sentence = [&] {
        switch (row.status) {
            case 201:
                return "It is made.";
            case 202:
                return "It is taken on, and will be done.";
            case 204:
                return "It is done; there is nothing to say.";
            default:
                return "It is done.";
        }
    };
    Value out = Value::object({{"description", row.method == "GET" && row.status == 200 ? "What was asked for." : sentence()}});
    const auto header = [&](const char* name, const char* description, std::initializer_list<Value> words = {}) {
        Value schema = Value::object({{"type", "string"}});
        if (words.size() != 0) schema["enum"] = Value::array(words);
        out["headers"][name] = Value::object({{"description", description}, {"schema", schema}});
    };
    if (row.cached_ms > 0) header("X-Cache", "Whether the cache knew it.", {"hit", "miss"});
    if (is_versioned(row)) header("ETag", "The version of the record, for If-None-Match and If-Match.");
    if (is_repeatable(row)) header("Idempotency-Replayed", "This was answered before.", {"true"});
    if (operation.answer.kind != Value::Kind::null) {
        out["content"] = Value::object({{"application/json", Value::object({{"schema", schemas.written(operation.answer)}})}});
    } else if (row.status != 204) {
        out["content"] = Value::object({{"*/*", Value::object({{"schema", Value::object()}})}});
    }
    return out;
}

std::string description_of(const RouteRow& row, std::string_view scope_sentence) {
    std::string out = "Open to everybody.";
    if (row.scope >= 0) {
        out = "Needs the scope";
        for (const std::string& scope : row.scopes()) out += (out.ends_with('`') ? " or `" : " `") + scope + '`';
        out += scope_sentence.empty() ? "." : ": " + std::string(scope_sentence);
    } else if (!row.is_public()) {
        out = "Needs an access token.";
    }
    if (row.cached_ms > 0) out += " Answered from a cache that the writes behind it keep true.";
    return out;
}

Value security_of(const RouteRow& row, bool password) {
    Value out = Value::array();
    if (row.is_public()) return out;
    std::vector<std::string> names = row.scopes();
    if (names.empty()) names.emplace_back();
    for (const std::string& name : names) {
        const Value scopes = name.empty() ? Value::array() : Value::array({name});
        out.push(Value::object({{"bearerAuth", scopes}}));
        if (password) out.push(Value::object({{"password", scopes}}));
    }
    return out;
}

}  // namespace

Value operation_of(const Operation& operation, std::string id, const Schemas& schemas, std::string_view scope_sentence,
                   bool password) {
    const RouteRow& row = *operation.row;
    Value out = Value::object({{"tags", Value::array({operation.tag})},
                               {"operationId", id},
                               {"summary", row.sentence},
                               {"description", description_of(row, scope_sentence)}});
    if ((row.flags & MORTISE_ROUTE_DEPRECATED) != 0) out["deprecated"] = true;
    Value parameters = Value::array();
    for (Value& each : operation.path.parameters()) parameters.push(std::move(each));
    add_query(parameters, operation.query);
    add_headers(parameters, row);
    add_conditions(parameters, row);
    if (!parameters.empty()) out["parameters"] = std::move(parameters);
    if (operation.body.kind != Value::Kind::null) out["requestBody"] = body_of(operation, schemas);
    Value& responses = out["responses"] = Value::object({{std::to_string(row.status), success_of(operation, schemas)}});
    if (is_versioned(row))
        responses["304"] = Value::object({{"description", "The client has it already: If-None-Match names its version."}});
    add_failures(responses, row, operation.path.has_parameters());
    out["security"] = security_of(row, password);
    return out;
}

}  // namespace host::openapi
