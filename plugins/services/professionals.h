// Professionals: who they are, where they work, what they offer.
#pragma once
#include <mortise/contract/accounts.h>
#include <mortise/list.h>
#include <mortise/route.h>

#include "documents.h"

namespace services {

using namespace mortise;

enum class Status { pending, verified, rejected };
constexpr auto words(Status) {
    using namespace std::literals;
    return std::array{"pending"sv, "verified"sv, "rejected"sv};
}

/// What a professional says of its work.
struct Profile {
    std::optional<std::string> company_name;
    int experience_years = 0;
    std::string description;
    std::optional<std::string> city;
    std::vector<std::string> pin_codes;
    static constexpr auto fields = mortise::fields(
        field("company_name", &Profile::company_name, "The firm, if there is one.", length(0, 150), form("name")),
        field("experience_years", &Profile::experience_years, "Years in the trade.", between(0, 80)),
        field("description", &Profile::description, "For customers to read.", length(0, 2000), optional),
        field("city", &Profile::city, "The town where it works.", length(0, 100), form("name")),
        field("pin_codes", &Profile::pin_codes, "Where it works; empty: everywhere.", length(0, 500), form("pin-code")));
};

/// What its owner may change: of status and ratings others decide.
struct ProfileChange : Profile {
    std::vector<Id> service_ids;
    static constexpr auto fields = fields_of<Profile>(
        field("service_ids", &ProfileChange::service_ids, "All that it offers from now on.", length(1, 50), computed));
};

struct Professional {
    Id id, user_id;
    std::string name;
    std::optional<std::string> email, phone;
    std::vector<Id> service_ids;
    std::optional<std::string> company_name;
    int experience_years = 0;
    std::string description;
    std::optional<std::string> city;
    std::vector<std::string> pin_codes;
    Status status = Status::pending;
    bool is_active = false;
    double rating_average = 0;
    std::int64_t rating_count = 0;
    Time created_at{};
    std::optional<bool> is_blocked;
    std::optional<std::string> reason;
    std::optional<std::vector<Document>> documents;
    static constexpr auto fields = mortise::fields(
        field("id", &Professional::id, "The professional's own id."),
        field("user_id", &Professional::user_id, "The user behind it."),
        field("name", &Professional::name, "First and last name.", computed),
        field("email", &Professional::email, "For its owner, administrators and customers with a live request.", computed),
        field("phone", &Professional::phone, "For its owner, administrators and customers with a live request.", computed),
        field("service_ids", &Professional::service_ids, "What it offers.", computed),
        field("company_name", &Professional::company_name, "The firm, if there is one."),
        field("experience_years", &Professional::experience_years, "Years in the trade."),
        field("description", &Professional::description, "For customers to read."),
        field("city", &Professional::city, "The town where it works."),
        field("pin_codes", &Professional::pin_codes, "Where it works; empty: everywhere."),
        field("status", &Professional::status, "Whether an administrator has looked at its documents, and how it went."),
        field("is_active", &Professional::is_active, "May be given work: set when it is verified."),
        field("rating_average", &Professional::rating_average, "Mean of its ratings, 1 to 5; 0 without any."),
        field("rating_count", &Professional::rating_count, "How many ratings there are."),
        field("created_at", &Professional::created_at, "When it registered."),
        field("is_blocked", &Professional::is_blocked, "Shut out by an administrator. For its owner and administrators.",
              omitted_when_empty),
        field("reason", &Professional::reason, "Of the last decision. For its owner and administrators.", omitted_when_empty,
              column("(SELECT d.reason FROM services_decisions d WHERE d.professional_id = services_professionals.id "
                     "ORDER BY d.seq DESC LIMIT 1)")),
        field("documents", &Professional::documents, "For its owner and administrators.", omitted_when_empty, computed));
};

struct ProfessionalQuery : ListQuery {
    std::optional<Status> status;
    std::optional<std::string> q, pin_code;
    std::optional<Id> service_id;
    std::optional<double> min_rating, max_rating;
    std::optional<bool> blocked;
    static constexpr auto fields = fields_of<ListQuery>(
        field("status", &ProfessionalQuery::status, "Of this status."),
        field("q", &ProfessionalQuery::q, "Words in the firm's name or the description, or a whole name to log in with.",
              length(1, 100)),
        field("service_id", &ProfessionalQuery::service_id, "Offering this service."),
        field("pin_code", &ProfessionalQuery::pin_code, "Working at this pin code.", form("pin-code")),
        field("min_rating", &ProfessionalQuery::min_rating, "Not rated worse.", between(0, 5)),
        field("max_rating", &ProfessionalQuery::max_rating, "Not rated better.", between(0, 5)),
        field("blocked", &ProfessionalQuery::blocked, "Whether an administrator has shut it out."));
};

/// How much of a professional one may see.
enum class Sight { public_facts, contact, everything };

/// Makes a pending professional of a user. Throws 422 for services that are not sold.
Id enrol(Writer& db, Call& call, Id user, const Profile& profile, const std::vector<Id>& service_ids);
/// As the database has it, without what other tables and plugins know. Throws 404.
Professional fetch_professional(Reader& db, Id id);
/// Fills in name, contact, services and documents, as far as `sight` goes, and takes out what is beyond.
Professional seen(Professional professional, Sight sight, Reader& db, Call& call);
std::vector<Id> services_offered(Reader& db, Id professional);
std::string full_name(const contract::accounts::Account& account);

Professional show_profile(Reader& db, Call& call);
Professional change_profile(const Partial<ProfileChange>& change, Writer& db, Call& call);
Professional show_professional(Reader& db, Call& call);
Page<Professional> list_professionals(const ProfessionalQuery& query, Reader& db, Call& call);

}  // namespace services
