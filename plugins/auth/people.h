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

User person(Reader& db, Call& call);
Page<User> people(const PeopleQuery& query, Reader& db);
Page<Brief> people_in_brief(const PeopleQuery& query, Reader& db);

}  // namespace auth
