// A person: the row, what others see of it, what a password is checked against.
#pragma once
#include <mortise/contract/accounts.h>
#include <mortise/plugin.h>

namespace auth {

using namespace mortise;

/// A person as he is shown, to himself and to those who may see people.
struct User {
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
        field("id", &User::id, "The user's id."), field("username", &User::username, "A name to log in with."),
        field("email", &User::email, "The e-mail address."), field("phone", &User::phone, "The telephone number."),
        field("first_name", &User::first_name, "Given name."), field("last_name", &User::last_name, "Family name."),
        field("address", &User::address, "Street and house."), field("city", &User::city, "Town."),
        field("pin_code", &User::pin_code, "Postal code."), field("role", &User::role, "What the person is here."),
        field("is_active", &User::is_active, "False: switched off by its owner."),
        field("is_blocked", &User::is_blocked, "True: shut out by an administrator."),
        field("block_reason", &User::block_reason, "Why, if it was said."),
        field("email_verified", &User::email_verified, "True when the e-mail address has been proved."),
        field("created_at", &User::created_at, "When the account was made."),
        field("last_seen_at", &User::last_seen_at, "The last log-in or refresh."));
};

/// What decides whether somebody comes in, and what the token says.
struct Credentials {
    Id id;
    std::string email, role, password_hash;
    bool is_active = true, is_blocked = false;
    std::optional<bool> is_verified;
    static constexpr auto fields = mortise::fields(
        field("id", &Credentials::id, "The user's id."), field("email", &Credentials::email, "The e-mail address."),
        field("role", &Credentials::role, "The role."),
        field("password_hash", &Credentials::password_hash, "As the host's crypto made it."),
        field("is_active", &Credentials::is_active, "Not switched off."),
        field("is_blocked", &Credentials::is_blocked, "Shut out."),
        field("is_verified", &Credentials::is_verified, "Said of professionals."));
};

/// Throws 404 when there is none.
User user_of(Reader& db, Id id);
Credentials credentials_of(Reader& db, Id id);

/// Makes a person and takes the names to log in with. Throws 409 "duplicate" that names the field that is taken.
Id create_user(Writer& db, const contract::accounts::NewAccount& account, Time now);

/// A line of the account's history.
void note(Writer& db, Id user, Id actor, std::string_view action, const std::optional<std::string>& reason, Time now);

}  // namespace auth
