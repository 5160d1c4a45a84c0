// What the plugin that owns service requests tells the others. Published by `requests`.
#pragma once
#include <mortise/contract.h>

namespace mortise::contract::requests {

/// A request has been made; with a professional it was offered to that one at once.
struct Created {
    Id id, service_id;
    std::string service_name;
    Id customer;
    std::optional<Id> professional_user;
    static constexpr auto fields = mortise::fields(
        field("id", &Created::id, "The request's id."), field("service_id", &Created::service_id, "The service's id."),
        field("service_name", &Created::service_name, "What it was called."),
        field("customer", &Created::customer, "The customer's user id."),
        field("professional_user", &Created::professional_user, "The user id of the professional that it is offered to."));
};

/// A request went from one state to another. States and actions are the words of the API.
struct Changed {
    Id id;
    std::string from, to, action;
    std::string service_name;
    Id customer;
    std::optional<Id> professional_user, actor;
    std::optional<std::string> reason;
    static constexpr auto fields =
        mortise::fields(field("id", &Changed::id, "The request's id."), field("from", &Changed::from, "The state before."),
                        field("to", &Changed::to, "The state now."), field("action", &Changed::action, "What was done."),
                        field("service_name", &Changed::service_name, "What was ordered."),
                        field("customer", &Changed::customer, "The customer's user id."),
                        field("professional_user", &Changed::professional_user,
                              "The user id of its professional; of the former one where it lost him."),
                        field("actor", &Changed::actor, "Who did it; nobody: the system."),
                        field("reason", &Changed::reason, "As it was given.", length(0, 500)));
};

/// A customer has rated a request.
struct Reviewed {
    Id request, service_id, professional_id, customer;
    std::string customer_name;
    int rating = 0;
    std::optional<std::string> comment;
    Time at;
    static constexpr auto fields = mortise::fields(
        field("request", &Reviewed::request, "The request's id; it has one review at most."),
        field("service_id", &Reviewed::service_id, "The service's id."),
        field("professional_id", &Reviewed::professional_id, "The professional's own id."),
        field("customer", &Reviewed::customer, "The customer's user id."),
        field("customer_name", &Reviewed::customer_name, "First and last name, not to be shown in full.", length(0, 511)),
        field("rating", &Reviewed::rating, "1 to 5."),
        field("comment", &Reviewed::comment, "In the customer's words.", length(0, 1000)), field("at", &Reviewed::at, "When."));
};

inline constexpr Event<Created> created{"requests.created"};
inline constexpr Event<Changed> changed{"requests.changed"};
inline constexpr Event<Reviewed> reviewed{"requests.reviewed"};

}  // namespace mortise::contract::requests
