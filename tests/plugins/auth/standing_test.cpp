// Blocking, switching off, and back.
#include <gtest/gtest.h>

#include "support/people.h"

namespace {

using namespace people;

std::string path_of(std::int64_t id, const std::string& what) { return "/api/admin/users/" + std::to_string(id) + "/" + what; }

TEST(Standing, OfTheBlockedIsRefusedAtOnceWithTokensInHand) {
    App app({"auth"}, household_settings());
    const Client boss = admin(app);
    const Reply entrance =
        app.stranger().post("/api/auth/register", R"({"email":"wes@people.test","password":"marble-canoe-17"})");
    const Client wes = app.bearer(entrance["access_token"].text());
    const Reply reply = boss.post(path_of(id_of(wes), "block"), R"({"reason":"Did not pay."})");
    ASSERT_EQ(reply.status, 200) << reply.body;
    EXPECT_EQ(reply["is_blocked"], true);
    EXPECT_EQ(reply["block_reason"], "Did not pay.");
    EXPECT_EQ(wes.get("/api/auth/me").code(), "token-revoked");
    EXPECT_EQ(
        app.stranger().post("/api/auth/refresh", R"({"refresh_token":")" + entrance["refresh_token"].text() + R"("})").status,
        401);
}

TEST(Standing, OfTheUnblockedIsAsBeforeButTheirOldTokensStayDead) {
    App app({"auth"}, household_settings());
    const Client boss = admin(app), wes = customer(app, "wes");
    const std::int64_t id = id_of(wes);
    expect(boss.put("/api/users/" + std::to_string(id) + "/block"), 200, "block");
    const Reply reply = boss.put("/api/users/" + std::to_string(id) + "/unblock");
    EXPECT_EQ(reply["is_blocked"], false);
    EXPECT_TRUE(reply["block_reason"].is_null());
    EXPECT_EQ(wes.get("/api/auth/me").status, 401);
    EXPECT_EQ(log_in(app, "wes@people.test").get("/api/auth/me").status, 200);
}

TEST(Standing, ChangesOnceAndTheSamePersonMayAskTwice) {
    App app({"auth"}, household_settings());
    const Client boss = admin(app), clerk = app.bearer(77, "CLERK", {"WRITE:USERS"});
    const std::int64_t id = id_of(customer(app, "wes"));
    EXPECT_EQ(boss.post(path_of(id, "unblock")).code(), "not-blocked");
    EXPECT_EQ(boss.post(path_of(id, "block")).status, 200);
    EXPECT_EQ(boss.post(path_of(id, "block"), R"({"reason":"Another."})").status, 200);
    const Reply late = clerk.post(path_of(id, "block"));
    EXPECT_EQ(late.status, 409);
    EXPECT_EQ(late.code(), "already-blocked");
    EXPECT_EQ(late["state"], "blocked");
    EXPECT_EQ(app.sql("SELECT count(*) FROM auth_history WHERE action = 'blocked'"), "1");
}

TEST(Standing, OfOneselfAndOfTheLastAdministratorIsLeftAlone) {
    App app({"auth"}, household_settings());
    const Client boss = admin(app), clerk = app.bearer(77, "CLERK", {"WRITE:USERS"});
    EXPECT_EQ(boss.post(path_of(id_of(boss), "block")).code(), "own-account");
    EXPECT_EQ(clerk.post(path_of(id_of(boss), "block")).code(), "last-administrator");
    EXPECT_EQ(boss.post("/api/users/deactivate").code(), "last-administrator");
    EXPECT_EQ(boss.get("/api/auth/me").status, 200);
}

TEST(Standing, IsForThoseWhoMayChangeIt) {
    App app({"auth"}, household_settings());
    const Client wes = customer(app, "wes"), zoe = customer(app, "zoe");
    for (const char* what : {"block", "unblock", "activate"}) {
        EXPECT_EQ(wes.post(path_of(id_of(zoe), what)).status, 403) << what;
        EXPECT_EQ(app.bearer(77, "CLERK", {"READ:USERS"}).post(path_of(id_of(zoe), what)).status, 403) << what;
    }
    EXPECT_EQ(admin(app).post(path_of(999, "block")).status, 404);
}

TEST(Standing, OfWhoSwitchesHimselfOffEndsUntilHeIsSwitchedOn) {
    App app({"auth"}, household_settings());
    const Client boss = admin(app), wes = customer(app, "wes"), phone = log_in(app, "wes@people.test");
    const std::int64_t id = id_of(wes);
    EXPECT_EQ(wes.post("/api/users/deactivate")["is_active"], false);
    EXPECT_EQ(wes.get("/api/auth/me").status, 401);
    EXPECT_EQ(phone.get("/api/auth/me").status, 401);
    EXPECT_EQ(boss.post(path_of(id, "activate"))["is_active"], true);
    EXPECT_EQ(log_in(app, "wes@people.test").get("/api/auth/me").status, 200);
    EXPECT_EQ(boss.post(path_of(id_of(boss), "activate")).code(), "already-active");
}

TEST(Standing, IsToldToTheOtherPlugins) {
    App app({"auth"}, household_settings());
    const Client boss = admin(app), wes = customer(app, "wes");
    const std::int64_t id = id_of(wes);
    for (const char* what : {"block", "unblock"}) expect(boss.post(path_of(id, what)), 200, what);
    expect(log_in(app, "wes@people.test").post("/api/users/deactivate"), 200, "deactivation");
    expect(boss.post(path_of(id, "activate")), 200, "activation");
    EXPECT_EQ(app.sql("SELECT group_concat(topic, ' ') FROM (SELECT topic FROM mortise_outbox WHERE topic NOT LIKE '%requested' "
                      "ORDER BY id)"),
              "accounts.blocked accounts.unblocked accounts.deactivated accounts.activated");
    EXPECT_EQ(app.sql("SELECT group_concat(action, ' ') FROM (SELECT action FROM auth_history ORDER BY id)"),
              "blocked unblocked deactivated activated");
}

}  // namespace
