// How a log-in is admitted, and what becomes of it.
#include "admission.h"

#include "delays.h"
#include "names.h"

namespace auth {
namespace {

using contract::entrance::Verdict;

Attempt attempt_of(const Candidate& candidate) { return {candidate.who, candidate.account, candidate.address}; }

Entrance begin(Writer& db, Call& call, Id user) {
    const Tokens tokens = open_session(db, call, opening(call, user));
    set_cookie(call, tokens.refresh_token);
    return entrance_of(tokens, user_of(db, user));
}

/// Nothing when the password was changed since it was compared.
std::optional<Entrance> enter(const Proof& proof, const Credentials& now, Writer& db, Call& call) {
    if (now.password_hash != proof.candidate.password_hash) return {};
    forget_failures(db, attempt_of(proof.candidate));
    if (now.is_blocked || !now.is_active) {
        Entrance refused;
        refused.user = user_of(db, now.id);
        return refused;
    }
    if (proof.better_hash) db.run("UPDATE auth_users SET password_hash = ? WHERE id = ?", *proof.better_hash, now.id);
    return begin(db, call, now.id);
}

}  // namespace

Candidate admit_candidate(const contract::accounts::Named& named, Writer& db, Call& call) {
    const auto id = owner_of(db, named.name);
    const Attempt attempt = attempt_as(db, call, named.name, id);
    admit(db, call, attempt);
    return {attempt.who, attempt.account, attempt.address, id, id ? credentials_of(db, *id).password_hash : std::string{}};
}

Outcome settle_proof(const Proof& proof, Writer& db, Call& call) {
    Outcome outcome;
    switch (proof.verdict) {
        case Verdict::untried:
            take_back(db, attempt_of(proof.candidate));
            return outcome;
        case Verdict::wrong:
            count_failure(db, call, attempt_of(proof.candidate));
            return outcome;
        case Verdict::right:
            break;
    }
    if (!proof.candidate.user) throw unauthorized("wrong-credentials", "The name or the password is wrong.");
    const Credentials now = credentials_of(db, *proof.candidate.user);
    outcome.entrance = enter(proof, now, db, call);
    if (outcome.entrance) return outcome;
    outcome.again = proof.candidate;
    outcome.again->password_hash = now.password_hash;
    return outcome;
}

Entrance enter_newcomer(const contract::accounts::Who& who, Writer& db, Call& call) { return begin(db, call, who.user); }

Entrance entrance_of(const Tokens& tokens, const User& user) {
    Entrance entrance;
    entrance.access_token = tokens.access_token;
    entrance.refresh_token = tokens.refresh_token;
    entrance.expires_in = tokens.expires_in;
    entrance.email = user.email;
    entrance.user = user;
    return entrance;
}

}  // namespace auth
