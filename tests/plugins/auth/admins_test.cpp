// Administrators, as document 004's clients manage them.
#include <gtest/gtest.h>

#include <thread>

#include "postman.h"

namespace {

using namespace people;

Reply add(const Client& who, const std::string& email, const std::string& more = "") {
    return who.post("/api/admins/", R"({"first_name":"Akhil","last_name":"Joseph","email":")" + email + "\"" + more + "}");
}

std::string path_of(const Reply& added) { return "/api/admins/" + added["id"].text(); }

TEST(Admins, AreInvitedWhenTheyAreGivenNoPassword) {
    App app({"auth", "postman"}, with_postman());
    const Client boss = admin(app);
    const Reply added = add(boss, "akhil@people.test", R"(,"phone":"9000000001")");
    ASSERT_EQ(added.status, 201) << added.body;
    EXPECT_EQ(added["id"], "ADM000002");
    EXPECT_EQ(added["user_id"], 2);
    EXPECT_EQ(added["first_name"], "Akhil");
    EXPECT_EQ(added["is_invited"], true);
    EXPECT_THROW(log_in(app, "akhil@people.test", ""), std::runtime_error);
    EXPECT_EQ(letters(app, "email-verification-requested"), "0") << "the invitation proves the address";
    const std::string token = letter(app, "invited");
    const Reply set =
        app.stranger().post("/api/auth/reset-password", R"({"token":")" + token + R"(","new_password":"violet-anchor-88"})");
    ASSERT_EQ(set.status, 200) << set.body;
    const Client akhil = log_in(app, "9000000001", "violet-anchor-88");
    EXPECT_EQ(akhil.get("/api/auth/me")["user"]["email_verified"], true);
    EXPECT_EQ(akhil.get(path_of(added))["is_invited"], false);
}

TEST(Admins, ComeInAtOnceWithAPassword) {
    App app({"auth", "postman"}, with_postman());
    const Client boss = admin(app);
    EXPECT_EQ(add(boss, "akhil@people.test", R"(,"password":"password123")").code(), "weak-password");
    ASSERT_EQ(add(boss, "akhil@people.test", R"(,"password":"marble-canoe-17")").status, 201);
    EXPECT_EQ(log_in(app, "akhil@people.test").get("/api/admin/users").status, 200);
    EXPECT_EQ(letters(app, "invited"), "0");
    EXPECT_EQ(letters(app, "email-verification-requested"), "1");
    const Reply twice = add(boss, "AKHIL@people.test");
    EXPECT_EQ(twice.code(), "duplicate");
    EXPECT_EQ(twice["errors"][0]["field"], "email");
}

TEST(Admins, AreListedAndShownByCodeAndByNumber) {
    App app({"auth"}, household_settings());
    const Client boss = admin(app), mira = customer(app, "mira");
    const Reply added = add(boss, "akhil@people.test");
    const Reply list = boss.get("/api/admins?count=true");
    EXPECT_EQ(list["total"], 2);
    EXPECT_EQ(list["items"][0]["id"], "ADM000001");
    EXPECT_EQ(list["items"][1]["id"].text(), added["id"].text());
    EXPECT_EQ(boss.get("/api/admins/?q=JOSEPH")["items"].size(), 1u);
    const std::string number = std::to_string(added["user_id"].number());
    EXPECT_EQ(boss.get("/api/admins/" + number).body, boss.get(path_of(added)).body);
    EXPECT_EQ(boss.get("/api/admins/" + std::to_string(id_of(mira))).status, 404) << "no administrator";
    EXPECT_EQ(boss.get("/api/admins/ADM000099").status, 404);
}

TEST(Admins, ChangeInPart) {
    App app({"auth", "postman"}, with_postman());
    const Client boss = admin(app);
    const Reply added = add(boss, "akhil@people.test");
    const Reply changed = boss.put(path_of(added), R"({"last_name":"Jose","phone":"9000000002"})");
    ASSERT_EQ(changed.status, 200) << changed.body;
    EXPECT_EQ(changed["last_name"], "Jose");
    EXPECT_EQ(changed["first_name"], "Akhil");
    EXPECT_EQ(changed["phone"], "9000000002");
    EXPECT_EQ(boss.put(path_of(added), R"({"role":"CUSTOMER"})").status, 422);
    EXPECT_EQ(boss.put(path_of(added), R"({"email":")" + std::string(admin_email) + R"("})").code(), "duplicate");
    ASSERT_EQ(boss.put(path_of(added), R"({"email":"a.jose@people.test"})").status, 200);
    EXPECT_EQ(letters(app, "invited"), "2") << "the invitation goes to the right address now";
    EXPECT_EQ(letter(app, "invited", "email"), "a.jose@people.test");
    EXPECT_EQ(boss.put("/api/admins/" + std::to_string(id_of(customer(app, "mira"))), R"({"last_name":"X"})").status, 404);
}

TEST(Admins, WhoAreRemovedAreOutForGood) {
    App app({"auth", "postman"}, with_postman());
    const Client boss = admin(app);
    const Reply added = add(boss, "akhil@people.test", R"(,"password":"marble-canoe-17")");
    const Client akhil = log_in(app, "akhil@people.test");
    EXPECT_EQ(boss.del(path_of(added)).status, 204);
    EXPECT_EQ(akhil.get("/api/auth/me").status, 401);
    EXPECT_THROW(log_in(app, "akhil@people.test"), std::runtime_error);
    EXPECT_EQ(boss.get(path_of(added)).status, 404);
    EXPECT_EQ(boss.del(path_of(added)).status, 404);
    EXPECT_EQ(boss.get("/api/admins")["items"].size(), 1u);
    const std::string user = "/api/admin/users/" + std::to_string(added["user_id"].number());
    EXPECT_EQ(boss.post(user + "/activate")["role"], "CUSTOMER") << "who is let in again is no administrator";
    EXPECT_EQ(app.sql("SELECT action FROM auth_history ORDER BY id LIMIT 1"), "administrator-removed");
}

TEST(Admins, InvitationsOfTheRemovedOpenNothing) {
    App app({"auth", "postman"}, with_postman());
    const Client boss = admin(app);
    const Reply added = add(boss, "akhil@people.test");
    const std::string token = letter(app, "invited");
    EXPECT_EQ(boss.del(path_of(added)).status, 204);
    EXPECT_EQ(boss.post("/api/admin/users/" + std::to_string(added["user_id"].number()) + "/activate").status, 200);
    EXPECT_EQ(app.stranger()
                  .post("/api/auth/reset-password", R"({"token":")" + token + R"(","new_password":"violet-anchor-88"})")
                  .code(),
              "bad-token");
}

TEST(Admins, NeverLoseTheLastOneWhoCanComeIn) {
    App app({"auth", "postman"}, with_postman());
    const Client boss = admin(app);
    EXPECT_EQ(boss.del("/api/admins/ADM000001").code(), "last-administrator");
    const Reply invited = add(boss, "akhil@people.test");
    EXPECT_EQ(boss.del("/api/admins/ADM000001").code(), "last-administrator") << "who was only invited cannot come in";
    EXPECT_EQ(boss.post("/api/users/deactivate").code(), "last-administrator");
    expect(app.stranger().post("/api/auth/reset-password",
                               R"({"token":")" + letter(app, "invited") + R"(","new_password":"violet-anchor-88"})"),
           200, "invitation");
    EXPECT_EQ(boss.del("/api/admins/ADM000001").status, 204);
    EXPECT_EQ(log_in(app, "akhil@people.test", "violet-anchor-88").get("/api/admins")["items"].size(), 1u);
}

TEST(Admins, WhoRemoveEachOtherAtOnceLeaveOne) {
    for (int round = 0; round < 5; ++round) {
        App app({"auth"}, household_settings());
        const Client boss = admin(app);
        const Reply added = add(boss, "akhil@people.test", R"(,"password":"marble-canoe-17")");
        const Client akhil = log_in(app, "akhil@people.test");
        std::thread one([&] { boss.del(path_of(added)); }), other([&] { akhil.del("/api/admins/ADM000001"); });
        one.join(), other.join();
        EXPECT_EQ(app.sql("SELECT count(*) FROM auth_users WHERE role = 'ADMIN' AND is_active = 1"), "1");
    }
}

TEST(Admins, AreForThoseWhoMayManageThem) {
    App app({"auth"}, household_settings());
    const Client mira = customer(app, "mira"), reader = app.bearer(77, "CLERK", {"READ:ADMINS"}),
                 clerk = app.bearer(78, "CLERK", {"WRITE:USERS", "READ:USERS"});
    for (const Client& who : {mira, reader, clerk}) {
        EXPECT_EQ(add(who, "akhil@people.test").status, 403);
        EXPECT_EQ(who.put("/api/admins/1", R"({"last_name":"X"})").status, 403);
        EXPECT_EQ(who.del("/api/admins/1").status, 403);
    }
    EXPECT_EQ(mira.get("/api/admins").status, 403);
    EXPECT_EQ(clerk.get("/api/admins/1").status, 403);
    EXPECT_EQ(reader.get("/api/admins")["items"].size(), 1u);
    EXPECT_EQ(app.stranger().get("/api/admins").status, 401);
}

}  // namespace
