// What a plugin sees of a call, and how it answers and borrows the other lanes.
#include <algorithm>

#include "dispatch/call.h"
#include "dispatch/versions.h"
#include "parts.h"
#include "plugins/border.h"
#include "services/tables.h"

namespace host {

const mortise_principal& shown_principal(mortise_call& call) {
    mortise_principal& shown = call.shown;
    shown.size = sizeof shown;
    shown.verified = -1;
    if (const Principal* who = call.principal.get()) {
        shown.verified = who->verified;
        shown.user = who->user;
        shown.session = border::str(who->session);
        shown.role = border::str(who->role);
        shown.email = border::str(who->email);
    }
    return shown;
}

namespace {

using border::guard;
using border::str;
using border::view;
using Body = mortise_rc(void*, mortise_db*, const mortise_fail*) noexcept;

mortise_str param(mortise_call* call, mortise_str name) noexcept {
    for (const auto& [key, value] : call->parameters)
        if (key == view(name)) return str(value);
    return {};
}

mortise_str header(mortise_call* call, mortise_str name) noexcept {
    if (!call->exchange || !call->route) return {};
    const auto& asked = call->route->headers;
    if (std::find(asked.begin(), asked.end(), view(name)) == asked.end()) return {};
    return str(call->exchange->request.header(view(name)));
}

mortise_nodes body_nodes(mortise_call* call) noexcept { return call->body.view(); }
mortise_nodes query_nodes(mortise_call* call) noexcept { return call->query.view(); }
const mortise_principal* principal(mortise_call* call) noexcept { return &shown_principal(*call); }

std::int32_t may(mortise_call* call, mortise_str scope) noexcept {
    return call->principal && call->principal->may(call->parts.scopes.number(view(scope))) ? 1 : 0;
}

std::int64_t now(mortise_call* call) noexcept { return call->parts.clock.now().time_since_epoch().count(); }
mortise_str request_id(mortise_call* call) noexcept { return str(call->request_id); }
mortise_str peer(mortise_call* call) noexcept { return str(call->peer); }
mortise_str base(mortise_call* call) noexcept { return str(call->base); }

void status(mortise_call* call, std::int32_t code) noexcept {
    if (call->answer && code >= 200 && code < 400) call->answer->status = code;
}

mortise_rc set(mortise_call* call, mortise_str name, mortise_str value, const mortise_fail* fail) noexcept {
    return guard(fail, [&] {
        if (call->answer) call->answer->set(view(name), view(value));
    });
}

void write(mortise_call* call, mortise_str bytes) noexcept {
    if (call->answer) call->answer->body.append(bytes.p, bytes.n);
}

mortise_rc read_db(mortise_call* call, Body* work, void* ctx, const mortise_fail* fail) noexcept {
    return guard(fail, [&] {
        if (call->lane != Lane::blocking)
            throw Problem{500, "internal", "a handler on the data lane or the writer has its database already"};
        call->parts.lanes->read([&](storage::Reader& reader) {
            reader.snapshot(call->plugin->manifest.name, call->gathered, [&](mortise_db& db) {
                border::need([&](const mortise_fail* inner) { return work(ctx, &db, inner); });
            });
        });
    });
}

/// What must hold in the transaction in which a handler writes first.
void begin_writing(mortise_call& call, mortise_db& db) {
    if (call.if_match) check_version(call, db);
    if (call.repeat) note_commit(call, db);
}

mortise_rc write_db(mortise_call* call, Body* work, void* ctx, const mortise_fail* fail) noexcept {
    return guard(fail, [&] {
        if (call->lane != Lane::blocking)
            throw Problem{500, "internal", "a handler on the data lane or the writer has its database already"};
        // The work may be run again: what it said to the client before is taken back first.
        const http::Answer before = call->answer ? *call->answer : http::Answer{};
        call->parts.database->write(call->plugin->manifest.name, [&](mortise_db& db) {
            if (call->answer) *call->answer = before;
            if (!call->has_written) begin_writing(*call, db);
            border::need([&](const mortise_fail* inner) { return work(ctx, &db, inner); });
        });
        call->has_written = true;
    });
}

}  // namespace

namespace services {

const mortise_call_api call{sizeof(mortise_call_api),
                            &param,
                            &header,
                            &body_nodes,
                            &query_nodes,
                            &principal,
                            &may,
                            &now,
                            &request_id,
                            &peer,
                            &base,
                            &status,
                            &set,
                            &write,
                            &read_db,
                            &write_db};

}  // namespace services
}  // namespace host
