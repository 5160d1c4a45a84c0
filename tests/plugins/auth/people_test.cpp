// People as an administrator looks for them.
#include "support/people.h"

#include <gtest/gtest.h>

namespace {

using namespace people;

TEST(People, AreForThoseWhoMaySeeThem) {
    App app({"auth"}, household_settings());
    const Client me = customer(app, "uma");
    for (const char* path : {"/api/admin/users", "/api/all-users", "/api/users/1"}) {
        EXPECT_EQ(me.get(path).status, 403) << path;
        EXPECT_EQ(app.stranger().get(path).status, 401) << path;
        EXPECT_EQ(app.bearer(77, "CLERK", {"READ:USERS"}).get(path).status, 200) << path;
    }
}

TEST(People, AreFoundByRoleTextAndStanding) {
    App app({"auth"}, household_settings());
    const Client boss = admin(app);
    customer(app, "uma");
    const std::int64_t vik = id_of(customer(app, "vik"));
    customer(app, "under_score");
    expect(boss.post("/api/admin/users/" + std::to_string(vik) + "/block"), 200, "block");
    const auto count = [&](const std::string& query) { return boss.get("/api/admin/users?" + query)["items"].size(); };
    EXPECT_EQ(count(""), 4u);
    EXPECT_EQ(count("role=CUSTOMER"), 3u);
    EXPECT_EQ(count("role=ADMIN"), 1u);
    EXPECT_EQ(count("blocked=true"), 1u);
    EXPECT_EQ(count("role=CUSTOMER&blocked=false&active=true"), 2u);
    EXPECT_EQ(count("active=false"), 0u);
    EXPECT_EQ(count("q=VIK"), 1u);
    EXPECT_EQ(count("q=asha%20rao"), 1u);
    EXPECT_EQ(count("q=r_s"), 1u);
    EXPECT_EQ(count("q=%25"), 0u);
    EXPECT_EQ(boss.get("/api/admin/users?nickname=x").status, 400);
}

TEST(People, ComeInPages) {
    App app({"auth"}, household_settings());
    const Client boss = admin(app);
    for (const char* name : {"a1", "a2", "a3", "a4"}) customer(app, name);
    const Reply first = boss.get("/api/admin/users?limit=2&count=true&sort=email");
    EXPECT_EQ(first["items"].size(), 2u);
    EXPECT_EQ(first["total"], 5);
    const Reply second = boss.get("/api/admin/users?limit=2&sort=email&cursor=" + first["next_cursor"].text());
    EXPECT_EQ(second["items"][std::size_t{0}]["email"], "a3@people.test");
    EXPECT_EQ(boss.get("/api/admin/users?limit=201").status, 400);
    EXPECT_EQ(boss.get("/api/admin/users?sort=password_hash").status, 400);
}

TEST(People, InBriefSayWhoMayComeInAsWhat) {
    App app({"auth"}, household_settings());
    const Client boss = admin(app);
    const std::int64_t vik = id_of(customer(app, "vik"));
    expect(boss.post("/api/admin/users/" + std::to_string(vik) + "/block"), 200, "block");
    const auto items = boss.get("/api/all-users")["items"];
    EXPECT_EQ(items[std::size_t{0}]["roles"][std::size_t{0}], "ADMIN");
    EXPECT_EQ(items[std::size_t{0}]["active"], true);
    EXPECT_EQ(items[1]["email"], "vik@people.test");
    EXPECT_EQ(items[1]["active"], false);
    EXPECT_EQ(items[1].size(), 4u);
}

TEST(People, AreFoundByNumberOrPublicCode) {
    App app({"auth"}, household_settings());
    const Client boss = admin(app);
    customer(app, "vik");
    EXPECT_EQ(boss.get("/api/users/2")["email"], "vik@people.test");
    EXPECT_EQ(boss.get("/api/users/CST000002")["email"], "vik@people.test");
    EXPECT_EQ(boss.get("/api/users/999").status, 404);
    EXPECT_EQ(boss.get("/api/users/2").body.find("argon2"), std::string::npos);
}

}  // namespace
