// Health, answered where nothing can hold it up.
#include "dispatch/health.h"

#include <array>

#include "dispatch/problem_answer.h"
#include "parts.h"

namespace host {
namespace {

RouteRow row(std::string path, std::string sentence, std::string schema) {
    RouteRow out;
    out.method = "GET";
    out.path = std::move(path);
    out.who = "public";
    out.sentence = std::move(sentence);
    out.answer_schema = std::move(schema);
    return out;
}

constexpr std::string_view name_schema =
    R"({"type":"object","additionalProperties":false,"properties":{"name":{"description":"The organisation.","type":"string"},)"
    R"("version":{"description":"Of Mortise.","type":"string"},"message":{"description":"A greeting.","type":"string"}},)"
    R"("required":["name","version","message"]})";
constexpr std::string_view status_schema =
    R"({"type":"object","additionalProperties":false,"properties":{"status":{"description":"ok, ready, or what is missing.","type":"string"}},)"
    R"("required":["status"]})";

}  // namespace

std::span<const RouteRow> own_routes() {
    static const std::array rows{
        row("/", "What this is.", std::string(name_schema)),
        row("/health", "The same, for those who look for it here.", std::string(name_schema)),
        row("/healthz", "The process lives.", std::string(status_schema)),
        row("/readyz", "It can serve; 503 while it starts or drains, or a part is down.", std::string(status_schema))};
    return rows;
}

std::string readiness(const Parts& parts) {
    if (parts.draining) return "draining";
    if (!parts.ready) return "starting";
    if (!parts.database->healthy()) return "the database cannot be written";
    return "ready";
}

void answer_own_route(mortise_call& call) {
    http::Answer& answer = *call.answer;
    answer.status = 200;
    answer.set("Content-Type", "application/json");
    answer.set("Cache-Control", "no-store");
    std::string& body = answer.body;
    if (call.route->path == "/healthz") {
        body = R"({"status":"ok"})";
    } else if (call.route->path == "/readyz") {
        const std::string status = readiness(call.parts);
        if (status != "ready") throw Problem{503, "unavailable", status};
        body = R"({"status":"ready"})";
    } else {
        body = R"({"name":)";
        append_json_string(body, call.parts.config.organisation.name);
        body += R"(,"version":")" MORTISE_VERSION R"(","message":"Mortise is running."})";
    }
}

}  // namespace host
