// Asks the zone library.
#include "background/zone.h"

#include <date/tz.h>

#include <stdexcept>
#include <string>

#include "base/problem.h"

namespace host {

namespace {

const date::time_zone& rules_of(const void* rules) { return *static_cast<const date::time_zone*>(rules); }

}  // namespace

Zone Zone::named(std::string_view name) {
    try {
        return Zone(date::locate_zone(name));
    } catch (const std::runtime_error&) {
        throw Problem(500, "time-zone",
                      "organisation.time_zone: there is no time zone \"" + std::string(name) +
                          "\" on this system; give one by its IANA name, such as Asia/Kolkata or Europe/Berlin.");
    }
}

LocalMinute Zone::local(Time time) const {
    const auto shown = rules_of(rules_).to_local(time);
    return LocalMinute(std::chrono::floor<std::chrono::minutes>(shown.time_since_epoch()));
}

Time Zone::instant(LocalMinute minute) const {
    const date::local_time<std::chrono::minutes> local(minute.time_since_epoch());
    const date::local_info found = rules_of(rules_).get_info(local);
    if (found.result == date::local_info::nonexistent) return found.first.end;
    return Time(minute.time_since_epoch() - found.first.offset);
}

}  // namespace host
