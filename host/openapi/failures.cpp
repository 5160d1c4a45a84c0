// Which codes go with which status, and how an answer says them.
#include "openapi/failures.h"

#include <algorithm>
#include <map>

#include "dispatch/problem_answer.h"
#include "dispatch/repeats.h"

namespace host::openapi {
namespace {

using Codes = std::map<int, std::vector<std::string>>;

void add(Codes& codes, int status, std::initializer_list<std::string_view> more) {
    auto& list = codes[status];
    for (const std::string_view each : more)
        if (std::find(list.begin(), list.end(), each) == list.end()) list.emplace_back(each);
}

/// The codes by status: those of every route as far as they can apply to this one, then its own.
Codes codes_of(const RouteRow& row, bool has_path_parameters) {
    Codes codes;
    const bool has_body = !row.body_schema.empty(), reads = row.method == "GET", by_plugin = row.plugin != nullptr;
    if (has_path_parameters) add(codes, 400, {"bad-path"});
    if (by_plugin) add(codes, 400, {"bad-query"});
    if (has_body && (row.accepts & MORTISE_ACCEPT_JSON) != 0) add(codes, 400, {"bad-json"});
    if (has_body && (row.accepts & MORTISE_ACCEPT_FORM) != 0) add(codes, 400, {"bad-form"});
    if (has_body && (row.accepts & MORTISE_ACCEPT_MULTIPART) != 0) add(codes, 400, {"bad-multipart"});
    if (!row.is_public()) add(codes, 401, {"unauthorized", "token-expired", "token-revoked"});
    if (row.scope >= 0) add(codes, 403, {"insufficient-scope"});
    if (has_path_parameters) add(codes, 404, {"not-found"});
    if (by_plugin && !reads) add(codes, 409, {"duplicate", "in-use"});
    if (has_body) add(codes, 413, {"payload-too-large"});
    if (has_body && (row.accepts & MORTISE_ACCEPT_MULTIPART) != 0) add(codes, 413, {"file-too-large", "body-too-large"});
    if (has_body) add(codes, 415, {"unsupported-media-type"});
    if (has_body) add(codes, 422, {"invalid"});
    if (by_plugin) add(codes, 429, {"too-many-requests"});
    if (by_plugin) add(codes, 500, {"internal"});
    if (by_plugin) add(codes, 503, {"busy", "unavailable", "storage-unavailable"});
    if (row.path == "/readyz" && !by_plugin) add(codes, 503, {"unavailable"});
    if (is_repeatable(row)) {
        add(codes, 400, {"bad-idempotency-key"});
        add(codes, 409, {"idempotency-in-flight", "idempotency-outcome-unknown"});
        add(codes, 422, {"idempotency-key-reused"});
    }
    for (const auto& [code, status] : row.failures) add(codes, status, {code});
    if (!row.version) return codes;
    add(codes, 412, {"precondition-failed"});
    for (const auto& [code, status] : row.version->failures) add(codes, status, {code});  // it is asked first
    return codes;
}

std::string sentence_of(int status) {
    switch (status) {
        case 400:
            return "The request is malformed.";
        case 401:
            return "There is no token, or it is bad, expired or revoked.";
        case 403:
            return "The caller is known and may not.";
        case 404:
            return "It is not there, or not the caller's to know of.";
        case 409:
            return "It does not go with what is there already.";
        case 412:
            return "The record is at another version than If-Match names.";
        case 413:
            return "The body is larger than what is taken.";
        case 415:
            return "The body is of a type that is not taken.";
        case 422:
            return "The body is well-formed and wrong; `errors` names every fault.";
        case 429:
            return "Too many requests; try again later.";
        case 500:
            return "A fault of the server; its log knows more, by the request id.";
        case 503:
            return "Not now: starting, draining, too busy, or a part is down.";
        default:
            return std::string(title_of(status)) + '.';
    }
}

Value header(std::string_view name, std::string_view description, std::string_view type) {
    return Value::object({{name, Value::object({{"description", description}, {"schema", Value::object({{"type", type}})}})}});
}

Value response(int status, const std::vector<std::string>& codes) {
    Value words = Value::array();
    std::string list;
    for (const std::string& each : codes) {
        words.push(each);
        list += (list.empty() ? " Codes: `" : ", `") + each + '`';
    }
    Value out = Value::object({{"description", sentence_of(status) + list + '.'}});
    if (status == 401) out["headers"] = header("WWW-Authenticate", "Bearer, and what is wrong with the token.", "string");
    if (status == 429 || status == 503) out["headers"] = header("Retry-After", "Seconds to wait.", "integer");
    const Value code = Value::object({{"properties", Value::object({{"code", Value::object({{"enum", words}})}})}});
    const Value schema =
        Value::object({{"allOf", Value::array({Value::object({{"$ref", "#/components/schemas/Problem"}}), code})}});
    out["content"] = Value::object({{"application/problem+json", Value::object({{"schema", schema}})}});
    return out;
}

Value text(std::string_view description) { return Value::object({{"type", "string"}, {"description", description}}); }

}  // namespace

void add_failures(Value& responses, const RouteRow& row, bool has_path_parameters) {
    for (const auto& [status, codes] : codes_of(row, has_path_parameters))
        responses[std::to_string(status)] = response(status, codes);
}

Value problem_schema() {
    Value fault = Value::object({{"type", "object"}, {"description", "One fault of a field."}});
    fault["properties"] = Value::object({{"field", text("Where: a name, or names with dots between.")},
                                         {"code", text("What: missing, out-of-range, unknown-field and the like.")},
                                         {"message", text("In words.")}});
    fault["required"] = Value::array({"field", "code", "message"});
    Value out = Value::object(
        {{"type", "object"}, {"description", "Every failure, after RFC 9457. Some have members of their own, as `state`."}});
    out["properties"] = Value::object(
        {{"type",
          Value::object({{"type", "string"}, {"format", "uri-reference"}, {"description", "Names the kind of problem."}})},
         {"title", text("The status in words.")},
         {"status", Value::object({{"type", "integer"}, {"description", "The status."}})},
         {"message", text("The same as title.")},
         {"detail", text("What went wrong here, for people.")},
         {"code", text("What went wrong, for programs; it never changes.")},
         {"request_id", text("What the server's log knows this request by.")},
         {"errors", Value::object({{"type", "array"}, {"description", "All faults of the fields at once."}, {"items", fault}})}});
    out["required"] = Value::array({"type", "title", "status", "message", "detail", "code", "request_id"});
    return out;
}

}  // namespace host::openapi
