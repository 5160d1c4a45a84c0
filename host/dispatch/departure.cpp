// The last steps: a failure becomes an answer, the answer leaves, and a line is written.
#include "dispatch/problem_answer.h"
#include "dispatch/steps.h"
#include "parts.h"

namespace host {
namespace {

/// Headers that every answer bears.
void protect(http::Answer& answer, const mortise_call& call) {
    answer.fields += "X-Content-Type-Options: nosniff\r\n";
    if (call.principal && answer.fields.find("Cache-Control:") == std::string::npos)
        answer.fields += "Cache-Control: no-store\r\n";
}

void write_line(const mortise_call& call) {
    const auto ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - call.began).count();
    const http::Answer& answer = *call.answer;
    // The template, never the path or query: they may hold what nobody should read here.
    call.parts.log.info("request", {{"request_id", std::string_view{call.request_id}},
                                    {"method", call.route ? std::string_view{call.route->method} : std::string_view{"-"}},
                                    {"route", call.route ? std::string_view{call.route->path} : std::string_view{"-"}},
                                    {"status", std::int64_t{answer.status}},
                                    {"ms", ms},
                                    {"user", call.principal ? call.principal->user : std::int64_t{0}}});
}

Problem problem_of(std::exception_ptr why) {
    try {
        std::rethrow_exception(std::move(why));
    } catch (const Problem& problem) {
        return problem;
    } catch (const std::exception& fault) {
        return {500, "internal", fault.what()};
    } catch (...) {
        return {500, "internal", "something that is no std::exception was thrown"};
    }
}

}  // namespace

void fail(Passage& passage, std::exception_ptr why) noexcept {
    mortise_call& call = passage.call;
    try {
        Problem problem = problem_of(std::move(why));
        if (call.route && call.route->vocabulary) call.route->vocabulary->turn(problem);
        if (problem.status >= 500 && problem.status != 503) {
            if (call.plugin) call.plugin->faults.fetch_add(1, std::memory_order_relaxed);
            call.parts.log.error("request failed",
                                 {{"request_id", std::string_view{call.request_id}},
                                  {"plugin", call.plugin ? std::string_view{call.plugin->manifest.name} : std::string_view{"-"}},
                                  {"route", call.route ? std::string_view{call.route->path} : std::string_view{"-"}},
                                  {"why", std::string_view{problem.detail}}});
        }
        std::string allow;
        const std::string& fields = call.answer->fields;
        if (const std::size_t at = fields.find("Allow: "); at != std::string::npos)
            allow = fields.substr(at + 7, fields.find('\r', at) - at - 7);
        std::string cross_origin;
        if (const std::size_t at = fields.find("Access-Control-Allow-Origin: "); at != std::string::npos)
            cross_origin = fields.substr(at + 29, fields.find('\r', at) - at - 29);
        write_problem(*call.answer, problem, call.request_id);
        if (!call.request_id.empty()) call.answer->set("X-Request-Id", call.request_id);
        if (!allow.empty()) call.answer->set("Allow", allow);
        if (!cross_origin.empty()) {
            call.answer->set("Access-Control-Allow-Origin", cross_origin);
            call.answer->set("Access-Control-Allow-Credentials", "true");
            call.answer->set("Access-Control-Expose-Headers", exposed_headers);
            call.answer->set("Vary", "Origin");
        }
        if (!passage.self) {  // the engine writes it as it stands: there is no finish() to come
            protect(*call.answer, call);
            write_line(call);
        }
    } catch (...) {
        call.answer->status = 500;
    }
}

void finish(Passage& passage) noexcept {
    const std::shared_ptr<Passage> keep = std::move(passage.self);
    mortise_call& call = passage.call;
    try {
        // Here, behind what is kept: caches, repeated answers and versions are of what handlers say.
        if (call.route && call.route->vocabulary && call.answer->status < 400 && !call.route->answer_schema.empty())
            call.route->vocabulary->turn_members(call.answer->body);
        protect(*call.answer, call);
        if (call.parts.draining) call.answer->close = true;
        if (call.plugin) write_line(call);
    } catch (...) {
        call.answer->close = true;
    }
    call.exchange->finish();
}

}  // namespace host
