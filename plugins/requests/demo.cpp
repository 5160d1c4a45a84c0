// `mortise db seed`: a few requests of anna@example.com, some of them done by bert@example.com.
#include "demo.h"

#include <mortise/contract/accounts.h>

#include "offers.h"
#include "ordering.h"
#include "work.h"

namespace requests {

namespace {

namespace accounts = mortise::contract::accounts;

/// Where the operation finds nothing: nothing.
template <class In, class Out>
std::optional<Out> found(Call& call, Reader& db, const Operation<In, Out>& operation, const In& argument) {
    try {
        return ask(call, db, operation, argument);
    } catch (const Problem& problem) {
        if (problem.status != 404) throw;
        return {};
    }
}

/// The demo's people are among the first of an empty product.
std::optional<Id> user_called(Call& call, Reader& db, std::string_view email) {
    for (std::int64_t id = 1; id <= 100; ++id)
        if (const auto account = found(call, db, accounts::find, {Id{id}}); account && account->email == email)
            return account->id;
    return {};
}

void fill(Writer& db, Call& call) {
    if (db.value<int>("SELECT count(*) FROM requests_requests").value_or(0) != 0) return;
    const auto anna = user_called(call, db, "anna@example.com"), bert = user_called(call, db, "bert@example.com");
    if (!anna || !bert) return;
    const auto professional = found(call, db, catalogue::professional_of_user, {*bert});
    if (!professional || !professional->is_verified || professional->service_ids.empty()) return;
    const Viewer customer{.user = *anna, .orders = true};
    const Viewer hand = worker(*bert, *professional);
    const Id service = professional->service_ids.front();
    const Time now = call.now();
    const auto order_for = [&](int days, std::string_view remarks, std::optional<Id> whom) {
        Wish wish;
        wish.service_id = service, wish.professional_id = whom;
        wish.location = "12 Lake Road",
        wish.pin_code = professional->pin_codes.empty() ? "560001" : professional->pin_codes.front();
        wish.date_of_request = now + std::chrono::days{days}, wish.remarks = std::string(remarks);
        return place(db, call, customer, wish).id;
    };
    order_for(3, "Please ring twice.", {});
    order_for(4, "Any time in the morning.", professional->id);
    claim_as(db, call, hand, order_for(5, "The gate is green.", {}), {});
    const Id begun = order_for(1, "The small room first.", professional->id);
    accept_as(db, call, hand, begun, {});
    start_as(db, call, hand, begun, {});
    const Id done = order_for(0, "As last time.", professional->id);
    accept_as(db, call, hand, done, {});
    start_as(db, call, hand, done, {});
    finish_as(db, call, hand, done, {"All clean.", {}});
    complete_as(db, call, customer, done, {5, "Quick and friendly.", {}});
}

}  // namespace

void demo(Call& call) {
    call.write([&](Writer& db) { fill(db, call); });
}

}  // namespace requests
