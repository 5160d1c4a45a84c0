// A forgotten password: who gets a mail, what its token does, and what nobody learns.
#include <gtest/gtest.h>

#include "postman.h"

namespace {

using namespace people;
using namespace std::chrono_literals;

Reply forget(App& app, const std::string& name, const std::string& from = "127.0.0.1") {
    return app.stranger().post("/api/auth/forgot-password", R"({"email":")" + name + R"("})", {{"x-forwarded-for", from}});
}

Reply reset(App& app, const std::string& token, const std::string& to = "violet-anchor-88") {
    return app.stranger().post("/api/auth/reset-password", R"({"token":")" + token + R"(","new_password":")" + to + R"("})",
                               {{"user-agent", "Phone/1.0"}});
}

/// The token of a mail that somebody asked for.
std::string token_for(App& app, const std::string& name) {
    expect(forget(app, name), 202, "asking");
    return letter(app, "password-reset-requested");
}

TEST(ForgottenPassword, IsReplacedWithTheTokenOfAMail) {
    App app({"auth", "postman"}, with_postman());
    const Client lost = customer(app, "mira");
    const std::string token = token_for(app, "MIRA@people.test");
    EXPECT_EQ(token.size(), 64u);
    EXPECT_EQ(letter(app, "password-reset-requested", "email || ' ' || first_name || ' ' || address"),
              "mira@people.test mira password-reset");
    const Reply done = reset(app, token);
    ASSERT_EQ(done.status, 200) << done.body;
    EXPECT_EQ(lost.get("/api/auth/me").code(), "token-revoked") << "every session ends";
    EXPECT_THROW(log_in(app, "mira@people.test"), std::runtime_error);
    EXPECT_EQ(log_in(app, "mira@people.test", "violet-anchor-88").get("/api/auth/me").status, 200);
    EXPECT_EQ(letter(app, "password-changed", "email || ' ' || address || ' ' || agent"), "mira@people.test 127.0.0.1 Phone/1.0");
    EXPECT_EQ(app.sql("SELECT action FROM auth_history ORDER BY id DESC LIMIT 1"), "password-reset");
    EXPECT_EQ(app.sql("SELECT email_verified FROM auth_users WHERE email = 'mira@people.test'"), "0");
}

TEST(ForgottenPassword, IsAskedForUnderAnyName) {
    App app({"auth", "postman"}, with_postman());
    expect(app.stranger().post(
               "/api/auth/register",
               R"({"email":"mira@people.test","username":"Mira","phone":"98413 85379","password":"marble-canoe-17"})"),
           201, "mira");
    for (const char* body : {R"({"email":"mira@people.test"})", R"({"username":"mira"})", R"({"phone":"9841385379"})"}) {
        EXPECT_EQ(app.stranger().post("/api/auth/forgot-password", body).status, 202) << body;
        app.settle();
    }
    EXPECT_EQ(letters(app, "password-reset-requested"), "3");
    EXPECT_EQ(app.stranger().post("/api/auth/forgot-password", "{}").status, 422);
}

TEST(ForgottenPassword, IsAnsweredAlikeWhoeverIsAskedFor) {
    App app({"auth", "postman"}, with_postman());
    customer(app, "mira");
    const Client asleep = customer(app, "asleep");
    app.settle();
    expect(asleep.post("/api/users/deactivate"), 200, "deactivation");
    const Reply known = forget(app, "mira@people.test");
    for (const char* name : {"nobody@people.test", "asleep@people.test"}) {
        const Reply other = forget(app, name);
        EXPECT_EQ(other.status, 202);
        EXPECT_EQ(other.body, known.body);
    }
    EXPECT_EQ(letters(app, "password-reset-requested"), "1");
    EXPECT_EQ(app.sql("SELECT count(*) FROM postman_letters WHERE topic = 'nobody'"), "2") << "as much is done for nobody";
    EXPECT_EQ(app.sql("SELECT count(*) FROM mortise_outbox WHERE topic = 'accounts.password-reset-requested'"), "3");
}

TEST(ForgottenPassword, LeavesNoTokenThatCouldBeRead) {
    App app({"auth", "postman"}, with_postman());
    customer(app, "mira");
    const std::string token = token_for(app, "mira@people.test");
    EXPECT_EQ(app.sql("SELECT count(*) FROM mortise_outbox WHERE json LIKE '%" + token + "%'"), "0");
    EXPECT_EQ(app.sql("SELECT count(*) FROM auth_tickets WHERE hash = '" + token + "'"), "0");
    EXPECT_EQ(app.sql("SELECT count(*) FROM auth_tickets WHERE hash IS NOT NULL"), "2") << "this one, and the address's";
}

TEST(ForgottenPassword, TokensAreGoodOnceAndForHalfAnHour) {
    App app({"auth", "postman"}, with_postman());
    customer(app, "mira");
    std::string token = token_for(app, "mira@people.test");
    EXPECT_EQ(reset(app, token).status, 200);
    const Reply again = reset(app, token, "copper-meadow-31");
    EXPECT_EQ(again.status, 400);
    EXPECT_EQ(again.code(), "bad-token");
    token = token_for(app, "mira@people.test");
    app.advance(30min - 1ms);
    EXPECT_EQ(reset(app, token, "copper-meadow-31").status, 200);
    token = token_for(app, "mira@people.test");
    app.advance(30min);
    EXPECT_EQ(reset(app, token, "silver-harbour-54").code(), "bad-token");
    EXPECT_EQ(reset(app, std::string(64, 'a')).code(), "bad-token");
    EXPECT_EQ(reset(app, "").status, 422);
}

TEST(ForgottenPassword, TokensAreSupersededByLaterOnesAndByANewPassword) {
    App app({"auth", "postman"}, with_postman());
    const Client me = customer(app, "mira");
    const std::string first = token_for(app, "mira@people.test"), second = token_for(app, "mira@people.test");
    EXPECT_NE(first, second);
    EXPECT_EQ(reset(app, first).code(), "bad-token");
    expect(me.post("/api/auth/change-password", R"({"old_password":"marble-canoe-17","new_password":"copper-meadow-31"})"), 200,
           "change");
    EXPECT_EQ(reset(app, second).code(), "bad-token");
    EXPECT_EQ(letters(app, "password-changed"), "1");
}

TEST(ForgottenPassword, TokensSurviveAWeakPassword) {
    App app({"auth", "postman"}, with_postman());
    customer(app, "mira");
    const std::string token = token_for(app, "mira@people.test");
    EXPECT_EQ(reset(app, token, "password123").code(), "weak-password");
    EXPECT_EQ(reset(app, token, "short").status, 422);
    EXPECT_EQ(reset(app, token).status, 200);
}

TEST(ForgottenPassword, TokensOfTheBlockedAreNotGood) {
    App app({"auth", "postman"}, with_postman());
    const Client me = customer(app, "mira"), boss = admin(app);
    const std::string token = token_for(app, "mira@people.test"), path = "/api/admin/users/" + std::to_string(id_of(me));
    expect(boss.post(path + "/block"), 200, "block");
    EXPECT_EQ(reset(app, token).code(), "bad-token");
    expect(boss.post(path + "/unblock"), 200, "unblock");
    EXPECT_EQ(reset(app, token).status, 200);
}

TEST(ForgottenPassword, OnceReplacedEndsTheDelays) {
    App app({"auth", "postman"}, with_postman());
    customer(app, "mira");
    for (int i = 0; i < 5; ++i) EXPECT_THROW(log_in(app, "mira@people.test", "wrong-canoe-17"), std::runtime_error);
    EXPECT_THROW(log_in(app, "mira@people.test"), std::runtime_error) << "delayed";
    expect(reset(app, token_for(app, "mira@people.test")), 200, "reset");
    EXPECT_EQ(log_in(app, "mira@people.test", "violet-anchor-88").get("/api/auth/me").status, 200);
}

TEST(ForgottenPassword, MailsFiveAnHourToAnAccount) {
    App app({"auth", "postman"}, with_postman({{"http.trusted_proxies", "127.0.0.1"}}));
    customer(app, "mira");
    for (int i = 0; i < 8; ++i) {
        EXPECT_EQ(forget(app, "mira@people.test", "203.0.113." + std::to_string(i + 1)).status, 202);
        app.settle();  // a mail that a later one overtakes is not written
    }
    EXPECT_EQ(letters(app, "password-reset-requested"), "5");
    EXPECT_EQ(
        app.sql("SELECT count(*) FROM auth_tickets WHERE kind = 'password-reset' AND user_id IS NOT NULL AND ended_at IS NULL"),
        "1")
        << "the last mail's token stays good";
    app.advance(1h);
    EXPECT_EQ(forget(app, "mira@people.test").status, 202);
    EXPECT_EQ(letters(app, "password-reset-requested"), "6");
}

TEST(ForgottenPassword, IsAskedForTwentyTimesAnHourFromAnAddress) {
    App app({"auth", "postman"}, with_postman({{"http.trusted_proxies", "127.0.0.1"}}));
    customer(app, "mira");
    for (int i = 0; i < 20; ++i) EXPECT_EQ(forget(app, "ghost" + std::to_string(i) + "@people.test", "203.0.113.9").status, 202);
    EXPECT_EQ(forget(app, "mira@people.test", "203.0.113.9").status, 202);
    EXPECT_EQ(letters(app, "password-reset-requested"), "0");
    EXPECT_EQ(forget(app, "mira@people.test", "203.0.113.10").status, 202);
    EXPECT_EQ(letters(app, "password-reset-requested"), "1");
}

TEST(ForgottenPassword, LeavesTicketsThatAreCleanedUp) {
    App app({"auth", "postman"}, with_postman());
    customer(app, "mira");
    token_for(app, "mira@people.test");
    app.run("auth.clean-up");
    EXPECT_EQ(app.sql("SELECT count(*) FROM auth_tickets"), "2");
    app.advance(25h);
    app.run("auth.clean-up");
    EXPECT_EQ(app.sql("SELECT count(*) FROM auth_tickets"), "0");
}

TEST(Tickets, OpenAnewWithAnotherTokenEachTime) {
    App app({"auth", "postman"}, with_postman());
    customer(app, "mira");
    const std::string first = token_for(app, "mira@people.test");
    const std::string ticket = app.sql("SELECT id FROM auth_tickets WHERE kind = 'password-reset'");
    const Reply again = app.stranger().post("/api/postman/open", R"({"ticket":)" + ticket + "}");
    ASSERT_EQ(again.status, 200) << again.body;
    EXPECT_EQ(again["kind"], "password-reset");
    EXPECT_EQ(again["email"], "mira@people.test");
    EXPECT_EQ(again["expires_at"], "2026-01-01T12:30:00Z");
    EXPECT_EQ(again["user"].number(), id_of(log_in(app, "mira@people.test")));
    EXPECT_EQ(reset(app, first).code(), "bad-token");
    EXPECT_EQ(reset(app, again["token"].text()).status, 200);
    EXPECT_EQ(app.stranger().post("/api/postman/open", R"({"ticket":)" + ticket + "}").status, 404) << "spent";
    EXPECT_EQ(app.stranger().post("/api/postman/open", R"({"ticket":9999})").status, 404);
}

TEST(Accounts, AreFoundByAnyName) {
    App app({"auth", "postman"}, with_postman());
    expect(app.stranger().post(
               "/api/auth/register",
               R"({"email":"mira@people.test","username":"Mira","phone":"98413 85379","password":"marble-canoe-17"})"),
           201, "mira");
    for (const char* name : {"MIRA@people.test", "mira", "98413-85379"})
        EXPECT_EQ(app.stranger().get("/api/postman/find?name=" + std::string(name))["email"], "mira@people.test") << name;
    EXPECT_EQ(app.stranger().get("/api/postman/find?name=nobody").status, 404);
}

}  // namespace
