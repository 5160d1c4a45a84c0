// How log lines reach their sink; see log.h.
#include "base/log.h"

#include <poll.h>
#include <pthread.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <csignal>

namespace host {
namespace {

using namespace std::chrono_literals;

constexpr auto pause_between_batches = 5ms;  // so that a busy host pays one system call for many lines
constexpr auto pause_after_failure = 250ms;
constexpr auto patience_when_stopping = 2s;

/// A pipe that reports room takes PIPE_BUF bytes without blocking; a file takes anything.
std::size_t most_bytes_per_write(int descriptor) {
    struct stat about {};
    const bool is_file = fstat(descriptor, &about) == 0 && S_ISREG(about.st_mode);
    return is_file ? 1 << 20 : PIPE_BUF;
}

/// Signals are for other threads; a sink whose reader has gone shall answer EPIPE and not end the process.
void block_signals() {
    sigset_t every;
    sigfillset(&every);
    pthread_sigmask(SIG_BLOCK, &every, nullptr);
}

}  // namespace

Log::Log(const Clock& clock, Options options)
    : clock_(clock),
      options_(options),
      as_text_(options.format == Format::text || (options.format == Format::automatic && isatty(options.descriptor) == 1)),
      most_per_write_(most_bytes_per_write(options.descriptor)),
      level_(options.level),
      writer_([this] { run(); }) {}

Log::~Log() { stop(); }

void Log::write(Level level, std::string_view message, std::span<const Field> fields) noexcept {
    if (!wants(level) || level == Level::off) return;
    try {
        thread_local std::string line;
        line.clear();
        append_line(line, level, message, fields);
        const std::lock_guard lock(mutex_);
        if (stopping_ || waiting_.size() + line.size() > options_.queue_bytes) {
            dropped_.fetch_add(1, std::memory_order_relaxed);
            return;
        }
        waiting_ += line;
        enqueued_ += line.size();
        if (writer_sleeps_) wake_.notify_one();
    } catch (...) {  // no memory, or no clock: the request goes on
        dropped_.fetch_add(1, std::memory_order_relaxed);
    }
}

void Log::append_line(std::string& out, Level level, std::string_view message, std::span<const Field> fields) const {
    const auto append = as_text_ ? append_text_line : append_json_line;
    append(out, clock_.now(), level, message, fields);
}

bool Log::flush(std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    const auto target = enqueued_;
    ++flushing_;
    wake_.notify_one();
    const bool done = settled_changed_.wait_for(lock, patience, [&] { return settled_ >= target; });
    --flushing_;
    return done;
}

void Log::stop() noexcept {
    {
        const std::lock_guard lock(mutex_);
        if (stopping_) return;
        stopping_ = true;
        give_up_ = std::chrono::steady_clock::now() + patience_when_stopping;
        wake_.notify_one();
    }
    writer_.join();
}

void Log::run() {
    block_signals();
    std::string batch;
    for (;;) {
        std::unique_lock lock(mutex_);
        writer_sleeps_ = true;
        wake_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
        writer_sleeps_ = false;
        if (waiting_.empty()) return;
        batch.clear();
        batch.swap(waiting_);
        const auto taken = batch.size();
        lock.unlock();

        append_note_of_losses(batch);
        deliver(batch);

        lock.lock();
        settled_ += taken;
        settled_changed_.notify_all();
        wake_.wait_for(lock, pause_between_batches, [this] { return stopping_ || flushing_ > 0; });
    }
}

void Log::append_note_of_losses(std::string& batch) {
    const auto lost = dropped();
    if (lost == reported_) return;
    const std::array<Field, 1> fields{Field{"lines", lost - reported_}};
    append_line(batch, Level::warn, "log lines were dropped", fields);
    reported_ = lost;
}

void Log::deliver(std::string_view batch) {
    while (!batch.empty()) {
        const bool ready = wait_for_sink();
        const auto length = ready ? ::write(options_.descriptor, batch.data(), std::min(batch.size(), most_per_write_)) : -1;
        if (length > 0) {
            batch.remove_prefix(static_cast<std::size_t>(length));
        } else if (!ready || (errno != EINTR && !may_retry())) {
            count_as_dropped(batch);
            return;
        }
    }
}

/// False when the host stops and the sink has not taken anything for too long.
bool Log::wait_for_sink() {
    for (;;) {
        pollfd sink{.fd = options_.descriptor, .events = POLLOUT, .revents = 0};
        const int found = poll(&sink, 1, 100);
        if (found > 0 || (found < 0 && errno != EINTR)) return true;
        const std::lock_guard lock(mutex_);
        if (stopping_ && std::chrono::steady_clock::now() >= give_up_) return false;
    }
}

/// After a failed write: rests for a moment, so that a full disk costs nothing. False when the host stops instead.
bool Log::may_retry() {
    std::unique_lock lock(mutex_);
    return !wake_.wait_for(lock, pause_after_failure, [this] { return stopping_; });
}

void Log::count_as_dropped(std::string_view lines) {
    dropped_.fetch_add(static_cast<std::uint64_t>(std::ranges::count(lines, '\n')), std::memory_order_relaxed);
}

}  // namespace host
