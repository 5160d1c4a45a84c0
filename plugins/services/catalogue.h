// Services: what is sold, for how much, and where.
#pragma once
#include <mortise/list.h>
#include <mortise/route.h>

namespace services {

using namespace mortise;

struct NewService {
    std::string name, description;
    Money price;
    std::chrono::minutes time_required{};
    std::optional<Id> category_id;
    bool is_active = true;
    std::vector<std::string> pin_codes;
    static constexpr auto fields = mortise::fields(
        field("name", &NewService::name, "What it is called.", length(1, 150), form("name")),
        field("description", &NewService::description, "What is done.", length(1, 4000)),
        field("price", &NewService::price, "In the organisation's currency.", between(0, 100'000'000'000)),
        field("time_required", &NewService::time_required, "Minutes of work.", between(1, 60 * 24 * 30)),
        field("category_id", &NewService::category_id, "The category it belongs to."),
        field("is_active", &NewService::is_active, "False: retired, not sold any more.", optional),
        field("pin_codes", &NewService::pin_codes, "Where it is served; empty: everywhere.", length(0, 500), form("pin-code")));
};

/// The same where the body says which service is meant.
struct NamedService : NewService {
    Id service_id;
    static constexpr auto fields =
        fields_of<NewService>(field("service_id", &NamedService::service_id, "The service's id.", computed));
};

struct WhichService {
    Id service_id;
    static constexpr auto fields = mortise::fields(field("service_id", &WhichService::service_id, "The service's id."));
};

struct Service {
    Id id;
    std::string name, description;
    Money price;
    std::chrono::minutes time_required{};
    std::optional<Id> category_id;
    std::optional<std::string> category;
    bool is_active = true;
    std::vector<std::string> pin_codes;
    double rating_average = 0;
    std::int64_t rating_count = 0;
    Time created_at{};
    static constexpr auto fields =
        mortise::fields(field("id", &Service::id, "The service's id."), field("name", &Service::name, "What it is called."),
                        field("description", &Service::description, "What is done."),
                        field("price", &Service::price, "In the organisation's currency."),
                        field("time_required", &Service::time_required, "Minutes of work."),
                        field("category_id", &Service::category_id, "The category it belongs to."),
                        field("category", &Service::category, "The category's name.",
                              column("(SELECT c.name FROM services_categories c WHERE c.id = category_id)")),
                        field("is_active", &Service::is_active, "False: retired."),
                        field("pin_codes", &Service::pin_codes, "Where it is served; empty: everywhere."),
                        field("rating_average", &Service::rating_average, "Mean of its ratings, 1 to 5; 0 without any."),
                        field("rating_count", &Service::rating_count, "How many ratings there are."),
                        field("created_at", &Service::created_at, "When it was added."));
};

struct ServiceQuery : ListQuery {
    std::optional<std::string> q, pin_code, location;
    std::optional<Id> category_id;
    std::optional<Money> min_price, max_price;
    static constexpr auto fields = fields_of<ListQuery>(
        field("q", &ServiceQuery::q,
              "Words that the name or the description holds, the last as a beginning; the best match first.", length(1, 100)),
        field("category_id", &ServiceQuery::category_id, "Of this category."),
        field("pin_code", &ServiceQuery::pin_code, "Served at this pin code.", form("pin-code")),
        field("location", &ServiceQuery::location, "Offered by an available professional who works in this city.",
              length(1, 100)),
        field("min_price", &ServiceQuery::min_price, "Not cheaper."),
        field("max_price", &ServiceQuery::max_price, "Not dearer."));
};

/// Active services. Without `sort` the best match comes first.
Page<Service> list_services(const ServiceQuery& query, Reader& db);
/// One, retired or not. Throws 404.
Service show_service(Reader& db, Call& call);
Created<Service> add_service(const NewService& wish, Writer& db, Call& call);
Service change_service(const Partial<NewService>& change, Writer& db, Call& call);
Service change_named_service(const Partial<NamedService>& change, Writer& db, Call& call);
/// Retires a service that was ever asked for and removes another; done twice it is done. Throws 404, and 409 "service-in-use"
/// while requests for it are open.
void remove_service(Writer& db, Call& call);
void remove_named_service(const WhichService& which, Writer& db, Call& call);

}  // namespace services
