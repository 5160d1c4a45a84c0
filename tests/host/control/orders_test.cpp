// Commands as plugin authors test them.
#include <gtest/gtest.h>
#include <mortise/testing.h>

namespace {

using mortise::testing::App;
using mortise::testing::Reply;

TEST(Orders, GiveTheHandlerTextsOfWhichItMakesWhatItNeeds) {
    App app({"gong"});
    const Reply reply = app.command(
        "gong strike", R"({"times":3,"by":"Asha & Bert = 50%","loud":true,"bells":["a","b"],"pass_word":" with blanks "})");
    EXPECT_EQ(reply.status, 200) << reply.body;
    EXPECT_EQ(reply["times"], 3);
    EXPECT_EQ(reply["by"], "Asha & Bert = 50%");
    EXPECT_EQ(reply["loud"], true);
    EXPECT_EQ(reply["bells"].size(), 2u);
    EXPECT_EQ(reply["pass_word"], " with blanks ");
}

TEST(Orders, AreTheSystemsWhichHasNoScopes) {
    App app({"gong"});
    const Reply reply = app.command("gong strike", R"({"times":1,"by":"x"})");
    EXPECT_EQ(reply["user"], 0);
    EXPECT_EQ(reply["may"], false);
    EXPECT_EQ(reply["peer"], "");
}

TEST(Orders, RunOnTheLaneOfTheirHandler) {
    App app({"gong"});
    EXPECT_EQ(app.command("gong keep", R"({"note":"one"})").status, 204);
    EXPECT_EQ(app.command("gong look")["notes"][0]["note"], "one");
    EXPECT_EQ(app.command("gong wait", R"({"ms":0})").status, 204);
}

TEST(Orders, FailAsRoutesDoAndLeaveNothingBehind) {
    App app({"gong"});
    const Reply conflict = app.command("gong keep", R"({"note":"crack"})");
    EXPECT_EQ(conflict.status, 409);
    EXPECT_EQ(conflict.code(), "cracked");
    const Reply burst = app.command("gong keep", R"({"note":"burst"})");
    EXPECT_EQ(burst.status, 500);
    EXPECT_EQ(burst.body.find("burst"), std::string::npos) << "why is for the log";
    EXPECT_EQ(app.command("gong look")["notes"].size(), 0u);

    const Reply faults = app.command("gong strike", R"({"times":13,"speed":1})");
    EXPECT_EQ(faults.status, 422);
    std::string fields;
    for (const auto& [key, fault] : faults["errors"].items()) fields += fault["field"].text() + ' ';
    EXPECT_EQ(fields, "times speed by ") << faults.body;
}

TEST(Orders, OfNobodyAreRefused) {
    App app({"gong"});
    EXPECT_THROW(app.command("gong melt"), std::runtime_error);
    EXPECT_EQ(app.stranger().post("/api/gong/keep", R"({"note":"x"})").status, 404) << "HTTP knows no commands";
    EXPECT_EQ(app.stranger().call("RUN", "/gong/keep", R"({"note":"x"})").status, 404);
    EXPECT_EQ(app.stranger().call("RUN", "/api/gong/move", "{}").status, 405);
}

}  // namespace
