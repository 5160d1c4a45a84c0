// Threads that take work from bounded queues.
#include "dispatch/lanes.h"

#include <exception>
#include <semaphore>

#include "base/problem.h"

namespace host {

Lanes::Lanes(storage::Database& database, Sizes sizes) {
    readers_.most = sizes.reader_queue;
    blocking_.most = sizes.blocking_queue;
    for (unsigned i = 0; i < sizes.readers; ++i)
        reader_threads_.emplace_back([this, reader = database.reader()]() mutable {
            while (Work* work = next(readers_)) work->run(reader.get());
        });
    for (unsigned i = 0; i < sizes.blocking; ++i)
        blocking_threads_.emplace_back([this] {
            while (Work* work = next(blocking_)) work->run(nullptr);
        });
}

Lanes::~Lanes() { stop(); }

Work* Lanes::next(Queue& queue) {
    std::unique_lock lock(queue.mutex);
    ++queue.sleeping;
    queue.wake.wait(lock, [&] { return !queue.works.empty() || queue.stopping; });
    --queue.sleeping;
    if (queue.works.empty()) return nullptr;
    Work* const work = queue.works.front();
    queue.works.pop_front();
    return work;
}

bool Lanes::submit(Lane lane, Work& work) {
    Queue& queue = lane == Lane::reader ? readers_ : blocking_;
    bool wake = false;
    {
        const std::lock_guard lock(queue.mutex);
        if (queue.stopping || queue.works.size() >= queue.most) return false;
        queue.works.push_back(&work);
        wake = queue.sleeping != 0;
    }
    if (wake) queue.wake.notify_one();
    return true;
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
