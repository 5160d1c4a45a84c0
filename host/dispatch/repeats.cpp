// What is kept of a request with a key, and what a second one gets.
#include "dispatch/repeats.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "base/problem.h"
#include "dispatch/call.h"
#include "dispatch/repeat_rows.h"
#include "parts.h"

namespace host {
namespace {

using namespace std::chrono_literals;
using repeat_rows::Row;
using repeat_rows::State;

constexpr auto life = 24h;   // of a key
constexpr auto lease = 60s;  // of a handler that may have died
constexpr std::size_t longest_key = 255;

[[noreturn]] void in_flight() {
    Problem problem{409, "idempotency-in-flight", "The same request is being worked on; its answer can be had in a moment."};
    problem.retry_after_s = 1;
    throw problem;
}

[[noreturn]] void unknown() {
    throw Problem{
        409, "idempotency-outcome-unknown",
        "This request was begun and then cut off: some or all of it is done. Look before you ask again with another key."};
}

/// A token in the place of an access token is part of who asks.
std::string caller_of(const mortise_call& call) {
    if (call.principal) return "user:" + std::to_string(call.principal->user);
    std::string caller = "public:" + call.peer;
    for (const std::string_view name : {"authorization", "cookie"})
        if (const auto& read = call.route->headers; std::find(read.begin(), read.end(), name) != read.end())
            caller.append("\n").append(call.exchange->request.header(name));
    return caller;
}

void put_file(crypto::Sha256& digest, const body::Upload& upload) {
    digest.put_field(upload.name);
    digest.put_field(upload.type);
    digest.put_field(std::to_string(upload.content.bytes()));
    std::array<char, 64 * 1024> piece;
    for (off_t at = 0; at < upload.content.bytes();) {
        const auto got = ::pread(upload.content.descriptor(), piece.data(), piece.size(), at);
        if (got <= 0) throw Problem{503, "storage-unavailable", "An uploaded file cannot be read."};
        digest.put({piece.data(), static_cast<std::size_t>(got)});
        at += got;
    }
}

/// The parts of a form, whatever boundary stands between them; any other body byte by byte.
void put_body(crypto::Sha256& digest, const mortise_call& call) {
    if (!call.multipart) return digest.put_field(call.exchange->body);
    std::size_t files = 0;
    for (const mortise_node& node : call.body.nodes_) {
        digest.put_field(std::to_string(node.kind));
        digest.put_field({node.key.p, node.key.n});
        digest.put_field({node.text.p, node.text.n});
        if (node.kind == MORTISE_NODE_FILE) put_file(digest, call.multipart->uploads().at(files++));
    }
}

void add_number(std::string& out, std::uint64_t number) { out.append(reinterpret_cast<const char*>(&number), sizeof number); }

std::uint64_t take_number(std::string_view& from) {
    std::uint64_t number = 0;
    if (from.size() < sizeof number) throw Problem{500, "internal", "a kept answer is cut short"};
    std::memcpy(&number, from.data(), sizeof number);
    from.remove_prefix(sizeof number);
    return number;
}

std::string closed_answer(const mortise_call& call) {
    const http::Answer& answer = *call.answer;
    const Repeat& repeat = *call.repeat;
    std::string out;
    add_number(out, static_cast<std::uint64_t>(answer.status));
    add_number(out, answer.fields.size() - repeat.fields_at);
    out.append(answer.fields, repeat.fields_at).append(answer.body);
    return call.parts.box->close(repeat.request, out);
}

void fill_answer(mortise_call& call, std::string_view kept) {
    http::Answer& answer = *call.answer;
    answer.status = static_cast<int>(take_number(kept));
    const std::uint64_t fields = take_number(kept);
    if (fields > kept.size()) throw Problem{500, "internal", "a kept answer is cut short"};
    answer.fields.resize(call.repeat->fields_at);
    answer.fields += kept.substr(0, fields);
    answer.set("Idempotency-Replayed", "true");
    answer.body = kept.substr(fields);
}

Row new_row(const mortise_call& call, State state) {
    const Time now = call.parts.clock.now();
    return {call.parts.box->close(call.repeat->request, ""), state, call.repeat->holder, now + lease, {}, now};
}

}  // namespace

bool is_repeatable(const RouteRow& row) { return row.method == "POST" && row.status == 201 && row.lane != MORTISE_LANE_READER; }

std::string read_key(const http::Request& request) {
    const auto named = [](const http::Header& field) { return field.name == "idempotency-key"; };
    const std::string_view key = request.header("idempotency-key");
    const bool is_one = std::count_if(request.headers.begin(), request.headers.end(), named) == 1;
    if (!is_one || key.empty() || key.size() > longest_key ||
        !std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c < '\x7f'; }))
        throw Problem{400, "bad-idempotency-key", "An Idempotency-Key is 1 to 255 visible ASCII characters, given once."};
    return std::string(key);
}

void identify(mortise_call& call) {
    Repeat& repeat = *call.repeat;
    crypto::Sha256 who, what;
    for (const std::string& field :
         {caller_of(call), call.route->plugin->manifest.name, call.route->method, call.route->path, repeat.key})
        who.put_field(field);
    repeat.id = crypto::view(who.end());
    for (const auto& [name, value] : call.parameters) what.put_field(value);
    what.put_field(call.exchange->request.query);
    put_body(what, call);
    repeat.request = "idempotency\n" + repeat.key + '\n' + std::string(crypto::view(what.end()));
}

bool answer_again(mortise_call& call, mortise_db& db) {
    const Repeat& repeat = *call.repeat;
    const auto row = repeat_rows::find(db, repeat.id);
    const Time now = call.parts.clock.now();
    if (!row || row->created_at + life <= now) return false;
    if (!call.parts.box->open(repeat.request, row->request))
        throw Problem{422, "idempotency-key-reused", "This Idempotency-Key came with another request before."};
    if (row->state != State::done) {
        if (row->lease_until > now) in_flight();
        if (row->state == State::committed) unknown();
        return false;  // whoever worked on it is gone, and nothing is done
    }
    const auto kept = call.parts.box->open(repeat.request, row->answer);
    if (!kept) unknown();
    fill_answer(call, *kept);
    return true;
}

void keep_answer(mortise_call& call, mortise_db& db) {
    if (call.answer->file.descriptor >= 0) return;  // a file is nothing that was made
    Row row = new_row(call, State::done);
    row.answer = closed_answer(call);
    repeat_rows::put(db, call.repeat->id, row);
}

bool take_on(mortise_call& call) {
    bool again = false;
    const std::string random = crypto::random_bytes(sizeof call.repeat->holder);
    std::memcpy(&call.repeat->holder, random.data(), sizeof call.repeat->holder);
    const http::Answer before = *call.answer;
    call.parts.database->write("mortise", [&](mortise_db& db) {
        *call.answer = before;  // this may be run again, and find otherwise
        again = answer_again(call, db);
        if (!again) repeat_rows::put(db, call.repeat->id, new_row(call, State::in_flight));
    });
    return again;
}

void note_commit(mortise_call& call, mortise_db& db) {
    if (!repeat_rows::commit(db, call.repeat->id, call.repeat->holder)) in_flight();
}

void hand_in(mortise_call& call) noexcept {
    if (call.answer->file.descriptor >= 0) return give_up(call);
    try {
        const std::string answer = closed_answer(call);
        call.parts.database->write(
            "mortise", [&](mortise_db& db) { repeat_rows::finish(db, call.repeat->id, call.repeat->holder, answer); });
    } catch (const std::exception& fault) {  // what was asked is done, and this answer says so; a repetition will not know
        call.parts.log.warn("an answer could not be kept for its Idempotency-Key", {{"why", std::string_view{fault.what()}}});
    }
}

void give_up(mortise_call& call) noexcept {
    try {
        call.parts.database->write("mortise",
                                   [&](mortise_db& db) { repeat_rows::remove(db, call.repeat->id, call.repeat->holder); });
    } catch (const std::exception& fault) {  // it is given up by its lease
        call.parts.log.warn("an Idempotency-Key could not be set free", {{"why", std::string_view{fault.what()}}});
    }
}

std::int64_t forget_repeats(Parts& parts) {
    constexpr int batch = 500;
    std::int64_t all = 0, gone = batch;
    while (gone == batch) {
        parts.database->write("mortise", [&](mortise_db& db) { gone = repeat_rows::sweep(db, parts.clock.now() - life, batch); });
        all += gone;
    }
    return all;
}

}  // namespace host
