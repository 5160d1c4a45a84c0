// The scheduled moves. A run takes a bounded number, because the writer is everybody's; the next run takes on.
#include "clockwork.h"

#include "moves.h"

namespace requests {

namespace {

/// The moment before which things are due, or nothing where the setting is 0: never.
std::optional<Time> due(Call& call, std::string_view setting) {
    const auto after = call.setting<std::chrono::milliseconds>(setting);
    if (after.count() == 0) return {};
    return call.now() - after;
}

}  // namespace

int time_out_offers(Writer& db, Call& call) {
    const auto before = due(call, "requests.offer_timeout");
    if (!before) return 0;
    const auto late = db.select<Request>(
        "FROM requests_rated r WHERE r.status = 'assigned' AND r.offered_at <= ? ORDER BY r.id LIMIT 200", *before);
    for (const Request& each : late) release(db, call, each, Action::time_out, "not answered in time");
    return static_cast<int>(late.size());
}

int close_finished(Writer& db, Call& call) {
    const auto before = due(call, "requests.auto_close");
    if (!before) return 0;
    const auto late = db.select<Request>(
        "FROM requests_rated r WHERE r.status = 'completed' AND r.completed_at <= ? ORDER BY r.id LIMIT 200", *before);
    for (const Request& each : late) conclude(db, call, each, Action::auto_close, "not confirmed in time");
    return static_cast<int>(late.size());
}

int expire_waiting(Writer& db, Call& call) {
    const auto before = due(call, "requests.expire");
    if (!before) return 0;
    const auto late = db.select<Request>(
        "FROM requests_rated r WHERE r.status = 'requested' AND r.requested_at <= ? AND (r.date_of_request IS NULL OR "
        "r.date_of_request <= ?) ORDER BY r.id LIMIT 200",
        *before, *before);
    for (const Request& each : late) conclude(db, call, each, Action::expire, "nobody took it in time");
    return static_cast<int>(late.size());
}

}  // namespace requests
