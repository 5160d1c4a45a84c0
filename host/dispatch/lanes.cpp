// Threads that take work from bounded queues.
#include "dispatch/lanes.h"

#include <pthread.h>

#include <exception>
#include <semaphore>
#include <string>

#include "base/problem.h"

namespace host {
namespace {

void give_name(std::thread& thread, const char* lane, unsigned number) {
    ::pthread_setname_np(thread.native_handle(), (lane + std::to_string(number)).c_str());
}

}  // namespace

Lanes::Lanes(storage::Database& database, Sizes sizes) : readers_(sizes.reader_queue), blocking_(sizes.blocking_queue) {
    for (unsigned i = 0; i < sizes.readers; ++i) {
        reader_threads_.emplace_back(
            [this, reader = database.reader(storage::Reader::Cache::large)]() mutable { serve(*reader); });
        give_name(reader_threads_.back(), "reader-", i);
    }
    for (unsigned i = 0; i < sizes.blocking; ++i) {
        blocking_threads_.emplace_back([this] {
            while (const auto place = next(blocking_, [] {})) place->work->run(nullptr);
        });
        give_name(blocking_threads_.back(), "blocking-", i);
    }
}

Lanes::~Lanes() { stop(); }

/// Whoever came before a snapshot began may be shown it: no change that he could know of is missing there.
void Lanes::serve(storage::Reader& reader) {
    std::chrono::steady_clock::time_point begun{};
    const auto let_go = [&] { reader.let_go(); };
    while (const auto place = next(readers_, let_go)) {
        if (place->since >= begun) {
            reader.let_go();
            begun = std::chrono::steady_clock::now();
            reader.hold();
        }
        place->work->run(&reader);
    }
}

/// The next of the line; none at the end. Before it sleeps it is `idle`.
template <class Idle>
std::optional<Lanes::Place> Lanes::next(Queue& queue, Idle idle) {
    std::unique_lock lock(queue.mutex);
    if (queue.works.empty()) {
        lock.unlock();
        idle();
        lock.lock();
    }
    ++queue.sleeping;
    queue.wake.wait(lock, [&] { return !queue.works.empty() || queue.stopping; });
    --queue.sleeping;
    if (queue.works.empty()) return {};
    return queue.works.next();
}

bool Lanes::submit(Lane lane, Work& work) {
    Queue& queue = lane == Lane::reader ? readers_ : blocking_;
    std::vector<Work*> late;
    const auto now = std::chrono::steady_clock::now();
    bool taken = false, wake = false;
    {
        const std::lock_guard lock(queue.mutex);
        taken = !queue.stopping && queue.works.join(work, now, late);
        wake = taken && queue.sleeping != 0;
    }
    if (wake) queue.wake.notify_one();
    for (Work* each : late) each->send_away();
    return taken;
}

void Lanes::read(const std::function<void(storage::Reader&)>& work) {
    struct Loan : Work {
        const std::function<void(storage::Reader&)>* work = nullptr;
        std::exception_ptr fault;
        std::binary_semaphore done{0};
        void run(storage::Reader* reader) noexcept override {
            try {
                (*work)(*reader);
            } catch (...) {
                fault = std::current_exception();
            }
            done.release();  // after the catch: from here on the borrower alone holds the exception, and the loan may be gone
        }
    } loan;
    loan.work = &work;
    if (!submit(Lane::reader, loan)) {
        Problem busy{503, "busy", "Too many requests wait for the database."};
        busy.retry_after_s = 1;
        throw busy;
    }
    loan.done.acquire();
    if (loan.fault) std::rethrow_exception(std::move(loan.fault));
}

void Lanes::end(Queue& queue) {
    {
        const std::lock_guard lock(queue.mutex);
        queue.stopping = true;
    }
    queue.wake.notify_all();
}

void Lanes::stop() {
    end(blocking_);
    for (std::thread& thread : blocking_threads_)
        if (thread.joinable()) thread.join();
    end(readers_);  // only now: what blocked may still have read
    for (std::thread& thread : reader_threads_)
        if (thread.joinable()) thread.join();
}

}  // namespace host
