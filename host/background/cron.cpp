// Schedules: intervals, and cron's minutes in a zone.
#include "background/cron.h"

#include <charconv>
#include <string>

#include "base/problem.h"

namespace host {

namespace {

using namespace std::chrono_literals;

constexpr std::string_view interval = "@every ";
constexpr Time end_of_calendar{std::chrono::sys_days(std::chrono::year(9900) / 1 / 1)};

std::chrono::seconds parse_interval(std::string_view whole) {
    const std::string_view text = whole.substr(interval.size());
    std::int32_t count = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), count);
    const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
    const std::int64_t seconds = unit == "s" ? 1 : unit == "m" ? 60 : unit == "h" ? 3600 : 0;
    if (fault != std::errc() || seconds == 0 || count < 1 || count * seconds > 366 * 86'400)
        throw Problem(
            500, "schedule",
            "The schedule \"" + std::string(whole) +
                "\" is not understood: after @every comes a whole number of seconds, minutes or hours, such as 300s, 5m or "
                "12h, and at most a year.");
    return std::chrono::seconds(count * seconds);
}

}  // namespace

Schedule Schedule::parse(std::string_view text, std::string_view zone) {
    Schedule schedule;
    if (text.starts_with(interval)) {
        schedule.every_ = parse_interval(text);
        return schedule;
    }
    schedule.fields_ = parse_cron(text);
    schedule.zone_ = Zone::named(zone);
    return schedule;
}

std::optional<Time> Schedule::next(Time after) const {
    if (after >= end_of_calendar) return {};
    if (every_ > 0s) {
        const auto since = std::chrono::floor<std::chrono::seconds>(after.time_since_epoch());
        return Time(since - since % every_ + every_);
    }
    // What fits at or before the local time now has passed, also when the clock shows that time for the second time.
    LocalMinute minute = zone_->local(after);
    while (const auto fit = next_fit(fields_, minute)) {
        if (const Time time = zone_->instant(*fit); time > after) return time;
        minute = *fit;
    }
    return {};
}

}  // namespace host
