// What the clocks promise.
#include "base/clock.h"

#include <gtest/gtest.h>

#include <thread>

using namespace std::chrono_literals;

namespace host {
namespace {

TEST(StillClock, StandsStillUntilItIsMoved) {
    StillClock clock(Time{1'000ms});
    EXPECT_EQ(clock.now(), Time{1'000ms});
    EXPECT_EQ(clock.now(), Time{1'000ms});
    clock.advance(5s);
    EXPECT_EQ(clock.now(), Time{6'000ms});
    clock.set(Time{2ms});
    EXPECT_EQ(clock.now(), Time{2ms});
}

TEST(StillClock, LosesNoStepOfSeveralThreads) {
    StillClock clock;
    const auto step = [&clock] {
        for (int i = 0; i < 1'000; ++i) clock.advance(1ms);
    };
    std::thread one(step), two(step);
    one.join();
    two.join();
    EXPECT_EQ(clock.now(), Time{2'000ms});
}

TEST(SystemClock, TellsAPlausibleTime) {
    using namespace std::chrono;
    EXPECT_GT(SystemClock{}.now(), sys_days{2024y / January / 1});
    EXPECT_LT(SystemClock{}.now(), sys_days{2200y / January / 1});
}

}  // namespace
}  // namespace host
