// How the caller's sessions are listed and ended.
#include "own_sessions.h"

namespace auth {
namespace {

struct Row : Session {
    std::string name;
    static constexpr auto fields = mortise::fields(
        field("id", &Row::id, "", column("s.id")), field("address", &Row::address, "", column("s.address")),
        field("agent", &Row::agent, "", column("s.agent")), field("created_at", &Row::created_at, "", column("s.created_at")),
        field("last_used_at", &Row::last_used_at, "", column("s.last_used_at")),
        field("expires_at", &Row::expires_at, "", column("t.expires_at")),
        field("name", &Row::name, "The sid.", column("s.name")));
};

constexpr Listing<2> listing{"FROM auth_sessions s JOIN auth_refresh_tokens t ON t.session_id = s.id AND t.spent_at IS NULL",
                             "s.id",
                             {{{"created_at", "s.created_at"}, {"last_used_at", "s.last_used_at"}}},
                             true};

}  // namespace

Page<Session> own_sessions(const SessionsQuery& query, Reader& db, Call& call) {
    Where where;
    where("s.user_id = ?", call.user());
    where("s.ended_at IS NULL");
    where("t.expires_at > ?", call.now());
    const Page<Row> rows = page<Row>(db, listing, where, query);
    Page<Session> out{{}, rows.next_cursor, rows.total};
    for (const Row& row : rows.items) {
        out.items.push_back(row);
        out.items.back().current = row.name == border::view(call.principal().session);
    }
    return out;
}

void end_own_session(Writer& db, Call& call) {
    const auto name = db.value<std::string>("SELECT name FROM auth_sessions WHERE id = ? AND user_id = ? AND ended_at IS NULL",
                                            call.id("id"), call.user());
    if (!name) throw not_found("session");
    end_session(db, *name, "log-out", call.now());
}

}  // namespace auth
