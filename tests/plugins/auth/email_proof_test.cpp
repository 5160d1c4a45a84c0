// The proof of an e-mail address.
#include <gtest/gtest.h>

#include "postman.h"

namespace {

using namespace people;
using namespace std::chrono_literals;

Reply prove(App& app, const std::string& token) {
    return app.stranger().post("/api/auth/verify-email", R"({"token":")" + token + R"("})");
}
Reply ask(App& app, const std::string& email) {
    return app.stranger().post("/api/auth/verify-email", R"({"email":")" + email + R"("})");
}

TEST(EmailProof, IsAskedForByEveryRegistration) {
    App app({"auth", "postman"}, with_postman());
    const Client me = customer(app, "lena");
    const std::string token = letter(app, "email-verification-requested");
    EXPECT_EQ(letter(app, "email-verification-requested", "email || ' ' || address"), "lena@people.test email-verification");
    EXPECT_EQ(me.get("/api/auth/me")["user"]["email_verified"], false);
    const Reply done = prove(app, token);
    EXPECT_EQ(done.status, 200) << done.body;
    EXPECT_EQ(me.get("/api/auth/me")["user"]["email_verified"], true);
    EXPECT_EQ(prove(app, token).code(), "bad-token");
    EXPECT_EQ(app.sql("SELECT action FROM auth_history"), "email-verified");
    const Reply other = app.stranger().post(
        "/api/postman/accounts",
        R"({"email":"made@people.test","first_name":"M","last_name":"","role":"CUSTOMER","password_hash":""})");
    EXPECT_EQ(other.status, 201) << other.body;
    EXPECT_EQ(letter(app, "email-verification-requested", "email"), "made@people.test");
}

TEST(EmailProof, IsGoodForADay) {
    App app({"auth", "postman"}, with_postman());
    customer(app, "lena");
    const std::string token = letter(app, "email-verification-requested");
    app.advance(24h);
    EXPECT_EQ(prove(app, token).status, 400);
    EXPECT_EQ(prove(app, "nonsense").code(), "bad-token");
}

TEST(EmailProof, MayBeAskedForAgainWhateverTheAddress) {
    App app({"auth", "postman"}, with_postman());
    customer(app, "lena");
    const std::string first = letter(app, "email-verification-requested");
    const Reply known = ask(app, "lena@people.test"), unknown = ask(app, "nobody@people.test");
    EXPECT_EQ(known.status, 202);
    EXPECT_EQ(unknown.status, 202);
    EXPECT_EQ(known.body, unknown.body);
    EXPECT_EQ(letters(app, "email-verification-requested"), "2");
    EXPECT_EQ(prove(app, first).status, 400) << "superseded";
    EXPECT_EQ(prove(app, letter(app, "email-verification-requested")).status, 200);
    EXPECT_EQ(ask(app, "lena@people.test").body, known.body);
    EXPECT_EQ(letters(app, "email-verification-requested"), "2") << "it is proved";
}

TEST(EmailProof, TakesATokenOrAnAddress) {
    App app({"auth", "postman"}, with_postman());
    for (const char* body : {"{}", R"({"token":"a","email":"a@people.test"})", R"({"email":"nothing"})"})
        EXPECT_EQ(app.stranger().post("/api/auth/verify-email", body).status, 422) << body;
}

TEST(EmailProof, IsNoPasswordAndAPasswordIsNoProof) {
    App app({"auth", "postman"}, with_postman());
    customer(app, "lena");
    expect(app.stranger().post("/api/auth/forgot-password", R"({"email":"lena@people.test"})"), 202, "asking");
    const std::string proof = letter(app, "email-verification-requested"), reset = letter(app, "password-reset-requested");
    EXPECT_EQ(app.stranger()
                  .post("/api/auth/reset-password", R"({"token":")" + proof + R"(","new_password":"violet-anchor-88"})")
                  .code(),
              "bad-token");
    EXPECT_EQ(prove(app, reset).code(), "bad-token");
    EXPECT_EQ(prove(app, proof).status, 200) << "and neither used the other up";
}

TEST(EmailProof, IsAskedForAnewWhenTheAddressChangesAndTheOldOneHearsOfIt) {
    App app({"auth", "postman"}, with_postman());
    const Client me = customer(app, "lena");
    expect(prove(app, letter(app, "email-verification-requested")), 200, "proof");
    expect(app.stranger().post("/api/auth/forgot-password", R"({"email":"lena@people.test"})"), 202, "asking");
    const std::string reset = letter(app, "password-reset-requested");
    expect(me.put("/api/users/profile", R"({"email":"lena.roth@people.test"})", {{"user-agent", "Desk/1.0"}}), 200, "change");
    EXPECT_EQ(letter(app, "email-changed", "email || ' ' || agent"), "lena@people.test Desk/1.0");
    EXPECT_EQ(letter(app, "email-verification-requested", "email"), "lena.roth@people.test");
    EXPECT_EQ(me.get("/api/auth/me")["user"]["email_verified"], false);
    EXPECT_EQ(app.stranger()
                  .post("/api/auth/reset-password", R"({"token":")" + reset + R"(","new_password":"violet-anchor-88"})")
                  .code(),
              "bad-token")
        << "what lies in the old mailbox opens nothing";
    EXPECT_EQ(prove(app, letter(app, "email-verification-requested")).status, 200);
    expect(me.put("/api/users/profile", R"({"email":"Lena.Roth@people.test"})"), 200, "another case");
    EXPECT_EQ(me.get("/api/auth/me")["user"]["email_verified"], true);
    EXPECT_EQ(letters(app, "email-changed"), "1");
}

}  // namespace
