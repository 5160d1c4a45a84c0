// The tables of sessions and refresh tokens, and the cookie.
#include "sessions.h"

#include "notices.h"
#include "roles.h"

namespace auth {
namespace {

constexpr std::string_view cookie_name = "refresh_token";

struct NewSession {
    std::string name;
    Id user_id;
    std::string address, agent;
    Time created_at, last_used_at;
    static constexpr auto fields = mortise::fields(
        field("name", &NewSession::name, "The sid."), field("user_id", &NewSession::user_id, "Whose."),
        field("address", &NewSession::address, "From where."), field("agent", &NewSession::agent, "With what."),
        field("created_at", &NewSession::created_at, "Now."), field("last_used_at", &NewSession::last_used_at, "Now."));
};

/// Never true of the first session.
bool is_from_new_device(Reader& db, const Opening& from) {
    return db.value<std::int64_t>("SELECT 1 FROM auth_sessions WHERE user_id = ? LIMIT 1", from.user) &&
           !db.value<std::int64_t>("SELECT 1 FROM auth_sessions WHERE user_id = ? AND address = ? AND agent = ? LIMIT 1",
                                   from.user, from.address, from.agent);
}

void write_cookie(Call& call, std::string_view token, std::chrono::seconds age) {
    std::string cookie{cookie_name};
    cookie.append("=").append(token).append("; Max-Age=").append(std::to_string(age.count()));
    cookie.append("; Path=").append(call.base().empty() ? "/" : call.base()).append("; HttpOnly; SameSite=Strict");
    if (call.setting("organisation.environment") != "development") cookie += "; Secure";
    call.set("Set-Cookie", cookie);
    call.set("Cache-Control", "no-store");
}

}  // namespace

Opening opening(const Call& call, Id user) { return {user, std::string(call.peer()), plain_agent(call)}; }

sessions::Token mint(Call& call, const Credentials& bearer, const std::string& session) {
    sessions::Grant grant{bearer.id, session, bearer.role, bearer.email, scopes_of(call, bearer.role), bearer.is_verified};
    if (bearer.role == professional && !grant.verified) grant.verified = false;
    return sessions::mint(call, grant);
}

void keep_refresh_token(Writer& db, Call& call, Id session, std::string_view token) {
    const Time now = call.now();
    db.run("INSERT INTO auth_refresh_tokens (session_id, hash, created_at, expires_at) VALUES (?, ?, ?, ?)", session,
           crypto::sha256_hex(call.services(), token), now, now + call.setting<std::chrono::milliseconds>("auth.refresh_life"));
}

Tokens open_session(Writer& db, Call& call, const Opening& from) {
    const Time now = call.now();
    const Credentials bearer = credentials_of(db, from.user);
    if (is_from_new_device(db, from)) {
        const User user = user_of(db, from.user);
        emit(db, contract::accounts::new_device, {user.id, user.email, user.first_name, from.address, from.agent, now});
    }
    const NewSession session{crypto::random_hex(call.services(), 16), from.user, from.address, from.agent, now, now};
    const Id id = db.insert("auth_sessions", session);
    db.run("UPDATE auth_users SET last_seen_at = ? WHERE id = ?", now, from.user);
    const std::string refresh_token = crypto::random_hex(call.services(), 32);
    keep_refresh_token(db, call, id, refresh_token);
    const sessions::Token access = mint(call, bearer, session.name);
    return {access.text, refresh_token, access.expires_in.count()};
}

void end_session(Writer& db, std::string_view session, std::string_view by, Time now) {
    db.run("UPDATE auth_sessions SET ended_at = ?, ended_by = ? WHERE name = ? AND ended_at IS NULL", now, by, session);
    sessions::revoke(db, session);
}

void end_sessions(Writer& db, Id user, std::string_view by, Time now, std::string_view except) {
    db.run("UPDATE auth_sessions SET ended_at = ?, ended_by = ? WHERE user_id = ? AND name <> ? AND ended_at IS NULL", now, by,
           user, except);
    sessions::revoke_user(db, user, except);
}

void set_cookie(Call& call, std::string_view token) {
    write_cookie(call, token, call.setting<std::chrono::seconds>("auth.refresh_life"));
}

void clear_cookie(Call& call) { write_cookie(call, "", std::chrono::seconds{0}); }

std::string_view token_in_cookie(std::string_view header) {
    while (!header.empty()) {
        const std::string_view pair = trimmed(header.substr(0, header.find(';')));
        if (pair.size() > cookie_name.size() && pair.starts_with(cookie_name) && pair[cookie_name.size()] == '=')
            return pair.substr(cookie_name.size() + 1);
        const std::size_t end = header.find(';');
        header = end == std::string_view::npos ? std::string_view{} : header.substr(end + 1);
    }
    return {};
}

}  // namespace auth
