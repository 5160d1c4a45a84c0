// How a log-in is admitted, checked and answered.
#include "log_in.h"

#include "delays.h"
#include "names.h"

namespace auth {
namespace {

/// What is known before the password is looked at.
struct Candidate {
    Attempt attempt;
    std::optional<Credentials> credentials;  ///< none: nobody has that name
};

const std::string& name_in(const LogIn& wish) {
    for (const auto* name : {&wish.email, &wish.username, &wish.phone})
        if (*name && !(*name)->empty()) return **name;
    throw invalid("username", "missing", "is required, or email, or phone");
}

Candidate candidate(Writer& db, const Call& call, const std::string& name) {
    const auto id = owner_of(db, name);
    Candidate found{attempt_as(db, call, name, id), {}};
    admit(db, call, found.attempt);
    if (id) found.credentials = credentials_of(db, *id);
    return found;
}

crypto::Verdict checked(Call& call, const std::string& password, const Candidate& known) {
    try {
        return crypto::verify_password(call.services(), password,
                                       known.credentials ? known.credentials->password_hash : std::string{});
    } catch (const Problem&) {
        call.write([&](Writer& db) { take_back(db, known.attempt); });
        throw;
    }
}

[[noreturn]] void refuse(Call& call, const Attempt& attempt) {
    call.write([&](Writer& db) { count_failure(db, call, attempt); });
    throw unauthorized("wrong-credentials", "The name or the password is wrong.");
}

/// Nothing when the password was changed since it was checked.
std::optional<Entrance> enter(Writer& db, Call& call, const Candidate& known, const std::optional<std::string>& better_hash) {
    const Credentials now = credentials_of(db, known.credentials->id);
    if (now.password_hash != known.credentials->password_hash) return {};
    forget_failures(db, known.attempt);
    Entrance entrance;
    if (now.is_blocked || !now.is_active) {
        entrance.user = user_of(db, now.id);
        return entrance;
    }
    if (better_hash) db.run("UPDATE auth_users SET password_hash = ? WHERE id = ?", *better_hash, now.id);
    const Tokens tokens = open_session(db, call, opening(call, now.id));
    return entrance_of(tokens, user_of(db, now.id));
}

}  // namespace

Entrance entrance_of(const Tokens& tokens, const User& user) {
    Entrance entrance;
    entrance.access_token = tokens.access_token;
    entrance.refresh_token = tokens.refresh_token;
    entrance.expires_in = tokens.expires_in;
    entrance.email = user.email;
    entrance.user = user;
    return entrance;
}

Entrance log_in(const LogIn& wish, Call& call) {
    const std::string& name = name_in(wish);
    Candidate known = call.write([&](Writer& db) { return candidate(db, call, name); });
    std::optional<Entrance> entrance;
    while (!entrance) {
        const auto verdict = checked(call, wish.password, known);
        if (verdict == crypto::Verdict::wrong) refuse(call, known.attempt);
        std::optional<std::string> better_hash;
        if (verdict == crypto::Verdict::right_but_weak) better_hash = crypto::hash_password(call.services(), wish.password);
        entrance = call.write([&](Writer& db) { return enter(db, call, known, better_hash); });
        if (!entrance) known.credentials = call.read([&](Reader& db) { return credentials_of(db, known.credentials->id); });
    }
    if (entrance->user.is_blocked) throw forbidden("account-blocked", "This account has been blocked.");
    if (!entrance->user.is_active) throw forbidden("account-deactivated", "This account has been switched off.");
    set_cookie(call, *entrance->refresh_token);
    if (handling::is_form(call.services().call->body(call.handle()))) entrance->refresh_token.reset();
    return *std::move(entrance);
}

}  // namespace auth
