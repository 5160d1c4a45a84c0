// Registration of professionals: all of it or nothing.
#include "shop.h"

using namespace shop;

namespace {

constexpr std::string_view path = "/api/auth/register/professional";

TEST(Registration, AnswersTokensAndAPendingProfessional) {
    App app{{"auth", "services"}};
    const std::string taps = service(app, "Tap repair");
    const Reply made = app.stranger().post(
        path, registration("asha", taps, R"(,"company_name":"Rao & Co","pin_codes":["560001"],"city":"Pune")"));
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(made["token_type"], "bearer");
    EXPECT_EQ(made["email"], "asha@example.org");
    EXPECT_EQ(made["user"]["role"], "PROFESSIONAL");
    EXPECT_EQ(made["user"]["id"].text(), made["user_id"].text());
    EXPECT_FALSE(made["refresh_token"].text().empty());
    EXPECT_EQ(made["documents"].size(), 0U);

    const Reply profile = app.bearer(made["access_token"].text()).get("/api/professionals/profile");
    ASSERT_EQ(profile.status, 200) << profile.body;
    EXPECT_EQ(profile["id"].text(), made["professional_id"].text());
    EXPECT_EQ(profile["status"], "pending");
    EXPECT_EQ(profile["is_active"], false);
    EXPECT_EQ(profile["service_ids"][0].text(), taps);
    EXPECT_EQ(profile["company_name"], "Rao & Co");
    EXPECT_EQ(profile["city"], "Pune");
    EXPECT_EQ(profile["name"], "asha Rao");
    EXPECT_EQ(profile["email"], "asha@example.org");
}

TEST(Registration, LogsInWithThePasswordThatWasGiven) {
    App app{{"auth", "services"}};
    pending(app, "asha", service(app, "Tap repair"));
    EXPECT_EQ(app.stranger().post("/api/auth/login", R"({"email":"asha@example.org","password":"correct horse 9"})").status, 200);
}

TEST(Registration, TakesDocumentsInAForm) {
    App app{{"auth", "services"}};
    const std::string taps = service(app, "Tap repair"), paint = service(app, "Painting");
    const Reply made = app.stranger().upload(path, {{"email", "asha@example.org"},
                                                    {"password", "correct horse 9"},
                                                    {"service_ids", taps},
                                                    {"service_ids", paint},
                                                    {"experience_years", "4"},
                                                    {"pin_codes", "560001"},
                                                    {"document_type", "licence"},
                                                    {"documents", "%PDF-1.7 a licence", "licence.pdf"},
                                                    {"documents", "\x89PNG\r\n\x1a\n a face", "face.png"}});
    ASSERT_EQ(made.status, 201) << made.body;
    ASSERT_EQ(made["documents"].size(), 2U);
    EXPECT_EQ(made["documents"][0]["name"], "licence.pdf");
    EXPECT_EQ(made["documents"][0]["document_type"], "licence");
    EXPECT_EQ(made["documents"][1]["type"], "image/png");
    const Reply profile = app.bearer(made["access_token"].text()).get("/api/professionals/profile");
    EXPECT_EQ(profile["service_ids"].size(), 2U);
    EXPECT_EQ(profile["pin_codes"][0], "560001");
    EXPECT_EQ(profile["documents"].size(), 2U);
}

TEST(Registration, LeavesNothingBehindWhenItFails) {
    App app{{"auth", "services"}};
    service(app, "Tap repair");
    EXPECT_EQ(app.stranger().post(path, registration("asha", "77")).status, 422);
    EXPECT_EQ(app.sql("SELECT count(*) FROM services_professionals"), "0");
    EXPECT_EQ(app.stranger().post("/api/auth/login", R"({"email":"asha@example.org","password":"correct horse 9"})").status, 401);
    EXPECT_EQ(app.stranger().post(path, registration("asha", "1")).status, 201);
}

TEST(Registration, RefusesADisguisedDocumentBeforeItMakesAnAccount) {
    App app{{"auth", "services"}};
    const std::string taps = service(app, "Tap repair");
    const Reply refused = app.stranger().upload(path, {{"email", "asha@example.org"},
                                                       {"password", "correct horse 9"},
                                                       {"service_id", taps},
                                                       {"experience_years", "4"},
                                                       {"documents", "<html>", "licence.pdf", "application/pdf"}});
    EXPECT_EQ(refused.status, 415);
    EXPECT_EQ(refused.code(), "unsupported-document");
    EXPECT_EQ(app.sql("SELECT count(*) FROM services_professionals"), "0");
}

TEST(Registration, RefusesTakenAddressesCommonPasswordsAndMissingServices) {
    App app{{"auth", "services"}};
    const std::string taps = service(app, "Tap repair");
    pending(app, "asha", taps);
    EXPECT_EQ(app.stranger().post(path, registration("ASHA", taps)).code(), "duplicate");
    EXPECT_EQ(app.stranger()
                  .post(path, R"({"email":"b@example.org","password":"password123","experience_years":1,"service_id":1})")
                  .code(),
              "weak-password");
    EXPECT_EQ(app.stranger().post(
                  path, R"({"email":"b@example.org","password":"correct horse 9","experience_years":1})")["errors"][0]["field"],
              "service_ids");
    EXPECT_EQ(app.stranger().post(path, R"({"email":"b@example.org","password":"correct horse 9","service_id":1})").status, 422);
    EXPECT_EQ(app.stranger().post(path, registration("c", taps, R"(,"status":"verified")")).status, 422);
}

}  // namespace
