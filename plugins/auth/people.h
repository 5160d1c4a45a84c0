// People as an administrator looks for them.
#pragma once
#include "users.h"

namespace auth {

/// What every list of people can be narrowed by.
struct PersonQuery : ListQuery {
    std::optional<std::string> q;
    std::optional<bool> active, blocked;
    static constexpr auto fields = fields_of<ListQuery>(
        field("q", &PersonQuery::q, "Part of a name, user name, e-mail or telephone number.", length(1, 100)),
        field("active", &PersonQuery::active, "Only those who are, or are not, switched off by themselves."),
        field("blocked", &PersonQuery::blocked, "Only those who are, or are not, shut out."));
};

struct PeopleQuery : PersonQuery {
    std::optional<std::string> role;
    static constexpr auto fields =
        fields_of<PersonQuery>(field("role", &PeopleQuery::role, "Only those of this role.", length(1, 60)));
};

/// Somebody under a public code, as customers and administrators are shown.
struct Coded {
    std::string id;
    Id user_id;
    std::optional<std::string> username;
    std::string email;
    std::optional<std::string> phone;
    std::string first_name, last_name;
    std::optional<std::string> address, city, pin_code;
    bool is_active = true, is_blocked = false, email_verified = false;
    Time created_at;
    std::optional<Time> last_seen_at;
    static constexpr auto fields = mortise::fields(
        field("id", &Coded::id, "The public code, as CST000210 or ADM000012; paths take it and the number.", computed),
        field("user_id", &Coded::user_id, "The user's id.", column("id")),
        field("username", &Coded::username, "A name to log in with."), field("email", &Coded::email, "The e-mail address."),
        field("phone", &Coded::phone, "The telephone number."), field("first_name", &Coded::first_name, "Given name."),
        field("last_name", &Coded::last_name, "Family name."),
        field("address", &Coded::address, "Street and house.", length(0, 500)), field("city", &Coded::city, "Town."),
        field("pin_code", &Coded::pin_code, "Postal code."),
        field("is_active", &Coded::is_active, "False: switched off by its owner."),
        field("is_blocked", &Coded::is_blocked, "True: shut out by an administrator."),
        field("email_verified", &Coded::email_verified, "True when the e-mail address has been proved."),
        field("created_at", &Coded::created_at, "When the account was made."),
        field("last_seen_at", &Coded::last_seen_at, "The last log-in or refresh."));
};

/// A person on one line.
struct Brief {
    Id id;
    std::string email;
    bool active = false;
    std::vector<std::string> roles;
    static constexpr auto fields =
        mortise::fields(field("id", &Brief::id, "The user's id."), field("email", &Brief::email, "The e-mail address."),
                        field("active", &Brief::active, "May log in."), field("roles", &Brief::roles, "The user's role."));
};

/// The public code of a person: a prefix, and the user's id on six digits or more.
std::string public_code(std::string_view prefix, Id user);

/// A pattern for LIKE that finds the text anywhere, in lower case, its own wildcards taken literally; without text none.
std::optional<std::string> containing(const std::optional<std::string>& text);

/// Adds to a list of auth_users the condition that a name, user name, e-mail or telephone number is like the pattern, which lives
/// as long as the list is asked; none, none.
void where_named_like(Where& where, const std::optional<std::string>& pattern);

/// Adds what the query asks for; the pattern is containing(query.q), and lives as long.
void where_asked(Where& where, const PersonQuery& query, const std::optional<std::string>& pattern);

User person(Reader& db, Call& call);
Page<User> people(const PeopleQuery& query, Reader& db);
Page<Brief> people_in_brief(const PeopleQuery& query, Reader& db);

}  // namespace auth
