// Limits of size and number, and deadlines.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <chrono>
#include <ctime>
#include <vector>

#include "fake_service.h"

namespace {

using host::http::Limits;
const std::string get = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

Limits quick() {
    Limits limits;
    limits.head_seconds = limits.write_seconds = limits.idle_seconds = 1;
    return limits;
}

std::size_t open_descriptors() {
    std::size_t count = 0;
    for (int i = 0; i < 1024; ++i) count += ::fcntl(i, F_GETFD) != -1;
    return count;
}

TEST(Limits, OfTheHead) {
    Running running;
    const std::string start = "GET / HTTP/1.1\r\nHost: x\r\nA: ";
    EXPECT_EQ(running.ask(start + std::string(15'000, 'a') + "\r\n\r\n").status, 200);
    EXPECT_EQ(running.ask(start + std::string(17'000, 'a') + "\r\n\r\n").status, 431);
    EXPECT_EQ(running.ask(start + std::string(17'000, 'a')).status, 431) << "an endless line";
    EXPECT_EQ(running.ask(start + std::string(200'000, 'a')).status, 431) << "more than the kernel holds";
}

TEST(Limits, OfTheTarget) {
    Running running;
    EXPECT_EQ(running.ask("GET /" + std::string(8191, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n").status, 200);
    EXPECT_EQ(running.ask("GET /" + std::string(8192, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n").status, 414);
    EXPECT_EQ(running.ask("GET /" + std::string(9000, 'a')).status, 414) << "an endless one";
    EXPECT_EQ(running.ask("GET / HTTP/1.1" + std::string(9000, ' ')).status, 414) << "junk behind the version";
}

TEST(Limits, OfTheNumberOfFields) {
    Running running;
    const auto with = [](int count) {
        std::string head = "GET / HTTP/1.1\r\nHost: x\r\n";
        for (int i = 1; i < count; ++i) head += "A: b\r\n";
        return head + "\r\n";
    };
    EXPECT_EQ(running.ask(with(64)).status, 200);
    EXPECT_EQ(running.ask(with(65)).status, 431);
}

TEST(Limits, OfConnectionsOfOneAddress) {
    Limits limits;
    limits.connections_per_address = 4;
    Running running(limits);
    std::vector<wire::Client> clients;
    for (int i = 0; i < 4; ++i) {
        clients.push_back(running.connect());
        EXPECT_EQ(clients.back().ask(get).status, 200);
    }
    for (int i = 0; i < 200; ++i) {
        auto client = running.connect();
        if (i % 2) client.send(get);
        const auto answer = client.read();
        ASSERT_EQ(answer.status, 503);
        ASSERT_NE(answer.head.find("Retry-After: "), std::string::npos);
        ASSERT_TRUE(answer.says_close());
    }
    clients.pop_back();
    EXPECT_TRUE(soon([&] { return running.ask(get).status == 200; }));
}

TEST(Limits, OfConnectionsInAll) {
    Limits limits;
    limits.connections = 2;
    Running running(limits);
    auto one = running.connect(), two = running.connect();
    EXPECT_EQ(one.ask(get).status, 200);
    EXPECT_EQ(two.ask(get).status, 200);
    EXPECT_EQ(running.connect().read().status, 503);
}

/// While it lives, no descriptor is to be had.
struct NoDescriptors {
    NoDescriptors() {
        ::getrlimit(RLIMIT_NOFILE, &before);
        auto few = before;
        few.rlim_cur = 200;
        ::setrlimit(RLIMIT_NOFILE, &few);
        for (int taken; (taken = ::dup(0)) >= 0;) all.push_back(taken);
    }
    ~NoDescriptors() {
        for (const int taken : all) ::close(taken);
        ::setrlimit(RLIMIT_NOFILE, &before);
    }
    rlimit before{};
    std::vector<int> all;
};

TEST(Limits, OfDescriptorsAreToldAndDoNotMakeTheAcceptSpin) {
    Running running;
    auto client = running.connect();
    EXPECT_EQ(client.ask(get).status, 200);
    wire::Client waiting{wire::Client::Unconnected{}}, next{wire::Client::Unconnected{}};
    {
        const NoDescriptors none;
        waiting.connect(running.server.port());
        EXPECT_EQ(waiting.read().status, 503);
        next.connect(running.server.port());
        EXPECT_EQ(next.read().status, 503);
        const auto start = std::clock();
        ::usleep(400'000);
        EXPECT_LT(std::clock() - start, CLOCKS_PER_SEC / 5);
        EXPECT_EQ(client.ask(get).status, 200) << "who is connected is served";
    }
    EXPECT_EQ(running.ask(get).status, 200) << "and new ones once there are descriptors again";
}

TEST(Deadlines, OfTheHead) {
    Running running(quick());
    auto silent = running.connect(), dripping = running.connect(), second = running.connect();
    EXPECT_EQ(second.ask(get).status, 200);
    second.send("GET / HT");
    std::thread drip([&] {
        for (int i = 0; i < 40 && dripping.send("G"); ++i) ::usleep(50'000);
    });
    const auto answer = dripping.read();
    EXPECT_EQ(answer.status, 408);
    EXPECT_TRUE(answer.says_close());
    EXPECT_TRUE(silent.ended()) << "without an answer to nothing";
    EXPECT_EQ(second.read().status, 408);
    drip.join();
    EXPECT_EQ(running.service.ran, 1);
}

TEST(Deadlines, OfTheBodyAreAFloor) {
    auto limits = quick();
    limits.body_floor_bytes_per_second = 1000;
    Running running(limits);
    auto stalled = running.connect(), dripping = running.connect(), banked = running.connect();
    stalled.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");
    dripping.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
    banked.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 500000\r\n\r\n" + std::string(400'000, 'x'));
    std::thread drip([&] {
        for (int i = 0; i < 60 && dripping.send("1\r\nx\r\n"); ++i) ::usleep(50'000);
    });
    EXPECT_EQ(stalled.read().status, 408);
    EXPECT_EQ(dripping.read().status, 408);
    EXPECT_EQ(banked.read().status, 408) << "what came early does not pay for a stall";
    drip.join();
    EXPECT_EQ(running.service.ran, 0);
}

TEST(Deadlines, DoNotDisturbABodyThatIsSlowButSteady) {
    auto limits = quick();
    limits.body_floor_bytes_per_second = 1000;
    Running running(limits);
    auto client = running.connect();
    client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 25000\r\n\r\n");
    for (int i = 0; i < 25; ++i) {
        client.send(std::string(1000, 'x'));
        ::usleep(100'000);
    }
    EXPECT_EQ(client.read().status, 200);
}

TEST(Deadlines, OfIdleConnections) {
    Running running(quick());
    auto client = running.connect();
    EXPECT_EQ(client.ask(get).status, 200);
    EXPECT_TRUE(client.ended());
}

TEST(Deadlines, OfAnswersThatNobodyReads) {
    Running running(quick());
    const auto before = open_descriptors();
    auto client = running.connect(4096), other = running.connect(4096);
    client.send("GET /big HTTP/1.1\r\nHost: x\r\n\r\n");
    other.send("GET /file HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_TRUE(soon([&] { return running.service.ran == 2; }));
    EXPECT_FALSE(running.server.idle());
    EXPECT_TRUE(soon([&] { return running.server.idle(); }));
    EXPECT_TRUE(soon([&] { return open_descriptors() == before + 2; }));
}

TEST(Deadlines, LeaveAnAnswerAloneThatIsReadSlowly) {
    Running running(quick());
    auto client = running.connect(4096);
    client.send("GET /file HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    std::size_t total = 0;
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(4);
    while (std::chrono::steady_clock::now() < until) {
        total += client.read_some(8 * 1024);
        ::usleep(50'000);
    }
    total += client.read_all().size();
    EXPECT_GT(total, FakeService::file_bytes);
}

}  // namespace
