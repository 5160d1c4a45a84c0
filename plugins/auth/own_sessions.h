// The caller's sessions: where he is logged in, and the end of one of them.
#pragma once
#include "sessions.h"

namespace auth {

struct SessionsQuery : ListQuery {
    static constexpr auto fields = fields_of<ListQuery>();
};

struct Session {
    Id id;
    std::string address, agent;
    Time created_at, last_used_at, expires_at;
    bool current = false;
    static constexpr auto fields = mortise::fields(
        field("id", &Session::id, "The session's id."), field("address", &Session::address, "Where the log-in came from."),
        field("agent", &Session::agent, "With what, as the client says.", length(0, 500)),
        field("created_at", &Session::created_at, "The log-in."),
        field("last_used_at", &Session::last_used_at, "The last refresh, or the log-in."),
        field("expires_at", &Session::expires_at, "When it ends if it is not used."),
        field("current", &Session::current, "True of the one that asks."));
};

/// Those that can be gone on with, the newest first.
Page<Session> own_sessions(const SessionsQuery& query, Reader& db, Call& call);
/// Ends one, its refresh and access tokens; the cookie, if there is one, stays. 404 for what is not the caller's or has ended.
void end_own_session(Writer& db, Call& call);

}  // namespace auth
