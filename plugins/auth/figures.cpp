// Figures of people, and everybody's on one page.
#include "figures.h"

#include <mortise/zone.h>

namespace auth {

using contract::figures::Figures;
using contract::figures::Moment;

Dashboard dashboard(Reader& db, Call& call) {
    const Date today = zone::today(call);
    Dashboard out{call.now(), zone::start_of(call, today.year() / today.month() / 1), {}};
    for (const auto& [plugin, answer] : ask_all(call, db, contract::figures::figures, Moment{out.month}))
        for (const contract::figures::Figure& each : answer.figures)
            out.figures.push_back({plugin, each.group, each.name, each.count, each.amount, each.average});
    return out;
}

Figures people_in_figures(const Moment& now, Reader& db, Call&) {
    Figures out;
    const auto add = [&](std::string group, std::string name, std::optional<std::int64_t> count) {
        out.figures.push_back({std::move(group), std::move(name), count, {}, {}});
    };
    db.rows("SELECT role, count(*) FROM auth_users WHERE erased_at IS NULL GROUP BY role ORDER BY role",
            [&](std::span<const mortise_value> row) { add("users", std::string(values::text(row[0])), values::whole(row[1])); });
    add("accounts", "active",
        db.value<std::int64_t>("SELECT count(*) FROM auth_users WHERE is_active = 1 AND is_blocked = 0 AND erased_at IS NULL"));
    add("accounts", "deactivated",
        db.value<std::int64_t>("SELECT count(*) FROM auth_users WHERE is_active = 0 AND is_blocked = 0 AND erased_at IS NULL"));
    add("accounts", "blocked",
        db.value<std::int64_t>("SELECT count(*) FROM auth_users WHERE is_blocked = 1 AND erased_at IS NULL"));
    add("accounts", "new_this_month",
        db.value<std::int64_t>("SELECT count(*) FROM auth_users WHERE created_at >= ? AND erased_at IS NULL", now.month));
    return out;
}

}  // namespace auth
