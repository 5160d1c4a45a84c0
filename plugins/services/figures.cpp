// Counts services, professionals and reviews.
#include "figures.h"

#include "professionals.h"

namespace services {

using contract::figures::Figures;
using contract::figures::Moment;

Figures figures(const Moment&, Reader& db, Call&) {
    Figures out;
    const auto add = [&](std::string_view group, std::string_view name, std::optional<std::int64_t> count) {
        out.figures.push_back({std::string(group), std::string(name), count, {}, {}});
    };
    for (const std::string_view status : words(Status{}))
        add("professionals", status,
            db.value<std::int64_t>("SELECT count(*) FROM services_professionals WHERE status = ?", status));
    for (const bool sold : {true, false})
        add("services", sold ? "active" : "retired",
            db.value<std::int64_t>("SELECT count(*) FROM services_services WHERE is_active = ?", sold));
    add("reviews", "visible", db.value<std::int64_t>("SELECT count(*) FROM services_reviews WHERE visibility = 'visible'"));
    const auto mean =
        db.value<std::optional<double>>("SELECT round(avg(rating), 2) FROM services_reviews WHERE visibility = 'visible'");
    if (mean && *mean) out.figures.push_back({"reviews", "rating", {}, {}, *mean});
    return out;
}

}  // namespace services
