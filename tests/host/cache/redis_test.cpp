// The cache in Redis: while it is there, while it is not, and when it lies.
#include "cache/redis.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include "cache/frame.h"
#include "redis_server.h"

namespace host {
namespace {

using namespace std::chrono_literals;

struct Bench {
    SystemClock clock;
    Log log{clock, {.descriptor = STDERR_FILENO, .level = Level::off}};

    RedisCache cache(const std::string& url, std::string_view epoch = "test") { return {redis_place(url), epoch, log}; }
};

/// Asks until the cache keeps things again; false when it has not within ten seconds.
bool heals(Cache& cache) {
    const auto give_up = std::chrono::steady_clock::now() + 10s;
    while (std::chrono::steady_clock::now() < give_up) {
        cache.put("pulse", "1", 1min);
        if (cache.get("pulse") == "1") return true;
        std::this_thread::sleep_for(20ms);
    }
    return false;
}

template <typename F>
std::chrono::milliseconds time_of(F f) {
    const auto begin = std::chrono::steady_clock::now();
    f();
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
}

TEST(RedisPlace, IsReadFromItsUrl) {
    const auto place = redis_place("redis://:p:a@ss@cache.example:7000/3");
    EXPECT_EQ(place.host, "cache.example");
    EXPECT_EQ(place.port, 7000);
    EXPECT_EQ(place.password, "p:a@ss");
    EXPECT_EQ(place.database, 3);
    EXPECT_EQ(redis_place("redis://localhost").port, 6379);
    EXPECT_EQ(redis_place("redis://localhost/").database, 0);
    EXPECT_EQ(redis_place("redis://[::1]:7001/2").host, "::1");
    EXPECT_EQ(redis_place("redis://[::1]").port, 6379);
}

TEST(RedisPlace, IsRefusedWithoutRepeatingThePassword) {
    for (const char* url :
         {"", "redis:", "redis://", "redis://:secret@", "redis://secret@h", "redis://:@h", "redis://:secret@h:0x1",
          "redis://h:99999", "redis://h:-1", "redis://h/x", "rediss://h", "redis://[::1", "redis://[::1]x", "redis://h h"}) {
        try {
            redis_place(url);
            ADD_FAILURE() << url;
        } catch (const std::invalid_argument& fault) {
            EXPECT_EQ(std::string_view(fault.what()).find("secret"), std::string_view::npos);
        }
    }
}

TEST(Frame, IsBelievedOnlyWhole) {
    const std::string frame = framed("key", "value");
    EXPECT_EQ(unframed("key", frame), "value");
    EXPECT_EQ(unframed("other", frame), std::nullopt);
    for (std::size_t i = 0; i < frame.size(); ++i) {
        EXPECT_EQ(unframed("key", frame.substr(0, i)), std::nullopt);
        EXPECT_EQ(unframed("key", frame.substr(0, i) + std::string(frame.size() - i, ' ')), std::nullopt);
    }
    EXPECT_EQ(unframed("key", frame + " "), std::nullopt);
    EXPECT_EQ(unframed("", framed("", "")), "");
}

/// Redis as the test script names it, or one of our own.
class SharedRedis : public testing::Test {
  protected:
    SharedRedis() {
        const char* named = ::getenv("MORTISE_TEST_REDIS");
        if (!named) own_ = std::make_unique<RedisServer>();
        url_ = named ? named : own_->url();
        epoch_ = "test" + std::to_string(::getpid()) + testing::UnitTest::GetInstance()->current_test_info()->name();
    }

    Bench bench_;
    std::unique_ptr<RedisServer> own_;
    std::string url_, epoch_;
};

TEST_F(SharedRedis, GivesBackWhatWasPut) {
    auto cache = bench_.cache(url_, epoch_);
    EXPECT_EQ(cache.get("a"), std::nullopt);
    std::string bytes;
    for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
    for (const std::string& value : {std::string("1"), std::string(), bytes, std::string("   "), std::string(60'000, 'x')}) {
        cache.put("a", value, 1min);
        EXPECT_EQ(cache.get("a"), value);
    }
    cache.put("a b\r\nc", "key with line ends", 1min);
    EXPECT_EQ(cache.get("a b\r\nc"), "key with line ends");
}

TEST_F(SharedRedis, ForgetsWhenTheTimeIsOver) {
    auto cache = bench_.cache(url_, epoch_);
    cache.put("a", "1", 50ms);
    EXPECT_EQ(cache.get("a"), "1");
    std::this_thread::sleep_for(100ms);
    EXPECT_EQ(cache.get("a"), std::nullopt);
    cache.put("b", "1", 0ms);
    EXPECT_EQ(cache.get("b"), std::nullopt);
}

TEST_F(SharedRedis, IsSharedByHostsOfOneEpochAlone) {
    auto one = bench_.cache(url_, epoch_), two = bench_.cache(url_, epoch_), other = bench_.cache(url_, epoch_ + "2");
    one.put("a", "1", 1min);
    EXPECT_EQ(two.get("a"), "1");
    EXPECT_EQ(other.get("a"), std::nullopt);
}

TEST_F(SharedRedis, KeepsNoLargeValues) {
    auto cache = bench_.cache(url_, epoch_);
    cache.put("a", std::string(RedisCache::most_value_bytes, 'x'), 1min);
    EXPECT_TRUE(cache.get("a"));
    cache.put("b", std::string(RedisCache::most_value_bytes + 1, 'x'), 1min);
    EXPECT_EQ(cache.get("b"), std::nullopt);
}

TEST_F(SharedRedis, ServesManyThreads) {
    auto cache = bench_.cache(url_, epoch_);
    std::vector<std::thread> threads;
    std::atomic<int> hits{0};
    for (int t = 0; t < 12; ++t)
        threads.emplace_back([&] {
            for (int i = 0; i < 100; ++i) {
                const auto key = std::to_string(i % 7);
                cache.put(key, "value of " + key, 1min);
                const auto value = cache.get(key);
                EXPECT_EQ(value.value_or("value of " + key), "value of " + key);
                hits += value ? 1 : 0;
            }
        });
    for (auto& thread : threads) thread.join();
    EXPECT_GT(hits, 100);
}

TEST(Redis, TakesThePassword) {
    Bench bench;
    RedisServer server("s3cret");
    auto cache = bench.cache(server.url());
    cache.put("a", "1", 1min);
    EXPECT_EQ(cache.get("a"), "1");
    auto stranger = bench.cache("redis://" + server.url().substr(server.url().find('@') + 1));
    stranger.put("a", "2", 1min);
    EXPECT_EQ(stranger.get("a"), std::nullopt);
}

TEST(Redis, IsMissedQuietlyAndHealsWhenItComesBack) {
    Bench bench;
    RedisServer server;
    auto cache = bench.cache(server.url());
    cache.put("a", "1", 1min);
    EXPECT_EQ(cache.get("a"), "1");
    server.kill();
    EXPECT_EQ(cache.get("a"), std::nullopt);
    EXPECT_LT(time_of([&] {
                  for (int i = 0; i < 10'000; ++i) EXPECT_EQ(cache.get("a"), std::nullopt);
              }),
              2s);
    server.start();
    EXPECT_TRUE(heals(cache));
}

TEST(Redis, NeedNotBeThereAtTheStart) {
    Bench bench;
    RedisServer server;
    server.kill();
    auto cache = bench.cache(server.url());
    EXPECT_EQ(cache.get("a"), std::nullopt);
    server.start();
    EXPECT_TRUE(heals(cache));
}

TEST(Redis, CostsLittleWhenItHangs) {
    Bench bench;
    RedisServer server;
    auto cache = bench.cache(server.url());
    EXPECT_TRUE(heals(cache));
    server.freeze();
    const std::string large(RedisCache::most_value_bytes, 'x');
    EXPECT_LT(time_of([&] {
                  for (int i = 0; i < 1000; ++i) {
                      EXPECT_EQ(cache.get("pulse"), std::nullopt);
                      cache.put("large", large, 1min);
                  }
              }),
              3s);
    server.thaw();
    EXPECT_TRUE(heals(cache));
}

TEST(Redis, IsNotBelievedWhenItsValueIsCut) {
    Bench bench;
    const std::string frame = framed("mortise:test:a", "a value that is cut");
    const std::string head = "$" + std::to_string(frame.size()) + "\r\n";
    for (std::size_t length = 0; length < frame.size(); length += 5) {
        LyingServer server({head + frame.substr(0, length)});
        auto cache = bench.cache(server.url());
        EXPECT_EQ(cache.get("a"), std::nullopt) << length;
    }
    LyingServer honest({head + frame + "\r\n"});
    EXPECT_EQ(bench.cache(honest.url()).get("a"), "a value that is cut");
}

TEST(Redis, MayAnswerNonsense) {
    Bench bench;
    for (const char* reply : {"", "$", "+", "-", ":", "*", "$x\r\n", "$-5\r\n", "+OK\r\n", ":1\r\n", "*1\r\n+a\r\n",
                              "-ERR no\r\n", "hello", "\r\n", "\n", "$\n", "$5\r\nab", "*-1\r\n", "$99999999999999999999\r\n"}) {
        LyingServer server({reply});
        auto cache = bench.cache(server.url());
        EXPECT_EQ(cache.get("a"), std::nullopt) << reply;
        cache.put("a", "1", 1min);
    }
}

TEST(Redis, IsAskedAgainAfterAValueThatIsNotWhole) {
    Bench bench;
    const std::string frame = framed("mortise:test:a", "whole");
    LyingServer server({"$5\r\nspoil\r\n", "$" + std::to_string(frame.size()) + "\r\n" + frame + "\r\n"});
    auto cache = bench.cache(server.url());
    EXPECT_EQ(cache.get("a"), std::nullopt);
    EXPECT_EQ(cache.get("a"), "whole");
}

TEST(OpenCache, IsInMemoryWithoutAUrl) {
    Bench bench;
    const auto cache = open_cache("", "1", bench.clock, bench.log);
    cache->put("a", "1", 1min);
    EXPECT_EQ(cache->get("a"), "1");
    EXPECT_THROW(open_cache("http://x", "1", bench.clock, bench.log), std::invalid_argument);
}

}  // namespace
}  // namespace host
