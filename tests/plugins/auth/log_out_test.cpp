// Log-out: what ends, and what goes on.
#include <gtest/gtest.h>

#include "support/people.h"

namespace {

using namespace people;

TEST(LogOut, EndsTheSessionAndClearsTheCookie) {
    App app({"auth"}, household_settings());
    const Reply entrance = app.stranger().post("/api/auth/register", R"({"email":"a@people.test","password":"marble-canoe-17"})");
    const Client me = app.bearer(entrance["access_token"].text());
    const Reply reply = me.post("/api/auth/logout");
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.body, R"({"message":"Successfully logged out"})");
    EXPECT_EQ(reply.header("set-cookie"), "refresh_token=; Max-Age=0; Path=/api; HttpOnly; SameSite=Strict");
    EXPECT_EQ(me.get("/api/auth/me").code(), "token-revoked");
    const Reply refreshed =
        app.stranger().post("/api/auth/refresh", R"({"refresh_token":")" + entrance["refresh_token"].text() + R"("})");
    EXPECT_EQ(refreshed.code(), "token-revoked");
}

TEST(LogOut, LeavesTheOtherSessionsUnlessAllAreMeant) {
    App app({"auth"}, household_settings());
    const Client phone = customer(app, "lila"), laptop = log_in(app, "lila@people.test"),
                 tablet = log_in(app, "lila@people.test");
    EXPECT_EQ(phone.post("/api/auth/logout").status, 200);
    EXPECT_EQ(laptop.get("/api/auth/me").status, 200);
    EXPECT_EQ(laptop.post("/api/auth/logout?all=true").status, 200);
    EXPECT_EQ(laptop.get("/api/auth/me").status, 401);
    EXPECT_EQ(tablet.get("/api/auth/me").status, 401);
    EXPECT_EQ(log_in(app, "lila@people.test").get("/api/auth/me").status, 200) << "who comes again is let in";
}

TEST(LogOut, IsForThoseWhoAreIn) {
    App app({"auth"}, household_settings());
    EXPECT_EQ(app.stranger().post("/api/auth/logout").status, 401);
    EXPECT_EQ(customer(app, "lila").post("/api/auth/logout?every=true").status, 400);
}

}  // namespace
