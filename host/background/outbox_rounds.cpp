// Delivers events round by round: what every listener hears next goes to the writer together.
#include <algorithm>
#include <limits>

#include "background/delivery.h"
#include "background/event_rows.h"
#include "background/outbox.h"
#include "base/log.h"
#include "base/problem.h"

namespace host {

namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr int most_in_round = 16;    // events of one listener
constexpr int most_in_sweep = 1000;  // rows deleted by one transaction
constexpr auto rest_of_queue = 100ms, rest_of_store = 1000ms;
constexpr std::size_t most_of_error = 1000;

std::chrono::milliseconds wait_after(int failures, const Outbox::Options& options) {
    auto wait = options.first_wait;
    for (int i = 1; i < failures && wait < options.longest_wait; ++i) wait *= 2;
    return std::min(wait, options.longest_wait);
}

std::string_view shortened(std::string_view text) {
    if (text.size() <= most_of_error) return text;
    std::size_t end = most_of_error;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
    return text.substr(0, end);
}

}  // namespace

Outbox::Plan Outbox::round() {
    std::string fault;
    try {
        Plan plan = deliver();
        if (steady_clock::now() >= sweep_at_) sweep_at_ = steady_clock::now() + (sweep() ? 0ms : options_.sweep_every);
        plan.again = std::min(plan.again, sweep_at_);
        troubled_ = false;
        return plan;
    } catch (const Problem& problem) {
        fault = problem.code + ": " + problem.detail;
    } catch (const std::exception& other) {
        fault = other.what();
    }
    if (!troubled_) log_.error("events cannot be delivered", {{"fault", fault}});
    troubled_ = true;
    return {false, steady_clock::now() + rest_of_store};
}

Outbox::Plan Outbox::deliver() {
    Plan plan{true, steady_clock::time_point::max()};
    Batch batch;
    std::deque<Delivery> deliveries;
    collect(plan, deliveries, batch);
    if (deliveries.empty()) return plan;
    for (Delivery& delivery : deliveries) {
        batch.add();
        if (!database_.submit(delivery)) batch.done();
    }
    batch.wait();
    const Listener* stopped = nullptr;
    for (const Delivery& delivery : deliveries) {
        if (&delivery.listener == stopped) continue;
        if (delivery.fate == Delivery::Fate::heard) {
            delivery.listener.failures = 0;
            continue;
        }
        stopped = &delivery.listener;
        if (delivery.fate == Delivery::Fate::refused) delivery.listener.rests_until = steady_clock::now() + rest_of_queue;
        if (delivery.fate == Delivery::Fate::failed) learn(delivery);
    }
    return {false, steady_clock::now()};
}

void Outbox::collect(Plan& plan, std::deque<Delivery>& deliveries, Batch& batch) {
    const auto now = steady_clock::now();
    storage::Gathered gathered;
    reader_->snapshot("mortise", gathered, [&](mortise_db& db) {
        for (const auto& listener : listeners_) {
            if (listener->rests_until > now) {
                plan = {false, std::min(plan.again, listener->rests_until)};
                continue;
            }
            for (event_rows::Event& event : event_rows::unheard(db, listener->ear(), most_in_round))
                deliveries.emplace_back(*listener, std::move(event), batch);
        }
    });
}

/// A store that takes no writes is not the listener's failure.
void Outbox::learn(const Delivery& failed) {
    Listener& listener = failed.listener;
    if (!database_.healthy()) {
        listener.rests_until = steady_clock::now() + rest_of_store;
        return;
    }
    if (++listener.failures >= options_.tries) return set_aside(failed);
    const auto wait = wait_after(listener.failures, options_);
    listener.rests_until = steady_clock::now() + wait;
    log_.warn("a listener failed", {{"plugin", listener.plugin},
                                    {"topic", listener.topic},
                                    {"event", failed.event.id},
                                    {"tries", listener.failures},
                                    {"again_in_ms", wait.count()},
                                    {"fault", failed.fault}});
}

void Outbox::set_aside(const Delivery& failed) {
    Listener& listener = failed.listener;
    database_.write("mortise", [&](mortise_db& db) {
        if (event_rows::move(db, listener.ear(), failed.event))
            event_rows::bury(db, listener.ear(), failed.event, shortened(failed.fault), clock_.now());
    });
    log_.error("an event was set aside: its listener fails", {{"plugin", listener.plugin},
                                                              {"topic", listener.topic},
                                                              {"event", failed.event.id},
                                                              {"tries", listener.failures},
                                                              {"fault", failed.fault}});
    listener.failures = 0;
}

/// True when there may be more to delete.
bool Outbox::sweep() {
    std::int64_t deleted = 0;
    database_.write("mortise", [&](mortise_db& db) {
        std::int64_t end = std::numeric_limits<std::int64_t>::max();
        for (const auto& listener : listeners_) end = std::min(end, event_rows::first_unheard(db, listener->ear(), end));
        deleted = event_rows::sweep(db, end, clock_.now() - options_.keep_for, options_.keep_rows, most_in_sweep);
    });
    return deleted == most_in_sweep;
}

}  // namespace host
