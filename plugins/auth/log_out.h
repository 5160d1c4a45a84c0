// Log-out: the end of one session, or of all.
#pragma once
#include "sessions.h"

namespace auth {

struct LogOutQuery {
    bool all = false;
    static constexpr auto fields =
        mortise::fields(field("all", &LogOutQuery::all, "true ends every session of the caller.", optional));
};

struct Message {
    std::string message;
    static constexpr auto fields = mortise::fields(field("message", &Message::message, "What was done."));
};

Message log_out(const Query<LogOutQuery>& query, Writer& db, Call& call);

}  // namespace auth
