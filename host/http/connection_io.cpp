// What a connection waits for: bytes, room to write, its turn, and its deadlines.
#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <utility>

#include "http/connection.h"

namespace host::http {
namespace {
constexpr int least_progress = 1024;  // bytes that a client must take within the write deadline
}  // namespace

void Connection::read() {
    const auto room = inbox_.room();
    pending_ = true;
    socket_.async_read_some(boost::asio::buffer(room.data(), room.size()),
                            [this](const error_code& error, std::size_t count) { on_read(error, count); });
}

void Connection::on_read(const error_code& error, std::size_t count) {
    pending_ = false;
    if (phase_ == Phase::closed) {
    } else if (expired_) {
        refuse(std::exchange(expired_, {}));
    } else if (error) {
        on_end(error);
    } else {
        inbox_.filled(count);
    }
    advance();
}

void Connection::on_end(const error_code& error) {
    const bool ended = error == boost::asio::error::eof;
    if (std::exchange(leaving_, false) && error == boost::asio::error::operation_aborted && read_last_moment()) return;
    if (ended && phase_ == Phase::head && !inbox_.unread().empty())
        refuse({400, "the request head ended early"});
    else if (ended && phase_ == Phase::body)
        refuse({400, "the request body ended early"});
    else
        close();
}

// A request that reached the socket just before it was to be closed is still answered.
bool Connection::read_last_moment() {
    const auto room = inbox_.room();
    const auto count = ::recv(socket_.native_handle(), room.data(), room.size(), MSG_DONTWAIT);
    if (count <= 0) return false;
    inbox_.filled(static_cast<std::size_t>(count));
    return true;
}

void Connection::await_writable() {
    if (queued_ == 0) {
        ::ioctl(socket_.native_handle(), SIOCOUTQ, &queued_);
        queued_ = std::max(queued_, 1);
        deadline_in(shard_.limits().write_seconds);
    }
    pending_ = true;
    socket_.async_wait(boost::asio::socket_base::wait_write, [this](const error_code&) {
        pending_ = false;
        queued_ = 0;
        advance();
    });
}

void Connection::yield() {
    pending_ = true;
    boost::asio::post(shard_.context(), [this] {
        pending_ = false;
        if (expired_ && phase_ != Phase::closed) refuse(std::exchange(expired_, {}));
        advance();
    });
}

bool Connection::send_continue() {
    constexpr std::string_view line = "HTTP/1.1 100 Continue\r\n\r\n";
    const auto count = ::send(socket_.native_handle(), line.data(), line.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    // None at all is harmless, the client sends its body anyway; a part of it would spoil the answer.
    return count <= 0 || static_cast<std::size_t>(count) == line.size();
}

void Connection::turn_away() {
    const auto sent = ::send(socket_.native_handle(), busy_answer.data(), busy_answer.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 || welcome_ == Welcome::cut)
        close();
    else
        linger();
}

void Connection::drain() {
    if (phase_ != Phase::head || !inbox_.unread().empty() || !pending_) return;
    leaving_ = true;
    error_code ignored;
    socket_.cancel(ignored);
}

void Connection::sweep(Moment now) {
    switch (phase_) {
        case Phase::head:
            if (now < deadline_) break;
            return inbox_.unread().empty() ? close() : expire({408, "the request head took too long"});
        case Phase::body:
            return sweep_body(now);
        case Phase::writing:
            return sweep_writing(now);
        case Phase::unread:
        case Phase::lingering:
            if (now >= deadline_) close();
            break;
        case Phase::serving:
        case Phase::closed:
            break;
    }
}

// The floor holds in each window for itself, so that nobody sends much at first to stall for long afterwards.
void Connection::sweep_body(Moment now) {
    if (now < deadline_) return;
    const auto& limits = shard_.limits();
    const std::uint64_t least = std::uint64_t{limits.head_seconds} * limits.body_floor_bytes_per_second;
    if (intake_.received() - window_bytes_ < least) return expire({408, "the request body took too long"});
    window_bytes_ = intake_.received();
    deadline_ = now + std::chrono::seconds(limits.head_seconds);
}

// The kernel wakes a writer only when much has left its buffer: a slow but living client is seen in what it still holds.
void Connection::sweep_writing(Moment now) {
    if (queued_ == 0 || now < deadline_) return;
    int queued = 0;
    ::ioctl(socket_.native_handle(), SIOCOUTQ, &queued);
    if (queued_ - queued < least_progress) return close();
    queued_ = queued;
    deadline_ = now + std::chrono::seconds(shard_.limits().write_seconds);
}

void Connection::expire(Fault fault) {
    expired_ = fault;
    error_code ignored;
    socket_.cancel(ignored);
}

}  // namespace host::http
