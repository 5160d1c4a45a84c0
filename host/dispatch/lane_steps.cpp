// The steps on a lane: the handler, the cache, the answer.
#include <array>
#include <cstring>

#include "dispatch/problem_answer.h"
#include "dispatch/steps.h"
#include "dispatch/versions.h"
#include "parts.h"
#include "plugins/border.h"

namespace host {
namespace {

Lane lane_of(const RouteRow& row) {
    return row.lane == MORTISE_LANE_READER ? Lane::reader : row.lane == MORTISE_LANE_WRITER ? Lane::writer : Lane::blocking;
}

/// The answer as it was before the handler: a run that failed or is repeated leaves nothing.
void reset_answer(mortise_call& call) {
    http::Answer& answer = *call.answer;
    const std::string fields = answer.fields;
    answer.clear();
    answer.fields = fields;
    answer.status = call.route->status;
    if (!call.route->answer_schema.empty()) answer.fields += "Content-Type: application/json\r\n";
}

/// A second is more than anybody is let wait in a line that stands: who comes back then has the chance of everybody.
Problem busy(const mortise_call& call) {
    call.parts.sent_away[static_cast<std::size_t>(call.lane)].fetch_add(1, std::memory_order_relaxed);
    Problem problem{503, "busy", "Too many requests wait; try again in a moment."};
    problem.retry_after_s = 1;
    return problem;
}

}  // namespace

void run_handler(mortise_call& call, mortise_db* db) {
    call.plugin->calls.fetch_add(1, std::memory_order_relaxed);
    border::need([&](const mortise_fail* fail) { return call.route->handle(call.route->user, &call, db, fail); });
}

void send_to_lane(Passage& passage) {
    mortise_call& call = passage.call;
    passage.fields_before = call.answer->fields;
    call.lane = lane_of(*call.route);
    passage.owner = call.plugin->manifest.name;
    if (call.repeat) {
        call.repeat->fields_at = passage.fields_before.size();
        if (call.lane == Lane::writer) identify(call);  // the writer has better things to do
    }
    passage.self = std::static_pointer_cast<Passage>(call.exchange->attached);
    const bool taken =
        call.lane == Lane::writer ? call.parts.database->submit(passage) : call.parts.lanes->submit(call.lane, passage);
    if (taken) return;
    passage.self.reset();
    throw busy(call);
}

void Passage::send_away() noexcept { failed(std::make_exception_ptr(busy(call))); }

void Passage::run(storage::Reader* reader) noexcept {
    try {
        if (reader) {
            read(*reader);
        } else {
            block();
        }
        finish(*this);
    } catch (...) {
        fail(*this, std::current_exception());
        finish(*this);
    }
}

void Passage::read(storage::Reader& reader) {
    if (!answer_from_cache(*this)) {
        reset_answer(call);
        reader.snapshot(owner, call.gathered, [&](mortise_db& db) {
            if (call.if_match) check_version(call, db);
            run_handler(call, &db);
        });
        keep_in_cache(*this, reader.commits());
    }
    show_version(call);
}

void Passage::block() {
    reset_answer(call);
    if (call.repeat) {
        identify(call);
        if (take_on(call)) return;
    }
    try {
        // Now, because it may never write; and again in its first transaction, because much may happen until then.
        if (call.if_match)
            call.parts.lanes->read([&](storage::Reader& reader) {
                reader.snapshot(owner, call.gathered, [&](mortise_db& db) { check_version(call, db); });
            });
        run_handler(call, nullptr);
    } catch (...) {
        if (call.repeat) give_up(call);
        throw;
    }
    if (call.repeat) hand_in(call);
}

void Passage::run(mortise_db& db) {
    call.answer->fields = fields_before;
    reset_answer(call);
    if (call.repeat && answer_again(call, db)) return;
    if (call.if_match) check_version(call, db);
    run_handler(call, &db);
    if (call.repeat) keep_answer(call, db);
}

void Passage::committed() noexcept { finish(*this); }

void Passage::failed(std::exception_ptr why) noexcept {
    fail(*this, std::move(why));
    finish(*this);
}

bool answer_from_cache(Passage& passage) {
    mortise_call& call = passage.call;
    const auto ttl = call.parts.config.cache_ttl;
    if (call.route->cached_ms == 0 || ttl.count() <= 0) return false;
    const http::Request& request = call.exchange->request;
    call.cache_key = call.route->method + ' ' + call.plugin->manifest.name + ' ' + std::string(request.target);
    // An answer that depends on who asks is kept for him alone: one session's, so that no change of roles outlives a log-in.
    if (!call.route->is_public()) call.cache_key += " #" + call.principal->session + '/' + std::to_string(call.principal->user);
    const auto kept = call.parts.cache->get(call.cache_key);
    if (!kept) return false;
    // What was kept: the commit it was read at, the tables it was read from, the body.
    std::uint64_t commits = 0;
    std::uint32_t tables = 0;
    if (kept->size() < sizeof commits + sizeof tables) return false;
    std::memcpy(&commits, kept->data(), sizeof commits);
    std::memcpy(&tables, kept->data() + sizeof commits, sizeof tables);
    const std::size_t body_at = sizeof commits + sizeof tables + std::size_t{tables} * sizeof(std::uint32_t);
    if (kept->size() < body_at) return false;
    for (std::uint32_t i = 0; i < tables; ++i) {
        std::uint32_t table = 0;
        std::memcpy(&table, kept->data() + sizeof commits + sizeof tables + i * sizeof table, sizeof table);
        if (call.parts.database->generation(table) > commits) return false;
    }
    reset_answer(call);
    call.answer->set("X-Cache", "hit");
    call.answer->body.assign(*kept, body_at);
    call.cache_key.clear();
    return true;
}

void keep_in_cache(Passage& passage, std::uint64_t commits_before) {
    mortise_call& call = passage.call;
    if (call.cache_key.empty()) return;
    call.answer->set("X-Cache", "miss");
    if (call.answer->status != 200 || call.answer->file.descriptor >= 0) return;
    std::string value;
    const auto tables = static_cast<std::uint32_t>(call.gathered.read.size());
    value.append(reinterpret_cast<const char*>(&commits_before), sizeof commits_before);
    value.append(reinterpret_cast<const char*>(&tables), sizeof tables);
    value.append(reinterpret_cast<const char*>(call.gathered.read.data()), tables * sizeof(std::uint32_t));
    value += call.answer->body;
    const auto ttl = std::min(call.parts.config.cache_ttl, std::chrono::milliseconds{call.route->cached_ms});
    call.parts.cache->put(call.cache_key, value, ttl);
}

}  // namespace host
