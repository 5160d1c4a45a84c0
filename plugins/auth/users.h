// A person: the row, what others see of it, what a password is checked against.
#pragma once
#include <mortise/contract/accounts.h>
#include <mortise/contract/entrance.h>
#include <mortise/plugin.h>

namespace auth {

using namespace mortise;

/// A person as he is shown, to himself and to those who may see people.
using User = contract::entrance::Person;

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
Id create_user(Writer& db, Call& call, const contract::accounts::NewAccount& account);

/// A line of the account's history.
void note(Writer& db, Id user, Id actor, std::string_view action, const std::optional<std::string>& reason, Time now);

}  // namespace auth
