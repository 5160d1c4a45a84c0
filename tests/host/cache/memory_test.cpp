// The cache in memory: what it keeps, for how long, and that it stays within its bounds.
#include "cache/memory.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace host {
namespace {

using namespace std::chrono_literals;

TEST(MemoryCache, GivesBackWhatWasPut) {
    StillClock clock;
    MemoryCache cache(clock);
    EXPECT_EQ(cache.get("a"), std::nullopt);
    cache.put("a", "1", 1s);
    cache.put("b", std::string("\0x", 2), 1s);
    EXPECT_EQ(cache.get("a"), "1");
    EXPECT_EQ(cache.get("b"), std::string("\0x", 2));
    cache.put("a", "", 1s);
    EXPECT_EQ(cache.get("a"), "");
}

TEST(MemoryCache, ForgetsWhenTheTimeIsOver) {
    StillClock clock;
    MemoryCache cache(clock);
    cache.put("a", "1", 60s);
    clock.advance(59999ms);
    EXPECT_EQ(cache.get("a"), "1");
    clock.advance(1ms);
    EXPECT_EQ(cache.get("a"), std::nullopt);
    EXPECT_EQ(cache.bytes(), 0U);
}

TEST(MemoryCache, KeepsNothingForNoTime) {
    StillClock clock;
    MemoryCache cache(clock);
    cache.put("a", "old", 1s);
    cache.put("a", "new", 0s);
    EXPECT_EQ(cache.get("a"), std::nullopt);
    cache.put("b", "for ever", std::chrono::milliseconds::max());
    EXPECT_EQ(cache.get("b"), "for ever");
}

TEST(MemoryCache, StaysWithinItsBytes) {
    StillClock clock;
    constexpr std::size_t bytes = 256 * 1024;
    MemoryCache cache(clock, bytes);
    for (int i = 0; i < 10'000; ++i) {
        cache.put("key " + std::to_string(i), std::string(100, 'x'), 1h);
        ASSERT_LE(cache.bytes(), bytes);
    }
    EXPECT_GT(cache.bytes(), bytes / 2);
    EXPECT_TRUE(cache.get("key 9999"));
    cache.put("key 9999", std::string(bytes / MemoryCache::shards, 'x'), 1h);
    EXPECT_EQ(cache.get("key 9999"), std::nullopt);
}

TEST(MemoryCache, LetsGoFirstOfWhatWasNotAskedFor) {
    StillClock clock;
    MemoryCache cache(clock, 64 * 1024);
    cache.put("wanted", "1", 1h);
    for (int i = 0; i < 2000; ++i) {
        cache.put("other " + std::to_string(i), "2", 1h);
        ASSERT_EQ(cache.get("wanted"), "1") << i;
    }
    EXPECT_EQ(cache.get("other 0"), std::nullopt);
}

TEST(MemoryCache, ServesManyThreads) {
    StillClock clock;
    MemoryCache cache(clock, 64 * 1024);
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&] {
            for (int i = 0; i < 5000; ++i) {
                const auto key = std::to_string(i % 97);
                EXPECT_EQ(cache.get(key).value_or("value of " + key), "value of " + key);
                cache.put(key, "value of " + key, 1h);
            }
        });
    for (auto& thread : threads) thread.join();
}

}  // namespace
}  // namespace host
