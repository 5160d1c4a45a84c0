// What the plugin that owns services and professionals offers the others. Provided by `services`.
#pragma once
#include <mortise/contract/requests.h>

namespace mortise::contract::catalogue {

struct Which {
    Id id;
    static constexpr auto fields = mortise::fields(field("id", &Which::id, "Its id."));
};

/// A service, as it is sold today.
struct Service {
    Id id;
    std::string name;
    Money price;
    std::chrono::minutes time_required{};
    bool is_active = true;
    std::vector<std::string> pin_codes;
    static constexpr auto fields =
        mortise::fields(field("id", &Service::id, "The service's id."), field("name", &Service::name, "What it is called."),
                        field("price", &Service::price, "In the organisation's currency."),
                        field("time_required", &Service::time_required, "Minutes of work."),
                        field("is_active", &Service::is_active, "False: retired."),
                        field("pin_codes", &Service::pin_codes, "Where it is served; empty: everywhere."));
};

/// A professional, as requests need to know one.
struct Professional {
    Id id, user_id;
    std::string name;
    std::optional<std::string> phone;
    std::vector<Id> service_ids;
    std::vector<std::string> pin_codes;
    bool is_verified = false, is_active = false;
    static constexpr auto fields = mortise::fields(
        field("id", &Professional::id, "The professional's own id."),
        field("user_id", &Professional::user_id, "The user behind it."),
        field("name", &Professional::name, "First and last name."), field("phone", &Professional::phone, "Of the user."),
        field("service_ids", &Professional::service_ids, "What it offers."),
        field("pin_codes", &Professional::pin_codes, "Where; empty: everywhere."),
        field("is_verified", &Professional::is_verified, "An administrator has looked."),
        field("is_active", &Professional::is_active, "In the pool."));
};

/// A professional to be, of a user that another plugin has just made.
struct Enrolment {
    Id user_id;
    std::vector<Id> service_ids;
    int experience_years = 0;
    std::optional<std::string> company_name;
    std::string description;
    std::optional<std::string> city;
    std::vector<std::string> pin_codes;
    static constexpr auto fields =
        mortise::fields(field("user_id", &Enrolment::user_id, "The user, of the role PROFESSIONAL."),
                        field("service_ids", &Enrolment::service_ids, "What it offers."),
                        field("experience_years", &Enrolment::experience_years, "Years in the trade."),
                        field("company_name", &Enrolment::company_name, "The firm, if there is one."),
                        field("description", &Enrolment::description, "For customers to read.", length(0, 2000), optional),
                        field("city", &Enrolment::city, "The town where it works."),
                        field("pin_codes", &Enrolment::pin_codes, "Where; empty: everywhere."));
};

/// What an administrator decided about a professional.
struct Decided {
    Id id, user_id;
    std::string status;
    std::optional<std::string> reason;
    static constexpr auto fields = mortise::fields(
        field("id", &Decided::id, "The professional's own id."), field("user_id", &Decided::user_id, "The user behind it."),
        field("status", &Decided::status, "pending, verified or rejected, from now on."),
        field("reason", &Decided::reason, "As it was given.", length(0, 500)));
};

/// The review of a request is not for the public.
struct Hiding {
    Id request, actor;
    std::string reason;
    static constexpr auto fields = mortise::fields(field("request", &Hiding::request, "The request that was reviewed."),
                                                   field("actor", &Hiding::actor, "Who says so, a user's id."),
                                                   field("reason", &Hiding::reason, "Why.", length(1, 500)));
};

/// What a professional's visible reviews come to.
struct Rating {
    double average = 0;
    std::int64_t count = 0;
    static constexpr auto fields =
        mortise::fields(field("average", &Rating::average, "The mean of 1 to 5, to two decimals; 0 without any."),
                        field("count", &Rating::count, "How many there are."));
};

/// Throws 404 when there is none; a retired one is found.
inline constexpr Operation<Which, Service> service{"catalogue/1", "service"};
/// By the professional's own id. Throws 404 when there is none.
inline constexpr Operation<Which, Professional> professional{"catalogue/1", "professional"};
/// By the user's id. Throws 404 when that user is no professional.
inline constexpr Operation<Which, Professional> professional_of_user{"catalogue/1", "professional-of-user"};

/// Makes a pending professional. Writer only. Throws 422 for a service that is not sold.
inline constexpr Operation<Enrolment, Professional> enrol{"catalogue/1", "enrol"};

/// Shows the review of a request and counts its rating; one that is there already is let be. The professional's rating after.
/// Writer only.
inline constexpr Operation<requests::Reviewed, Rating> rate{"catalogue/1", "rate"};
/// Takes such a review from lists and averages. Throws 404 when there is none. Writer only.
inline constexpr Operation<Hiding, Rating> hide_review{"catalogue/1", "hide-review"};

/// A professional was verified, rejected or reset.
inline constexpr Event<Decided> professional_decided{"catalogue.professional-decided"};
/// A professional left the pool: rejected or reset.
inline constexpr Event<Professional> professional_left{"catalogue.professional-left"};

}  // namespace mortise::contract::catalogue
