// What an operator does to accounts from the command line.
#include <gtest/gtest.h>

#include "postman.h"

namespace {

using namespace people;

TEST(UsersCommands, MakeAnAdministrator) {
    App app({"auth", "postman"}, with_postman());
    const Reply made =
        app.command("users create-admin", R"({"email":"bea@people.test","name":"Bea van Dam","password":"copper-meadow-31"})");
    ASSERT_EQ(made.status, 200) << made.body;
    EXPECT_EQ(made["email"], "bea@people.test");
    EXPECT_EQ(made["role"], "ADMIN");
    EXPECT_FALSE(made["sentence"].text().empty());
    const Reply me = log_in(app, "bea@people.test", "copper-meadow-31").get("/api/auth/me");
    EXPECT_EQ(me["user"]["first_name"], "Bea");
    EXPECT_EQ(me["user"]["last_name"], "van Dam");
    EXPECT_EQ(letter(app, "email-verification-requested", "email"), "bea@people.test");
    EXPECT_EQ(app.command("users create-admin", R"({"email":"BEA@people.test","password":"copper-meadow-31"})").code(),
              "duplicate");
    EXPECT_EQ(app.command("users create-admin", R"({"email":"cy@people.test","password":"password123"})").code(),
              "weak-password");
}

TEST(UsersCommands, SetAPasswordAndEndTheSessions) {
    App app({"auth", "postman"}, with_postman());
    const Client me = customer(app, "mira");
    const Reply set = app.command("users reset-password", R"({"who":"MIRA@people.test","password":"copper-meadow-31"})");
    ASSERT_EQ(set.status, 200) << set.body;
    EXPECT_EQ(me.get("/api/auth/me").status, 401);
    EXPECT_EQ(log_in(app, "mira@people.test", "copper-meadow-31").get("/api/auth/me").status, 200);
    EXPECT_EQ(letters(app, "password-changed"), "1");
    EXPECT_EQ(app.command("users reset-password", R"({"who":"nobody","password":"copper-meadow-31"})").status, 404);
    EXPECT_EQ(app.command("users reset-password", R"({"who":"mira@people.test","password":"password123"})").code(),
              "weak-password");
}

TEST(UsersCommands, UnlockTheDelayedAndNotTheBlocked) {
    App app({"auth"}, household_settings());
    const std::int64_t id = id_of(customer(app, "mira"));
    const std::string wrong = R"({"username":"mira@people.test","password":"wrong-canoe-17"})";
    for (int i = 0; i < 5; ++i) EXPECT_EQ(app.stranger().post("/api/auth/login", wrong).status, 401);
    EXPECT_EQ(app.stranger().post("/api/auth/login", wrong).status, 429);
    const Reply unlocked = app.command("users unlock", R"({"who":"mira@people.test"})");
    ASSERT_EQ(unlocked.status, 200) << unlocked.body;
    EXPECT_EQ(unlocked["id"].number(), id);
    EXPECT_EQ(log_in(app, "mira@people.test").get("/api/auth/me").status, 200);
    EXPECT_EQ(app.sql("SELECT topic FROM mortise_outbox ORDER BY id DESC LIMIT 1"), "accounts.unlocked");
    EXPECT_EQ(app.sql("SELECT action FROM auth_history"), "unlocked");
    expect(admin(app).post("/api/admin/users/" + std::to_string(id) + "/block"), 200, "block");
    EXPECT_EQ(app.command("users unlock", R"({"who":"mira@people.test"})").status, 200);
    EXPECT_EQ(app.stranger().post("/api/auth/login", R"({"username":"mira@people.test","password":"marble-canoe-17"})").code(),
              "account-blocked");
    EXPECT_EQ(app.command("users unlock", R"({"who":"nobody"})").status, 404);
}

}  // namespace
