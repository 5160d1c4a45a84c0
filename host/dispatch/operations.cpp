// Answers operators.
#include "dispatch/operations.h"

#include <array>

#include "base/problem.h"
#include "dispatch/health.h"
#include "dispatch/problem_answer.h"
#include "parts.h"

namespace host {
namespace {

constexpr std::array<std::string_view, 3> lanes{"blocking", "reader", "writer"};  // as Lane has them

std::string ready_in_detail(const Parts& parts) {
    std::string out = "{\"status\":";
    append_json_string(out, readiness(parts));
    out += ",\"database\":";
    append_json_string(out, parts.database->healthy() ? "ready" : "cannot be written");
    out += ",\"log_lines_lost\":" + std::to_string(parts.log.dropped()) + ",\"plugins\":[";
    for (const auto& plugin : parts.plugins) {
        if (out.back() != '[') out += ',';
        out += "{\"name\":";
        append_json_string(out, plugin->manifest.name);
        out += ",\"version\":";
        append_json_string(out, plugin->manifest.version);
        out += ",\"state\":" + std::string(plugin->started ? "\"active\"" : "\"failed\"") + '}';
    }
    return out + "]}";
}

std::string metrics(const Parts& parts) {
    std::string calls = "# TYPE mortise_plugin_calls_total counter\n", faults = "# TYPE mortise_plugin_faults_total counter\n";
    for (const auto& plugin : parts.plugins) {
        const std::string label = "{plugin=\"" + plugin->manifest.name + "\"} ";
        calls += "mortise_plugin_calls_total" + label + std::to_string(plugin->calls.load()) + '\n';
        faults += "mortise_plugin_faults_total" + label + std::to_string(plugin->faults.load()) + '\n';
    }
    std::string busy = "# TYPE mortise_busy_total counter\n";
    for (std::size_t lane = 0; lane < lanes.size(); ++lane)
        busy += "mortise_busy_total{lane=\"" + std::string(lanes[lane]) + "\"} " + std::to_string(parts.sent_away[lane].load()) +
                '\n';
    return calls + faults + busy + "# TYPE mortise_ready gauge\nmortise_ready " + (readiness(parts) == "ready" ? "1" : "0") +
           "\n# TYPE mortise_log_lines_lost_total counter\nmortise_log_lines_lost_total " + std::to_string(parts.log.dropped()) +
           '\n';
}

}  // namespace

http::BodyPlan Operations::head(http::Exchange&) noexcept { return {http::BodyPlan::Kind::collect, 1024, nullptr}; }

void Operations::run(http::Exchange& exchange) noexcept {
    try {
        answer(exchange);
    } catch (const Problem& problem) {
        refuse(exchange, problem.status, problem.detail);
    } catch (...) {
        exchange.answer.status = 500;
    }
    exchange.finish();
}

void Operations::answer(http::Exchange& exchange) {
    const http::Request& request = exchange.request;
    http::Answer& answer = exchange.answer;
    answer.status = 200;
    if (request.method == "PUT" && request.path == "/log/level") {
        constexpr std::pair<std::string_view, Level> levels[] = {
            {"debug", Level::debug}, {"info", Level::info}, {"warn", Level::warn}, {"error", Level::error}};
        for (const auto& [name, level] : levels)
            if (exchange.body == name) {
                parts_.log.set_level(level);
                answer.status = 204;
                return;
            }
        throw Problem{422, "invalid", "The level is debug, info, warn or error."};
    }
    if (request.method != "GET") throw Problem{405, "method-not-allowed", "Only GET, and PUT /log/level."};
    if (request.path == "/metrics") {
        answer.set("Content-Type", "text/plain; version=0.0.4");
        answer.body = metrics(parts_);
    } else if (request.path == "/readyz") {
        answer.status = readiness(parts_) == "ready" ? 200 : 503;
        answer.set("Content-Type", "application/json");
        answer.body = ready_in_detail(parts_);
    } else {
        throw Problem{404, "not-found", "Here are /readyz, /metrics and /log/level."};
    }
}

void Operations::refuse(http::Exchange& exchange, int status, std::string_view reason) noexcept {
    try {
        write_problem(exchange.answer, {status, status == 404 ? "not-found" : "bad-request", std::string(reason)}, "");
    } catch (...) {
        exchange.answer.status = status;
    }
}

}  // namespace host
