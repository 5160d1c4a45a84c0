// Where plugins run: the data lane reads, the blocking lane may wait; the writer is the database's own.
#pragma once
#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "base/waiting_line.h"
#include "storage/database.h"

namespace host {

enum class Lane { blocking, reader, writer };

/// Something to be done on a lane. It belongs to whoever submits it, until it has run.
class Work {
  public:
    virtual ~Work() = default;
    /// `reader` is the thread's own on the data lane, null on the blocking lane.
    virtual void run(storage::Reader* reader) noexcept = 0;
    /// True when it may be sent away after it has waited for too long; send_away() is its end then, instead of run().
    virtual bool gives_way() const noexcept { return false; }
    virtual void send_away() noexcept {}
};

class Lanes {
  public:
    struct Sizes {
        unsigned readers = 2, blocking = 8;
        std::size_t reader_queue = 8192, blocking_queue = 256;
    };
    Lanes(storage::Database& database, Sizes sizes);
    ~Lanes();
    Lanes(const Lanes&) = delete;
    Lanes& operator=(const Lanes&) = delete;

    /// False, and nothing happens, when the lane's queue is full or the lanes are stopping. Sends away others, on this thread.
    bool submit(Lane lane, Work& work);
    /// Runs `work` on the data lane and waits. Throws Problem 503 "busy" when its queue is full, and what `work` throws.
    /// [blocking lane]
    void read(const std::function<void(storage::Reader&)>& work);
    /// Finishes what is queued and joins the threads.
    void stop();

  private:
    struct Queue {
        explicit Queue(std::size_t most) : works(most) {}
        std::mutex mutex;
        std::condition_variable wake;
        WaitingLine<Work> works;
        std::size_t sleeping = 0;
        bool stopping = false;
    };
    using Place = WaitingLine<Work>::Place;
    void serve(storage::Reader& reader);
    template <class Idle>
    static std::optional<Place> next(Queue& queue, Idle idle);
    static void end(Queue& queue);

    Queue readers_, blocking_;
    std::vector<std::thread> reader_threads_, blocking_threads_;
};

}  // namespace host
