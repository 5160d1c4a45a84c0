// How names are folded, found and taken.
#include "names.h"

#include <algorithm>

namespace auth {
namespace {

template <class Each>
void each_name(const Names& names, Each&& each) {
    if (names.username) each("username", *names.username);
    each("email", names.email);
    if (names.phone) each("phone", *names.phone);
}

}  // namespace

std::string folded(std::string_view name) {
    const bool is_number = bind::is_phone(name);
    std::string out;
    for (const char c : name) {
        if (is_number && (c == ' ' || c == '-')) continue;
        out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return out;
}

std::optional<Id> owner_of(Reader& db, std::string_view name) {
    return db.value<Id>("SELECT user_id FROM auth_names WHERE name = ?", folded(name));
}

void require_free(Reader& db, const Names& names, Id owner) {
    Problem taken{409, "duplicate", ""};
    each_name(names, [&](std::string_view field, const std::string& name) {
        const auto other = owner_of(db, name);
        if (!other || *other == owner) return;
        taken.detail += (taken.faults.empty() ? "" : "; ") + std::string(field) + " is taken";
        taken.faults.push_back({std::string(field), "duplicate", "is taken"});
    });
    if (!taken.faults.empty()) throw taken;
}

void take_names(Writer& db, const Names& names, Id owner) {
    db.run("DELETE FROM auth_names WHERE user_id = ?", owner);
    std::vector<std::string> taken;
    each_name(names, [&](std::string_view, const std::string& name) {
        const std::string mine = folded(name);
        if (std::find(taken.begin(), taken.end(), mine) != taken.end()) return;
        db.run("INSERT INTO auth_names (name, user_id) VALUES (?, ?)", mine, owner);
        taken.push_back(mine);
    });
}

}  // namespace auth
