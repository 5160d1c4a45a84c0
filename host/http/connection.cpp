// A connection's way through its phases.
#include "http/connection.h"

#include <sys/socket.h>
#include <unistd.h>

#include <new>
#include <utility>

namespace host::http {
namespace {
constexpr unsigned steps_a_turn = 64;         // of pipelined requests, before other connections have their turn
constexpr std::size_t body_room = 16 * 1024;  // to receive a body in, behind its head
constexpr unsigned unread_seconds = 1, linger_seconds = 2;
}  // namespace

Connection::Connection(Shard& shard, int descriptor, Peer peer, Welcome welcome)
    : shard_(shard), socket_(shard.context()), peer_(std::move(peer)), welcome_(welcome), scan_(shard.limits()) {
    error_code error;
    socket_.assign(peer_.v6 ? boost::asio::ip::tcp::v6() : boost::asio::ip::tcp::v4(), descriptor, error);
    if (error) ::close(descriptor);
    request.peer = peer_.text;
}

Connection::~Connection() {
    if (answer.file.descriptor >= 0) ::close(answer.file.descriptor);
}

void Connection::open() {
    if (!socket_.is_open()) phase_ = Phase::closed;
    deadline_in(shard_.limits().head_seconds);
    if (welcome_ != Welcome::serve) turn_away();
    advance();
}

void Connection::advance() {
    advancing_ = true;
    unsigned steps = steps_a_turn;
    try {
        while (steps > 0 && step()) --steps;
    } catch (const std::bad_alloc&) {
        close();
    }
    advancing_ = false;
    if (steps == 0) yield();
    if (phase_ == Phase::closed && !pending_ && !served_) shard_.retire(*this);
}

bool Connection::step() {
    switch (phase_) {
        case Phase::head:
            return step_head();
        case Phase::body:
            return step_body();
        case Phase::serving:
            return step_serving();
        case Phase::writing:
            return step_writing();
        case Phase::unread:
            return step_unread();
        case Phase::lingering:
            return step_lingering();
        case Phase::closed:
            break;
    }
    return false;
}

bool Connection::step_head() {
    const auto bytes = inbox_.unread_text();
    if (const auto fault = scan_.feed(bytes)) {
        // What can be told of the request line is worth having in the log, and HEAD must get no body.
        Framing ignored;
        const auto line = bytes.substr(scan_.start(), bytes.find("\r\n", scan_.start()) - scan_.start());
        read_request_line(line, shard_.limits(), request, ignored);
        return refuse(fault);
    }
    if (scan_.complete()) return take_head();
    if (bytes.empty() && shard_.draining()) {
        close();
        return false;
    }
    if (!bytes.empty() && !head_begun_) deadline_in(shard_.limits().head_seconds);
    head_begun_ |= !bytes.empty();
    read();
    return false;
}

Fault Connection::parse_head() {
    parser_.emplace(request);
    return parser_->read_head(inbox_.unread().data() + scan_.start(), scan_.end() - scan_.start(), shard_.limits());
}

bool Connection::take_head() {
    begin_request();
    auto fault = parse_head();
    const auto has_more = [&] {
        return parser_->framing().chunked || parser_->framing().length > inbox_.unread().size() - scan_.end();
    };
    if (!fault && has_more() && inbox_.reserve(scan_.end() + body_room)) fault = parse_head();
    if (fault) return refuse(fault);
    keep_alive_ = parser_->keeps_alive();
    inbox_.consume(scan_.end());
    inbox_.hold();
    const auto framing = parser_->framing();
    const auto plan = shard_.service().head(*this);
    if (plan.kind == BodyPlan::Kind::refuse) {
        // A client that waits for "100 Continue" may send its body after all, or not: there is no telling what follows.
        close_ |= framing.expects_continue || framing.length > shard_.limits().drain_bytes;
        return begin_answer();
    }
    fault = intake_.begin(plan, framing.length, body);
    if (fault) return refuse(fault);
    if (!framing.has_body()) return serve();
    if (framing.expects_continue && inbox_.unread().empty() && !send_continue()) {
        close();
        return false;
    }
    phase_ = Phase::body;
    window_bytes_ = 0;
    deadline_in(shard_.limits().head_seconds);
    return true;
}

bool Connection::step_body() {
    Fault fault;
    inbox_.consume(parser_->read_body(inbox_.unread_text(), intake_, fault));
    if (fault) return refuse(fault);
    if (parser_->complete()) {
        intake_.end();
        return serve();
    }
    read();
    return false;
}

bool Connection::serve() {
    phase_ = Phase::serving;
    served_ = true;
    shard_.service().run(*this);
    return true;
}

bool Connection::step_serving() {
    if (!finished_) return false;
    finished_ = served_ = false;
    return begin_answer();
}

void Connection::finish() noexcept {
    if (shard_.is_current() && advancing_)
        finished_ = true;
    else
        shard_.push_finished(*this);
}

void Connection::resume() {
    if (phase_ == Phase::closed) {
        served_ = false;
        release();
    } else {
        finished_ = true;
    }
    advance();
}

bool Connection::refuse(Fault fault) {
    begin_request();
    if (answer.file.descriptor >= 0) ::close(answer.file.descriptor);
    answer.clear();
    shard_.service().refuse(*this, fault.status, fault.reason);
    close_ = true;
    return begin_answer();
}

bool Connection::begin_answer() {
    if (phase_ == Phase::closed) return false;
    close_ |= answer.close || !keep_alive_ || shard_.draining();
    const bool old = parser_ && parser_->framing().version == 10;
    outbox_.compose(answer, shard_.date(), {.head_only = request.method == "HEAD", .close = close_, .says_keep_alive = old});
    phase_ = Phase::writing;
    queued_ = 0;
    return true;
}

bool Connection::step_writing() {
    switch (outbox_.write(socket_.native_handle(), answer)) {
        case Outbox::Progress::done:
            return end_answer();
        case Outbox::Progress::more:
            yield();
            return false;
        case Outbox::Progress::blocked:
            await_writable();
            return false;
        case Outbox::Progress::broken:
            close();
            return false;
    }
    return false;
}

bool Connection::end_answer() {
    release();
    if (close_) return linger();
    if (parser_->complete()) return next_request();
    phase_ = Phase::unread;
    drained_ = 0;
    intake_.begin({}, 0, body);
    deadline_in(unread_seconds);
    return true;
}

bool Connection::step_unread() {
    Fault fault;
    const auto used = parser_->read_body(inbox_.unread_text(), intake_, fault);
    inbox_.consume(used);
    drained_ += used;
    if (fault || drained_ > shard_.limits().drain_bytes) return linger();
    if (parser_->complete()) return next_request();
    read();
    return false;
}

bool Connection::next_request() {
    inbox_.release();
    scan_.reset();
    request.headers.clear();
    request.method = request.target = request.path = request.query = {};
    answer.clear();
    body.clear();
    constexpr std::size_t kept = 16 * 1024;
    if (body.capacity() > kept) std::string().swap(body);
    if (answer.body.capacity() > kept) std::string().swap(answer.body);
    phase_ = Phase::head;
    keep_alive_ = head_begun_ = false;
    deadline_in(shard_.limits().idle_seconds);
    return true;
}

bool Connection::linger() {
    // A close with bytes unread would reset the connection, and the client could lose the answer.
    ::shutdown(socket_.native_handle(), SHUT_WR);
    phase_ = Phase::lingering;
    deadline_in(linger_seconds);
    return true;
}

bool Connection::step_lingering() {
    inbox_.drop();
    read();
    return false;
}

void Connection::begin_request() {
    if (!begun_) shard_.request_begun();
    begun_ = true;
}

void Connection::release() {
    if (answer.file.descriptor >= 0) ::close(answer.file.descriptor);
    answer.file = {};
    attached.reset();
    if (begun_) shard_.request_ended();
    begun_ = false;
}

void Connection::close() {
    if (phase_ == Phase::closed) return;
    phase_ = Phase::closed;
    error_code ignored;
    socket_.close(ignored);
    if (!served_) release();
}

}  // namespace host::http
