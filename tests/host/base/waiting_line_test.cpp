// Who is sent away from a line, and who is not.
#include "base/waiting_line.h"

#include <gtest/gtest.h>

namespace {

using namespace std::chrono_literals;

struct Guest {
    bool yields = true;
    bool gives_way() const { return yields; }
};
using Line = host::WaitingLine<Guest>;

struct WaitingLine : testing::Test {
    Line line{100'000};
    Guest guest, patient{false};
    Line::Moment now{1h};
    std::vector<Guest*> late;

    /// Everything served at a steady rate, for a while: how many were sent away.
    std::size_t run(std::chrono::milliseconds length, int arrivals_a_ms, int served_a_ms) {
        late.clear();
        for (auto at = 0ms; at < length; ++at, now += 1ms) {
            for (int i = 0; i < arrivals_a_ms; ++i) EXPECT_TRUE(line.join(guest, now, late));
            for (int i = 0; i < served_a_ms && !line.empty(); ++i) line.next();
        }
        return late.size();
    }
};

TEST_F(WaitingLine, ServesInTheOrderOfArrival) {
    Guest second;
    line.join(guest, now, late);
    line.join(second, now, late);
    EXPECT_EQ(line.next().work, &guest);
    EXPECT_EQ(line.next().work, &second);
    EXPECT_TRUE(line.empty());
}

TEST_F(WaitingLine, RefusesMoreThanItHolds) {
    Line two{2};
    EXPECT_TRUE(two.join(guest, now, late));
    EXPECT_TRUE(two.join(guest, now, late));
    EXPECT_FALSE(two.join(guest, now, late));
    EXPECT_TRUE(late.empty());
}

TEST_F(WaitingLine, KeepsABurstThatNobodyFollows) {
    run(1ms, 5000, 1);
    EXPECT_EQ(run(5000ms, 0, 1), 0u) << "each waits its turn";
    EXPECT_TRUE(line.empty());
}

TEST_F(WaitingLine, KeepsABurstWithinAUsualLoad) {
    run(2000ms, 1, 2);
    run(1ms, 900, 2);
    EXPECT_EQ(run(3000ms, 1, 2), 0u) << "the line was short again within a second";
}

TEST_F(WaitingLine, KeepsWhoMeetsASlowWork) {
    run(2000ms, 1, 2);
    for (int i = 0; i < 9; ++i) line.join(guest, now += 100ms, late);
    EXPECT_TRUE(late.empty()) << "nobody was served for most of a second";
    line.join(guest, now += 500ms, late);
    EXPECT_EQ(late.size(), 8u) << "for more than a second: who came in the last half of it stays";
}

TEST_F(WaitingLine, SendsAwayWhatIsTooMuchAndKeepsTheThreadsBusy) {
    run(3000ms, 4, 1);
    EXPECT_NEAR(static_cast<double>(run(10'000ms, 4, 1)), 30'000.0, 300.0) << "three of four, no more and no fewer";
    const auto full = now;
    int behind = 0;
    for (; !line.empty(); line.next()) ++behind;
    EXPECT_GT(behind, 1900) << "the line stays as long as its patience";
    EXPECT_LT(behind, 2100);
    EXPECT_EQ(now, full);
}

TEST_F(WaitingLine, SendsNobodyAwayWhoHasWaitedLittle) {
    run(5000ms, 4, 1);
    while (!line.empty()) line.next();
    EXPECT_EQ(run(900ms, 4, 1), 0u) << "it begins anew";
}

TEST_F(WaitingLine, SendsNobodyAwayWhoMustBeDone) {
    line.join(patient, now, late);
    for (int i = 0; i < 100; ++i) line.join(guest, now += 100ms, late);
    EXPECT_TRUE(late.empty()) << "and nobody overtakes him";
    EXPECT_EQ(line.next().work, &patient);
    line.join(guest, now += 1ms, late);
    EXPECT_GT(late.size(), 90u);
}

}  // namespace
