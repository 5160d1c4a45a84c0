// The one source of wall-clock time. Everything that asks "when" takes a Clock, so that tests decide what time it is.
#pragma once
#include <atomic>
#include <chrono>

namespace host {

using Time = std::chrono::sys_time<std::chrono::milliseconds>;

/// Tells the time. [any thread]
class Clock {
  public:
    virtual ~Clock() = default;
    virtual Time now() const = 0;
};

/// The machine's clock.
class SystemClock final : public Clock {
  public:
    Time now() const override;
};

/// A clock for tests: it stands still until it is told otherwise.
class StillClock final : public Clock {
  public:
    explicit StillClock(Time start = {}) : now_(start) {}
    Time now() const override { return now_.load(); }
    void set(Time time) { now_.store(time); }
    void advance(std::chrono::milliseconds by);

  private:
    std::atomic<Time> now_;
};

}  // namespace host
