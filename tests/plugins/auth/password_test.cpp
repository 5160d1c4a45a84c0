// A new password for the old one.
#include <gtest/gtest.h>

#include "support/people.h"

namespace {

using namespace people;

Reply change(const Client& who, const std::string& from, const std::string& to) {
    return who.post("/api/auth/change-password", R"({"old_password":")" + from + R"(","new_password":")" + to + R"("})");
}

TEST(ChangePassword, LetsTheNewOneInAndNotTheOld) {
    App app({"auth"}, household_settings());
    const Client me = customer(app, "nita");
    EXPECT_EQ(change(me, "marble-canoe-17", "violet-anchor-88").status, 200);
    EXPECT_EQ(log_in(app, "nita@people.test", "violet-anchor-88").get("/api/auth/me").status, 200);
    EXPECT_THROW(log_in(app, "nita@people.test"), std::runtime_error);
}

TEST(ChangePassword, EndsTheOtherSessionsAndKeepsThisOne) {
    App app({"auth"}, household_settings());
    const Reply entrance =
        app.stranger().post("/api/auth/register", R"({"email":"nita@people.test","password":"marble-canoe-17"})");
    const Client other = app.bearer(entrance["access_token"].text()), me = log_in(app, "nita@people.test");
    EXPECT_EQ(change(me, "marble-canoe-17", "violet-anchor-88").status, 200);
    EXPECT_EQ(me.get("/api/auth/me").status, 200);
    EXPECT_EQ(other.get("/api/auth/me").code(), "token-revoked");
    EXPECT_EQ(
        app.stranger().post("/api/auth/refresh", R"({"refresh_token":")" + entrance["refresh_token"].text() + R"("})").status,
        401);
}

TEST(ChangePassword, NeedsTheOldOneAndAGoodNewOne) {
    App app({"auth"}, household_settings());
    const Client me = customer(app, "nita");
    const Reply wrong = change(me, "wrong-canoe-17", "violet-anchor-88");
    EXPECT_EQ(wrong.status, 422);
    EXPECT_EQ(wrong["errors"][0]["field"], "old_password");
    EXPECT_EQ(change(me, "marble-canoe-17", "short").status, 422);
    const Reply weak = change(me, "marble-canoe-17", "password123");
    EXPECT_EQ(weak.code(), "weak-password");
    EXPECT_EQ(weak["errors"][0]["field"], "new_password");
    EXPECT_EQ(change(app.stranger(), "marble-canoe-17", "violet-anchor-88").status, 401);
}

TEST(ChangePassword, IsNoWayAroundTheDelays) {
    App app({"auth"}, household_settings());
    const Client me = customer(app, "nita");
    for (int i = 0; i < 5; ++i) EXPECT_EQ(change(me, "wrong-canoe-17", "violet-anchor-88").status, 422);
    EXPECT_EQ(change(me, "marble-canoe-17", "violet-anchor-88").status, 429);
}

}  // namespace
