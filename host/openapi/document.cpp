// Gathers the routes and lays them out as one document, in the order in which plugins declare them.
#include "openapi/document.h"

#include <algorithm>
#include <set>

#include "dispatch/health.h"
#include "openapi/failures.h"
#include "openapi/operation.h"
#include "parts.h"

namespace host {
namespace {

using openapi::Operation;
using openapi::Path;
using openapi::Schemas;
using openapi::Value;

std::string first_base(const Parts& parts) {
    const auto& bases = parts.config.http.base_paths;
    return bases.empty() || bases.front() == "/" ? std::string() : bases.front();
}

/// A plugin that was asked to start and did not is not served; nobody has asked when only the document is wanted.
bool is_served(const Parts& parts, const Ledger& plugin) { return plugin.started || !parts.lanes; }

Value schema_of(const std::string& text) { return text.empty() ? Value() : Value::read(text); }

/// Every route. Where a relative path reads like an absolute one, it is written with its base, so that each has a place.
std::vector<Operation> operations_of(const Parts& parts, const std::string& base) {
    std::vector<Operation> all;
    std::set<std::string> at_root;
    const auto add = [&](const RouteRow& row, const std::string& tag) {
        all.push_back({.row = &row,
                       .tag = tag,
                       .path = Path::of(row.path),
                       .at_root = !base.empty() && (row.absolute() || !row.plugin),
                       .body = schema_of(row.body_schema),
                       .query = schema_of(row.query_schema),
                       .answer = schema_of(row.answer_schema)});
        if (all.back().at_root) at_root.insert(all.back().path.shape());
    };
    for (const RouteRow& row : own_routes()) add(row, "host");
    for (const auto& plugin : parts.plugins) {
        if (!is_served(parts, *plugin)) continue;
        for (const RouteRow& row : plugin->routes) add(row, plugin->manifest.name);
    }
    for (const RouteRow& row : parts.translations.routes) add(row, row.vocabulary->plugin());
    for (Operation& each : all) {
        if (each.at_root || !at_root.contains(each.path.shape())) continue;
        each.path = Path::of(base + each.row->path);
        each.at_root = true;
    }
    return all;
}

Schemas schemas_of(const std::vector<Operation>& operations) {
    Schemas schemas;
    for (const Operation& each : operations) {
        const Schemas::Place asked{each.tag, each.row->method, each.path, false},
            answered{each.tag, each.row->method, each.path, true};
        for (const int type : {MORTISE_ACCEPT_JSON, MORTISE_ACCEPT_FORM, MORTISE_ACCEPT_MULTIPART})  // it stands once for each
            if (each.body.kind != Value::Kind::null && (each.row->accepts & type) != 0) schemas.see(each.body, asked);
        if (each.answer.kind != Value::Kind::null) schemas.see(each.answer, answered);
    }
    schemas.name();
    return schemas;
}

std::string scope_sentence(const Parts& parts, const std::string& scope) {
    const auto found = parts.scopes.all().find(scope);
    return found == parts.scopes.all().end() ? std::string() : found->second.second;
}

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

std::string unique(const std::string& id, std::set<std::string>& taken) {
    std::string out = id;
    for (int i = 2; !taken.insert(out).second; ++i) out = id + std::to_string(i);
    return out;
}

/// What another kind of parameter finds at a place that OpenAPI cannot tell from this one.
void add_twin(Value& operation, const Operation& twin) {
    operation["description"].text +=
        " Where the path's parameter is a " + twin.path.segments.back().kind + ": " + twin.row->sentence;
}

Value paths_of(const Parts& parts, std::vector<Operation>& operations, const Schemas& schemas, bool password) {
    Value paths = Value::object();
    std::map<std::string, Path> shapes;
    std::set<std::string> ids;
    std::map<std::pair<std::string, std::string>, const RouteRow*> rows;  // by path and method
    for (Operation& each : operations) {
        each.path.rename(shapes.try_emplace(each.path.shape(), each.path).first->second);
        const std::string text = each.path.text(), method = lower(each.row->method);
        Value& item = paths[text];
        if (each.at_root && !item.find("servers")) item["servers"] = Value::array({Value::object({{"url", "/"}})});
        const auto [known, is_new] = rows.try_emplace({text, method}, each.row);
        if (is_new) {
            const std::string id = unique(method + each.path.camel(), ids);
            item[method] = operation_of(each, id, schemas, scope_sentence(parts, each.row->who), password);
        } else if (known->second->path != each.row->path) {
            add_twin(item[method], each);
        }
    }
    return paths;
}

/// Where a form with a name and a password is exchanged for a token, by a path from the root; empty when nowhere.
std::string log_in_path(const std::vector<Operation>& operations, const std::string& base) {
    for (const Operation& each : operations)
        if (each.row->method == "POST" && each.row->path == "/auth/login" && (each.row->accepts & MORTISE_ACCEPT_FORM) != 0)
            return each.at_root ? each.path.text() : base + each.path.text();
    return {};
}

Value security_schemes(const Parts& parts, const std::string& log_in) {
    Value out = Value::object();
    out["bearerAuth"] =
        Value::object({{"type", "http"}, {"scheme", "bearer"}, {"bearerFormat", "JWT"}, {"description", "An access token."}});
    if (log_in.empty()) return out;
    Value scopes = Value::object();
    for (const auto& [name, scope] : parts.scopes.all()) scopes[name] = scope.second.empty() ? name : scope.second;
    const Value flow = Value::object({{"tokenUrl", log_in}, {"scopes", scopes}});
    out["password"] = Value::object({{"type", "oauth2"},
                                     {"description", "A name and a password for an access token."},
                                     {"flows", Value::object({{"password", flow}})}});
    return out;
}

Value servers_of(const Parts& parts) {
    Value out = Value::array();
    for (const std::string& base : parts.config.http.base_paths) out.push(Value::object({{"url", base}}));
    if (out.empty()) out.push(Value::object({{"url", "/"}}));
    return out;
}

Value tags_of(const Parts& parts) {
    Value out = Value::array({Value::object({{"name", "host"}, {"description", "What this is, and whether it lives."}})});
    for (const auto& plugin : parts.plugins)
        if (is_served(parts, *plugin) && !(plugin->routes.empty() && plugin->paths.empty()))
            out.push(Value::object(
                {{"name", plugin->manifest.name},
                 {"description", "The routes of the plugin " + plugin->manifest.name + ' ' + plugin->manifest.version + '.'}}));
    return out;
}

}  // namespace

std::string openapi_document(const Parts& parts) {
    const std::string base = first_base(parts);
    std::vector<Operation> operations = operations_of(parts, base);
    const Schemas schemas = schemas_of(operations);
    const std::string log_in = log_in_path(operations, base);
    const std::string& name = parts.config.organisation.name;
    Value out = Value::object({{"openapi", "3.1.0"}});
    out["info"] =
        Value::object({{"title", name.empty() ? std::string("Mortise") : name},
                       {"version", MORTISE_VERSION},
                       {"license", Value::object({{"name", "Boost Software License 1.0"}, {"identifier", "BSL-1.0"}})}});
    out["servers"] = servers_of(parts);
    out["tags"] = tags_of(parts);
    out["paths"] = paths_of(parts, operations, schemas, !log_in.empty());
    Value components = schemas.components();
    components["Problem"] = openapi::problem_schema();
    out["components"] = Value::object({{"schemas", components}, {"securitySchemes", security_schemes(parts, log_in)}});
    return out.json();
}

}  // namespace host
