// Delivers on the writer's thread.
#include "background/delivery.h"

#include <utility>

#include "base/problem.h"

namespace host {

namespace {

/// The listener does not stand before this event: the one before it was not heard.
struct OutOfTurn {};

}  // namespace

void Batch::add() {
    const std::lock_guard lock(mutex_);
    ++left_;
}

void Batch::done() noexcept {
    const std::lock_guard lock(mutex_);
    if (--left_ == 0) none_left_.notify_all();  // under the lock: who waits may destroy this as soon as it is open
}

void Batch::wait() {
    std::unique_lock lock(mutex_);
    none_left_.wait(lock, [this] { return left_ == 0; });
}

Delivery::Delivery(Listener& to, event_rows::Event what, Batch& batch) : listener(to), event(std::move(what)), batch_(batch) {
    owner = listener.plugin;
    try {
        body::parse_json(event.json, nodes_);
    } catch (const Problem&) {
        unreadable_ = std::current_exception();
    }
}

void Delivery::run(mortise_db& db) {
    if (unreadable_) std::rethrow_exception(unreadable_);
    if (!event_rows::move(db, listener.ear(), event)) throw OutOfTurn{};
    listener.heard(db, event.id, nodes_.view());
}

void Delivery::committed() noexcept {
    fate = Fate::heard;
    batch_.done();
}

void Delivery::failed(std::exception_ptr why) noexcept {
    fate = Fate::failed;
    try {
        std::rethrow_exception(std::exchange(why, nullptr));
    } catch (const OutOfTurn&) {
        fate = Fate::out_of_turn;
    } catch (const Problem& problem) {
        fault = std::to_string(problem.status) + " " + problem.code + ": " + problem.detail;
    } catch (const std::exception& other) {
        fault = other.what();
    } catch (...) {
        fault = "something that is no std::exception";
    }
    batch_.done();
}

}  // namespace host
