// When a task is due: "@every 300s", or five cron fields in a zone.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "background/cron_fields.h"
#include "background/zone.h"
#include "base/clock.h"

namespace host {

/// An endless list of instants. A value. [any thread]
class Schedule {
  public:
    /// `text` is "@every N" with N in s, m or h; @hourly, @daily, @weekly, @monthly, @yearly; or minute, hour, day of the month,
    /// month and day of the week as crontab(5) has them. `zone` is an IANA name; only "@every" does without. Throws Problem 500
    /// with a sentence for a text that means nothing or never.
    static Schedule parse(std::string_view text, std::string_view zone);

    /// The first instant after `after`; none when the calendar ends. A local time that a gap swallows comes at the gap's end, one
    /// that the clock shows twice comes once, the first time. Intervals count from 1970, so that every host means the same
    /// instants.
    std::optional<Time> next(Time after) const;

  private:
    std::chrono::seconds every_{0};  // 0: the fields decide
    CronFields fields_;
    std::optional<Zone> zone_;
};

}  // namespace host
