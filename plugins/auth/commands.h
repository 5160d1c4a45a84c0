// What an operator does to accounts from the command line: mortise users …
#pragma once
#include "users.h"

namespace auth {

/// The account that was dealt with, and what was done.
struct Handled {
    Id id;
    std::string email, role, sentence;
    static constexpr auto fields =
        mortise::fields(field("id", &Handled::id, "The user's id."), field("email", &Handled::email, "The e-mail address."),
                        field("role", &Handled::role, "The role."), field("sentence", &Handled::sentence, "What was done."));
};

struct NewAdmin {
    std::string email;
    std::optional<std::string> name;
    std::string password;
    static constexpr auto fields = mortise::fields(
        field("email", &NewAdmin::email, "The e-mail address, which nobody has yet.", length(3, 254), form("email")),
        field("name", &NewAdmin::name, "Given name and family name.", length(1, 200), form("name")),
        field("password", &NewAdmin::password, "8 to 128 characters, none of the most common ones.", length(8, 128), secret));
};

struct NewPassword {
    std::string who, password;
    static constexpr auto fields = mortise::fields(
        field("who", &NewPassword::who, "E-mail address, user name or telephone number.", length(1, 254)),
        field("password", &NewPassword::password, "8 to 128 characters, none of the most common ones.", length(8, 128), secret));
};

struct Locked {
    std::string who;
    static constexpr auto fields =
        mortise::fields(field("who", &Locked::who, "E-mail address, user name or telephone number.", length(1, 254)));
};

/// Makes an administrator. Throws 409 "duplicate" for an address that is taken, 422 for a password that will not do.
Handled create_admin(const NewAdmin& wish, Call& call);
/// Sets somebody's password and ends his sessions. Throws 404 for a name that is nobody's.
Handled reset_password_of(const NewPassword& wish, Call& call);
/// Clears what delays log-ins of the account, and of nobody else. A block stays. Throws 404 for a name that is nobody's.
Handled unlock(const Locked& wish, Writer& db, Call& call);

}  // namespace auth
