// The lists of people.
#include "people.h"

#include "roles.h"

namespace auth {
namespace {

constexpr Listing<3> listing{"FROM auth_users", "id", {{{"id", "id"}, {"email", "email"}, {"created_at", "created_at"}}}};

}  // namespace

std::string public_code(std::string_view prefix, Id user) {
    const std::string number = std::to_string(user.value);
    return std::string(prefix) + std::string(number.size() < 6 ? 6 - number.size() : 0, '0') + number;
}

std::optional<std::string> containing(const std::optional<std::string>& text) {
    if (!text) return {};
    std::string pattern = "%";
    for (const char c : *text) {
        if (c == '%' || c == '_' || c == '\\') pattern += '\\';
        pattern += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return pattern + '%';
}

void where_named_like(Where& where, const std::optional<std::string>& pattern) {
    where(
        "lower(email) LIKE ? ESCAPE '\\' OR lower(coalesce(username, '')) LIKE ? ESCAPE '\\' OR coalesce(phone, '') LIKE ? "
        "ESCAPE '\\' OR "
        "lower(first_name || ' ' || last_name) LIKE ? ESCAPE '\\'",
        pattern, pattern, pattern, pattern);
}

void where_asked(Where& where, const PersonQuery& query, const std::optional<std::string>& pattern) {
    where("is_active = ?", query.active);
    where("is_blocked = ?", query.blocked);
    where_named_like(where, pattern);
}

User person(Reader& db, Call& call) { return user_of(db, call.id("id")); }

Page<User> people(const PeopleQuery& query, Reader& db) {
    std::optional<std::string> role;
    if (query.role) role = std::string(role_named(*query.role));
    const auto text = containing(query.q);
    Where where;
    where("role = ?", role);
    where_asked(where, query, text);
    return page<User>(db, listing, where, query);
}

Page<Brief> people_in_brief(const PeopleQuery& query, Reader& db) {
    const Page<User> full = people(query, db);
    Page<Brief> brief{{}, full.next_cursor, full.total};
    for (const User& user : full.items)
        brief.items.push_back({user.id, user.email, user.is_active && !user.is_blocked, {user.role}});
    return brief;
}

}  // namespace auth
