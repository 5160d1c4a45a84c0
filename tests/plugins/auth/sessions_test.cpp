// The caller's own sessions: seen, ended, and told of when they begin somewhere new.
#include <gtest/gtest.h>

#include "postman.h"

namespace {

using namespace people;
using namespace std::chrono_literals;

Client log_in_with(App& app, std::string_view name, const std::string& agent, const std::string& from = "127.0.0.1") {
    const Reply reply =
        app.stranger().post("/api/auth/login", R"({"username":")" + std::string(name) + R"(","password":"marble-canoe-17"})",
                            {{"user-agent", agent}, {"x-forwarded-for", from}});
    return app.bearer(expect(reply, 200, "log-in")["access_token"].text());
}

std::string path_of(std::int64_t id) { return "/api/auth/sessions/" + std::to_string(id); }

TEST(Sessions, AreListedWithTheCallersMarked) {
    App app({"auth"}, household_settings({{"http.trusted_proxies", "127.0.0.1"}}));
    customer(app, "dev");
    app.advance(1min);
    const Client phone = log_in_with(app, "dev@people.test", "Phone/1.0\x01", "203.0.113.9");
    const Reply list = phone.get("/api/auth/sessions");
    ASSERT_EQ(list.status, 200) << list.body;
    ASSERT_EQ(list["items"].size(), 2u);
    EXPECT_TRUE(list["next_cursor"].is_null());
    const auto first = list["items"][0], second = list["items"][1];
    EXPECT_EQ(first["current"], true);
    EXPECT_EQ(first["address"], "203.0.113.9");
    EXPECT_EQ(first["agent"], "Phone/1.0?");
    EXPECT_EQ(first["created_at"], "2026-01-01T12:01:00Z");
    EXPECT_EQ(first["last_used_at"], "2026-01-01T12:01:00Z");
    EXPECT_EQ(first["expires_at"], "2026-01-08T12:01:00Z");
    EXPECT_FALSE(first.has("name")) << "the sid stays inside";
    EXPECT_EQ(second["current"], false);
    EXPECT_EQ(second["address"], "127.0.0.1");
}

TEST(Sessions, ComeInPages) {
    App app({"auth"}, household_settings());
    const Client me = customer(app, "dev");
    for (int i = 0; i < 4; ++i) log_in(app, "dev@people.test");
    const Reply first = me.get("/api/auth/sessions?limit=3&count=true&sort=created_at");
    EXPECT_EQ(first["items"].size(), 3u);
    EXPECT_EQ(first["total"], 5);
    EXPECT_EQ(first["items"][0]["current"], true);
    const Reply second = me.get("/api/auth/sessions?limit=3&sort=created_at&cursor=" + first["next_cursor"].text());
    EXPECT_EQ(second["items"].size(), 2u);
    EXPECT_EQ(me.get("/api/auth/sessions?sort=name").status, 400);
    EXPECT_EQ(me.get("/api/auth/sessions?user_id=1").status, 400);
}

TEST(Sessions, ThatHaveEndedOrExpiredAreNotListed) {
    App app({"auth"}, household_settings());
    customer(app, "dev");
    const Client gone = log_in(app, "dev@people.test");
    expect(gone.post("/api/auth/logout"), 200, "log-out");
    app.advance(7 * 24h - 1s);
    const Client me = log_in(app, "dev@people.test");
    EXPECT_EQ(me.get("/api/auth/sessions")["items"].size(), 2u);
    app.advance(1s);
    EXPECT_EQ(me.get("/api/auth/sessions")["items"].size(), 1u);
}

TEST(Sessions, GoOnBeingOneWhenTheyAreRefreshed) {
    App app({"auth"}, household_settings());
    const Reply entrance =
        app.stranger().post("/api/auth/register", R"({"email":"dev@people.test","password":"marble-canoe-17"})");
    app.advance(1h);
    const Reply next =
        app.stranger().post("/api/auth/refresh", R"({"refresh_token":")" + entrance["refresh_token"].text() + R"("})");
    const Reply list = app.bearer(next["access_token"].text()).get("/api/auth/sessions");
    ASSERT_EQ(list["items"].size(), 1u);
    EXPECT_EQ(list["items"][0]["current"], true);
    EXPECT_EQ(list["items"][0]["last_used_at"], "2026-01-01T13:00:00Z");
    EXPECT_EQ(list["items"][0]["expires_at"], "2026-01-08T13:00:00Z");
}

TEST(Sessions, EndAtTheirOwnersWishWithAllTheirTokens) {
    App app({"auth"}, household_settings());
    const Reply lost = expect(
        app.stranger().post("/api/auth/register", R"({"email":"dev@people.test","password":"marble-canoe-17"})"), 201, "dev");
    const Client thief = app.bearer(lost["access_token"].text()), me = log_in(app, "dev@people.test");
    const std::int64_t id = thief.get("/api/auth/sessions?sort=created_at")["items"][0]["id"].number();
    const Reply ended = me.del(path_of(id));
    EXPECT_EQ(ended.status, 204) << ended.body;
    EXPECT_EQ(ended.header("set-cookie"), "");
    EXPECT_EQ(thief.get("/api/auth/me").code(), "token-revoked");
    EXPECT_EQ(app.stranger().post("/api/auth/refresh", R"({"refresh_token":")" + lost["refresh_token"].text() + R"("})").status,
              401);
    EXPECT_EQ(me.get("/api/auth/me").status, 200);
    EXPECT_EQ(me.del(path_of(id)).status, 404);
}

TEST(Sessions, MayEndThemselves) {
    App app({"auth"}, household_settings());
    const Client me = customer(app, "dev"), other = log_in(app, "dev@people.test");
    const Reply list = me.get("/api/auth/sessions?sort=created_at");
    EXPECT_EQ(me.del(path_of(list["items"][0]["id"].number())).status, 204);
    EXPECT_EQ(me.get("/api/auth/me").status, 401);
    EXPECT_EQ(other.get("/api/auth/me").status, 200);
}

TEST(Sessions, OfOthersAreNotThere) {
    App app({"auth"}, household_settings());
    const Client dev = customer(app, "dev"), eve = customer(app, "eve");
    const std::int64_t id = dev.get("/api/auth/sessions")["items"][0]["id"].number();
    EXPECT_EQ(eve.del(path_of(id)).status, 404);
    EXPECT_EQ(admin(app).del(path_of(id)).status, 404);
    EXPECT_EQ(eve.get("/api/auth/sessions")["items"].size(), 1u);
    EXPECT_EQ(dev.get("/api/auth/me").status, 200);
    EXPECT_EQ(app.stranger().get("/api/auth/sessions").status, 401);
    EXPECT_EQ(app.stranger().del(path_of(id)).status, 401);
}

TEST(Sessions, FromADeviceThatIsNewAreToldToTheirOwner) {
    App app({"auth", "postman"}, with_postman({{"http.trusted_proxies", "127.0.0.1"}}));
    expect(app.stranger().post("/api/auth/register",
                               R"({"email":"dev@people.test","password":"marble-canoe-17","first_name":"Dev"})",
                               {{"user-agent", "Desk/1.0"}}),
           201, "dev");
    log_in_with(app, "dev@people.test", "Desk/1.0");
    EXPECT_EQ(letters(app, "new-device"), "0") << "the first, and the same again";
    log_in_with(app, "dev@people.test", "Phone/1.0", "203.0.113.9");
    EXPECT_EQ(letters(app, "new-device"), "1");
    EXPECT_EQ(letter(app, "new-device", "email || ' ' || first_name || ' ' || address || ' ' || agent"),
              "dev@people.test Dev 203.0.113.9 Phone/1.0");
    log_in_with(app, "dev@people.test", "Phone/1.0", "203.0.113.9");
    EXPECT_EQ(letters(app, "new-device"), "1") << "known by now";
    log_in_with(app, "dev@people.test", "Desk/1.0", "203.0.113.9");
    EXPECT_EQ(letters(app, "new-device"), "2") << "each was known, but not together";
}

}  // namespace
