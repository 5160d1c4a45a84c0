// Watches the clock and runs what is due.
#include "background/tasks.h"

#include <algorithm>
#include <utility>

#include "base/log.h"
#include "base/problem.h"

namespace host {

namespace {

using namespace std::chrono_literals;

/// A clock that goes back further than this was wrong before; what was planned by it is planned anew.
constexpr auto believable_step = 1h;

std::string words_of(const std::exception_ptr& fault) {
    try {
        std::rethrow_exception(fault);
    } catch (const std::exception& known) {
        return known.what();
    } catch (...) {
        return "something that is no std::exception";
    }
}

}  // namespace

struct Tasks::Task {
    const std::string name;
    const Schedule schedule;
    const std::function<std::int64_t()> body;
    std::optional<Time> next;
    bool queued = false, running = false;
};

/// A task's turn to run, under way as long as this lives.
class Tasks::Turn {
  public:
    /// Waits for the run before. Throws Problem 503 when the tasks stop.
    Turn(Tasks& tasks, Task& task, std::unique_lock<std::mutex>& lock) : tasks_(tasks), task_(task) {
        tasks_.freed_.wait(lock, [&] { return !task_.running || tasks_.stopping_; });
        if (tasks_.stopping_) throw Problem(503, "stopping", "The host is stopping.");
        task_.running = true;
        ++tasks_.busy_;
    }
    ~Turn() {
        const std::lock_guard lock(tasks_.mutex_);
        task_.running = false;
        --tasks_.busy_;
        tasks_.freed_.notify_all();
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

  private:
    Tasks& tasks_;
    Task& task_;
};

Tasks::Tasks(const Clock& clock, Log& log, std::chrono::milliseconds look_every)
    : clock_(clock), log_(log), look_every_(look_every), seen_(clock.now()) {}

Tasks::~Tasks() { stop(); }

void Tasks::add(std::string name, Schedule schedule, std::function<std::int64_t()> run) {
    const std::lock_guard lock(mutex_);
    for (const auto& task : tasks_)
        if (task->name == name) throw Problem(500, "task", "There are two tasks with the name " + name + ".");
    const Time now = clock_.now();
    seen_ = std::max(seen_, now);
    const std::optional<Time> next = schedule.next(now);
    tasks_.push_back(std::make_unique<Task>(Task{std::move(name), std::move(schedule), std::move(run), next}));
}

void Tasks::start() {
    watcher_ = std::thread([this] { watch(); });
    for (std::thread& worker : workers_) worker = std::thread([this] { work(); });
}

void Tasks::stop() {
    {
        std::unique_lock lock(mutex_);
        stopping_ = true;
        queue_.clear();
        tick_.notify_all();
        queued_.notify_all();
        freed_.notify_all();
        freed_.wait(lock, [this] { return busy_ == 0; });
    }
    if (watcher_.joinable()) watcher_.join();
    for (std::thread& worker : workers_)
        if (worker.joinable()) worker.join();
}

std::int64_t Tasks::run_now(std::string_view name) {
    std::unique_lock lock(mutex_);
    const auto found = std::find_if(tasks_.begin(), tasks_.end(), [&](const auto& task) { return task->name == name; });
    if (found == tasks_.end()) throw Problem(404, "not-found", "There is no task " + std::string(name) + ".");
    Task& task = **found;
    const Turn turn(*this, task, lock);
    lock.unlock();
    return task.body();
}

void Tasks::watch() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        look(clock_.now());
        tick_.wait_for(lock, look_every_, [this] { return stopping_; });
    }
}

/// What is due while it runs stays due, and is queued by a later look.
void Tasks::look(Time now) {
    if (now + believable_step < seen_)
        for (const auto& task : tasks_) task->next = task->schedule.next(now);
    seen_ = now;
    for (const auto& task : tasks_) {
        if (!task->next || *task->next > now || task->queued || task->running) continue;
        task->next = task->schedule.next(now);
        task->queued = true;
        queue_.push_back(task.get());
        queued_.notify_one();
    }
}

void Tasks::work() {
    std::unique_lock lock(mutex_);
    for (;;) {
        queued_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
        if (stopping_) return;
        Task& task = *queue_.front();
        queue_.pop_front();
        task.queued = false;
        lock.unlock();
        run(task);
        lock.lock();
    }
}

void Tasks::run(Task& task) noexcept {
    try {
        std::unique_lock lock(mutex_);
        const Turn turn(*this, task, lock);
        lock.unlock();
        const std::int64_t did = task.body();
        log_.write(did ? Level::info : Level::debug, "task done", std::array{Field("task", task.name), Field("did", did)});
    } catch (const Problem& fault) {
        if (fault.code == "stopping") return;
        log_.error("task failed", {{"task", task.name}, {"code", fault.code}, {"fault", fault.detail}});
    } catch (...) {
        log_.error("task failed", {{"task", task.name}, {"fault", words_of(std::current_exception())}});
    }
}

}  // namespace host
