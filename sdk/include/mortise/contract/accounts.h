// What the plugin that owns people offers the others: accounts inside the asker's transaction. Provided by `auth`.
#pragma once
#include <mortise/contract.h>
#include <mortise/crypto.h>

namespace mortise::contract::accounts {

/// A person, as other plugins may know them.
struct Account {
    Id id;
    std::optional<std::string> username;
    std::string email;
    std::optional<std::string> phone;
    std::string first_name, last_name;
    std::optional<std::string> address, city, pin_code;
    std::string role;
    bool is_active = true, is_blocked = false;
    static constexpr auto fields = mortise::fields(
        field("id", &Account::id, "The user's id."),
        field("username", &Account::username, "A name to log in with, unique without regard to case."),
        field("email", &Account::email, "Unique without regard to case."), field("phone", &Account::phone, "Unique."),
        field("first_name", &Account::first_name, "Given name."), field("last_name", &Account::last_name, "Family name."),
        field("address", &Account::address, "Street and house.", length(0, 500)), field("city", &Account::city, "Town."),
        field("pin_code", &Account::pin_code, "Postal code."),
        field("role", &Account::role, "ADMIN, CUSTOMER, PROFESSIONAL or one of the operator's."),
        field("is_active", &Account::is_active, "False: switched off by its owner."),
        field("is_blocked", &Account::is_blocked, "True: shut out by an administrator."));
};

/// A person to be. `password_hash` is made on the blocking lane, before the transaction.
struct NewAccount {
    std::optional<std::string> username;
    std::string email;
    std::optional<std::string> phone;
    std::string first_name, last_name;
    std::optional<std::string> address, city, pin_code;
    std::string role, password_hash;
    static constexpr auto fields = mortise::fields(
        field("username", &NewAccount::username, "Unique without regard to case."),
        field("email", &NewAccount::email, "Unique without regard to case."), field("phone", &NewAccount::phone, "Unique."),
        field("first_name", &NewAccount::first_name, "Given name."), field("last_name", &NewAccount::last_name, "Family name."),
        field("address", &NewAccount::address, "Street and house.", length(0, 500)), field("city", &NewAccount::city, "Town."),
        field("pin_code", &NewAccount::pin_code, "Postal code."), field("role", &NewAccount::role, "The role to give."),
        field("password_hash", &NewAccount::password_hash, "As the host's crypto made it."));
};

struct Who {
    Id user;
    static constexpr auto fields = mortise::fields(field("user", &Who::user, "The user's id."));
};

struct Verification {
    Id user;
    bool verified = false;
    static constexpr auto fields =
        mortise::fields(field("user", &Verification::user, "The user's id."),
                        field("verified", &Verification::verified, "What the next tokens say as is_verified."));
};

/// Where a log-in comes from; kept with the session.
struct Opening {
    Id user;
    std::string address, agent;
    static constexpr auto fields = mortise::fields(field("user", &Opening::user, "Whose session."),
                                                   field("address", &Opening::address, "The client's address."),
                                                   field("agent", &Opening::agent, "The client's User-Agent.", length(0, 500)));
};

/// A session that has begun, and its tokens.
struct Tokens {
    std::string access_token, refresh_token;
    std::int64_t expires_in = 0;
    static constexpr auto fields =
        mortise::fields(field("access_token", &Tokens::access_token, "For the Authorization header.", length(1, 4096)),
                        field("refresh_token", &Tokens::refresh_token, "For POST /auth/refresh.", length(1, 200)),
                        field("expires_in", &Tokens::expires_in, "Seconds that the access token lives."));
};

struct Done {
    bool done = true;
    static constexpr auto fields = mortise::fields(field("done", &Done::done, "It is."));
};

/// Makes an account. Throws 409 "duplicate" naming the field that is taken.
inline constexpr Operation<NewAccount, Account> create{"accounts/1", "create"};
/// Throws 404 when there is none.
inline constexpr Operation<Who, Account> find{"accounts/1", "find"};
/// Begins a session for a user that another plugin has just made. Writer only.
inline constexpr Operation<Opening, Tokens> open_session{"accounts/1", "open-session"};
/// Says whether the user is verified in tokens minted from now on.
inline constexpr Operation<Verification, Done> set_verified{"accounts/1", "set-verified"};

/// An account was blocked, unblocked, switched off or on again.
inline constexpr Event<Account> blocked{"accounts.blocked"};
inline constexpr Event<Account> unblocked{"accounts.unblocked"};
inline constexpr Event<Account> deactivated{"accounts.deactivated"};
inline constexpr Event<Account> activated{"accounts.activated"};
/// A spent refresh token was shown again: its session has been ended.
inline constexpr Event<Account> token_reused{"accounts.token-reused"};

/// What a new password must be beyond its length (field: `length(8, 128), verbatim`). Throws 422 "weak-password", which the route
/// declares. [any lane]
inline void require_uncommon(const Services& services, std::string_view field, std::string_view password) {
    if (!crypto::is_common_password(services, password)) return;
    Problem weak{422, "weak-password", std::string(field) + " is among the most common passwords"};
    weak.faults.push_back({std::string(field), "weak-password", "is among the most common passwords"});
    throw weak;
}

}  // namespace mortise::contract::accounts
