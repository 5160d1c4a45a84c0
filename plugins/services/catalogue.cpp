// Services: queries and handlers.
#include "catalogue.h"

#include <mortise/contract/audit.h>
#include <mortise/contract/work.h>

#include "reviews.h"
#include "search.h"

namespace services {

namespace audit = contract::audit;
namespace work = contract::work;

namespace {

struct Row : NewService {
    Time created_at{};
    static constexpr auto fields = fields_of<NewService>(field("created_at", &Row::created_at, "When it was added."));
};

constexpr std::string_view by_name = "lower(s.name)", by_price = "s.price",
                           by_rating = "CAST(round(s.rating_average * 100) AS INTEGER)", by_age = "s.created_at";
/// Without words nothing matches better than another.
constexpr Listing<5> all_services{
    "FROM services_services s",
    "s.id",
    {{{"match", "s.id"}, {"name", by_name}, {"price", by_price}, {"rating", by_rating}, {"created_at", by_age}}}};
// The `?` is the list of those that hold the words, the best match first; list_services binds it.
constexpr Listing<5> matching_services{
    "FROM (SELECT key AS place, value AS service FROM json_each(?)) m JOIN services_services s ON s.id = m.service",
    "s.id",
    {{{"match", "m.place"}, {"name", by_name}, {"price", by_price}, {"rating", by_rating}, {"created_at", by_age}}}};

constexpr Sql search_index{"services_search"};

Service found(Reader& db, Id id) {
    auto service = db.first<Service>("FROM services_services WHERE id = ?", id);
    if (!service) throw not_found("service");
    return *std::move(service);
}

void need_category(Reader& db, const std::optional<Id>& category) {
    if (category && !db.value<Id>("SELECT id FROM services_categories WHERE id = ?", *category))
        throw invalid("category_id", "unknown", "is no category");
}

void learn_words(Writer& db, const Service& service) {
    db.index(search_index, service.id, {{"name", service.name}, {"description", service.description}});
}

template <class T>
Service changed(Writer& db, Call& call, Id id, const Partial<T>& change) {
    const Service before = found(db, id);
    need_category(db, change.value.category_id);
    db.update("services_services", change, "WHERE id = ?", id);
    Service after = found(db, id);
    learn_words(db, after);
    audit::note(call, db, "service", "update", &before, &after);
    return after;
}

/// With a history it stays, for those who look back.
void remove(Writer& db, Call& call, Id id) {
    const Service before = found(db, id);
    const work::Usage usage = ask_if_provided(call, db, work::usage, work::OfService{id}).value_or(work::Usage{});
    if (usage.open > 0) throw conflict("service-in-use", "Requests for this service are open; they have to end first.");
    if (usage.all > 0 || has_reviews(db, id)) {
        db.run("UPDATE services_services SET is_active = 0 WHERE id = ?", id);
        const Service after = found(db, id);
        return audit::note(call, db, "service", "retire", &before, &after);
    }
    db.run("DELETE FROM services_offers WHERE service_id = ?", id);
    db.run("DELETE FROM services_services WHERE id = ?", id);
    db.index(search_index, id, {});
    audit::note<Service>(call, db, "service", "remove", &before, nullptr);
}

}  // namespace

Page<Service> list_services(const ServiceQuery& query, Reader& db) {
    const std::optional<std::string> pin_code = listing(query.pin_code);
    Where where;
    // Nothing else stands before the conditions: this is how the listing's own parameter gets its value.
    if (query.q) where("1 = 1", db.search(search_index, *query.q));
    where("s.is_active = 1");
    where("s.category_id = ?", query.category_id);
    where("s.pin_codes = '[]' OR s.pin_codes LIKE ? ESCAPE '!'", pin_code);
    where(
        "s.id IN (SELECT o.service_id FROM services_offers o JOIN services_professionals p ON p.id = o.professional_id "
        "WHERE lower(p.city) = lower(?) AND p.is_active = 1 AND p.is_blocked = 0 AND p.is_off = 0)",
        query.location);
    where("s.price >= ?", query.min_price);
    where("s.price <= ?", query.max_price);
    return query.q ? page<Service>(db, matching_services, where, query) : page<Service>(db, all_services, where, query);
}

Service show_service(Reader& db, Call& call) { return found(db, call.id("id")); }

Created<Service> add_service(const NewService& wish, Writer& db, Call& call) {
    need_category(db, wish.category_id);
    Service added = found(db, db.insert("services_services", Row{wish, call.now()}));
    learn_words(db, added);
    audit::note<Service>(call, db, "service", "create", nullptr, &added);
    return {std::move(added)};
}

Service change_service(const Partial<NewService>& change, Writer& db, Call& call) {
    return changed(db, call, call.id("id"), change);
}

Service change_named_service(const Partial<NamedService>& change, Writer& db, Call& call) {
    if (!change.names(&NamedService::service_id)) throw invalid("service_id", "missing", "is required");
    return changed(db, call, change.value.service_id, change);
}

void remove_service(Writer& db, Call& call) { remove(db, call, call.id("id")); }

void remove_named_service(const WhichService& which, Writer& db, Call& call) { remove(db, call, which.service_id); }

}  // namespace services
