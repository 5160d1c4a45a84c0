// Where administration begins.
#include <gtest/gtest.h>

#include "support/people.h"

namespace {

using namespace people;

/// The sentence with which the host refuses these settings, or empty.
std::string refusal(App::Settings settings) {
    settings.emplace_back("plugins.required", "auth");
    try {
        App app({"auth"}, settings);
        return {};
    } catch (const std::runtime_error& complaint) {
        return complaint.what();
    }
}

TEST(FirstAdmin, IsMadeOfTheSettings) {
    App app({"auth"}, household_settings());
    const Reply me = admin(app).get("/api/auth/me");
    EXPECT_EQ(me["user"]["email"].text(), admin_email);
    EXPECT_EQ(me["user"]["first_name"], "Asha");
    EXPECT_EQ(me["user"]["last_name"], "Rao");
    EXPECT_EQ(me["role"], "ADMIN");
}

TEST(FirstAdmin, IsNobodyUnlessTheOperatorSaysWho) {
    App app({"auth"});
    EXPECT_EQ(app.sql("SELECT count(*) FROM auth_users"), "0");
}

TEST(FirstAdmin, MayHaveTheDocumentsPasswordInDevelopment) {
    App app({"auth"}, {{"auth.admin.email", "admin@example.com"}, {"auth.admin.password", "admin123"}});
    EXPECT_EQ(log_in(app, "admin@example.com", "admin123").get("/api/admin/users").status, 200);
}

TEST(FirstAdmin, MayNotHaveAWellKnownPasswordInProduction) {
    const App::Settings production{{"organisation.environment", "production"},
                                   {"auth.signing_key", "6f1d0c9b8a7e5d4c3b2a1908f7e6d5c4b3a2918070"},
                                   {"auth.admin.email", "admin@example.com"}};
    for (const char* well_known : {"admin123", "changeme", "password"}) {
        App::Settings settings = production;
        settings.emplace_back("auth.admin.password", well_known);
        EXPECT_NE(refusal(settings).find("ADMIN_PASSWORD"), std::string::npos) << refusal(settings);
    }
    App::Settings settings = production;
    settings.emplace_back("auth.admin.password", std::string(admin_password));
    EXPECT_EQ(refusal(settings), "");
}

TEST(FirstAdmin, NeedsBothAnAddressAndAPassword) {
    EXPECT_NE(refusal({{"auth.admin.email", "admin@example.com"}}).find("belong together"), std::string::npos);
    EXPECT_NE(refusal({{"auth.admin.password", "kettle-orbit-42"}}).find("belong together"), std::string::npos);
    EXPECT_NE(refusal({{"auth.admin.email", "admin"}, {"auth.admin.password", "kettle-orbit-42"}}).find("e-mail"),
              std::string::npos);
    EXPECT_NE(refusal({{"auth.admin.email", "admin@example.com"}, {"auth.admin.password", "short"}}).find("8 to 128"),
              std::string::npos);
}

}  // namespace
