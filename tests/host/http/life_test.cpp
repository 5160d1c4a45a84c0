// Coming and going: clients that vanish, draining, stopping, many at once.
#include <gtest/gtest.h>

#include <system_error>
#include <vector>

#include "fake_service.h"

namespace {

const std::string get = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
const std::string later = "GET /later HTTP/1.1\r\nHost: x\r\n\r\n";

bool accepts(Running& running) {
    try {
        running.connect();
        return true;
    } catch (const std::runtime_error&) {
        return false;
    }
}

TEST(Life, NamesAnAddressItCannotHave) {
    FakeService service;
    Running running;
    const auto taken = "127.0.0.1:" + std::to_string(running.server.port());
    for (const auto& address : {taken, std::string("nowhere"), std::string("127.0.0.1:"), std::string("999.1.1.1:80")}) {
        try {
            host::http::Server server(address, {}, 1, service);
            ADD_FAILURE() << address;
        } catch (const std::system_error& error) {
            EXPECT_NE(std::string(error.what()).find(address), std::string::npos) << error.what();
        }
    }
}

TEST(Life, MayEndBeforeItBegins) {
    FakeService service;
    host::http::Server server("[::1]:0", {}, 2, service);
    EXPECT_NE(server.port(), 0);
    EXPECT_TRUE(server.idle());
}

TEST(Life, ServesBothFamiliesOnOnePort) {
    FakeService service;
    host::http::Server server("[::]:0", {}, 1, service);
    server.start();
    EXPECT_EQ(wire::Client(server.port()).ask("GET /peer HTTP/1.1\r\nHost: x\r\n\r\n").body, "127.0.0.1");
}

TEST(Life, SurvivesClientsThatVanishAnywhere) {
    Running running;
    const std::string post = "POST /stream HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n" + std::string(1000, 'x');
    const std::string big = "GET /big HTTP/1.1\r\nHost: x\r\n\r\n", file = "GET /file HTTP/1.1\r\nHost: x\r\n\r\n";
    for (int i = 0; i < 30; ++i)
        for (const auto& bytes : {get.substr(0, 10), get, later, post, big, file, get + get + later + later}) {
            auto client = running.connect();
            client.send(bytes);
            i % 2 ? client.vanish() : client.close();
        }
    EXPECT_TRUE(soon([&] { return running.server.idle() && running.service.sinks == 0; }));
    EXPECT_EQ(running.ask(get).status, 200);
}

TEST(Life, AnExchangeStaysValidWhenItsClientHasGone) {
    Running running;
    running.service.finisher.hold(true);
    {
        auto client = running.connect();
        client.send(later + get);
        running.service.finisher.await(1);
        client.vanish();
    }
    ::usleep(50'000);
    EXPECT_FALSE(running.server.idle());
    running.service.finisher.hold(false);
    EXPECT_TRUE(soon([&] { return running.server.idle(); }));
}

TEST(Life, DrainingAnswersWhatIsUnderWayAndClosesTheRest) {
    Running running;
    running.service.finisher.hold(true);
    auto idle = running.connect(), fresh = running.connect(), busy = running.connect(), half = running.connect();
    EXPECT_EQ(idle.ask(get).status, 200);
    EXPECT_EQ(half.ask(get).status, 200);
    half.send(get.substr(0, 20));
    busy.send(later);
    running.service.finisher.await(1);
    ::usleep(50'000);
    running.server.drain();
    EXPECT_TRUE(idle.ended());
    EXPECT_TRUE(fresh.ended());
    EXPECT_FALSE(running.server.idle());
    EXPECT_TRUE(soon([&] { return !accepts(running); }));
    running.service.finisher.hold(false);
    const auto answer = busy.read();
    EXPECT_EQ(answer.status, 200);
    EXPECT_TRUE(answer.says_close());
    EXPECT_TRUE(busy.ended());
    const auto last = half.ask(get.substr(20));
    EXPECT_EQ(last.status, 200) << "a head that has begun may end";
    EXPECT_TRUE(last.says_close());
    EXPECT_TRUE(soon([&] { return running.server.idle(); }));
    running.server.stop();
}

TEST(Life, StoppingCutsWhatIsLeft) {
    Running running;
    auto idle = running.connect(), half = running.connect(), reading = running.connect(4096);
    EXPECT_EQ(idle.ask(get).status, 200);
    half.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");
    reading.send("GET /big HTTP/1.1\r\nHost: x\r\n\r\n");
    EXPECT_TRUE(soon([&] { return running.service.ran == 2; }));
    running.server.stop();
    EXPECT_TRUE(idle.gone());
    EXPECT_TRUE(half.gone());
    EXPECT_TRUE(running.server.idle());
}

TEST(Life, ServesManyAtOnce) {
    Running running;
    std::vector<std::thread> threads;
    std::atomic<int> right = 0;
    for (int t = 0; t < 64; ++t)
        threads.emplace_back([&, t] {
            auto client = running.connect();
            for (int i = 0; i < 100; ++i) {
                const auto path = (i % 2 ? "/later" : "/") + std::to_string(t) + "-" + std::to_string(i);
                const auto body = std::string(static_cast<std::size_t>(i * t), 'x');
                client.send("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(body.size()) +
                            "\r\n\r\n" + body);
                right += client.read().body == "POST " + path + " " + body;
            }
        });
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(right, 6400);
    EXPECT_TRUE(soon([&] { return running.server.idle(); }));
}

}  // namespace
