// Older and newer tables at the border, from plugins in plain C.
#include <gtest/gtest.h>
#include <mortise/testing.h>

namespace {

using mortise::testing::App;

std::string refusal(std::initializer_list<std::string_view> plugins) {
    try {
        App app(plugins);
    } catch (const std::runtime_error& why) {
        return why.what();
    }
    return "it started";
}

std::string greeting(std::string_view plugin) { return App{{plugin}}.stranger().get("/api/plain").body; }

TEST(Border, TakesAPluginInPlainC) { EXPECT_EQ(greeting("plain"), R"({"language":"C"})"); }

TEST(Border, TakesLargerTablesWithATailThatItDoesNotKnow) {
    EXPECT_EQ(greeting("long-table"), R"({"language":"C"})");
    EXPECT_EQ(greeting("long-route"), R"({"language":"C"})");
}

TEST(Border, RefusesAPluginTableThatIsShorterThanAnyReleased) {
    EXPECT_TRUE(refusal({"short-table"}).ends_with("short-table.so exports a table that this host cannot read"))
        << refusal({"short-table"});
}

TEST(Border, RefusesAPluginTableOfAnotherAbi) {
    EXPECT_TRUE(refusal({"other-table"}).ends_with("other-table.so exports a table that this host cannot read"))
        << refusal({"other-table"});
}

TEST(Border, RefusesARouteTableThatIsShorterThanAnyReleased) {
    EXPECT_EQ(refusal({"short-route"}),
              "plugin short-route cannot be loaded: a route's table is shorter than any that was released");
}

}  // namespace
