// What customers say of the work: one review a request.
#pragma once
#include "request.h"

namespace requests {

/// What a customer says at the end.
struct Opinion {
    std::optional<int> rating;
    std::optional<std::string> comment, reason;
    static constexpr auto fields = mortise::fields(field("rating", &Opinion::rating, "1 to 5.", between(1, 5)),
                                                   field("comment", &Opinion::comment, "With a rating.", length(0, 1000)),
                                                   field("reason", &Opinion::reason, "Why, for the history.", length(0, 500)));
};

/// Throws 422 for a comment without a rating.
void check(const Opinion& opinion);

/// Keeps the opinion of a closed request, within 14 days of its end. The same again changes nothing; another one: 409
/// "already-reviewed"; too late: 409 "review-closed".
void review(Writer& db, Call& call, const Request& request, const Opinion& opinion);

}  // namespace requests
