// What each one sees of the requests. Ownership is part of every statement here.
#include "viewer.h"

namespace requests {

namespace {

std::string listed(const std::vector<Id>& ids) {
    std::string out = ",";
    for (const Id id : ids) out += std::to_string(id.value) + ',';
    return out;
}

std::string listed(const std::vector<std::string>& codes) {
    if (codes.empty()) return {};
    std::string out = ",";
    for (const std::string& code : codes) out += code + ',';
    return out;
}

/// A professional sees name, phone and address of a customer while he needs them, and three days longer for questions.
bool needs_address(const Request& request, Time now) {
    if (request.status == State::requested || request.status == State::assigned) return false;
    return request.accepted_at && (!request.ended_at || now < *request.ended_at + std::chrono::hours{72});
}

}  // namespace

Viewer worker(Id user, catalogue::Professional professional) {
    Viewer out{.user = user, .works = true};
    out.services = listed(professional.service_ids);
    out.pin_codes = listed(professional.pin_codes);
    out.professional = std::move(professional);
    return out;
}

Viewer viewer(Reader& db, Call& call) {
    Viewer out;
    if (call.may("READ:WORK"))
        if (auto professional = ask_if_there(call, db, catalogue::professional_of_user, {call.user()}))
            out = worker(call.user(), *std::move(professional));
    out.user = call.user();
    out.sees_all = call.may("READ:REQUESTS_ADMIN");
    out.administers = call.may("WRITE:REQUESTS_ADMIN");
    out.orders = call.may("WRITE:REQUESTS");
    out.works = call.may("WRITE:WORK");
    return out;
}

const catalogue::Professional& verified(const Viewer& viewer) {
    if (!viewer.is_ready())
        throw forbidden("not-verified", "Only a professional that an administrator has verified may do this.");
    return *viewer.professional;
}

Actors actors(const Viewer& viewer, const Request& request, bool in_pool) {
    Actors out;
    if (viewer.orders && request.customer_id == viewer.user) out.add(Actor::customer);
    if (viewer.works && request.professional_user_id == viewer.user) out.add(Actor::professional);
    if (viewer.works && in_pool && viewer.is_ready()) out.add(Actor::pool);
    if (viewer.administers) out.add(Actor::administrator);
    return out;
}

void show(Request& request, const Viewer& viewer, Time now, bool in_pool) {
    request.allowed_actions = states::allowed_actions(life, request.status, actors(viewer, request, in_pool));
    if (viewer.sees_all) return;
    if (request.customer_id == viewer.user) {
        if (!request.accepted_at) request.professional_phone.reset();
    } else if (request.professional_user_id != viewer.user || !needs_address(request, now)) {
        request.customer_name.reset(), request.customer_phone.reset(), request.location.reset();
    }
}

Request shown(Request request, const Viewer& viewer, Time now, bool in_pool) {
    show(request, viewer, now, in_pool);
    return request;
}

namespace {

/// Work that the viewer could do, whatever its state.
void only_in_reach(Where& where, const Viewer& viewer) {
    where("r.customer_id <> ?", viewer.user);
    where("? LIKE '%,' || r.service_id || ',%'", viewer.services);
    where("? = '' OR ? LIKE '%,' || r.pin_code || ',%'", viewer.pin_codes, viewer.pin_codes);
    where("NOT EXISTS (SELECT 1 FROM requests_rejections x WHERE x.request_id = r.id AND x.professional_id = ?)",
          viewer.professional->id);
}

Request found(std::optional<Request> request) {
    if (!request) throw not_found("service request");
    return std::move(*request);
}

}  // namespace

void only_pool(Where& where, const Viewer& viewer) {
    where("r.status = 'requested'");
    only_in_reach(where, viewer);
}

void only_visible(Where& where, const Viewer& viewer) {
    if (viewer.sees_all) return;
    if (!viewer.professional) {  // one index, in the list's own order: a page costs the same however many there are
        where("r.customer_id = ?", viewer.user);
        return;
    }
    if (!viewer.is_ready()) {
        where("r.customer_id = ? OR r.professional_user_id = ?", viewer.user, viewer.user);
        return;
    }
    where(
        "r.customer_id = ? OR r.professional_user_id = ? OR (r.status = 'requested' AND ? LIKE '%,' || r.service_id || ',%' AND "
        "(? = '' OR ? "
        "LIKE '%,' || r.pin_code || ',%') AND NOT EXISTS (SELECT 1 FROM requests_rejections x WHERE x.request_id = r.id AND "
        "x.professional_id = ?))",
        viewer.user, viewer.user, viewer.services, viewer.pin_codes, viewer.pin_codes, viewer.professional->id);
}

Request visible(Reader& db, const Viewer& viewer, Id id) {
    return found(
        db.first<Request>("FROM requests_rated r WHERE r.id = ? AND (1 = ? OR r.customer_id = ? OR r.professional_user_id = ?)",
                          id, viewer.sees_all, viewer.user, viewer.user));
}

Request ordered_by(Reader& db, const Viewer& viewer, Id id) {
    return found(db.first<Request>("FROM requests_rated r WHERE r.id = ? AND r.customer_id = ?", id, viewer.user));
}

Request assigned_to(Reader& db, const Viewer& viewer, Id id) {
    return found(db.first<Request>(
        "FROM requests_rated r WHERE r.id = ? AND (r.professional_user_id = ? OR EXISTS (SELECT 1 FROM "
        "requests_history h WHERE h.request_id = r.id AND h.actor = ? AND h.action = 'reject' AND h.seq = (SELECT "
        "max(seq) FROM requests_history WHERE request_id = r.id)))",
        id, viewer.user, viewer.user));
}

Request within_reach(Reader& db, const Viewer& viewer, Id id) {
    Where where;
    where("r.id = ?", id);
    only_in_reach(where, viewer);
    std::optional<Request> request;
    db.run_where({columns::Select<Request>::view, "FROM requests_rated r"}, where, {},
                 [&](std::span<const mortise_value> row) { db.take_row(row, request.emplace()); });
    return found(std::move(request));
}

}  // namespace requests
