// Hundreds who send or read next to nothing: what the others notice of them.
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <iostream>
#include <thread>

#include "open_loop.h"
#include "support/effort.h"
#include "treadmill.h"
#include "wire.h"

namespace {

using namespace end_to_end;
using namespace std::chrono_literals;

/// Connections that are open, have sent `first`, and send a byte every five seconds; they read nothing.
class Slow {
  public:
    Slow(unsigned short port, const std::vector<std::string>& first) {
        for (std::size_t i = 0; i < 300; ++i) {
            const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), little = 4096, segment = 536;
            ::setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &little, sizeof little);
            // As far away as the Internet is: on loopback the other side would put megabytes into its buffer.
            ::setsockopt(socket, IPPROTO_TCP, TCP_MAXSEG, &segment, sizeof segment);
            sockaddr_in address{};
            address.sin_family = AF_INET;
            address.sin_port = htons(port);
            address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
            EXPECT_EQ(::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
            const std::string& bytes = first[i % first.size()];
            EXPECT_EQ(::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL), static_cast<ssize_t>(bytes.size()));
            sockets_.push_back(socket);
        }
        thread_ = std::thread([this] { drip(); });
    }
    ~Slow() {
        stopping_ = true;
        thread_.join();
        for (const int socket : sockets_) ::close(socket);
    }
    Slow(const Slow&) = delete;
    Slow& operator=(const Slow&) = delete;

  private:
    void drip() {
        for (std::size_t i = 0; !stopping_; i = (i + 1) % sockets_.size()) {
            ::send(sockets_[i], "x", 1, MSG_NOSIGNAL | MSG_DONTWAIT);
            std::this_thread::sleep_for(5'000'000us / sockets_.size());
        }
    }
    std::vector<int> sockets_;
    std::atomic<bool> stopping_{false};
    std::thread thread_;
};

struct SlowClients : testing::Test {
    const Folder data;
    const Program program{data, treadmill()};

    double p99() const {
        const Outcome outcome = offer(program.port(), {request("GET", "/api/treadmill/steps"), 0, 150ms, 4});
        EXPECT_EQ(outcome.good, outcome.offered);
        return quantile(outcome.good_ms, 0.99);
    }
    /// Of the others, in turns with and without them. The quieter half of the rounds says more of the program than of the
    /// machine.
    void expect_unnoticed(const std::vector<std::string>& first, std::chrono::milliseconds settled) const {
        std::vector<double> alone, beside;
        p99();
        for (int round = 0; round < (effort::is_long() ? 40 : 10); ++round) {
            alone.push_back(p99());
            const Slow slow(program.port(), first);
            std::this_thread::sleep_for(settled);
            beside.push_back(p99());
        }
        std::ranges::sort(alone);
        std::ranges::sort(beside);
        const double usual = std::max(0.2, quantile(alone, 0.25)), now = quantile(beside, 0.25);
        std::cout << "p99 of the others: " << usual << " ms alone, " << now << " ms beside 300 slow ones\n";
        EXPECT_LT(now, (effort::sanitized ? 4 : 2) * usual);
    }
};

TEST_F(SlowClients, WhoSendAByteEveryFiveSecondsAreNotNoticed) {
    expect_unnoticed({"GET /api/treadmill/ste", "POST /api/treadmill/steps HTTP/1.1\r\nHost: 127.0.0.1\r\n",
                      "POST /api/treadmill/steps HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                      "Content-Length: 1000\r\n\r\n{"},
                     50ms);
}

TEST_F(SlowClients, WhoNeverReadTheirAnswerAreNotNoticed) {
    const std::string one = request("GET", "/api/treadmill/much");
    expect_unnoticed({one, one + one + one}, 300ms);
}

}  // namespace
