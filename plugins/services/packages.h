// Packages: a service as one professional offers it, for everyone to choose from.
#pragma once
#include <mortise/list.h>
#include <mortise/route.h>

namespace services {

using namespace mortise;

struct Package {
    Id professional_id;
    std::string name;
    std::optional<std::string> company_name;
    int experience_years = 0;
    std::string description;
    std::optional<std::string> city;
    double rating_average = 0;
    std::int64_t rating_count = 0;
    Id service_id;
    std::string service_name;
    Money price;
    std::chrono::minutes time_required{};
    static constexpr auto fields = mortise::fields(
        field("professional_id", &Package::professional_id, "The professional's own id."),
        field("name", &Package::name, "The professional's first and last name.", computed),
        field("company_name", &Package::company_name, "The firm, if there is one."),
        field("experience_years", &Package::experience_years, "Years in the trade."),
        field("description", &Package::description, "What the professional says of itself.", column("p.description")),
        field("city", &Package::city, "The town where it works."),
        field("rating_average", &Package::rating_average, "Mean of the professional's ratings, 1 to 5; 0 without any.",
              column("p.rating_average")),
        field("rating_count", &Package::rating_count, "How many ratings there are.", column("p.rating_count")),
        field("service_id", &Package::service_id, "The service's id."),
        field("service_name", &Package::service_name, "What the service is called.", column("s.name")),
        field("price", &Package::price, "In the organisation's currency."),
        field("time_required", &Package::time_required, "Minutes of work."));
};

struct PackageQuery : ListQuery {
    std::optional<std::string> pincode;
    static constexpr auto fields = fields_of<ListQuery>(
        field("pincode", &PackageQuery::pincode, "Of professionals who work at this pin code.", form("pin-code")));
};

/// Verified, active professionals who offer the service of the path, the best rated first. Throws 404 for an unknown service.
Page<Package> list_packages(const PackageQuery& query, Reader& db, Call& call);

}  // namespace services
