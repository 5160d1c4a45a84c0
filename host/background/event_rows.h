// The SQL of events: mortise_outbox, mortise_listeners, mortise_dead_events.
#pragma once
#include <mortise/abi.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "storage/database.h"

namespace host::event_rows {

/// An event that a listener has not heard. `after` is where the listener stands when its turn comes.
struct Event {
    std::int64_t id, after;
    std::string json;
};

/// Who hears what; the key of a listener's row.
struct Ear {
    std::string_view plugin, topic;
};

void insert(mortise_db& db, std::string_view plugin, std::string_view topic, std::string_view json, Time now);
/// Places a listener that has no row yet at the present end.
void place(mortise_db& db, Ear ear);
/// The next events, in order.
std::vector<Event> unheard(mortise_db& db, Ear ear, int most);
/// Moves a listener from one event to the next. False when it does not stand there.
bool move(mortise_db& db, Ear ear, const Event& to);
void bury(mortise_db& db, Ear ear, const Event& event, std::string_view error, Time now);
/// The first event that the listener has not heard, or `none`.
std::int64_t first_unheard(mortise_db& db, Ear ear, std::int64_t none);
/// Deletes some events with lower ids than `end` that are older than `oldest` or not among the last `keep`. Returns how many.
std::int64_t sweep(mortise_db& db, std::int64_t end, Time oldest, std::int64_t keep, int most);

}  // namespace host::event_rows
