// Professionals: queries and handlers.
#include "professionals.h"

#include <mortise/contract/audit.h>
#include <mortise/contract/work.h>

#include "search.h"

namespace services {

namespace accounts = contract::accounts;
namespace work = contract::work;

namespace {

struct Row : Profile {
    Id user_id;
    Time created_at{};
    static constexpr auto fields = fields_of<Profile>(field("user_id", &Row::user_id, "The user behind it."),
                                                      field("created_at", &Row::created_at, "When it registered."));
};

constexpr Listing<4> professionals{"FROM services_professionals",
                                   "id",
                                   {{{"created_at", "created_at"},
                                     {"id", "id"},
                                     {"rating", "CAST(round(rating_average * 100) AS INTEGER)"},
                                     {"experience_years", "experience_years"}}},
                                   true};

Professional own(Reader& db, Call& call) {
    auto professional = db.first<Professional>("FROM services_professionals WHERE user_id = ?", call.user());
    if (!professional) throw not_found("professional");
    return *std::move(professional);
}

/// A retired service stays with those who offer it, but nobody takes it up.
void offer(Writer& db, Id professional, const std::vector<Id>& service_ids) {
    const std::vector<Id> before = services_offered(db, professional);
    for (const Id service : service_ids) {
        if (std::find(before.begin(), before.end(), service) != before.end()) continue;
        if (!db.value<Id>("SELECT id FROM services_services WHERE id = ? AND is_active = 1", service))
            throw invalid("service_ids", "unknown", "names a service that is not sold");
        db.run("INSERT INTO services_offers (professional_id, service_id) VALUES (?, ?) ON CONFLICT DO NOTHING", professional,
               service);
    }
    for (const Id service : before)
        if (std::find(service_ids.begin(), service_ids.end(), service) == service_ids.end())
            db.run("DELETE FROM services_offers WHERE professional_id = ? AND service_id = ?", professional, service);
}

bool is_linked(const Professional& professional, Reader& db, Call& call) {
    return ask_if_provided(call, db, work::link, work::Pair{call.user(), professional.id}).value_or(work::Link{}).live;
}

}  // namespace

Id enrol(Writer& db, Call& call, Id user, const Profile& profile, const std::vector<Id>& service_ids) {
    const Id id = db.insert("services_professionals", Row{profile, user, call.now()});
    offer(db, id, service_ids);
    const Professional made = fetch_professional(db, id);
    contract::audit::note<Professional>(call, db, "professional", "create", nullptr, &made);
    return id;
}

Professional fetch_professional(Reader& db, Id id) {
    auto professional = db.first<Professional>("FROM services_professionals WHERE id = ?", id);
    if (!professional) throw not_found("professional");
    return *std::move(professional);
}

std::vector<Id> services_offered(Reader& db, Id professional) {
    std::vector<Id> out;
    db.rows(
        "SELECT service_id FROM services_offers WHERE professional_id = ? ORDER BY service_id",
        [&](std::span<const mortise_value> row) { out.push_back({values::whole(row[0])}); }, professional);
    return out;
}

std::string full_name(const accounts::Account& account) {
    return account.first_name + (account.first_name.empty() || account.last_name.empty() ? "" : " ") + account.last_name;
}

Professional seen(Professional professional, Sight sight, Reader& db, Call& call) {
    const accounts::Account account = ask(call, db, accounts::find, accounts::Who{professional.user_id});
    professional.name = full_name(account);
    professional.service_ids = services_offered(db, professional.id);
    if (sight != Sight::public_facts) {
        professional.email = account.email;
        professional.phone = account.phone;
    }
    if (sight == Sight::everything) {
        professional.documents = documents_of(db, professional.id);
    } else {
        professional.is_blocked.reset();
        professional.reason.reset();
    }
    return professional;
}

Professional show_profile(Reader& db, Call& call) { return seen(own(db, call), Sight::everything, db, call); }

Professional change_profile(const Partial<ProfileChange>& change, Writer& db, Call& call) {
    const Professional before = seen(own(db, call), Sight::everything, db, call);
    db.update("services_professionals", change, "WHERE id = ?", before.id);
    if (change.names(&ProfileChange::service_ids)) offer(db, before.id, change.value.service_ids);
    Professional after = seen(fetch_professional(db, before.id), Sight::everything, db, call);
    contract::audit::note(call, db, "professional", "update", &before, &after);
    return after;
}

Professional show_professional(Reader& db, Call& call) {
    Professional professional = fetch_professional(db, call.id("id"));
    const bool all = professional.user_id == call.user() || call.may(review_scope);
    const Sight sight = all ? Sight::everything : is_linked(professional, db, call) ? Sight::contact : Sight::public_facts;
    return seen(std::move(professional), sight, db, call);
}

Page<Professional> list_professionals(const ProfessionalQuery& query, Reader& db, Call& call) {
    const std::optional<std::string> words = holding(query.q), pin_code = listing(query.pin_code);
    Where where;
    where("status = ?", query.status);
    const auto person = query.q ? ask_if_there(call, db, accounts::find_by_name, {*query.q}) : std::nullopt;
    where("lower(company_name) LIKE lower(?) ESCAPE '!' OR lower(description) LIKE lower(?) ESCAPE '!' OR user_id = ?", words,
          words, query.q ? std::optional(person ? person->id : Id{}) : std::nullopt);
    where("id IN (SELECT o.professional_id FROM services_offers o WHERE o.service_id = ?)", query.service_id);
    where("pin_codes = '[]' OR pin_codes LIKE ? ESCAPE '!'", pin_code);
    where("rating_average >= ?", query.min_rating);
    where("rating_average <= ?", query.max_rating);
    where("is_blocked = ?", query.blocked);
    Page<Professional> found = page<Professional>(db, professionals, where, query);
    for (Professional& each : found.items) each = seen(std::move(each), Sight::everything, db, call);
    return found;
}

}  // namespace services
