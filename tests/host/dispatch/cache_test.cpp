// Kept answers: never older than the last write to what they were read from, never another's, never beyond their time.
#include <gtest/gtest.h>
#include <mortise/testing.h>

namespace {

using mortise::testing::App;
using mortise::testing::Client;
using mortise::testing::Reply;
using namespace std::chrono_literals;

std::string cached(const Reply& reply) { return reply.header("x-cache"); }

struct Cache : testing::Test {
    App app{{"desk"}};
    Client anybody = app.stranger();
    Reply notes() { return anybody.get("/api/desk/notes"); }
};

TEST_F(Cache, AnswersTheSecondTimeFromMemoryWithTheSameBytes) {
    anybody.post("/api/desk/notes", R"({"text":"first"})");
    const Reply miss = notes(), hit = notes();
    EXPECT_EQ(cached(miss), "miss");
    EXPECT_EQ(cached(hit), "hit");
    EXPECT_EQ(hit.body, miss.body);
    EXPECT_EQ(hit.status, 200);
    EXPECT_EQ(hit.header("content-type"), "application/json");
    EXPECT_NE(hit.header("x-request-id"), miss.header("x-request-id"));
}

TEST_F(Cache, NeverAnswersWhatAWriteHasMadeOld) {
    notes();
    for (int i = 0; i < 50; ++i) {
        ASSERT_EQ(anybody.post("/api/desk/notes", R"({"text":"another"})").status, 201);
        const Reply reply = notes();
        ASSERT_EQ(cached(reply), "miss");
        ASSERT_EQ(reply["notes"].size(), static_cast<std::size_t>(i + 1));
        ASSERT_EQ(cached(notes()), "hit");
    }
}

TEST_F(Cache, KeepsWhatAWriteToOtherTablesDoesNotTouch) {
    notes();
    EXPECT_EQ(anybody.post("/api/desk/others", R"({"text":"elsewhere"})").status, 204);
    EXPECT_EQ(cached(notes()), "hit");
}

TEST_F(Cache, KeepsWhatAFailedWriteDidNotChange) {
    notes();
    EXPECT_EQ(anybody.post("/api/desk/notes", R"({"text":""})").status, 422);
    EXPECT_EQ(cached(notes()), "hit");
}

TEST_F(Cache, TellsQueriesAndRoutesApart) {
    notes();
    EXPECT_EQ(cached(anybody.get("/api/desk/brief")), "miss");
    EXPECT_EQ(anybody.get("/api/desk/notes?x=1").status, 400);
}

TEST_F(Cache, ForgetsByTheClock) {
    EXPECT_EQ(cached(anybody.get("/api/desk/brief")), "miss");
    app.advance(4s);
    EXPECT_EQ(cached(anybody.get("/api/desk/brief")), "hit");
    app.advance(2s);
    EXPECT_EQ(cached(anybody.get("/api/desk/brief")), "miss");
}

TEST_F(Cache, NeverShowsOnesAnswerToAnother) {
    const Client anna = app.bearer(1, "", {}), bert = app.bearer(2, "", {}), again = app.bearer(1, "", {});
    EXPECT_EQ(anna.get("/api/desk/mine")["notes"][0]["text"], "for 1");
    EXPECT_EQ(cached(anna.get("/api/desk/mine")), "hit");
    const Reply other = bert.get("/api/desk/mine");
    EXPECT_EQ(cached(other), "miss");
    EXPECT_EQ(other["notes"][0]["text"], "for 2");
    EXPECT_EQ(cached(again.get("/api/desk/mine")), "miss") << "another session may hold other rights";
    EXPECT_EQ(anna.get("/api/desk/mine")["notes"][0]["text"], "for 1");
    EXPECT_EQ(anybody.get("/api/desk/mine").status, 401);
}

TEST(CacheSetting, OfNoTimeKeepsNothing) {
    App app({"desk"}, {{"cache.ttl", "0 s"}});
    for (int i = 0; i < 3; ++i) EXPECT_EQ(cached(app.stranger().get("/api/desk/notes")), "");
}

TEST(CacheSetting, ShortensWhatRoutesAllow) {
    App app({"desk"}, {{"cache.ttl", "2 s"}});
    EXPECT_EQ(cached(app.stranger().get("/api/desk/notes")), "miss");
    app.advance(1s);
    EXPECT_EQ(cached(app.stranger().get("/api/desk/notes")), "hit");
    app.advance(2s);
    EXPECT_EQ(cached(app.stranger().get("/api/desk/notes")), "miss");
}

}  // namespace
