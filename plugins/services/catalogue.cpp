// Services: queries and handlers.
#include "catalogue.h"

#include <mortise/contract/work.h>

#include "search.h"

namespace services {

namespace work = contract::work;

namespace {

struct Row : NewService {
    Time created_at{};
    static constexpr auto fields = fields_of<NewService>(field("created_at", &Row::created_at, "When it was added."));
};

// The `?` is the pattern of what is searched for; list_services binds it.
constexpr Listing<5> active_services{
    "FROM (SELECT t.*, CASE WHEN lower(t.name) LIKE lower(?) ESCAPE '!' THEN 0 ELSE 1 END AS distance FROM services_services t) "
    "s",
    "s.id",
    {{{"match", "s.distance"},
      {"name", "lower(s.name)"},
      {"price", "s.price"},
      {"rating", "CAST(s.rating_average * 100 AS INTEGER)"},
      {"created_at", "s.created_at"}}}};

Service found(Reader& db, Id id) {
    auto service = db.first<Service>("FROM services_services WHERE id = ?", id);
    if (!service) throw not_found("service");
    return *std::move(service);
}

void need_category(Reader& db, const std::optional<Id>& category) {
    if (category && !db.value<Id>("SELECT id FROM services_categories WHERE id = ?", *category))
        throw invalid("category_id", "unknown", "is no category");
}

template <class T>
Service changed(Writer& db, Id id, const Partial<T>& change) {
    need_category(db, change.value.category_id);
    db.update("services_services", change, "WHERE id = ?", id);
    return found(db, id);
}

void remove(Writer& db, Call& call, Id id) {
    found(db, id);
    const work::Usage usage = ask_if_provided(call, db, work::usage, work::OfService{id}).value_or(work::Usage{});
    if (usage.open > 0) throw conflict("service-in-use", "Requests for this service are open; they have to end first.");
    if (usage.all > 0) {
        db.run("UPDATE services_services SET is_active = 0 WHERE id = ?", id);
        return;
    }
    db.run("DELETE FROM services_offers WHERE service_id = ?", id);
    db.run("DELETE FROM services_services WHERE id = ?", id);
}

}  // namespace

Page<Service> list_services(const ServiceQuery& query, Reader& db) {
    const std::string words = holding(query.q).value_or("%");
    const std::optional<std::string> pin_code = listing(query.pin_code);
    Where where;
    // Nothing else stands before the conditions: this is how the listing's own parameter gets its value.
    where("1 = 1", words);
    where("s.is_active = 1");
    where("lower(s.name) LIKE lower(?) ESCAPE '!' OR lower(s.description) LIKE lower(?) ESCAPE '!'", words, words);
    where("s.category_id = ?", query.category_id);
    where("s.pin_codes = '[]' OR s.pin_codes LIKE ? ESCAPE '!'", pin_code);
    where(
        "s.id IN (SELECT o.service_id FROM services_offers o JOIN services_professionals p ON p.id = o.professional_id "
        "WHERE lower(p.city) = lower(?) AND p.is_active = 1 AND p.is_blocked = 0 AND p.is_off = 0)",
        query.location);
    where("s.price >= ?", query.min_price);
    where("s.price <= ?", query.max_price);
    return page<Service>(db, active_services, where, query);
}

Service show_service(Reader& db, Call& call) { return found(db, call.id("id")); }

Created<Service> add_service(const NewService& wish, Writer& db, Call& call) {
    need_category(db, wish.category_id);
    return {found(db, db.insert("services_services", Row{wish, call.now()}))};
}

Service change_service(const Partial<NewService>& change, Writer& db, Call& call) { return changed(db, call.id("id"), change); }

Service change_named_service(const Partial<NamedService>& change, Writer& db) {
    if (!change.names(&NamedService::service_id)) throw invalid("service_id", "missing", "is required");
    return changed(db, change.value.service_id, change);
}

void remove_service(Writer& db, Call& call) { remove(db, call, call.id("id")); }

void remove_named_service(const WhichService& which, Writer& db, Call& call) { remove(db, call, which.service_id); }

}  // namespace services
