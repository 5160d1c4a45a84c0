// Administrators, as the workshop's clients manage them.
#pragma once
#include "profile.h"

namespace auth {

struct AdminsQuery : ListQuery {
    std::optional<std::string> q;
    static constexpr auto fields = fields_of<ListQuery>(
        field("q", &AdminsQuery::q, "Part of a name, user name, e-mail or telephone number.", length(1, 100)));
};

struct Administrator {
    std::string id;
    Id user_id;
    std::optional<std::string> username;
    std::string email;
    std::optional<std::string> phone;
    std::string first_name, last_name;
    std::optional<std::string> address, city, pin_code;
    bool is_active = true, is_blocked = false, email_verified = false, is_invited = false;
    Time created_at;
    std::optional<Time> last_seen_at;
    static constexpr auto fields =
        mortise::fields(field("id", &Administrator::id, "The public code, as ADM000012; paths take it and the number.", computed),
                        field("user_id", &Administrator::user_id, "The user's id.", column("id")),
                        field("username", &Administrator::username, "A name to log in with."),
                        field("email", &Administrator::email, "The e-mail address."),
                        field("phone", &Administrator::phone, "The telephone number."),
                        field("first_name", &Administrator::first_name, "Given name."),
                        field("last_name", &Administrator::last_name, "Family name."),
                        field("address", &Administrator::address, "Street and house.", length(0, 500)),
                        field("city", &Administrator::city, "Town."), field("pin_code", &Administrator::pin_code, "Postal code."),
                        field("is_active", &Administrator::is_active, "False: switched off by its owner."),
                        field("is_blocked", &Administrator::is_blocked, "True: shut out by an administrator."),
                        field("email_verified", &Administrator::email_verified, "True when the e-mail address has been proved."),
                        field("is_invited", &Administrator::is_invited, "True as long as no password has been set.",
                              column("CASE WHEN password_hash = '' THEN 1 ELSE 0 END")),
                        field("created_at", &Administrator::created_at, "When the account was made."),
                        field("last_seen_at", &Administrator::last_seen_at, "The last log-in or refresh."));
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

Page<Administrator> admins(const AdminsQuery& query, Reader& db);
/// 404 for who is no administrator.
Administrator admin(Reader& db, Call& call);
Created<Administrator> add_admin(const NewAdministrator& wish, Call& call);
Administrator change_admin(const Partial<Profile>& change, Writer& db, Call& call);
/// Takes the role away and switches the account off, so that who switches it on again brings back a customer. 409 for the last
/// one.
void remove_admin(Writer& db, Call& call);

}  // namespace auth
