// The organisation's zone for plugins.
#include "background/zone.h"

#include "parts.h"
#include "plugins/border.h"
#include "services/tables.h"

namespace host {
namespace {

/// The name was checked when the product was opened.
Zone zone_of(const mortise_host* host) { return Zone::named(ledger_of(host).parts.config.organisation.time_zone); }

std::int64_t local(const mortise_host* host, std::int64_t at) noexcept {
    const LocalMinute minute = zone_of(host).local(Time(std::chrono::milliseconds(at)));
    return std::chrono::milliseconds(minute.time_since_epoch()).count();
}

std::int64_t instant(const mortise_host* host, std::int64_t local) noexcept {
    const auto minute = std::chrono::floor<std::chrono::minutes>(std::chrono::milliseconds(local));
    return zone_of(host).instant(LocalMinute(minute)).time_since_epoch().count();
}

}  // namespace

namespace services {

const mortise_zone zone{sizeof(mortise_zone), &local, &instant};

}  // namespace services
}  // namespace host
