// Binding and accepting.
#include "http/listener.h"

#include <fcntl.h>
#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/asio/ip/v6_only.hpp>
#include <cerrno>
#include <cstring>
#include <system_error>

namespace host::http {
namespace {

namespace net = boost::asio;
using tcp = net::ip::tcp;

constexpr unsigned accepts_a_turn = 64;
constexpr auto pause_without_descriptors = std::chrono::milliseconds(100);

int open_spare() { return ::open("/dev/null", O_RDONLY | O_CLOEXEC); }

int accept_one(int listener, sockaddr_storage& address) {
    socklen_t size = sizeof address;
    return ::accept4(listener, reinterpret_cast<sockaddr*>(&address), &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

tcp::endpoint endpoint_of(const std::string& address) {
    const auto colon = address.rfind(':');
    const auto fail = [&](const char* why) { return std::system_error(EINVAL, std::generic_category(), address + ": " + why); };
    if (colon == std::string::npos || colon + 1 == address.size()) throw fail("not of the form host:port");
    auto name = address.substr(0, colon);
    if (name.size() > 2 && name.front() == '[' && name.back() == ']') name = name.substr(1, name.size() - 2);
    const auto service = address.substr(colon + 1);
    addrinfo hints{}, *found = nullptr;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
    if (const int error = ::getaddrinfo(name.c_str(), service.c_str(), &hints, &found)) throw fail(::gai_strerror(error));
    tcp::endpoint endpoint;
    endpoint.resize(found->ai_addrlen);
    std::memcpy(endpoint.data(), found->ai_addr, found->ai_addrlen);
    ::freeaddrinfo(found);
    return endpoint;
}

}  // namespace

Listener::Listener(const std::string& address, net::io_context& context, Admission& admission)
    : admission_(admission), acceptor_(context), pause_(context), spare_(open_spare()) {
    try {
        const auto endpoint = endpoint_of(address);
        acceptor_.open(endpoint.protocol());
        acceptor_.set_option(tcp::acceptor::reuse_address(true));
        acceptor_.set_option(tcp::no_delay(true));  // on Linux the accepted sockets inherit it
        if (endpoint.address().is_v6() && endpoint.address().to_v6().is_unspecified())
            acceptor_.set_option(net::ip::v6_only(false));
        acceptor_.bind(endpoint);
        acceptor_.listen(SOMAXCONN);
        acceptor_.non_blocking(true);
        port_ = acceptor_.local_endpoint().port();
    } catch (const boost::system::system_error& error) {
        ::close(spare_);
        throw std::system_error(error.code().value(), std::system_category(), "cannot listen on " + address);
    } catch (...) {
        ::close(spare_);
        throw;
    }
}

Listener::~Listener() {
    if (spare_ >= 0) ::close(spare_);
}

void Listener::start(std::vector<Shard*> shards) {
    shards_ = std::move(shards);
    wait();
}

void Listener::wait() {
    acceptor_.async_wait(tcp::acceptor::wait_read, [this](const boost::system::error_code& error) {
        if (!error) accept_all();
    });
}

void Listener::accept_all() {
    for (unsigned turn = 0; turn < accepts_a_turn; ++turn) {
        sockaddr_storage address{};
        const int accepted = accept_one(acceptor_.native_handle(), address);
        if (accepted >= 0) {
            hand_over(accepted, address);
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            break;
        } else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
            return out_of_descriptors();
        }
    }
    wait();
}

void Listener::hand_over(int descriptor, const sockaddr_storage& address) {
    auto peer = Peer::of(address);
    const auto welcome = admission_.enter(peer.key) ? Welcome::serve : Welcome::turn_away;
    shards_[next_++ % shards_.size()]->adopt(descriptor, std::move(peer), welcome);
}

// The one who waits is told so with the spare descriptor; then nothing is accepted for a moment, or the loop would spin.
void Listener::out_of_descriptors() {
    if (spare_ >= 0) {
        ::close(spare_);
        sockaddr_storage address{};
        const int accepted = accept_one(acceptor_.native_handle(), address);
        if (accepted >= 0) {
            ::send(accepted, busy_answer.data(), busy_answer.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
            ::shutdown(accepted, SHUT_WR);
            char ignored[4096];
            while (::recv(accepted, ignored, sizeof ignored, MSG_DONTWAIT) > 0) {
            }
            ::close(accepted);
        }
    }
    spare_ = open_spare();
    pause_.expires_after(pause_without_descriptors);
    pause_.async_wait([this](const boost::system::error_code& error) {
        if (!error && acceptor_.is_open()) accept_all();
    });
}

void Listener::close() {
    if (!acceptor_.is_open()) return;
    boost::system::error_code ignored;
    acceptor_.cancel(ignored);
    pause_.cancel();
    for (;;) {
        sockaddr_storage address{};
        const int accepted = accept_one(acceptor_.native_handle(), address);
        if (accepted < 0) break;
        hand_over(accepted, address);
    }
    acceptor_.close(ignored);
}

}  // namespace host::http
