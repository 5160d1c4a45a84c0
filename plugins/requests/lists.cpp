// The lists, each with the condition that says whose they are.
#include "lists.h"

namespace requests {

namespace {

constexpr Listing<4> listing{"FROM requests_rated r",
                             "r.id",
                             {{{"created_at", "r.created_at"},
                               {"date_of_request", "coalesce(r.date_of_request, r.created_at)"},
                               {"price", "r.price"},
                               {"status", "r.status"}}},
                             true};

constexpr Listing<2> past{
    "FROM requests_rated r", "r.id", {{{"ended_at", "coalesce(r.ended_at, 0)"}, {"created_at", "r.created_at"}}}, true};

/// "%words%" in lower case, with what LIKE would take for a sign of its own made harmless.
std::optional<std::string> pattern(const std::optional<std::string>& words) {
    if (!words) return {};
    std::string out = "%";
    for (const char c : *words) {
        if (c == '%' || c == '_' || c == '\\') out += '\\';
        out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return out + '%';
}

/// A page of what `where` lets through and the query asks for, as the viewer may see it.
Page<Request> listed(Reader& db, Call& call, const Viewer& me, Where where, const RequestQuery& query) {
    const auto words = pattern(query.q);
    where("r.status = ?", query.status)("r.service_id = ?", query.service_id)("r.professional_id = ?", query.professional_id);
    where("r.customer_id = ?", query.customer_id)("r.pin_code = ?", query.pin_code);
    where("coalesce(r.date_of_request, r.created_at) >= ?", query.from)("coalesce(r.date_of_request, r.created_at) < ?",
                                                                        query.to);
    where(
        "lower(r.service_name || ' ' || coalesce(r.remarks, '') || ' ' || coalesce(r.professional_name, '')) LIKE ? ESCAPE '\\'",
        words);
    auto all = page<Request>(db, listing, where, query);
    const Time now = call.now();
    for (Request& each : all.items) {
        // What waits and is not the viewer's own is in the list because it waits for him, unless he sees everything.
        const bool in_pool = !me.sees_all && each.status == State::requested && each.customer_id != me.user;
        show(each, me, now, in_pool);
    }
    return all;
}

}  // namespace

RequestWithHistory one_request(Reader& db, Call& call) {
    const Viewer me = viewer(db, call);
    const Request found = visible(db, me, call.id("id"));
    return {shown(found, me, call.now()), db.select<Event>("FROM requests_history WHERE request_id = ? ORDER BY seq", found.id)};
}

Page<Request> all_requests(const RequestQuery& query, Reader& db, Call& call) {
    const Viewer me = viewer(db, call);
    Where where;
    only_visible(where, me);
    return listed(db, call, me, where, query);
}

Page<Request> customers_requests(const RequestQuery& query, Reader& db, Call& call) {
    const Viewer me = viewer(db, call);
    Where where;
    where("r.customer_id = ?", me.user);
    return listed(db, call, me, where, query);
}

Page<Request> professionals_requests(const RequestQuery& query, Reader& db, Call& call) {
    const Viewer me = viewer(db, call);
    Where where;
    where("r.professional_user_id = ?", me.user);
    return listed(db, call, me, where, query);
}

Page<Request> requests_of_professional(const RequestQuery& query, Reader& db, Call& call) {
    const Viewer me = viewer(db, call);
    const auto one = ask(call, db, catalogue::professional, {call.id("professional_id")});
    if (!me.sees_all && one.user_id != me.user) throw not_found("professional");
    Where where;
    where("r.professional_id = ?", one.id);
    return listed(db, call, me, where, query);
}

Page<Request> available_requests(const RequestQuery& query, Reader& db, Call& call) {
    const Viewer me = viewer(db, call);
    verified(me);
    Where where;
    only_pool(where, me);
    return listed(db, call, me, where, query);
}

Page<PastRequest> service_history(const ListQuery& query, Reader& db, Call& call) {
    Where where;
    const Id user = call.user();
    where("r.customer_id = ?", user)("r.status IN ('closed', 'cancelled', 'expired')");
    return page<PastRequest>(db, past, where, query);
}

}  // namespace requests
