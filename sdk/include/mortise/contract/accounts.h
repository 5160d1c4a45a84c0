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
        field("password_hash", &NewAccount::password_hash,
              "As the host's crypto made it; empty: no password is right until a ticket has set one."));
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

/// A name to log in with: user name, e-mail address or telephone number.
struct Named {
    std::string name;
    static constexpr auto fields =
        mortise::fields(field("name", &Named::name, "Any of the person's names, without regard to case.", length(1, 254)));
};

/// A mail is wanted that bears a token. The token is made when the mail is written: ask open_ticket for it then.
struct Mailing {
    Id ticket;
    std::optional<Id> user;
    static constexpr auto fields =
        mortise::fields(field("ticket", &Mailing::ticket, "What open_ticket asks for."),
                        field("user", &Mailing::user,
                              "Who gets it. Nobody where a stranger typed a name that is nobody's: it costs as much, and its "
                              "ticket does not open."));
};

struct WhichTicket {
    Id ticket;
    static constexpr auto fields = mortise::fields(field("ticket", &WhichTicket::ticket, "The event's ticket."));
};

/// What such a mail says, and to whom. The token is a secret: it is put into the mail and nowhere else.
struct OpenTicket {
    std::string token, email, kind, first_name;
    Time expires_at;
    Id user;
    static constexpr auto fields = mortise::fields(
        field("token", &OpenTicket::token, "256 random bits in hex, for POST /auth/reset-password or /auth/verify-email."),
        field("email", &OpenTicket::email, "Where the mail goes."),
        field("kind", &OpenTicket::kind, "password-reset, email-verification or invitation."),
        field("first_name", &OpenTicket::first_name, "Whom to greet; may be empty."),
        field("expires_at", &OpenTicket::expires_at, "Until when the token is good."),
        field("user", &OpenTicket::user, "Whose account."));
};

/// Something happened to an account that its owner should hear of, since it may not have been he.
struct Notice {
    Id user;
    std::string email, first_name, address, agent;
    Time at;
    static constexpr auto fields = mortise::fields(
        field("user", &Notice::user, "Whose account."), field("email", &Notice::email, "Where to tell him."),
        field("first_name", &Notice::first_name, "Whom to greet; may be empty."),
        field("address", &Notice::address, "The address from which it was done."),
        field("agent", &Notice::agent, "The User-Agent with which it was done, where it is known.", length(0, 500)),
        field("at", &Notice::at, "When."));
};

struct Done {
    bool done = true;
    static constexpr auto fields = mortise::fields(field("done", &Done::done, "It is."));
};

/// Makes an account. Throws 409 "duplicate" naming the field that is taken.
inline constexpr Operation<NewAccount, Account> create{"accounts/1", "create"};
/// Throws 404 when there is none.
inline constexpr Operation<Who, Account> find{"accounts/1", "find"};
/// Throws 404 when nobody has that name.
inline constexpr Operation<Named, Account> find_by_name{"accounts/1", "find-by-name"};
/// Makes the ticket's token; the one before it is good no more. Throws 404 when the ticket was used, has expired, was superseded
/// by a later one or is nobody's: then there is nothing to mail. Writer only.
inline constexpr Operation<WhichTicket, OpenTicket> open_ticket{"accounts/1", "open-ticket"};
/// Begins a session for a user that another plugin has just made. Writer only.
inline constexpr Operation<Opening, Tokens> open_session{"accounts/1", "open-session"};
/// Says whether the user is verified in tokens minted from now on.
inline constexpr Operation<Verification, Done> set_verified{"accounts/1", "set-verified"};

/// An account was blocked, unblocked, switched off or on again.
inline constexpr Event<Account> blocked{"accounts.blocked"};
inline constexpr Event<Account> unblocked{"accounts.unblocked"};
inline constexpr Event<Account> deactivated{"accounts.deactivated"};
inline constexpr Event<Account> activated{"accounts.activated"};
/// What is known of a person has been erased, and his account is closed for good: whoever has copies erases them too. Listeners
/// hear of it after what came before of the same account.
inline constexpr Event<Who> erased{"accounts.erased"};
/// A spent refresh token was shown again: its session has been ended.
inline constexpr Event<Account> token_reused{"accounts.token-reused"};

/// The counters that delay log-ins of an account were cleared by hand.
inline constexpr Event<Account> unlocked{"accounts.unlocked"};

/// A mail with a token is wanted: to set a forgotten password, to prove an e-mail address, to come in for the first time.
inline constexpr Event<Mailing> password_reset_requested{"accounts.password-reset-requested"};
inline constexpr Event<Mailing> email_verification_requested{"accounts.email-verification-requested"};
inline constexpr Event<Mailing> invited{"accounts.invited"};

/// A log-in from an address and agent together that the account was not used from before; never the first log-in.
inline constexpr Event<Notice> new_device{"accounts.new-device"};
/// The password was changed, with the old one, by mail, or by the operator.
inline constexpr Event<Notice> password_changed{"accounts.password-changed"};
/// The e-mail address was changed: `email` is the address before.
inline constexpr Event<Notice> email_changed{"accounts.email-changed"};

/// What a new password must be beyond its length (field: `length(8, 128), secret`). Throws 422 "weak-password", which the route
/// declares. [any lane]
inline void require_uncommon(const Services& services, std::string_view field, std::string_view password) {
    if (!crypto::is_common_password(services, password)) return;
    Problem weak{422, "weak-password", std::string(field) + " is among the most common passwords"};
    weak.faults.push_back({std::string(field), "weak-password", "is among the most common passwords"});
    throw weak;
}

}  // namespace mortise::contract::accounts
