// Exceptions of every kind, thrown in everything that the host calls: each is an answer or a line, none ends the host or leaves a
// row.
#include <gtest/gtest.h>
#include <mortise/testing.h>

namespace {

using mortise::testing::App;
using mortise::testing::Reply;

struct Thrower : testing::Test {
    App app{{"thrower"}};

    Reply raise(const std::string& where, const std::string& kind) {
        return app.stranger().post("/api/thrower/" + where, R"({"kind":")" + kind + R"("})");
    }
    void expect_alive() {
        EXPECT_EQ(app.stranger().get("/api/thrower/rows")["seen"], 0);
        EXPECT_EQ(app.stranger().get("/api/thrower/empty?kind=x").status, 204);
    }
};

TEST_F(Thrower, BecomesA500ThatTellsNothing) {
    for (const char* where : {"reader", "writer", "blocking", "contract"})
        for (const char* kind : {"exception", "int", "memory"}) {
            const Reply reply = raise(where, kind);
            EXPECT_EQ(reply.status, 500) << where << ' ' << kind;
            EXPECT_EQ(reply.code(), "internal") << where << ' ' << kind;
            EXPECT_EQ(reply.body.find("Rumpelstiltskin"), std::string::npos) << where;
            EXPECT_EQ(reply.body.find("bad_alloc"), std::string::npos) << where;
        }
    expect_alive();
}

TEST_F(Thrower, BecomesTheProblemThatWasMeant) {
    for (const char* where : {"reader", "writer", "blocking", "contract"}) {
        const Reply reply = raise(where, "problem");
        EXPECT_EQ(reply.status, 409) << where;
        EXPECT_EQ(reply.code(), "declared") << where;
        EXPECT_EQ(reply["state"], "taken") << where;
        EXPECT_EQ(reply["detail"], "It is so.") << where;
    }
    expect_alive();
}

TEST_F(Thrower, IsAFaultWithAStatusThatIsNone) {
    EXPECT_EQ(raise("reader", "nonsense").status, 500);
    expect_alive();
}

TEST_F(Thrower, TakesBackWhatTheAnswerHeldAlready) {
    const Reply reply = raise("half", "other");
    EXPECT_EQ(reply.status, 500);
    EXPECT_EQ(reply.header("x-half"), "");
    EXPECT_EQ(reply.header("content-type"), "application/problem+json");
}

TEST_F(Thrower, MakesTheKitComplainOfACodeThatTheRouteDoesNotDeclare) {
    EXPECT_THROW(raise("reader", "undeclared"), std::runtime_error);
}

TEST_F(Thrower, FailsATaskAndTakesBackItsTransaction) {
    EXPECT_THROW(app.run("thrower.writer"), std::runtime_error);
    EXPECT_THROW(app.run("thrower.blocking"), std::runtime_error);
    EXPECT_THROW(app.run("thrower.nowhere"), std::runtime_error);
    expect_alive();
}

TEST_F(Thrower, HoldsUpItsOwnListenerAlone) {
    EXPECT_EQ(raise("events", "int").status, 204);
    EXPECT_EQ(app.stranger().get("/api/thrower/rows").status, 200);
    EXPECT_EQ(app.sql("SELECT count(*) FROM thrower_rows"), "0");
}

}  // namespace
