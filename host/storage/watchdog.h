// Notices a work that holds the writer for too long.
#pragma once
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string_view>
#include <thread>

namespace host::storage {

/// begin() and end() come from the writer's thread, `stuck` from the watchdog's own.
class Watchdog {
  public:
    Watchdog(std::chrono::milliseconds limit, std::function<void(std::string_view owner)> stuck);
    ~Watchdog();
    Watchdog(const Watchdog&) = delete;
    Watchdog& operator=(const Watchdog&) = delete;

    void begin(std::string_view owner);
    void end();

  private:
    void watch();
    const std::chrono::milliseconds limit_;
    const std::function<void(std::string_view)> stuck_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::string_view owner_;  // guarded by mutex_, as all below; empty: nothing runs
    std::chrono::steady_clock::time_point since_;
    bool told_ = false, stopping_ = false;
    std::thread thread_;
};

}  // namespace host::storage
