// Events: written in the transaction that causes them, delivered after it, each exactly once to every listener and in order.
#pragma once
#include <mortise/abi.h>

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "storage/database.h"

namespace host {

class Log;
struct Listener;
class Batch;
class Delivery;

/// The deliveries of one database. A listener's place moves in the transaction in which it hears the event, so that what it does
/// with SQL happens once. One that fails is tried again, later and later, while the others go on; after the last try the event is
/// set aside in mortise_dead_events. What an absent listener has not heard is kept as long as anything: see Options.
class Outbox {
  public:
    struct Options {
        std::chrono::milliseconds first_wait{100}, longest_wait{60'000};  ///< after a failure; doubled each time
        int tries = 12;
        std::int64_t keep_rows = 10'000;      ///< of the events that every listener has heard: no more than these,
        std::chrono::hours keep_for{7 * 24};  ///< and none older
        std::chrono::milliseconds sweep_every{60'000};
    };
    using Heard = std::function<void(mortise_db&, std::int64_t id, mortise_nodes event)>;

    /// Made before the first event is emitted; takes Database::emitted. The database may be destroyed after stop().
    Outbox(storage::Database& database, const Clock& clock, Log& log);
    Outbox(storage::Database& database, const Clock& clock, Log& log, Options options);
    ~Outbox();
    Outbox(const Outbox&) = delete;
    Outbox& operator=(const Outbox&) = delete;

    /// Adds an event to the transaction; `json` is one JSON object. Throws Problem 500 "bad-event" when it is none or a reader
    /// asks.
    static void emit(mortise_db& db, std::string_view plugin, std::string_view topic, std::string_view json, Time now);

    /// Before start(); once for a plugin and topic. `heard` runs on the writer, its database being the plugin's. A listener that
    /// the database has not seen hears what is emitted after start(); a known one goes on where it was.
    void listen(std::string topic, std::string plugin, Heard heard);
    /// The database has started. Throws Problem when it cannot be written.
    void start();
    /// Waits until all that is emitted was heard or set aside, also what listeners emit meanwhile. False when that takes longer
    /// than `patience`. Not from the writer's thread.
    bool settle(std::chrono::milliseconds patience);
    /// Finishes the deliveries that have begun. The database still runs.
    void stop();

  private:
    struct Bell;
    /// What a round leaves: whether nothing was there, and when the next one is due without a ring.
    struct Plan {
        bool idle;
        std::chrono::steady_clock::time_point again;
    };
    void work();
    Plan round();
    Plan deliver();
    void collect(Plan& plan, std::deque<Delivery>& deliveries, Batch& batch);
    void learn(const Delivery& failed);
    void set_aside(const Delivery& failed);
    bool sweep();

    storage::Database& database_;
    const Clock& clock_;
    Log& log_;
    const Options options_;
    std::vector<std::unique_ptr<Listener>> listeners_;
    std::shared_ptr<Bell> bell_;  // the database's hook keeps it too
    std::unique_ptr<storage::Reader> reader_;
    std::chrono::steady_clock::time_point sweep_at_{};
    bool troubled_ = false;  // the last round failed as a whole
    std::thread thread_;
};

}  // namespace host
