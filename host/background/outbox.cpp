// What the outbox is told and asked; its rounds are in outbox_rounds.cpp.
#include "background/outbox.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <utility>

#include "background/delivery.h"
#include "background/event_rows.h"
#include "base/problem.h"

namespace host {

/// What wakes the thread, and what it tells those who wait for it. Outlives the outbox in the database's hook.
struct Outbox::Bell {
    std::mutex mutex;
    std::condition_variable rings, quiet;
    std::uint64_t rung = 0, settled = 0;  // all that was there at the ring of that number has been dealt with
    bool stopping = false;

    std::uint64_t ring() {
        const std::lock_guard lock(mutex);
        rings.notify_one();
        return ++rung;
    }
};

Outbox::Outbox(storage::Database& database, const Clock& clock, Log& log) : Outbox(database, clock, log, Options{}) {}

Outbox::Outbox(storage::Database& database, const Clock& clock, Log& log, Options options)
    : database_(database), clock_(clock), log_(log), options_(options), bell_(std::make_shared<Bell>()) {
    database.emitted = [bell = bell_] { bell->ring(); };
}

Outbox::~Outbox() { stop(); }

void Outbox::emit(mortise_db& db, std::string_view plugin, std::string_view topic, std::string_view json, Time now) {
    thread_local body::Nodes nodes;
    const auto refuse = [&](const std::string& why) {
        throw Problem(500, "bad-event", std::string(plugin) + " cannot emit \"" + std::string(topic) + "\": " + why);
    };
    if (topic.empty()) refuse("an event needs a topic");
    if (!db.writer) refuse("a reader changes nothing, so it has nothing to tell");
    try {
        body::parse_json(json, nodes);
    } catch (const Problem& problem) {
        refuse(problem.detail);
    }
    if (nodes.view().p[0].kind != MORTISE_NODE_OBJECT) refuse("an event is a JSON object");
    event_rows::insert(db, plugin, topic, json, now);
    db.gathered->emitted = true;
}

void Outbox::listen(std::string topic, std::string plugin, Heard heard) {
    const auto same = [&](const auto& one) { return one->topic == topic && one->plugin == plugin; };
    if (thread_.joinable())
        throw Problem(500, "listener", plugin + " listens for " + topic + " too late: deliveries have begun.");
    if (std::any_of(listeners_.begin(), listeners_.end(), same))
        throw Problem(500, "listener", plugin + " listens for " + topic + " twice.");
    listeners_.push_back(std::make_unique<Listener>(Listener{std::move(plugin), std::move(topic), std::move(heard)}));
}

void Outbox::start() {
    database_.write("mortise", [this](mortise_db& db) {
        for (const auto& listener : listeners_) event_rows::place(db, listener->ear());
    });
    reader_ = database_.reader();
    thread_ = std::thread([this] { work(); });
}

bool Outbox::settle(std::chrono::milliseconds patience) {
    const std::uint64_t mine = bell_->ring();
    std::unique_lock lock(bell_->mutex);
    return bell_->quiet.wait_for(lock, patience, [&] { return bell_->settled >= mine; });
}

void Outbox::stop() {
    {
        const std::lock_guard lock(bell_->mutex);
        bell_->stopping = true;
        bell_->rings.notify_all();
    }
    if (thread_.joinable()) thread_.join();
    reader_.reset();
}

void Outbox::work() {
    std::unique_lock lock(bell_->mutex);
    while (!bell_->stopping) {
        const std::uint64_t heard = bell_->rung;
        lock.unlock();
        const Plan plan = round();
        lock.lock();
        if (plan.idle) {
            bell_->settled = heard;
            bell_->quiet.notify_all();
        }
        bell_->rings.wait_until(lock, plan.again, [&] { return bell_->stopping || bell_->rung != heard; });
    }
}

}  // namespace host
