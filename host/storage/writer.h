// The one thread that writes: it takes what is queued, commits it together, then answers.
#pragma once
#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "base/waiting_line.h"
#include "storage/transaction.h"

namespace host::storage {

class Writer {
  public:
    explicit Writer(Shared& shared);
    ~Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    void start(std::function<void()> emitted);
    /// [any thread]
    bool submit(Write& work);
    /// Runs `errand` between two groups, or at once before start(), and rethrows what it throws. Not from the writer's thread.
    void between_groups(const std::function<void(Session&)>& errand);
    /// Serves what is queued, empties the write-ahead log, closes.
    void stop();
    bool healthy() const noexcept { return healthy_.load(std::memory_order_acquire); }

  private:
    struct Errand;
    void work();
    bool wait(std::unique_lock<std::mutex>& lock);
    void serve(std::span<Turn> turns);
    void fit(std::size_t group, std::chrono::steady_clock::duration took);
    void serve_alone(Turn& turn);
    Outcome attempt(std::span<Turn> turns);
    void publish(std::span<Turn> turns);
    void answer(std::span<Turn> turns);
    void run_errand();
    void probe();
    bool open();
    void judge(const Outcome& outcome);
    void checkpoint();
    int checkpoint(int kind, int patience_ms);

    Shared& shared_;
    std::function<void()> emitted_;
    Watchdog watchdog_;
    std::unique_ptr<Session> session_;  // null after a failed sync, until it can be opened again
    std::vector<Turn> turns_;
    std::size_t group_;  // most works in the next commit
    std::vector<std::uint32_t> changed_;
    int wal_pages_ = 0, checkpoint_at_, restart_at_;
    bool wrote_ = false;  // the last commit reached the write-ahead log
    std::atomic<bool> healthy_{true};

    std::mutex mutex_;
    std::condition_variable wake_;
    WaitingLine<Write> waiting_;  // guarded by mutex_, as all below
    std::deque<Errand*> errands_;
    bool sleeping_ = false, stopping_ = false;
    std::thread thread_;
};

}  // namespace host::storage
