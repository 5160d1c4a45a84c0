// The organisation's clock on the wall: what it shows at an instant, and when it shows what.
#pragma once
#include <mortise/call.h>

namespace mortise::zone {

/// A minute as the wall shows it.
using LocalTime = std::chrono::local_time<std::chrono::minutes>;

/// Throws Problem 500 on a host that does not know its zone.
inline const mortise_zone& service(const Call& call) {
    const mortise_host* host = call.services().host;
    const auto* zone = static_cast<const mortise_zone*>(host->service(host, border::str("mortise.zone/1")));
    if (!zone) throw Problem{500, "missing-service", "this host has no service mortise.zone/1"};
    return *zone;
}

/// What the wall shows at that instant, to the minute.
inline LocalTime local(const Call& call, Time at) {
    return LocalTime{std::chrono::floor<std::chrono::minutes>(
        std::chrono::milliseconds{service(call).local(call.services().host, to_ms(at))})};
}

/// When the wall shows that minute: the first time of two, or the end of the gap that swallows it.
inline Time instant(const Call& call, LocalTime minute) {
    return from_ms(service(call).instant(call.services().host, std::chrono::milliseconds{minute.time_since_epoch()}.count()));
}

/// The present day's date on the wall.
inline Date today(const Call& call) { return Date{std::chrono::floor<std::chrono::days>(local(call, call.now()))}; }

/// The day's first instant.
inline Time start_of(const Call& call, Date day) { return instant(call, std::chrono::local_days{day}); }

}  // namespace mortise::zone
