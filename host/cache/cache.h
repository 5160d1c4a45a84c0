// Answers that may be given again: a cache that may forget anything at any time, and never fails.
#pragma once
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/log.h"

namespace host {

/// Keys carry the generation of what they were made from, so that nothing has to be invalidated: what is stale is never asked for
/// again. Nothing here throws for want of a cache: what cannot be kept is a miss later. [any thread but an I/O one]
class Cache {
  public:
    virtual ~Cache() = default;
    virtual std::optional<std::string> get(std::string_view key) = 0;
    /// A time to live of nothing or less keeps nothing.
    virtual void put(std::string_view key, std::string_view value, std::chrono::milliseconds ttl) = 0;
};

/// A cache in Redis for "redis://[:password@]host[:port][/db]", in memory when `redis_url` is empty. Redis need not be there, now
/// or later. `epoch` begins all keys in Redis: hosts that share it share their entries, so it must change with whatever makes old
/// entries unreadable. Throws std::invalid_argument for a URL of another form; the message never holds the password.
std::unique_ptr<Cache> open_cache(const std::string& redis_url, std::string_view epoch, const Clock& clock, Log& log);

}  // namespace host
