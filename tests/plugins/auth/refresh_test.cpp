// Refresh: rotation, the twin within ten seconds, and what becomes of a stolen token.
#include <gtest/gtest.h>

#include <set>
#include <thread>

#include "support/people.h"

namespace {

using namespace people;
using namespace std::chrono_literals;

Reply entrance(App& app, const std::string& email = "tara@people.test") {
    return expect(app.stranger().post("/api/auth/register", R"({"email":")" + email + R"(","password":"marble-canoe-17"})"), 201,
                  "registration");
}

Reply refresh_with(App& app, const std::string& token) {
    return app.stranger().post("/api/auth/refresh", R"({"refresh_token":")" + token + R"("})");
}

bool is_good(App& app, const Reply& reply) { return app.bearer(reply["access_token"].text()).get("/api/auth/me").status == 200; }

TEST(Refresh, GivesANewAccessTokenAndANewRefreshToken) {
    App app({"auth"}, household_settings());
    const Reply first = entrance(app);
    const Reply second = refresh_with(app, first["refresh_token"].text());
    ASSERT_EQ(second.status, 200) << second.body;
    EXPECT_TRUE(is_good(app, second));
    EXPECT_EQ(second["token_type"], "bearer");
    EXPECT_EQ(second["expires_in"], 1800);
    EXPECT_NE(second["refresh_token"].text(), first["refresh_token"].text());
    EXPECT_EQ(second["refresh_token"].text().size(), 64u);
    EXPECT_EQ(refresh_with(app, second["refresh_token"].text()).status, 200);
}

TEST(Refresh, AnswersTheWayTheTokenCame) {
    App app({"auth"}, household_settings());
    const std::string token = entrance(app)["refresh_token"].text();
    const Reply by_bearer = app.bearer(token).post("/api/auth/refresh");
    ASSERT_EQ(by_bearer.status, 200) << by_bearer.body;
    EXPECT_TRUE(by_bearer.json().has("refresh_token"));
    EXPECT_EQ(by_bearer.header("set-cookie"), "");

    const Reply by_cookie = app.stranger().post(
        "/api/auth/refresh", {}, {{"cookie", "theme=dark; refresh_token=" + by_bearer["refresh_token"].text() + "; a=b"}});
    ASSERT_EQ(by_cookie.status, 200) << by_cookie.body;
    EXPECT_FALSE(by_cookie.json().has("refresh_token"));
    const std::string cookie = by_cookie.header("set-cookie");
    EXPECT_NE(cookie.find("; Path=/api; HttpOnly; SameSite=Strict"), std::string::npos);
    EXPECT_EQ(refresh_with(app, cookie.substr(14, 64)).status, 200);
}

TEST(Refresh, TakesTheCookieThoughAnOldAccessTokenIsSentToo) {
    App app({"auth"}, household_settings());
    const Reply first = entrance(app);
    app.advance(31min);
    const Reply reply = app.bearer(first["access_token"].text())
                            .post("/api/auth/refresh", {}, {{"cookie", "refresh_token=" + first["refresh_token"].text()}});
    EXPECT_EQ(reply.status, 200) << reply.body;
}

TEST(Refresh, KeepsTheCookieInStepWithABodyThatIsSentBesideIt) {
    App app({"auth"}, household_settings());
    const std::string token = entrance(app)["refresh_token"].text();
    const Reply reply = app.stranger().post("/api/auth/refresh", R"({"refresh_token":")" + token + R"("})",
                                            {{"cookie", "refresh_token=" + token}});
    EXPECT_EQ(reply.header("set-cookie").substr(14, 64), reply["refresh_token"].text());
}

TEST(Refresh, RefusesWhatIsNoTokenOfOurs) {
    App app({"auth"}, household_settings());
    const Reply first = entrance(app);
    EXPECT_EQ(app.stranger().post("/api/auth/refresh").status, 401);
    EXPECT_EQ(refresh_with(app, std::string(64, 'a')).code(), "unauthorized");
    EXPECT_EQ(refresh_with(app, first["access_token"].text().substr(0, 200)).status, 401);
    EXPECT_EQ(app.bearer(first["access_token"].text()).post("/api/auth/refresh").status, 401);
    EXPECT_EQ(app.bearer(first["refresh_token"].text()).get("/api/auth/me").status, 401) << "a refresh token opens nothing else";
}

TEST(Refresh, EndsAfterSevenDaysWithoutUse) {
    App app({"auth"}, household_settings());
    const Reply first = entrance(app);
    app.advance(7 * 24h - 1s);
    const Reply second = refresh_with(app, first["refresh_token"].text());
    EXPECT_EQ(second.status, 200);
    app.advance(7 * 24h);
    const Reply late = refresh_with(app, second["refresh_token"].text());
    EXPECT_EQ(late.status, 401);
    EXPECT_EQ(late.code(), "token-expired");
}

TEST(Refresh, OfTheDirectParentWithinTenSecondsGivesTheSameSuccessor) {
    App app({"auth"}, household_settings());
    const std::string token = entrance(app)["refresh_token"].text();
    const Reply one = refresh_with(app, token);
    app.advance(10s);
    const Reply other = refresh_with(app, token);
    ASSERT_EQ(other.status, 200) << other.body;
    EXPECT_EQ(one["refresh_token"].text(), other["refresh_token"].text());
    EXPECT_TRUE(is_good(app, one));
    EXPECT_TRUE(is_good(app, other));
}

TEST(Refresh, OfASpentTokenAfterTenSecondsEndsTheFamily) {
    App app({"auth"}, household_settings());
    const std::string token = entrance(app)["refresh_token"].text();
    const Reply next = refresh_with(app, token);
    app.advance(10s + 1ms);
    const Reply replay = refresh_with(app, token);
    EXPECT_EQ(replay.status, 401);
    EXPECT_EQ(replay.code(), "token-revoked");
    EXPECT_EQ(refresh_with(app, next["refresh_token"].text()).code(), "token-revoked");
    EXPECT_FALSE(is_good(app, next)) << "its access tokens too";
    EXPECT_EQ(app.sql("SELECT ended_by FROM auth_sessions"), "token-reused");
    EXPECT_EQ(app.sql("SELECT action FROM auth_history"), "token-reused");
    EXPECT_EQ(app.sql("SELECT topic FROM mortise_outbox ORDER BY id DESC LIMIT 1"), "accounts.token-reused");
}

TEST(Refresh, OfAGrandparentEndsTheFamilyAtOnce) {
    App app({"auth"}, household_settings());
    const std::string token = entrance(app)["refresh_token"].text();
    const std::string child = refresh_with(app, token)["refresh_token"].text();
    const std::string grandchild = refresh_with(app, child)["refresh_token"].text();
    EXPECT_EQ(refresh_with(app, token).status, 401);
    EXPECT_EQ(refresh_with(app, grandchild).status, 401);
}

TEST(Refresh, LeavesOtherSessionsAloneWhenAFamilyEnds) {
    App app({"auth"}, household_settings());
    const std::string token = entrance(app)["refresh_token"].text();
    const Client other = log_in(app, "tara@people.test");
    refresh_with(app, token);
    app.advance(11s);
    refresh_with(app, token);
    EXPECT_EQ(other.get("/api/auth/me").status, 200);
}

TEST(Refresh, ByFiftyAtOnceMakesOneSuccessor) {
    App app({"auth"}, household_settings());
    const std::string token = entrance(app)["refresh_token"].text();
    std::vector<Reply> replies(50);
    std::vector<std::thread> tabs;
    for (Reply& reply : replies) tabs.emplace_back([&] { reply = refresh_with(app, token); });
    for (std::thread& tab : tabs) tab.join();
    std::set<std::string> successors;
    for (const Reply& reply : replies) {
        EXPECT_EQ(reply.status, 200) << reply.body;
        successors.insert(reply["refresh_token"].text());
    }
    EXPECT_EQ(successors.size(), 1u);
    EXPECT_EQ(app.sql("SELECT count(*) FROM auth_refresh_tokens"), "2");
    EXPECT_EQ(refresh_with(app, *successors.begin()).status, 200);
}

TEST(Refresh, KeepsOnlyHashesOfTokens) {
    App app({"auth"}, household_settings());
    const std::string token = entrance(app)["refresh_token"].text();
    const std::string next = refresh_with(app, token)["refresh_token"].text();
    EXPECT_EQ(app.sql("SELECT count(*) FROM auth_refresh_tokens WHERE hash IN ('" + token + "', '" + next + "')"), "0");
}

TEST(Refresh, TokensThatHaveExpiredAreCleanedUp) {
    App app({"auth"}, household_settings());
    refresh_with(app, entrance(app)["refresh_token"].text());
    EXPECT_EQ(app.run("auth.clean-up"), 0);
    app.advance(7 * 24h + 1s);
    EXPECT_EQ(app.run("auth.clean-up"), 3) << "and the ticket of the registration";
    app.advance(90 * 24h);
    EXPECT_EQ(app.run("auth.clean-up"), 1);
    EXPECT_EQ(app.sql("SELECT count(*) FROM auth_sessions"), "0");
}

}  // namespace
