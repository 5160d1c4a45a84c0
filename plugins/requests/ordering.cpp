// The customer's side before the work: ordering and editing.
#include "ordering.h"

#include <mortise/contract/accounts.h>
#include <mortise/contract/requests.h>

#include <algorithm>

#include "moves.h"

namespace requests {

namespace accounts = mortise::contract::accounts;
namespace facts = mortise::contract::requests;

namespace {

/// A row to be.
struct NewRequest {
    State status{};
    Id service_id;
    std::string service_name;
    Money price;
    std::chrono::minutes time_required{};
    Id customer_id;
    std::string customer_name;
    std::optional<std::string> customer_phone;
    std::optional<Id> professional_id, professional_user_id;
    std::optional<std::string> professional_name, professional_phone;
    std::string location, pin_code;
    std::optional<Time> date_of_request;
    std::optional<std::string> remarks;
    Time created_at, requested_at;
    std::optional<Time> offered_at;
    static constexpr auto fields = mortise::fields(
        field("status", &NewRequest::status, ""), field("service_id", &NewRequest::service_id, ""),
        field("service_name", &NewRequest::service_name, ""), field("price", &NewRequest::price, ""),
        field("time_required", &NewRequest::time_required, ""), field("customer_id", &NewRequest::customer_id, ""),
        field("customer_name", &NewRequest::customer_name, ""), field("customer_phone", &NewRequest::customer_phone, ""),
        field("professional_id", &NewRequest::professional_id, ""),
        field("professional_user_id", &NewRequest::professional_user_id, ""),
        field("professional_name", &NewRequest::professional_name, ""),
        field("professional_phone", &NewRequest::professional_phone, ""), field("location", &NewRequest::location, ""),
        field("pin_code", &NewRequest::pin_code, ""), field("date_of_request", &NewRequest::date_of_request, ""),
        field("remarks", &NewRequest::remarks, ""), field("created_at", &NewRequest::created_at, ""),
        field("requested_at", &NewRequest::requested_at, ""), field("offered_at", &NewRequest::offered_at, ""));
};

template <class T>
bool holds(const std::vector<T>& all, const T& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
}

/// Asks for something that a body named: unknown is a fault of that field.
template <class In, class Out>
Out named(Call& call, Reader& db, const Operation<In, Out>& operation, const In& argument, std::string_view member) {
    auto found = ask_if_there(call, db, operation, argument);
    if (!found) throw invalid(member, "unknown", "names none that exists");
    return *std::move(found);
}

void check_served(const catalogue::Service& service, const std::string& pin_code) {
    if (!service.pin_codes.empty() && !holds(service.pin_codes, pin_code))
        throw invalid("pin_code", "not-served", "is not where this service is offered");
}

/// A day's grace, because a client may know no more than the day.
void check_date(const std::optional<Time>& date, Time now) {
    if (date && *date < now - std::chrono::days{1}) throw invalid("date_of_request", "out-of-range", "must not lie in the past");
}

/// Fills place and pin code from the profile. Throws 422 that names all that is missing.
void settle_place(NewRequest& row, const Wish& wish, const accounts::Account& customer) {
    Problem missing{422, "invalid", "Neither the request nor the profile says where."};
    const auto settle = [&](std::string& to, std::string_view member, const auto& asked, const auto& known) {
        to = asked.value_or(known.value_or(""));
        if (to.empty()) missing.faults.push_back({std::string(member), "missing", "is required, because the profile has none"});
    };
    settle(row.location, "location", wish.location, customer.address);
    settle(row.pin_code, "pin_code", wish.pin_code, customer.pin_code);
    if (!missing.faults.empty()) throw missing;
}

std::string full_name(const accounts::Account& person) {
    return std::string(trimmed(person.first_name + ' ' + person.last_name));
}

}  // namespace

catalogue::Professional fit_professional(Reader& db, Call& call, Id id, Id service_id, std::string_view pin_code,
                                         std::optional<Id> request) {
    catalogue::Professional one = named(call, db, catalogue::professional, {id}, "professional_id");
    const bool rejected =
        request &&
        db.value<int>("SELECT count(*) FROM requests_rejections WHERE request_id = ? AND professional_id = ?", *request, id)
                .value_or(0) != 0;
    const char* why = !one.is_verified                                                         ? "is not verified"
                      : !one.is_active                                                         ? "is not at work"
                      : !holds(one.service_ids, service_id)                                    ? "does not offer this service"
                      : !one.pin_codes.empty() && !holds(one.pin_codes, std::string(pin_code)) ? "does not work at this pin code"
                      : rejected                                                               ? "has rejected this request"
                                                                                               : nullptr;
    if (why) throw conflict("professional-unfit", "The professional " + std::string(why) + '.');
    return one;
}

Request place(Writer& db, Call& call, const Viewer& viewer, const Wish& wish) {
    const catalogue::Service service = named(call, db, catalogue::service, {wish.service_id}, "service_id");
    if (!service.is_active) throw invalid("service_id", "retired", "is no longer offered");
    const accounts::Account customer = ask(call, db, accounts::find, {viewer.user});
    const Time now = call.now();
    check_date(wish.date_of_request, now);

    NewRequest row;
    row.service_id = service.id, row.service_name = service.name;
    row.price = service.price, row.time_required = service.time_required;
    row.customer_id = viewer.user, row.customer_name = full_name(customer), row.customer_phone = customer.phone;
    row.date_of_request = wish.date_of_request, row.remarks = wish.remarks;
    row.created_at = row.requested_at = now;
    settle_place(row, wish, customer);
    check_served(service, row.pin_code);
    if (wish.professional_id) {
        const auto one = fit_professional(db, call, *wish.professional_id, service.id, row.pin_code, {});
        row.status = State::assigned;
        row.professional_id = one.id, row.professional_user_id = one.user_id;
        row.professional_name = one.name, row.professional_phone = one.phone;
        row.offered_at = now;
    }
    const Id id = db.insert("requests_requests", row);
    states::remember(db, history, Step{id, Action::create, {}, row.status, viewer.user, now, {}});
    emit(db, facts::created, {id, service.id, service.name, viewer.user, row.professional_user_id});
    note_step(db, call, id, {}, row.status, Action::create, {});
    return shown(request_of(db, id), viewer, now);
}

Created<Request> order(const Wish& wish, Writer& db, Call& call) { return {place(db, call, viewer(db, call), wish)}; }

Request edit(const Partial<Change>& change, Writer& db, Call& call) {
    const Viewer me = viewer(db, call);
    const Request present = ordered_by(db, me, call.id("id"));
    if (change.has.none()) return shown(present, me, call.now());
    check_date(change.value.date_of_request, call.now());
    if (change.names(&Change::pin_code)) {
        check_served(ask(call, db, catalogue::service, {present.service_id}), change.value.pin_code);
        if (present.professional_id)
            fit_professional(db, call, *present.professional_id, present.service_id, change.value.pin_code, present.id);
    }
    return move(db, call, me, present, Action::edit, {}, [&](State from, State to) {
        // What was agreed on is another thing now: the professional is asked anew.
        const auto moved = db.run(
            "UPDATE requests_requests SET status = ?, accepted_at = NULL, offered_at = CASE WHEN professional_id IS NULL THEN "
            "NULL ELSE ? END "
            "WHERE id = ? AND status = ?",
            to, call.now(), present.id, from);
        db.update("requests_requests", change, "WHERE id = ?", present.id);
        return moved;
    });
}

}  // namespace requests
