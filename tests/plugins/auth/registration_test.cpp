// Registration: who becomes a customer, and who does not.
#include <gtest/gtest.h>

#include "support/people.h"

namespace {

using namespace people;

Reply register_with(App& app, const std::string& body) { return app.stranger().post("/api/auth/register", body); }

TEST(Registration, MakesACustomerWhoIsLoggedIn) {
    App app({"auth"}, household_settings());
    const Reply reply = register_with(app, R"({"username":"Meera","email":"meera@people.test","password":"marble-canoe-17",
        "first_name":"Meera","last_name":"Iyer","phone":"98413 85379","address":"4 Hill Street","pin_code":"560001"})");
    ASSERT_EQ(reply.status, 201) << reply.body;
    EXPECT_EQ(reply["token_type"], "bearer");
    EXPECT_EQ(reply["expires_in"], 1800);
    EXPECT_EQ(reply["email"], "meera@people.test");
    EXPECT_EQ(reply["user"]["role"], "CUSTOMER");
    EXPECT_EQ(reply["user"]["last_name"], "Iyer");
    EXPECT_EQ(reply["user"]["email_verified"], false);
    EXPECT_EQ(reply["refresh_token"].text().size(), 64u);
    EXPECT_FALSE(reply.json().has("customer_id"));
    EXPECT_EQ(reply.header("cache-control"), "no-store");
    const Reply me = app.bearer(reply["access_token"].text()).get("/api/auth/me");
    EXPECT_EQ(me["user"]["username"], "Meera");
}

TEST(Registration, NeedsNoMoreThanAnAddressAndAPassword) {
    App app({"auth"}, household_settings());
    EXPECT_EQ(register_with(app, R"({"email":"brief@people.test","password":"marble-canoe-17"})").status, 201);
}

TEST(Registration, OfACustomerAsksForAddressAndPinCode) {
    App app({"auth"}, household_settings());
    const Reply without =
        app.stranger().post("/api/auth/register/customer", R"({"email":"ravi@people.test","password":"marble-canoe-17"})");
    EXPECT_EQ(without.status, 422);
    EXPECT_EQ(without["errors"].size(), 2u);
    const Reply with = app.stranger().post(
        "/api/auth/register/customer",
        R"({"email":"ravi@people.test","password":"marble-canoe-17","address":"1 Lake Road","pin_code":"560001"})");
    ASSERT_EQ(with.status, 201) << with.body;
    EXPECT_EQ(with["user_id"].number(), with["user"]["id"].number());
    EXPECT_EQ(with["customer_id"].number(), with["user"]["id"].number());
}

TEST(Registration, RefusesTheSameEmailInAnotherCase) {
    App app({"auth"}, household_settings());
    customer(app, "kiran");
    const Reply reply = register_with(app, R"({"email":"KIRAN@People.Test","password":"marble-canoe-17"})");
    EXPECT_EQ(reply.status, 409);
    EXPECT_EQ(reply.code(), "duplicate");
    EXPECT_EQ(reply["errors"][0]["field"], "email");
}

TEST(Registration, NamesEveryFieldThatIsTaken) {
    App app({"auth"}, household_settings());
    ASSERT_EQ(
        register_with(app, R"({"email":"a@people.test","username":"Anu","phone":"9841385379","password":"marble-canoe-17"})")
            .status,
        201);
    const Reply reply =
        register_with(app, R"({"email":"b@people.test","username":"ANU","phone":"98413-85379","password":"marble-canoe-17"})");
    EXPECT_EQ(reply.status, 409);
    ASSERT_EQ(reply["errors"].size(), 2u);
    EXPECT_EQ(reply["errors"][0]["field"], "username");
    EXPECT_EQ(reply["errors"][1]["field"], "phone");
}

TEST(Registration, RefusesAUserNameThatIsAnothersEmailOrTelephone) {
    App app({"auth"}, household_settings());
    ASSERT_EQ(register_with(app, R"({"email":"a@people.test","phone":"9841385379","password":"marble-canoe-17"})").status, 201);
    EXPECT_EQ(register_with(app, R"({"email":"b@people.test","username":"A@people.test","password":"marble-canoe-17"})").status,
              409);
    EXPECT_EQ(register_with(app, R"({"email":"b@people.test","username":"98413 85379","password":"marble-canoe-17"})").status,
              409);
}

TEST(Registration, LetsOnesOwnEmailBeTheUserName) {
    App app({"auth"}, household_settings());
    EXPECT_EQ(register_with(app, R"({"email":"a@people.test","username":"A@people.test","password":"marble-canoe-17"})").status,
              201);
    EXPECT_EQ(log_in(app, "a@PEOPLE.test").get("/api/auth/me").status, 200);
}

TEST(Registration, LetsNobodyGiveHimselfARoleOrAFlag) {
    App app({"auth"}, household_settings());
    for (const char* extra : {R"("role":"ADMIN")", R"("is_active":true)", R"("is_blocked":false)", R"("email_verified":true)",
                              R"("id":1)", R"("scopes":["*"])", R"("password_hash":"x")"}) {
        const Reply reply =
            register_with(app, std::string(R"({"email":"eve@people.test","password":"marble-canoe-17",)") + extra + "}");
        EXPECT_EQ(reply.status, 422) << extra;
        EXPECT_EQ(reply["errors"][0]["code"], "unknown-field") << extra;
    }
    EXPECT_EQ(app.sql("SELECT count(*) FROM auth_users WHERE email = 'eve@people.test'"), "0");
}

TEST(Registration, RefusesPasswordsThatAreTooShortTooLongOrCommon) {
    App app({"auth"}, household_settings());
    const auto with = [&](const std::string& password) {
        return register_with(app, R"({"email":"p@people.test","password":")" + password + R"("})");
    };
    EXPECT_EQ(with("short-7").status, 422);
    EXPECT_EQ(with(std::string(129, 'x')).status, 422);
    const Reply common = with("password123");
    EXPECT_EQ(common.status, 422);
    EXPECT_EQ(common.code(), "weak-password");
    EXPECT_EQ(common["errors"][0]["field"], "password");
    EXPECT_EQ(with("12345678").code(), "weak-password");
    EXPECT_EQ(with("  eight  ").status, 201) << "blanks at the ends belong to it";
}

TEST(Registration, SaysAllFaultsAtOnce) {
    App app({"auth"}, household_settings());
    const Reply reply = register_with(app, R"({"email":"no address","password":"short","pin_code":"12","phone":"abc"})");
    EXPECT_EQ(reply.status, 422);
    EXPECT_EQ(reply["errors"].size(), 4u);
}

TEST(Registration, KeepsNeitherPasswordNorTokenInClear) {
    App app({"auth"}, household_settings());
    const Reply reply = register_with(app, R"({"email":"a@people.test","password":"marble-canoe-17"})");
    EXPECT_EQ(app.sql("SELECT substr(password_hash, 1, 10) FROM auth_users WHERE email = 'a@people.test'"), "$argon2id$");
    EXPECT_EQ(app.sql("SELECT count(*) FROM auth_refresh_tokens WHERE hash = '" + reply["refresh_token"].text() + "'"), "0");
    EXPECT_EQ(reply.body.find("argon2"), std::string::npos);
}

}  // namespace
