// The five fields of cron, and the local minutes that fit them.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "background/zone.h"

namespace host {

/// Bit n: the value n fits.
struct CronFields {
    std::uint64_t minutes = 0;
    std::uint32_t hours = 0, days = 0, months = 0, weekdays = 0;  ///< Sunday is 0
    /// Both the day of the month and the day of the week are restricted: one that fits is enough.
    bool either_day = false;

    bool fits(std::chrono::year_month_day day) const;
};

/// Throws Problem 500 with a sentence when the fields mean nothing or no day of any year fits.
CronFields parse_cron(std::string_view text);

/// The first minute after `after` that fits; none within the 41 years in which every possible day occurs.
std::optional<LocalMinute> next_fit(const CronFields& fields, LocalMinute after);

}  // namespace host
