// Counts requests.
#include "figures.h"

#include "life.h"

namespace requests {

using mortise::contract::figures::Figures;
using mortise::contract::figures::Moment;

Figures figures(const Moment& now, Reader& db, Call&) {
    Figures out;
    for (const std::string_view state : words(State{}))
        out.figures.push_back({"requests",
                               std::string(state),
                               db.value<std::int64_t>("SELECT count(*) FROM requests_requests WHERE status = ?", state),
                               {},
                               {}});
    out.figures.push_back({"requests",
                           "new_this_month",
                           db.value<std::int64_t>("SELECT count(*) FROM requests_requests WHERE created_at >= ?", now.month),
                           {},
                           {}});
    out.figures.push_back({"earnings",
                           "month",
                           {},
                           db.value<Money>("SELECT coalesce(sum(price), 0) FROM requests_requests WHERE status = 'closed' AND "
                                           "ended_at >= ?",
                                           now.month),
                           {}});
    return out;
}

}  // namespace requests
