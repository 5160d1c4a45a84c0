// Random people do random things for a long time: whatever happens, the table of transitions holds, histories add up, and nobody
// sees what is another's. What is allowed stands in law.h and world.h a second time, in the tests' own words.
#include <cstdlib>

#include "support/effort.h"
#include "world.h"

using namespace house;

namespace {

/// Four worlds, apart from each other: 5,000 steps in all, 100,000 with MORTISE_LONG (10,000 under ThreadSanitizer). MORTISE_SEED
/// leads to one again.
class Properties : public ::testing::TestWithParam<std::uint32_t> {};

TEST_P(Properties, HoldWhateverPeopleDo) {
    const char* given = std::getenv("MORTISE_SEED");
    const int steps = effort::steps(1'250, 25'000);
    World world(given ? static_cast<std::uint32_t>(std::stoul(given)) : GetParam());
    for (int step = 0; step < steps; ++step) {
        world.act();
        if (step % 1000 == 999) world.expect_sound();
        if (::testing::Test::HasFailure()) FAIL() << world.trace();
    }
    world.expect_sound();
    EXPECT_GT(world.transitions(), static_cast<std::size_t>(steps) / 8) << "people did too little" << world.trace();
    for (const char* action : {"create", "edit", "assign", "claim", "accept", "reject", "start", "finish", "complete", "cancel",
                               "release", "time_out", "auto_close", "expire"})
        EXPECT_TRUE(steps < 25'000 || world.seen_actions().count(action) == 1U) << action << world.trace();
}

INSTANTIATE_TEST_SUITE_P(OfSeed, Properties, ::testing::Values(20261121U, 20261122U, 20261123U, 20261124U));

}  // namespace
