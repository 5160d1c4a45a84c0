// Making a request and changing what it asks for.
#pragma once
#include <mortise/route.h>

#include "viewer.h"

namespace requests {

struct Wish {
    Id service_id;
    std::optional<std::string> location, pin_code;
    std::optional<Id> professional_id;
    std::optional<Time> date_of_request;
    std::optional<std::string> remarks;
    static constexpr auto fields = mortise::fields(
        field("service_id", &Wish::service_id, "What is ordered."),
        field("location", &Wish::location, "Where the work is to be done; the profile's address where it is left out.",
              length(1, 500)),
        field("pin_code", &Wish::pin_code, "Of that place; the profile's where it is left out.", form("pin-code")),
        field("professional_id", &Wish::professional_id, "Whom to ask first; left out: whoever comes first."),
        field("date_of_request", &Wish::date_of_request, "When the work is wanted; left out: no fixed time."),
        field("remarks", &Wish::remarks, "Anything the professional should know.", length(0, 1000)));
};

struct Change {
    std::optional<Time> date_of_request;
    std::string location, pin_code;
    std::optional<std::string> remarks;
    static constexpr auto fields =
        mortise::fields(field("date_of_request", &Change::date_of_request, "When the work is wanted; null: no fixed time."),
                        field("location", &Change::location, "Where the work is to be done.", length(1, 500)),
                        field("pin_code", &Change::pin_code, "Of that place.", length(1, 20), form("pin-code")),
                        field("remarks", &Change::remarks, "Anything the professional should know.", length(0, 1000)));
};

/// Orders in the viewer's name. Throws 422 for what the service does not allow, 409 "professional-unfit".
Request place(Writer& db, Call& call, const Viewer& viewer, const Wish& wish);

/// The professional of that id, who can take such a job. Throws 422 for an unknown one, 409 "professional-unfit" with the reason.
/// `request` is empty for one that is not made yet.
catalogue::Professional fit_professional(Reader& db, Call& call, Id id, Id service_id, std::string_view pin_code,
                                         std::optional<Id> request);

Created<Request> order(const Wish& wish, Writer& db, Call& call);
Request edit(const Partial<Change>& change, Writer& db, Call& call);

}  // namespace requests
