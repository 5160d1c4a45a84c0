// Token buckets.
#include "dispatch/rates.h"

#include <gtest/gtest.h>

namespace {

using host::Rates;

TEST(Rates, LetAMinutesWorthThroughAndThenSayHowLongToWait) {
    Rates rates(6);
    for (int i = 0; i < 6; ++i) EXPECT_EQ(rates.take("anna"), 0) << i;
    const int wait = rates.take("anna");
    EXPECT_GE(wait, 1);
    EXPECT_LE(wait, 10);
}

TEST(Rates, CountEachCallerForHimself) {
    Rates rates(1);
    EXPECT_EQ(rates.take("anna"), 0);
    EXPECT_NE(rates.take("anna"), 0);
    EXPECT_EQ(rates.take("bert"), 0);
}

TEST(Rates, LetEverybodyThroughWhenThereIsNone) {
    Rates rates(0);
    for (int i = 0; i < 1000; ++i) EXPECT_EQ(rates.take("anna"), 0);
}

TEST(Rates, SurviveAFloodOfNames) {
    Rates rates(2);
    for (int i = 0; i < 400'000; ++i) EXPECT_EQ(rates.take(std::to_string(i)), 0);
}

}  // namespace
