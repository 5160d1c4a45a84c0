// Who does the work: assigning, claiming, accepting, rejecting.
#pragma once
#include "moves.h"

namespace requests {

struct Assignment {
    Id professional_id;
    std::optional<std::string> reason;
    static constexpr auto fields =
        mortise::fields(field("professional_id", &Assignment::professional_id, "The professional's own id."),
                        field("reason", &Assignment::reason, "Why, for the history.", length(0, 500)));
};

/// What a professional says to an offer, in both of the words in use.
enum class Word { accept, reject, accepted, rejected };
constexpr auto words(Word) { return std::to_array<std::string_view>({"accept", "reject", "accepted", "rejected"}); }

struct Reply {
    Word status{};
    std::optional<std::string> reason;
    static constexpr auto fields = mortise::fields(field("status", &Reply::status, "Whether the offer is taken."),
                                                   field("reason", &Reply::reason, "Why, for the history.", length(0, 500)));
};

struct NamedReply {
    Id request_id;
    Word status{};
    std::optional<std::string> reason;
    static constexpr auto fields = mortise::fields(field("request_id", &NamedReply::request_id, "Which request."),
                                                   field("status", &NamedReply::status, "Whether the offer is taken."),
                                                   field("reason", &NamedReply::reason, "Why, for the history.", length(0, 500)));
};

Request claim_as(Writer& db, Call& call, const Viewer& me, Id id, std::optional<std::string> reason);
Request accept_as(Writer& db, Call& call, const Viewer& me, Id id, std::optional<std::string> reason);
Request reject_as(Writer& db, Call& call, const Viewer& me, Id id, std::optional<std::string> reason);

Request assign(const Assignment& to, Writer& db, Call& call);
Request claim(const std::optional<Note>& note, Writer& db, Call& call);
Request accept(const std::optional<Note>& note, Writer& db, Call& call);
Request reject(const std::optional<Note>& note, Writer& db, Call& call);
Request reply(const Reply& reply, Writer& db, Call& call);
Request reply_by_name(const NamedReply& reply, Writer& db, Call& call);

}  // namespace requests
