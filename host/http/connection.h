// One connection: a state machine that reads heads and bodies, hands exchanges over and writes answers, in order.
#pragma once
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <optional>

#include "http/exchange.h"
#include "http/framing.h"
#include "http/inbox.h"
#include "http/intake.h"
#include "http/outbox.h"
#include "http/parser.h"
#include "http/shard.h"

namespace host::http {

/// Lives on its shard's thread alone, but for finish(). At most one operation of the socket waits at a time. It is
/// deleted by its shard once the socket is closed, nothing waits any more and the service has finished its exchange.
class Connection final : public Exchange {
  public:
    using Moment = std::chrono::steady_clock::time_point;

    Connection(Shard& shard, int descriptor, Peer peer, Welcome welcome);
    ~Connection() override;
    void open();
    void finish() noexcept override;
    void resume();  ///< finish() has been called elsewhere
    void sweep(Moment now);
    void drain();  ///< closes it if no request has begun
    void close();
    const Peer& peer() const { return peer_; }
    Welcome welcome() const { return welcome_; }

    /// \name The shard's
    ///@{
    std::size_t index = 0;
    Connection* next_finished = nullptr;
    ///@}

  private:
    enum class Phase { head, body, serving, writing, unread, lingering, closed };
    using error_code = boost::system::error_code;

    // Each returns whether there is more to do at once; false means that something waits.
    void advance();
    bool step();
    bool step_head();
    bool step_body();
    bool step_serving();
    bool step_writing();
    bool step_unread();
    bool step_lingering();

    bool take_head();
    Fault parse_head();
    bool serve();
    bool refuse(Fault fault);
    bool begin_answer();
    bool end_answer();
    bool next_request();
    bool linger();
    void begin_request();
    bool send_continue();
    void turn_away();
    void release();

    void read();
    void on_read(const error_code& error, std::size_t count);
    void on_end(const error_code& error);
    bool read_last_moment();
    void await_writable();
    void yield();
    void expire(Fault fault);
    void sweep_body(Moment now);
    void sweep_writing(Moment now);
    void deadline_in(unsigned seconds) { deadline_ = std::chrono::steady_clock::now() + std::chrono::seconds(seconds); }

    Shard& shard_;
    /// The context's own executor: any_io_executor would cost an indirect call for each operation.
    boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type> socket_;
    const Peer peer_;
    const Welcome welcome_;
    Phase phase_ = Phase::head;
    Inbox inbox_;
    Outbox outbox_;
    HeadScan scan_;
    std::optional<Parser> parser_;
    Intake intake_;
    Moment deadline_;
    Fault expired_;                   // what a cancelled read will be answered with
    std::uint64_t window_bytes_ = 0;  // of the body, when the floor was last measured
    std::size_t drained_ = 0;
    int queued_ = 0;          // while a write waits: bytes that the kernel held when its progress was last measured
    bool pending_ = false;    // an operation or a posted continuation waits
    bool advancing_ = false;  // advance() is on the stack
    bool head_begun_ = true;  // the head's deadline runs; a fresh connection's does from the start
    bool begun_ = false;      // the request counts as under way
    bool served_ = false;     // the exchange is the service's
    bool finished_ = false;
    bool leaving_ = false;  // cancelled while idle, to drain
    bool keep_alive_ = false;
    bool close_ = false;  // after this answer
};

}  // namespace host::http
