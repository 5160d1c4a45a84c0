// Scopes by number, and the place of a token in the order of mints.
#include <gtest/gtest.h>

#include "base/problem.h"
#include "sessions/principal.h"
#include "sessions/who.h"

namespace {

using namespace host;

TEST(Scopes, HaveOneNumberInWhosePluginTheyEverStand) {
    Scopes scopes;
    const int read = scopes.declare("READ:A", "");
    EXPECT_EQ(scopes.declare("READ:A", "What it allows."), read);
    EXPECT_NE(scopes.declare("WRITE:A", ""), read);
    EXPECT_EQ(scopes.number("READ:A"), read);
    EXPECT_EQ(scopes.number("READ:B"), -1);
    EXPECT_EQ(scopes.all().at("READ:A").second, "What it allows.");
}

TEST(Scopes, HaveAnEnd) {
    Scopes scopes;
    for (std::size_t i = 0; i < most_scopes; ++i) scopes.declare("READ:" + std::to_string(i), "");
    EXPECT_THROW(scopes.declare("READ:ONE_MORE", ""), Problem);
}

TEST(Scopes, AreHeldOneByOneOrAll) {
    Principal principal;
    principal.scopes.set(3);
    EXPECT_TRUE(principal.may(3));
    EXPECT_FALSE(principal.may(4));
    EXPECT_FALSE(principal.may(-1));
    principal.every_scope = true;
    EXPECT_TRUE(principal.may(4));
}

TEST(MintOrder, StandsBeforeTheDot) {
    EXPECT_EQ(mint_order("17.abc"), 17u);
    for (const char* text : {"", "17", ".17", "x.17", "-1.x", "99999999999999999999999.x"})
        EXPECT_EQ(mint_order(text), 0u) << text;
}

}  // namespace
