// Administrators, as the workshop's clients manage them.
#pragma once
#include "people.h"
#include "profile.h"

namespace auth {

struct Administrator : Coded {
    bool is_invited = false;
    static constexpr auto fields =
        fields_of<Coded>(field("is_invited", &Administrator::is_invited, "True as long as no password has been set.",
                               column("CASE WHEN password_hash = '' THEN 1 ELSE 0 END")));
};

struct NewAdministrator {
    std::optional<std::string> username;
    std::string email, first_name, last_name;
    std::optional<std::string> phone, password;
    static constexpr auto fields = mortise::fields(
        field("username", &NewAdministrator::username, "A name to log in with, unique without regard to case.", length(1, 60),
              form("name")),
        field("email", &NewAdministrator::email, "Unique without regard to case.", length(3, 254), form("email")),
        field("first_name", &NewAdministrator::first_name, "Given name.", length(0, 100), form("name"), optional),
        field("last_name", &NewAdministrator::last_name, "Family name.", length(0, 100), form("name"), optional),
        field("phone", &NewAdministrator::phone, "Unique.", length(6, 30), form("phone")),
        field("password", &NewAdministrator::password,
              "8 to 128 characters, none of the most common ones. Without one an invitation is mailed.", length(8, 128), secret));
};

/// The public code of an administrator.
std::string admin_code(Id user);

Page<Administrator> admins(const PersonQuery& query, Reader& db);
/// 404 for who is no administrator.
Administrator admin(Reader& db, Call& call);
Created<Administrator> add_admin(const NewAdministrator& wish, Call& call);
Administrator change_admin(const Partial<Profile>& change, Writer& db, Call& call);
/// Takes the role away and switches the account off, so that who switches it on again brings back a customer. 409 for the last
/// one.
void remove_admin(Writer& db, Call& call);

}  // namespace auth
