// What somebody sees and changes of himself.
#include <gtest/gtest.h>

#include "support/people.h"

namespace {

using namespace people;

TEST(Profile, IsTheSameUnderItsThreeNames) {
    App app({"auth"}, household_settings());
    const Client me = customer(app, "sana");
    EXPECT_EQ(me.get("/api/users/profile")["email"], "sana@people.test");
    EXPECT_EQ(me.get("/api/users/profile").body, me.get("/api/user/profile").body);
    EXPECT_EQ(app.stranger().get("/api/users/profile").status, 401);
}

TEST(Profile, ChangesWhatTheBodyNamesAndNothingElse) {
    App app({"auth"}, household_settings());
    const Client me = customer(app, "sana");
    const Reply reply = me.put("/api/users/profile", R"({"last_name":"Khan","city":"Mysuru"})");
    ASSERT_EQ(reply.status, 200) << reply.body;
    EXPECT_EQ(reply["last_name"], "Khan");
    EXPECT_EQ(reply["city"], "Mysuru");
    EXPECT_EQ(reply["first_name"], "sana");
    EXPECT_EQ(reply["pin_code"], "560001");
    EXPECT_EQ(me.put("/api/user/profile/update", R"({"city":null,"phone":"+91 98413 85379"})").status, 200);
    EXPECT_TRUE(me.get("/api/user/profile")["city"].is_null());
    EXPECT_EQ(log_in(app, "+919841385379").get("/api/auth/me").status, 200);
}

TEST(Profile, RefusesPasswordRoleAndFlags) {
    App app({"auth"}, household_settings());
    const Client me = customer(app, "sana");
    for (const char* field : {R"("password":"violet-anchor-88")", R"("role":"ADMIN")", R"("is_active":true)",
                              R"("is_blocked":false)", R"("email_verified":true)", R"("id":1)", R"("block_reason":"x")"}) {
        const Reply reply = me.put("/api/users/profile", std::string("{") + field + "}");
        EXPECT_EQ(reply.status, 422) << field;
        EXPECT_EQ(reply["errors"][0]["code"], "unknown-field") << field;
    }
    EXPECT_EQ(me.get("/api/auth/me")["role"], "CUSTOMER");
}

TEST(Profile, TakesNobodyElsesNames) {
    App app({"auth"}, household_settings());
    customer(app, "theo");
    const Client me = customer(app, "sana");
    const Reply reply = me.put("/api/users/profile", R"({"email":"THEO@people.test"})");
    EXPECT_EQ(reply.status, 409);
    EXPECT_EQ(reply["errors"][0]["field"], "email");
    EXPECT_EQ(me.put("/api/users/profile", R"({"email":"Sana@people.test"})").status, 200) << "one's own is free";
}

TEST(Profile, GivesAnOldEmailFreeAndAsksForProofOfTheNew) {
    App app({"auth"}, household_settings());
    const Client me = customer(app, "sana");
    ASSERT_EQ(me.put("/api/users/profile", R"({"email":"sana.khan@people.test"})")["email_verified"], false);
    EXPECT_EQ(log_in(app, "sana.khan@people.test").get("/api/auth/me").status, 200);
    EXPECT_THROW(log_in(app, "sana@people.test"), std::runtime_error);
    customer(app, "sana");
    EXPECT_EQ(app.sql("SELECT count(*) FROM auth_users WHERE role = 'CUSTOMER'"), "2");
}

TEST(Profile, NeverMissesAnEmail) {
    App app({"auth"}, household_settings());
    const Client me = customer(app, "sana");
    EXPECT_EQ(me.put("/api/users/profile", R"({"email":null})").status, 422);
    EXPECT_EQ(me.put("/api/users/profile", R"({"email":""})").status, 422);
}

}  // namespace
