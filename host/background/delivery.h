// One event on its way to one listener, and the batch that it travels in.
#pragma once
#include <condition_variable>
#include <exception>
#include <mutex>
#include <string>

#include "background/event_rows.h"
#include "background/outbox.h"
#include "body/nodes.h"

namespace host {

struct Listener {
    const std::string plugin, topic;
    const Outbox::Heard heard;
    int failures = 0;  ///< of the event that is next
    std::chrono::steady_clock::time_point rests_until = {};

    event_rows::Ear ear() const { return {plugin, topic}; }
};

/// Counts what is under way.
class Batch {
  public:
    void add();
    void done() noexcept;
    void wait();

  private:
    std::mutex mutex_;
    std::condition_variable none_left_;
    int left_ = 0;
};

/// The listener moves on and hears the event, in one savepoint of the writer.
class Delivery final : public storage::Write {
  public:
    enum class Fate { refused, heard, out_of_turn, failed };

    Delivery(Listener& to, event_rows::Event what, Batch& batch);
    void run(mortise_db& db) override;
    void committed() noexcept override;
    void failed(std::exception_ptr why) noexcept override;

    Listener& listener;
    const event_rows::Event event;
    Fate fate = Fate::refused;  ///< refused: the writer did not take it
    std::string fault;          ///< of a failed one, in words

  private:
    Batch& batch_;
    body::Nodes nodes_;
    std::exception_ptr unreadable_;
};

}  // namespace host
