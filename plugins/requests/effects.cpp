// Listeners and the contract work/1. A listener may hear a fact twice: what it looks for is gone by then.
#include "effects.h"

#include "moves.h"

namespace requests {

namespace accounts = mortise::contract::accounts;
namespace work = mortise::contract::work;

void account_shut(const accounts::Account& account, Writer& db, Call& call) {
    for (const Request& each : db.select<Request>(
             "FROM requests_rated r WHERE r.professional_user_id = ? AND r.status IN ('assigned', 'accepted') ORDER BY r.id",
             account.id))
        release(db, call, each, Action::release, "the professional is not available any more");
    for (const Request& each : db.select<Request>("FROM requests_rated r WHERE r.customer_id = ? AND r.status IN "
                                                  "('requested', 'assigned', 'accepted') ORDER BY r.id",
                                                  account.id))
        conclude(db, call, each, Action::cancel, "the customer's account was shut");
}

void professional_left(const catalogue::Professional& professional, Writer& db, Call& call) {
    for (const Request& each : db.select<Request>(
             "FROM requests_rated r WHERE r.professional_id = ? AND r.status IN ('assigned', 'accepted') ORDER BY r.id",
             professional.id))
        release(db, call, each, Action::release, "the professional is not available any more");
}

work::Usage usage(const work::OfService& of, Reader& db, Call&) {
    work::Usage out;
    out.all = db.value<std::int64_t>("SELECT count(*) FROM requests_requests WHERE service_id = ?", of.service_id).value_or(0);
    out.open =
        db.value<std::int64_t>(
              "SELECT count(*) FROM requests_requests WHERE service_id = ? AND status NOT IN ('closed', 'cancelled', 'expired')",
              of.service_id)
            .value_or(0);
    return out;
}

work::Link link(const work::Pair& pair, Reader& db, Call&) {
    const auto live = db.value<std::int64_t>(
        "SELECT count(*) FROM requests_requests WHERE customer_id = ? AND professional_id = ? AND status NOT IN ('closed', "
        "'cancelled', 'expired')",
        pair.user_id, pair.professional_id);
    return {live.value_or(0) != 0};
}

}  // namespace requests
