// Rotation: each refresh token is good once, and one that comes back has been stolen by somebody.
#include "refresh.h"

#include <algorithm>

#include "audit.h"

namespace auth {
namespace {

using namespace std::chrono_literals;

/// Two tabs of one browser refresh at once with the same token: both get the same successor.
constexpr std::chrono::milliseconds grace = 10s;

struct Stored {
    Id id, session_id, user_id;
    std::string session;
    Time expires_at;
    std::optional<Time> spent_at, ended_at;
    static constexpr auto fields =
        mortise::fields(field("id", &Stored::id, "The token's id.", column("t.id")),
                        field("session_id", &Stored::session_id, "Its session.", column("s.id")),
                        field("user_id", &Stored::user_id, "Whose.", column("s.user_id")),
                        field("session", &Stored::session, "The sid.", column("s.name")),
                        field("expires_at", &Stored::expires_at, "Until when it is good.", column("t.expires_at")),
                        field("spent_at", &Stored::spent_at, "When it was used.", column("t.spent_at")),
                        field("ended_at", &Stored::ended_at, "When the session ended.", column("s.ended_at")));
};

/// What came of a try: tokens, or the code of a refusal.
struct Outcome {
    Refreshed tokens;
    std::string_view refusal = {};
};

struct Shown {
    std::string token;
    bool in_cookie = false;
};

bool looks_like_one(std::string_view token) {
    return token.size() == 64 &&
           std::all_of(token.begin(), token.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

/// A Bearer that is an access token, which clients send everywhere, does not stand in the cookie's way.
Shown shown_token(const std::optional<RefreshWish>& wish, const Call& call) {
    if (wish && wish->refresh_token) return {*wish->refresh_token};
    std::string_view bearer = call.header("authorization");
    if (bearer.size() > 7 && (bearer.starts_with("Bearer ") || bearer.starts_with("bearer "))) {
        bearer = trimmed(bearer.substr(7));
        if (looks_like_one(bearer)) return {std::string(bearer)};
    }
    return {std::string(token_in_cookie(call.header("cookie"))), true};
}

/// Made of the token and the host's key, so that it can be given twice though only its hash is kept. The two seals hold 256 bits
/// of that key's MAC.
std::string successor_of(const Services& services, const std::string& token) {
    std::string sealed;
    for (const std::string_view purpose : {"auth.successor.a", "auth.successor.b"})
        border::need([&](const mortise_fail* fail) {
            return services.crypto->seal(services.host, border::str(purpose), border::str(token), border::into(sealed), fail);
        });
    return crypto::sha256_hex(services, sealed);
}

std::optional<Stored> find(Reader& db, const Services& services, std::string_view token) {
    return db.first<Stored>("FROM auth_refresh_tokens t JOIN auth_sessions s ON s.id = t.session_id WHERE t.hash = ?",
                            crypto::sha256_hex(services, token));
}

void end_family(Writer& db, Call& call, const Stored& token) {
    end_session(db, token.session, "token-reused", call.now());
    note(db, token.user_id, token.user_id, "token-reused", std::string(call.peer()), call.now());
    note_user(db, call, token.user_id, "token-reused");
    if (const auto account = db.first<contract::accounts::Account>("FROM auth_users WHERE id = ?", token.user_id))
        emit(db, contract::accounts::token_reused, *account);
}

Outcome rotate(Writer& db, Call& call, const std::string& token) {
    const Time now = call.now();
    const auto stored = find(db, call.services(), token);
    if (!stored) return {{}, "unauthorized"};
    if (stored->ended_at) return {{}, "token-revoked"};
    const std::string next = successor_of(call.services(), token);
    if (stored->spent_at) {
        const auto given = find(db, call.services(), next);
        const bool is_twin = given && !given->spent_at && now - *stored->spent_at <= grace;
        if (!is_twin) {
            end_family(db, call, *stored);
            return {{}, "token-reused"};
        }
    } else {
        if (stored->expires_at <= now) return {{}, "token-expired"};
        db.run("UPDATE auth_refresh_tokens SET spent_at = ? WHERE id = ?", now, stored->id);
        keep_refresh_token(db, call, stored->session_id, next);
    }
    const Credentials bearer = credentials_of(db, stored->user_id);
    db.run("UPDATE auth_sessions SET last_used_at = ? WHERE id = ?", now, stored->session_id);
    db.run("UPDATE auth_users SET last_seen_at = ? WHERE id = ?", now, stored->user_id);
    const sessions::Token access = mint(call, bearer, stored->session);
    return {{access.text, next, "bearer", access.expires_in.count()}};
}

}  // namespace

Refreshed refresh(const std::optional<RefreshWish>& wish, Call& call) {
    const Shown shown = shown_token(wish, call);
    if (shown.token.empty()) throw unauthorized("unauthorized", "No refresh token was sent.");
    // The end of a family must be committed though the caller is refused, so nothing is thrown in the transaction.
    Outcome outcome = call.write([&](Writer& db) { return rotate(db, call, shown.token); });
    if (outcome.refusal == "token-reused") {
        log::warning(call.services(), "a spent refresh token was shown again; its session was ended", {{"address", call.peer()}});
        throw unauthorized("token-revoked", "This refresh token was used before; its session has been ended.");
    }
    if (!outcome.refusal.empty()) throw unauthorized(outcome.refusal, "This refresh token is not good any more.");
    if (shown.in_cookie || !token_in_cookie(call.header("cookie")).empty()) set_cookie(call, *outcome.tokens.refresh_token);
    if (shown.in_cookie) outcome.tokens.refresh_token.reset();
    return std::move(outcome.tokens);
}

}  // namespace auth
