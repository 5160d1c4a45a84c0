// What somebody sees and changes of himself.
#pragma once
#include "users.h"

namespace auth {

struct Me {
    User user;
    std::string role;
    std::vector<std::string> scopes;
    static constexpr auto fields =
        mortise::fields(field("user", &Me::user, "The caller."), field("role", &Me::role, "The caller's role."),
                        field("scopes", &Me::scopes, "Every scope that the role holds."));
};

/// Password, role and flags are no part of it: a body that names them is refused.
struct Profile {
    std::optional<std::string> username;
    std::string email;
    std::optional<std::string> phone;
    std::string first_name, last_name;
    std::optional<std::string> address, city, pin_code;
    static constexpr auto fields =
        mortise::fields(field("username", &Profile::username, "A name to log in with, unique without regard to case.",
                              length(1, 60), form("name")),
                        field("email", &Profile::email, "Unique without regard to case.", length(3, 254), form("email")),
                        field("phone", &Profile::phone, "Unique.", length(6, 30), form("phone")),
                        field("first_name", &Profile::first_name, "Given name.", length(0, 100), form("name")),
                        field("last_name", &Profile::last_name, "Family name.", length(0, 100), form("name")),
                        field("address", &Profile::address, "Street and house.", length(1, 500)),
                        field("city", &Profile::city, "Town.", length(1, 100), form("name")),
                        field("pin_code", &Profile::pin_code, "Postal code.", form("pin-code")));
};

Me me(Reader& db, Call& call);
User profile(Reader& db, Call& call);
User change_profile(const Partial<Profile>& change, Writer& db, Call& call);
/// The same for anybody. A new e-mail address has to be proved; the old one hears of it, and what was mailed there is good no
/// more.
User change_person(Id id, const Partial<Profile>& change, Writer& db, Call& call);

}  // namespace auth
