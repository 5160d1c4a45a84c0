// What each role may unless the operator says otherwise.
#include "roles.h"

#include <mortise/sessions.h>

#include <algorithm>

namespace auth {
namespace {

/// An item without a colon stands for both its scopes: "AREAS" for READ:AREAS and WRITE:AREAS.
void add_scopes(std::vector<std::string>& scopes, const std::string& item) {
    if (item == "*" || item.find(':') != std::string::npos) {
        scopes.push_back(item);
    } else if (!item.empty()) {
        scopes.push_back("READ:" + item);
        scopes.push_back("WRITE:" + item);
    }
}

/// The setting's items; a role that the operator adds may be written in lower case, as the environment gives it.
std::vector<std::string> items_of(Call& call, std::string_view role) {
    std::string name{role};
    const auto get = [&] { return call.setting<std::vector<std::string>>("auth.roles." + name); };
    try {
        if (auto items = get(); !items.empty()) return items;
    } catch (const Problem&) {
    }
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    try {
        return get();
    } catch (const Problem&) {
        return {};
    }
}

/// "*", "AREAS", "READ:AREAS" or "WRITE:AREAS".
bool is_scope(std::string_view item) {
    if (item == "*") return true;
    for (const std::string_view verb : {"READ:", "WRITE:"})
        if (item.starts_with(verb)) {
            item.remove_prefix(verb.size());
            break;
        }
    const auto fits = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; };
    return !item.empty() && item.front() >= 'A' && item.front() <= 'Z' && std::all_of(item.begin(), item.end(), fits);
}

}  // namespace

std::string fault_of_role(Call& call, std::string_view role) {
    const std::vector<std::string> items = items_of(call, role);
    if (items.empty()) return "must name at least one scope";
    for (const std::string& item : items)
        if (!is_scope(item))
            return "names \"" + item + "\", which is no scope; scopes are written as AREAS, READ:AREAS, WRITE:AREAS or *";
    return {};
}

std::vector<Setting> role_settings() {
    return {
        {"auth.roles.ADMIN", Items{"*"}, "Scopes of administrators; * is all, AREAS is READ:AREAS and WRITE:AREAS."},
        {"auth.roles.CUSTOMER",
         Items{"PROFILE,REQUESTS,RESERVATIONS,VEHICLES,ADDRESSES,CART,BOOKINGS,PAYMENTS_OWN,EXPORTS_OWN,REPORTS,REVIEWS"},
         "Scopes of customers."},
        {"auth.roles.PROFESSIONAL", Items{"PROFILE,PROFESSIONAL_PROFILE,DOCUMENTS,WORK,JOBS_ASSIGNED,COD"},
         "Scopes of professionals, whom the workshop calls mechanics."},
        {"auth.roles.*", Items{}, "Scopes of a further role."},
    };
}

std::string_view role_named(std::string_view name) { return name == "MECHANIC" ? professional : name; }

std::vector<std::string> scopes_of(Call& call, std::string_view role) {
    std::vector<std::string> scopes;
    for (const std::string& item : items_of(call, role_named(role))) add_scopes(scopes, item);
    return scopes;
}

std::vector<std::string> scopes_in_full(Call& call, std::string_view role) {
    auto scopes = scopes_of(call, role);
    if (std::find(scopes.begin(), scopes.end(), "*") != scopes.end()) scopes = sessions::all_scopes(call.services());
    std::sort(scopes.begin(), scopes.end());
    return scopes;
}

}  // namespace auth
