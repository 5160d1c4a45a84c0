// Local time in the zones of the system's tzdata. The only place that knows the zone library.
#pragma once
#include <chrono>
#include <string_view>

#include "base/clock.h"

namespace host {

/// A minute as the clock on the wall shows it.
using LocalMinute = std::chrono::local_time<std::chrono::minutes>;

/// An IANA zone. Copies are cheap. The library reads the listed changes of the clock, which end with 2037; behind them it goes on
/// with the last offset. [any thread]
class Zone {
  public:
    /// Throws Problem 500 with a sentence that names organisation.time_zone when there is no such zone.
    static Zone named(std::string_view name);

    LocalMinute local(Time time) const;

    /// The instant at which the wall shows that minute: the first of two, or the end of the gap that swallows it. Never earlier
    /// for a later minute.
    Time instant(LocalMinute minute) const;

  private:
    explicit Zone(const void* rules) : rules_(rules) {}
    const void* rules_;  // of the library's database, which lives until the program ends
};

}  // namespace host
