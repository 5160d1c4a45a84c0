// The writer's loop, and its answers.
#include "storage/writer.h"

#include <pthread.h>

#include <algorithm>
#include <utility>

#include "base/log.h"
#include "storage/faults.h"
#include "storage/write_ahead_log.h"

namespace host::storage {

/// A closure for the writer's session, and somebody who waits for it.
struct Writer::Errand {
    const std::function<void(Session&)>& run;
    std::mutex mutex;
    std::condition_variable done;
    bool finished = false;
    std::exception_ptr fault;
};

Writer::Writer(Shared& shared)
    : shared_(shared),
      watchdog_(shared.options.stuck_after, shared.options.stuck),
      turns_(std::max<std::size_t>(1, shared.options.group)),
      group_(turns_.size()),
      checkpoint_at_(shared.options.checkpoint_pages),
      restart_at_(shared.options.restart_pages),
      waiting_(shared.options.queue) {
    read_log_from_disk(shared.options.path);
    if (!open()) throw unavailable(SQLITE_CANTOPEN);
}

Writer::~Writer() { stop(); }

void Writer::start(std::function<void()> emitted) {
    emitted_ = std::move(emitted);
    thread_ = std::thread([this] { work(); });
    ::pthread_setname_np(thread_.native_handle(), "writer");
}

bool Writer::submit(Write& work) {
    std::vector<Write*> late;
    const auto now = std::chrono::steady_clock::now();
    bool taken = false, wake = false;
    {
        const std::lock_guard lock(mutex_);
        taken = !stopping_ && waiting_.join(work, now, late);
        if (taken) wake = std::exchange(sleeping_, false);
    }
    if (wake) wake_.notify_one();
    for (Write* each : late) each->send_away();
    return taken;
}

void Writer::between_groups(const std::function<void(Session&)>& errand) {
    if (!thread_.joinable()) {
        if (stopping_ || !open()) throw unavailable(SQLITE_CANTOPEN);
        return errand(*session_);
    }
    Errand waiting{errand, {}, {}, false, {}};
    {
        const std::lock_guard lock(mutex_);
        if (stopping_) throw Problem(503, "storage-unavailable", "The host is stopping.");
        errands_.push_back(&waiting);
    }
    wake_.notify_one();
    std::unique_lock lock(waiting.mutex);
    waiting.done.wait(lock, [&] { return waiting.finished; });
    if (waiting.fault) std::rethrow_exception(waiting.fault);
}

void Writer::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
    if (session_ && open()) checkpoint(SQLITE_CHECKPOINT_TRUNCATE, 1000);
    session_.reset();
}

/// True when there is something to do; false at the end.
bool Writer::wait(std::unique_lock<std::mutex>& lock) {
    using namespace std::chrono_literals;
    while (waiting_.empty() && errands_.empty()) {
        if (stopping_) return false;
        sleeping_ = true;
        if (healthy()) {
            wake_.wait(lock);
        } else if (wake_.wait_for(lock, 1s) == std::cv_status::timeout) {
            lock.unlock();
            probe();
            lock.lock();
        }
        sleeping_ = false;
    }
    return true;
}

void Writer::work() {
    std::unique_lock lock(mutex_);
    while (wait(lock)) {
        if (!errands_.empty()) {
            lock.unlock();
            run_errand();
            lock.lock();
            continue;
        }
        std::size_t n = 0;
        for (; n < group_ && !waiting_.empty(); ++n) {
            turns_[n].start(*waiting_.next().work);
        }
        lock.unlock();
        serve({turns_.data(), n});
        if (session_ && !session_->sync_failed()) checkpoint();
        lock.lock();
    }
}

void Writer::serve(std::span<Turn> turns) {
    const Outcome outcome = attempt(turns);
    if (outcome.kind == Outcome::Kind::durable) {
        fit(turns.size(), outcome.works_took);
        publish(turns);
        for (Turn& turn : turns)
            if (turn.again) serve_alone(turn);
        return;
    }
    if (outcome.kind == Outcome::Kind::lost) {
        for (Turn& turn : turns) serve_alone(turn);
        return;
    }
    for (Turn& turn : turns) turn.fault = std::make_exception_ptr(unavailable(outcome.code));
    answer(turns);
}

/// The first of a group is answered with its last: slow works must not be many together.
void Writer::fit(std::size_t group, std::chrono::steady_clock::duration took) {
    constexpr std::chrono::milliseconds longest{50};
    if (took > longest)
        group_ = std::max<std::size_t>(1, group / 2);
    else if (group == group_)
        group_ = std::min(turns_.size(), 2 * group);
}

/// Those who failed run again as well: what they met may have been in the lost group.
void Writer::serve_alone(Turn& turn) {
    turn.start(*turn.work);
    const Outcome outcome = attempt({&turn, 1});
    if (outcome.kind != Outcome::Kind::durable || turn.again) {
        turn.fault = std::make_exception_ptr(unavailable(outcome.code));
        turn.again = false;
    }
    if (outcome.kind == Outcome::Kind::durable) return publish({&turn, 1});
    answer({&turn, 1});
}

Outcome Writer::attempt(std::span<Turn> turns) {
    if (!open()) return {Outcome::Kind::unstarted, SQLITE_CANTOPEN};
    wrote_ = false;
    const Outcome outcome = transact(*session_, watchdog_, turns);
    judge(outcome);
    return outcome;
}

/// After the commit: first the generations, so that nobody who has an answer meets an older cache, then the answers.
void Writer::publish(std::span<Turn> turns) {
    changed_.clear();
    for (const Turn& turn : turns)
        if (!turn.fault && !turn.again)
            for (const std::uint32_t table : turn.gathered.written) add_once(changed_, table);
    if (!changed_.empty()) shared_.tables.committed(changed_);
    bool emitted = false;
    for (const Turn& turn : turns) {
        if (turn.fault || turn.again) continue;
        emitted = emitted || turn.gathered.emitted;
        for (const auto& then : turn.gathered.after_commit) try {
                then();
            } catch (const std::exception& fault) {
                shared_.log.error("something that follows a commit failed",
                                  {{"owner", turn.work->owner}, {"fault", fault.what()}});
            }
    }
    answer(turns);
    if (emitted && emitted_) emitted_();
}

void Writer::answer(std::span<Turn> turns) {
    for (Turn& turn : turns) {
        if (turn.again) continue;
        turn.gathered.after_commit.clear();
        if (turn.fault)
            turn.work->failed(std::exchange(turn.fault, nullptr));
        else
            turn.work->committed();
    }
}

void Writer::run_errand() {
    Errand* errand;
    {
        const std::lock_guard lock(mutex_);
        errand = errands_.front();
        errands_.pop_front();
    }
    try {
        if (!open()) throw unavailable(SQLITE_CANTOPEN);
        errand->run(*session_);
    } catch (...) {
        errand->fault = std::current_exception();
    }
    // The notice is given under the lock: whoever waits may destroy the errand as soon as he gets it.
    const std::lock_guard lock(errand->mutex);
    errand->finished = true;
    errand->done.notify_one();
}

}  // namespace host::storage
