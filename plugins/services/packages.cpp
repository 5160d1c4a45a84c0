// Packages: the query and the handler.
#include "packages.h"

#include "professionals.h"
#include "search.h"

namespace services {

namespace accounts = contract::accounts;

namespace {

constexpr Listing<2> packages{
    "FROM services_offers o JOIN services_professionals p ON p.id = o.professional_id "
    "JOIN services_services s ON s.id = o.service_id",
    "p.id",
    {{{"rating", "CAST(round(p.rating_average * 100) AS INTEGER)"}, {"experience_years", "p.experience_years"}}},
    true};

}  // namespace

Page<Package> list_packages(const PackageQuery& query, Reader& db, Call& call) {
    const Id service = call.id("service_id");
    if (!db.value<Id>("SELECT id FROM services_services WHERE id = ?", service)) throw not_found("service");
    const std::optional<std::string> pin_code = listing(query.pincode);
    Where where;
    where("o.service_id = ?", service);
    where("s.is_active = 1 AND p.is_active = 1 AND p.is_blocked = 0 AND p.is_off = 0");
    where("p.pin_codes = '[]' OR p.pin_codes LIKE ? ESCAPE '!'", pin_code);
    where("s.pin_codes = '[]' OR s.pin_codes LIKE ? ESCAPE '!'", pin_code);
    Page<Package> found = page<Package>(db, packages, where, query);
    for (Package& each : found.items) {
        const auto user = db.value<Id>("SELECT user_id FROM services_professionals WHERE id = ?", each.professional_id);
        each.name = full_name(ask(call, db, accounts::find, accounts::Who{user.value()}));
    }
    return found;
}

}  // namespace services
