// People as an administrator looks for them.
#pragma once
#include "users.h"

namespace auth {

struct PeopleQuery : ListQuery {
    std::optional<std::string> role, q;
    std::optional<bool> active, blocked;
    static constexpr auto fields = fields_of<ListQuery>(
        field("role", &PeopleQuery::role, "Only those of this role.", length(1, 60)),
        field("q", &PeopleQuery::q, "Part of a name, user name, e-mail or telephone number.", length(1, 100)),
        field("active", &PeopleQuery::active, "Only those who are, or are not, switched off by themselves."),
        field("blocked", &PeopleQuery::blocked, "Only those who are, or are not, shut out."));
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

/// A pattern for LIKE that finds the text anywhere, in lower case, its own wildcards taken literally.
std::string containing(std::string_view text);

/// Adds to a list of auth_users the condition that a name, user name, e-mail or telephone number is like the pattern, which lives
/// as long as the list is asked; none, none.
void where_named_like(Where& where, const std::optional<std::string>& pattern);

User person(Reader& db, Call& call);
Page<User> people(const PeopleQuery& query, Reader& db);
Page<Brief> people_in_brief(const PeopleQuery& query, Reader& db);

}  // namespace auth
