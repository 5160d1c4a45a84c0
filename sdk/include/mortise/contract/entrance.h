// How people come in: who a newcomer is shown as, and log-in by name and password for routes of other plugins. Provided by
// `auth`, beside accounts/1.
#pragma once
#include <mortise/contract/accounts.h>

namespace mortise::contract::entrance {

/// A person as he is shown, to himself and to those who may see people.
struct Person {
    Id id;
    std::optional<std::string> username;
    std::string email;
    std::optional<std::string> phone;
    std::string first_name, last_name;
    std::optional<std::string> address, city, pin_code;
    std::string role;
    bool is_active = true, is_blocked = false;
    std::optional<std::string> block_reason;
    bool email_verified = false;
    Time created_at;
    std::optional<Time> last_seen_at;
    static constexpr auto fields = mortise::fields(
        field("id", &Person::id, "The user's id."), field("username", &Person::username, "A name to log in with."),
        field("email", &Person::email, "The e-mail address."), field("phone", &Person::phone, "The telephone number."),
        field("first_name", &Person::first_name, "Given name."), field("last_name", &Person::last_name, "Family name."),
        field("address", &Person::address, "Street and house.", length(0, 500)), field("city", &Person::city, "Town."),
        field("pin_code", &Person::pin_code, "Postal code."), field("role", &Person::role, "What the person is here."),
        field("is_active", &Person::is_active, "False: switched off by its owner."),
        field("is_blocked", &Person::is_blocked, "True: shut out by an administrator."),
        field("block_reason", &Person::block_reason, "Why, if it was said.", length(0, 500)),
        field("email_verified", &Person::email_verified, "True when the e-mail address has been proved."),
        field("created_at", &Person::created_at, "When the account was made."),
        field("last_seen_at", &Person::last_seen_at, "The last log-in or refresh."));
};

/// Somebody has come in.
struct Entrance {
    std::string access_token;
    std::optional<std::string> refresh_token;
    std::string token_type = "bearer";
    std::int64_t expires_in = 0;
    std::string email;
    Person user;
    std::optional<Id> user_id, customer_id;
    static constexpr auto fields = mortise::fields(
        field("access_token", &Entrance::access_token, "For the Authorization header.", length(0, 4096)),
        field("refresh_token", &Entrance::refresh_token, "For POST /auth/refresh; a form's answer keeps it in the cookie.",
              omitted_when_empty),
        field("token_type", &Entrance::token_type, "bearer."),
        field("expires_in", &Entrance::expires_in, "Seconds that the access token lives."),
        field("email", &Entrance::email, "The user's e-mail address."), field("user", &Entrance::user, "Who has come in."),
        field("user_id", &Entrance::user_id, "The user's id.", omitted_when_empty),
        field("customer_id", &Entrance::customer_id, "The same.", omitted_when_empty));
};

/// Who is about to log in: what his failures are counted under, and what his password is compared with.
struct Candidate {
    std::string who, account, address;
    std::optional<Id> user;     ///< none: nobody has that name
    std::string password_hash;  ///< empty: the same; it is compared all the same, because that takes its time
    static constexpr auto fields = mortise::fields(
        field("who", &Candidate::who, "The person, or the name that is nobody's."),
        field("account", &Candidate::account, "What the failures are counted under."),
        field("address", &Candidate::address, "The client's address."), field("user", &Candidate::user, "Whose name it is."),
        field("password_hash", &Candidate::password_hash, "As the host's crypto made it. Never leaves the host."));
};

enum class Verdict { untried, wrong, right };
constexpr auto words(Verdict) { return std::to_array<std::string_view>({"untried", "wrong", "right"}); }

/// What came of comparing.
struct Proof {
    Candidate candidate;
    Verdict verdict = Verdict::untried;
    std::optional<std::string> better_hash;
    static constexpr auto fields =
        mortise::fields(field("candidate", &Proof::candidate, "As `admit` gave him."),
                        field("verdict", &Proof::verdict, "untried: the password could not be compared."),
                        field("better_hash", &Proof::better_hash, "Of the same password, where the one kept has become weak."));
};

/// What comes of that.
struct Outcome {
    std::optional<Entrance> entrance;  ///< without tokens for who is blocked or switched off
    std::optional<Candidate> again;    ///< the password was changed since: compare with this one
    static constexpr auto fields = mortise::fields(field("entrance", &Outcome::entrance, "Of the right password."),
                                                   field("again", &Outcome::again, "To compare with anew."));
};

/// Counts the attempt until it succeeds, so that many at once pass no more often than one by one. Throws 429 while the account or
/// the address is being delayed. Writer only.
inline constexpr Operation<accounts::Named, Candidate> admit{"entrance/1", "admit"};
/// Begins the session, also for the browser's cookie, or counts the failure. Writer only.
inline constexpr Operation<Proof, Outcome> settle{"entrance/1", "settle"};
/// Begins a session for somebody whom the asker has just made, also for the browser's cookie. Writer only.
inline constexpr Operation<accounts::Who, Entrance> enter{"entrance/1", "enter"};

/// Log-in, whoever keeps the accounts: `admit(Writer&) -> Candidate` and `settle(Writer&, const Proof&) -> Outcome` are the
/// transactions, and between them, in none, the password is compared. Throws 401 "wrong-credentials" for a wrong name or password
/// in the same words and the same time, 403 "account-blocked" or "account-deactivated" behind a right one; the route declares the
/// three, and asks for the header user-agent. [blocking lane]
template <class Admit, class Settle>
Entrance prove(Call& call, std::string_view password, Admit&& admit_in, Settle&& settle_in) {
    Proof proof;
    proof.candidate = call.write([&](Writer& db) { return admit_in(db); });
    const auto settled = [&] { return call.write([&](Writer& db) { return settle_in(db, proof); }); };
    for (;;) {
        crypto::Verdict found = crypto::Verdict::wrong;
        try {
            found = crypto::verify_password(call.services(), password, proof.candidate.password_hash);
            if (found == crypto::Verdict::right_but_weak) proof.better_hash = crypto::hash_password(call.services(), password);
        } catch (const Problem&) {
            settled();
            throw;
        }
        proof.verdict = found == crypto::Verdict::wrong ? Verdict::wrong : Verdict::right;
        Outcome outcome = settled();
        if (proof.verdict == Verdict::wrong) throw unauthorized("wrong-credentials", "The name or the password is wrong.");
        if (!outcome.entrance) {
            proof = Proof{};
            proof.candidate = *std::move(outcome.again);
            continue;
        }
        if (outcome.entrance->user.is_blocked) throw forbidden("account-blocked", "This account has been blocked.");
        if (!outcome.entrance->user.is_active) throw forbidden("account-deactivated", "This account has been switched off.");
        return *std::move(outcome.entrance);
    }
}

/// The same for another plugin's route.
inline Entrance prove(Call& call, std::string_view name, std::string_view password) {
    return prove(
        call, password, [&](Writer& db) { return ask(call, db, admit, accounts::Named{std::string(name)}); },
        [&](Writer& db, const Proof& proof) { return ask(call, db, settle, proof); });
}

}  // namespace mortise::contract::entrance
