// The work itself and its end: starting, finishing, confirming, cancelling.
#pragma once
#include "moves.h"
#include "reviews.h"

namespace requests {

struct Finish {
    std::optional<std::string> remarks, reason;
    static constexpr auto fields = mortise::fields(field("remarks", &Finish::remarks, "What was done.", length(0, 1000)),
                                                   field("reason", &Finish::reason, "Why, for the history.", length(0, 500)));
};

/// What either side says at the end: a professional's remarks, a customer's opinion.
struct Closing {
    std::optional<int> rating;
    std::optional<std::string> comment, remarks, reason;
    static constexpr auto fields =
        mortise::fields(field("rating", &Closing::rating, "The customer's, 1 to 5.", between(1, 5)),
                        field("comment", &Closing::comment, "The customer's, with a rating.", length(0, 1000)),
                        field("remarks", &Closing::remarks, "The professional's: what was done.", length(0, 1000)),
                        field("reason", &Closing::reason, "Why, for the history.", length(0, 500)));
};

Request start_as(Writer& db, Call& call, const Viewer& me, Id id, std::optional<std::string> reason);
Request finish_as(Writer& db, Call& call, const Viewer& me, Id id, const Finish& with);
Request complete_as(Writer& db, Call& call, const Viewer& me, Id id, const Opinion& opinion);
Request cancel_as(Writer& db, Call& call, const Viewer& me, Id id, std::optional<std::string> reason);

Request start(const std::optional<Note>& note, Writer& db, Call& call);
Request finish(const std::optional<Finish>& with, Writer& db, Call& call);
Request complete(const std::optional<Opinion>& opinion, Writer& db, Call& call);
Request close(const std::optional<Closing>& with, Writer& db, Call& call);
Request cancel(const std::optional<Note>& note, Writer& db, Call& call);

}  // namespace requests
