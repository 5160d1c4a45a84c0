// Looking at requests: one, and lists of them.
#pragma once
#include <mortise/list.h>

#include "viewer.h"

namespace requests {

struct RequestQuery : ListQuery {
    std::optional<State> status;
    std::optional<Id> service_id, professional_id;
    std::optional<PersonId> customer_id;
    std::optional<std::string> pin_code, q;
    std::optional<Time> from, to;
    static constexpr auto fields = fields_of<ListQuery>(
        field("status", &RequestQuery::status, "Only in this state."),
        field("service_id", &RequestQuery::service_id, "Only of this service."),
        field("professional_id", &RequestQuery::professional_id, "Only of this professional, by his own id."),
        field("customer_id", &RequestQuery::customer_id, "Only of this customer, by the user's id."),
        field("pin_code", &RequestQuery::pin_code, "Only there.", length(0, 20)),
        field("q", &RequestQuery::q, "Words in the service's or the professional's name, or the remarks.", length(0, 100)),
        field("from", &RequestQuery::from, "Wanted at this time or later; without a fixed time: ordered then."),
        field("to", &RequestQuery::to, "Wanted before this time; without a fixed time: ordered before it."));
};

/// A request that has ended, as its customer remembers it.
struct PastRequest {
    Id request_id, service_id;
    std::string service_name;
    State status{};
    Money price;
    std::optional<Id> professional_id;
    std::optional<std::string> professional_name, professional_phone;
    std::optional<Time> date_of_request;
    Time created_at;
    std::optional<Time> completed_at, ended_at;
    std::optional<int> rating;
    std::optional<std::string> comment;
    static constexpr auto fields = mortise::fields(
        field("request_id", &PastRequest::request_id, "The request's number.", column("r.id")),
        field("service_id", &PastRequest::service_id, "What was ordered."),
        field("service_name", &PastRequest::service_name, "As it was called then."),
        field("status", &PastRequest::status, "How it ended."), field("price", &PastRequest::price, "As it was then."),
        field("professional_id", &PastRequest::professional_id, "Who did it."),
        field("professional_name", &PastRequest::professional_name, "First and last name."),
        field("professional_phone", &PastRequest::professional_phone, "For questions.",
              column("CASE WHEN accepted_at IS NULL THEN NULL ELSE professional_phone END")),
        field("date_of_request", &PastRequest::date_of_request, "When it was wanted."),
        field("created_at", &PastRequest::created_at, "When it was ordered."),
        field("completed_at", &PastRequest::completed_at, "When the work was done."),
        field("ended_at", &PastRequest::ended_at, "When it was closed, cancelled or expired."),
        field("rating", &PastRequest::rating, "The customer's, 1 to 5."),
        field("comment", &PastRequest::comment, "With the rating."));
};

RequestWithHistory one_request(Reader& db, Call& call);
Page<Request> all_requests(const RequestQuery& query, Reader& db, Call& call);
Page<Request> customers_requests(const RequestQuery& query, Reader& db, Call& call);
Page<Request> professionals_requests(const RequestQuery& query, Reader& db, Call& call);
Page<Request> requests_of_professional(const RequestQuery& query, Reader& db, Call& call);
Page<Request> available_requests(const RequestQuery& query, Reader& db, Call& call);
Page<PastRequest> service_history(const ListQuery& query, Reader& db, Call& call);

}  // namespace requests
