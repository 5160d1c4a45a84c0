// The log: one line per event, written by a thread of its own, so that no request ever waits for it or fails because of it.
//
// Why not Poco::Logger: its file channel throws from every call once the disk is full, and goes on when there is space again.
// Here a line goes into a bounded buffer under a lock that is held for a copy; what does not fit is dropped, counted, and the
// count is logged as soon as something can be written again.
#pragma once
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <initializer_list>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <thread>

#include "base/clock.h"
#include "base/log_line.h"

namespace host {

/// Where lines go. Nothing here throws, blocks on the sink, or closes the descriptor. [any thread]
class Log {
  public:
    enum class Format { automatic, json, text };  ///< automatic: text on a terminal, else JSON

    struct Options {
        int descriptor = STDOUT_FILENO;
        Level level = Level::info;
        Format format = Format::automatic;
        std::size_t queue_bytes = 4 << 20;  ///< most that waits for the sink
    };

    Log(const Clock& clock, Options options);
    explicit Log(const Clock& clock) : Log(clock, Options{}) {}
    ~Log();
    Log(const Log&) = delete;
    Log& operator=(const Log&) = delete;

    using Fields = std::initializer_list<Field>;
    void debug(std::string_view message, Fields fields = {}) noexcept {
        write(Level::debug, message, {fields.begin(), fields.size()});
    }
    void info(std::string_view message, Fields fields = {}) noexcept {
        write(Level::info, message, {fields.begin(), fields.size()});
    }
    void warn(std::string_view message, Fields fields = {}) noexcept {
        write(Level::warn, message, {fields.begin(), fields.size()});
    }
    void error(std::string_view message, Fields fields = {}) noexcept {
        write(Level::error, message, {fields.begin(), fields.size()});
    }

    /// The same with a level and fields that are known only at run time.
    void write(Level level, std::string_view message, std::span<const Field> fields) noexcept;

    bool wants(Level level) const noexcept { return level >= level_.load(std::memory_order_relaxed); }
    void set_level(Level level) noexcept { level_.store(level, std::memory_order_relaxed); }
    Level level() const noexcept { return level_.load(std::memory_order_relaxed); }

    /// Waits until everything logged before has reached the sink. False when it has not within `patience`.
    bool flush(std::chrono::milliseconds patience);

    /// Writes what waits, as far as the sink takes it within two seconds, and ends the thread. Later lines are counted as
    /// dropped.
    void stop() noexcept;

    /// Lines lost since the start.
    std::uint64_t dropped() const noexcept { return dropped_.load(std::memory_order_relaxed); }

  private:
    void run();
    void append_note_of_losses(std::string& batch);
    void append_line(std::string& out, Level level, std::string_view message, std::span<const Field> fields) const;
    void deliver(std::string_view batch);
    bool wait_for_sink();
    bool may_retry();
    void count_as_dropped(std::string_view lines);

    const Clock& clock_;
    const Options options_;
    const bool as_text_;
    std::size_t most_per_write_;
    std::atomic<Level> level_;
    std::atomic<std::uint64_t> dropped_{0};
    std::uint64_t reported_ = 0;  // of dropped_, by the writer

    std::mutex mutex_;  // guards all below
    std::condition_variable wake_, settled_changed_;
    std::string waiting_;
    std::uint64_t enqueued_ = 0, settled_ = 0;  // bytes since the start
    int flushing_ = 0;
    bool writer_sleeps_ = false, stopping_ = false;
    std::chrono::steady_clock::time_point give_up_;
    std::thread writer_;
};

}  // namespace host
