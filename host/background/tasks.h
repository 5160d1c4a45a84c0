// Tasks that the clock starts.
#pragma once
#include <array>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "background/cron.h"

namespace host {

class Log;

/// One thread looks at the clock every second, so that it sees jumps, and two run what is due. No task ever runs twice at once;
/// what falls due while it runs, sleeps or is not looked at runs once afterwards. A failing task is logged and comes again at its
/// next time.
class Tasks {
  public:
    Tasks(const Clock& clock, Log& log, std::chrono::milliseconds look_every = std::chrono::seconds(1));
    ~Tasks();
    Tasks(const Tasks&) = delete;
    Tasks& operator=(const Tasks&) = delete;

    /// `run` returns how many things it did. Its first time comes after now. Throws Problem 500 when the name is taken. [any
    /// thread]
    void add(std::string name, Schedule schedule, std::function<std::int64_t()> run);
    void start();
    /// Begins nothing more and waits for what runs. Nothing can be run afterwards.
    void stop();
    /// Runs the task on the caller's thread, after the run that is under way, and throws what it throws. Throws Problem 404 for
    /// an unknown name, 503 when stopping. Not from within a task. [any thread]
    std::int64_t run_now(std::string_view name);

  private:
    struct Task;
    class Turn;
    void watch();
    void work();
    void look(Time now);
    void run(Task& task) noexcept;

    const Clock& clock_;
    Log& log_;
    const std::chrono::milliseconds look_every_;
    std::mutex mutex_;  // guards all below, and the tasks but for what never changes
    std::condition_variable tick_, queued_, freed_;
    std::vector<std::unique_ptr<Task>> tasks_;
    std::deque<Task*> queue_;
    Time seen_{};  // the clock at the last look
    int busy_ = 0;
    bool stopping_ = false;
    std::thread watcher_;
    std::array<std::thread, 2> workers_;
};

}  // namespace host
