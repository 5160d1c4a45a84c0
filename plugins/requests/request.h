// A service request as its table holds it and as the API shows it.
#pragma once
#include <mortise/call.h>

#include "life.h"

namespace requests {

struct Request {
    Id id;
    State status{};
    Id service_id;
    std::string service_name;
    Money price;
    std::chrono::minutes time_required{};
    Id customer_id;
    std::optional<std::string> customer_name, customer_phone;
    std::optional<Id> professional_id, professional_user_id;
    std::optional<std::string> professional_name, professional_phone;
    std::optional<std::string> location;
    std::string pin_code;
    std::optional<Time> date_of_request;
    std::optional<std::string> remarks, professional_remarks;
    Time created_at;
    std::optional<Time> accepted_at, started_at, completed_at, ended_at;
    std::optional<int> rating;
    std::optional<std::string> comment;
    std::vector<Action> allowed_actions;
    static constexpr auto fields = mortise::fields(
        field("id", &Request::id, "Its number."), field("status", &Request::status, "Where in its life it is."),
        field("service_id", &Request::service_id, "What was ordered."),
        field("service_name", &Request::service_name, "As it was called when it was ordered."),
        field("price", &Request::price, "As it was when it was ordered."),
        field("time_required", &Request::time_required, "Minutes."),
        field("customer_id", &Request::customer_id, "The customer's user id."),
        field("customer_name", &Request::customer_name,
              "Shown to the professional from `accepted` until 72 hours after the end."),
        field("customer_phone", &Request::customer_phone, "Shown as the name is."),
        field("professional_id", &Request::professional_id, "The professional's own id."),
        field("professional_user_id", &Request::professional_user_id, "The professional's user id."),
        field("professional_name", &Request::professional_name, "First and last name."),
        field("professional_phone", &Request::professional_phone, "For the customer, once the work is accepted."),
        field("location", &Request::location,
              "Where the work is to be done. Shown to the professional as the customer's name is."),
        field("pin_code", &Request::pin_code, "Of that place."),
        field("date_of_request", &Request::date_of_request, "When the work is wanted; null: no fixed time."),
        field("remarks", &Request::remarks, "The customer's."),
        field("professional_remarks", &Request::professional_remarks, "The professional's, when finishing."),
        field("created_at", &Request::created_at, "When it was ordered."),
        field("accepted_at", &Request::accepted_at, "When it was taken."),
        field("started_at", &Request::started_at, "When the work began."),
        field("completed_at", &Request::completed_at, "When the work was done."),
        field("ended_at", &Request::ended_at, "When it was closed, cancelled or expired."),
        field("rating", &Request::rating, "1 to 5, by the customer."), field("comment", &Request::comment, "With the rating."),
        field("allowed_actions", &Request::allowed_actions, "What the caller may do now.", computed));
};

/// One thing that happened to a request.
struct Event {
    int seq = 0;
    std::optional<State> from;
    State to{};
    Action action{};
    std::optional<Id> actor;
    Time at;
    std::optional<std::string> reason;
    static constexpr auto fields = mortise::fields(
        field("seq", &Event::seq, "1, 2, 3 …"),
        field("from", &Event::from, "The state before; null at the beginning.", column("from_status")),
        field("to", &Event::to, "The state after.", column("to_status")), field("action", &Event::action, "What was done."),
        field("actor", &Event::actor, "Who did it, a user's id; null: the system."), field("at", &Event::at, "When."),
        field("reason", &Event::reason, "As it was given."));
};

struct RequestWithHistory : Request {
    std::vector<Event> history;
    static constexpr auto fields = fields_of<Request>(
        field("history", &RequestWithHistory::history, "All that happened to it, the oldest first.", computed));
};

/// The request of that number, whoever's it is. Throws 404.
Request request_of(Reader& db, Id id);

constexpr bool has_ended(State state) { return state == State::closed || state == State::cancelled || state == State::expired; }

/// Held by a professional, so that nothing else may overlap it.
constexpr bool is_held(State state) { return state == State::accepted || state == State::in_progress; }

}  // namespace requests
