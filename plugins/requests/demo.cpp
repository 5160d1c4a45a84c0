// `mortise db seed`: requests in every state, each led there by those who could, so that its history adds up.
#include "demo.h"

#include <mortise/contract/accounts.h>
#include <mortise/crypto.h>

#include "offers.h"
#include "ordering.h"
#include "work.h"

namespace requests {

namespace {

namespace accounts = mortise::contract::accounts;
using std::chrono::days;

bool is_busy(Reader& db) { return db.value<int>("SELECT count(*) FROM requests_requests").value_or(0) != 0; }

std::optional<Id> user_called(Writer& db, Call& call, std::string_view email) {
    const auto account = ask_if_there(call, db, accounts::find_by_name, {std::string(email)});
    return account ? std::optional(account->id) : std::nullopt;
}

std::vector<accounts::NewAccount> customers(Call& call) {
    std::vector<accounts::NewAccount> all(2);
    all[0].username = "mila", all[0].last_name = "Sen", all[0].phone = "+91 80 5550 0107", all[0].address = "4 Temple Street";
    all[1].username = "rohan", all[1].last_name = "Pillai", all[1].phone = "+91 80 5550 0108", all[1].address = "77 Hill View";
    for (accounts::NewAccount& each : all) {
        each.email = *each.username + "@example.com", each.first_name = *each.username;
        each.first_name[0] = static_cast<char>(each.first_name[0] - 'a' + 'A');
        each.city = "Bengaluru", each.pin_code = "560001", each.role = "CUSTOMER";
        each.password_hash = crypto::hash_password(call.services(), *each.username + "-demo-2026");
    }
    return all;
}

/// The people of the demo, and what they do one after another.
struct Stage {
    Writer& db;
    Call& call;
    Viewer anna, mila, rohan, bert, dina, emil;

    static Id sold_by(const Viewer& hand, std::size_t nth) { return hand.professional->service_ids.at(nth); }
    Id order(const Viewer& customer, Id service, int in_days, std::string_view remarks, const Viewer* whom = nullptr) const {
        Wish wish;
        wish.service_id = service, wish.remarks = std::string(remarks);
        wish.date_of_request = call.now() + days{in_days};
        if (whom) wish.professional_id = whom->professional->id;
        return place(db, call, customer, wish).id;
    }
    /// Ordered from `hand`, taken, begun and finished.
    Id finished(const Viewer& customer, const Viewer& hand, std::size_t nth, std::string_view remarks,
                std::string_view done) const {
        const Id id = order(customer, sold_by(hand, nth), 0, remarks, &hand);
        accept_as(db, call, hand, id, {});
        start_as(db, call, hand, id, {});
        finish_as(db, call, hand, id, {std::string(done), {}});
        return id;
    }
    /// As if all that happened to it had happened so many days ago.
    void age(Id id, days by) const {
        const auto back = std::chrono::duration_cast<std::chrono::milliseconds>(by);
        db.run(
            "UPDATE requests_requests SET created_at = created_at - ?, requested_at = requested_at - ?, offered_at = offered_at "
            "- "
            "?, accepted_at = accepted_at - ?, started_at = started_at - ?, completed_at = completed_at - ?, ended_at = ended_at "
            "- "
            "?, date_of_request = date_of_request - ? WHERE id = ?",
            back, back, back, back, back, back, back, back, id);
        db.run("UPDATE requests_history SET at = at - ? WHERE request_id = ?", back, id);
        db.run("UPDATE requests_ratings SET rated_at = rated_at - ? WHERE request_id = ?", back, id);
    }
};

/// cancelled, expired, closed: with reviews, and by time without one.
void past_work(const Stage& on, std::optional<Id> administrator) {
    const auto closed = [&](const Viewer& customer, Id id, int rating, std::string_view comment, int ago) {
        complete_as(on.db, on.call, customer, id, {rating, std::string(comment), {}});
        on.age(id, days{ago});
        return id;
    };
    closed(on.anna, on.finished(on.anna, on.bert, 0, "As last time.", "All clean."), 5, "Quick and friendly.", 20);
    closed(on.mila, on.finished(on.mila, on.bert, 0, "Mind the cat.", "The cat helped."), 4, "Good work, a little late.", 12);
    closed(on.rohan, on.finished(on.rohan, on.dina, 1, "Bedroom.", "Fitted and tried."), 5, "Very neat.", 9);
    const Id rude = closed(on.mila, on.finished(on.mila, on.emil, 2, "It shakes.", "Feet levelled."), 1,
                           "Ask him about his brother's shop!", 6);
    if (administrator)
        ask(on.call, on.db, catalogue::hide_review, {rude, *administrator, "It is about somebody else, not about the work."});
    const Id silent = on.finished(on.rohan, on.bert, 2, "The grey one.", "Dries by tomorrow.");
    conclude(on.db, on.call, request_of(on.db, silent), Action::auto_close, "not confirmed in time");
    on.age(silent, days{4});
    const Id lost = on.order(on.rohan, on.sold_by(on.dina, 2), 0, "Two locks.");
    conclude(on.db, on.call, request_of(on.db, lost), Action::expire, "nobody took it in time");
    on.age(lost, days{15});
    const Id dropped = on.order(on.anna, on.sold_by(on.dina, 1), 2, "Ceiling of the hall.", &on.dina);
    cancel_as(on.db, on.call, on.anna, dropped, "We are moving house.");
}

/// requested, assigned, accepted, in_progress, completed.
void open_work(const Stage& on) {
    on.order(on.anna, on.sold_by(on.bert, 0), 3, "Please ring twice.");
    const Id unwanted = on.order(on.mila, on.sold_by(on.bert, 1), 6, "The oven too, please.", &on.bert);
    reject_as(on.db, on.call, on.bert, unwanted, "On leave that week.");
    on.order(on.anna, on.sold_by(on.bert, 1), 4, "Any time in the morning.", &on.bert);
    claim_as(on.db, on.call, on.bert, on.order(on.mila, on.sold_by(on.bert, 0), 5, "The gate is green."), {});
    on.age(on.finished(on.rohan, on.emil, 1, "Second floor.", "Gas refilled, filters washed."), days{1});
    const Id begun = on.order(on.anna, on.sold_by(on.dina, 0), 0, "It drips day and night.", &on.dina);
    accept_as(on.db, on.call, on.dina, begun, {});
    start_as(on.db, on.call, on.dina, begun, {});
}

void fill(Writer& db, Call& call, const std::vector<accounts::NewAccount>& more) {
    if (is_busy(db)) return;
    const auto anna = user_called(db, call, "anna@example.com");
    if (!anna) return;
    std::vector<Viewer> hands;
    for (const std::string_view name : {"bert@example.com", "dina@example.com", "emil@example.com"}) {
        const auto user = user_called(db, call, name);
        const auto professional = user ? ask_if_there(call, db, catalogue::professional_of_user, {*user}) : std::nullopt;
        if (!professional || !professional->is_verified || professional->service_ids.size() < 3) return;
        hands.push_back(worker(*user, *professional));
    }
    const auto customer = [](Id user) { return Viewer{.user = user, .orders = true}; };
    const auto joined = [&](const accounts::NewAccount& person) { return ask(call, db, accounts::create, person).id; };
    const Stage stage{db,       call,     customer(*anna), customer(joined(more[0])), customer(joined(more[1])),
                      hands[0], hands[1], hands[2]};
    past_work(stage, user_called(db, call, "admin@example.com"));
    open_work(stage);
}

}  // namespace

void demo(Call& call) {
    if (call.read(is_busy)) return;
    const auto more = customers(call);
    call.write([&](Writer& db) { fill(db, call, more); });
}

}  // namespace requests
