// Settings that make no sense: the plugin does not start, and says which it was.
#include <gtest/gtest.h>

#include "support/people.h"

namespace {

using namespace people;

std::string refusal(const std::string& key, const std::string& value) {
    try {
        App app({"auth"}, household_settings({{"plugins.required", "auth"}, {key, value}}));
        return {};
    } catch (const std::runtime_error& complaint) {
        return complaint.what();
    }
}

TEST(AuthSettings, ThatMakeNoSenseEndTheStartByName) {
    for (const auto& [key, value] : App::Settings{{"auth.roles.CUSTOMER", "zzz"},
                                                  {"auth.roles.CUSTOMER", "PROFILE, READ:"},
                                                  {"auth.roles.PROFESSIONAL", "EAT:CAKE"},
                                                  {"auth.roles.ADMIN", "READ:*"},
                                                  {"auth.failures_per_account", "-1"},
                                                  {"auth.failures_per_address", "-5"},
                                                  {"auth.log_ins_a_minute", "-1"},
                                                  {"auth.mails_an_hour", "-1"},
                                                  {"auth.mails_an_hour_per_address", "2000000"},
                                                  {"auth.refresh_life", "0 s"},
                                                  {"auth.reset_life", "1 s"},
                                                  {"auth.verification_life", "500 d"},
                                                  {"auth.invitation_life", "0 s"}})
        EXPECT_NE(refusal(key, value).find(key), std::string::npos) << key << '=' << value << ": " << refusal(key, value);
}

TEST(AuthSettings, ThatMakeSenseAreTaken) {
    for (const auto& [key, value] : App::Settings{{"auth.roles.CUSTOMER", "PROFILE, READ:USERS"},
                                                  {"auth.roles.ADMIN", "*"},
                                                  {"auth.roles.CLERK", "READ:USERS"},
                                                  {"auth.failures_per_account", "0"},
                                                  {"auth.mails_an_hour", "0"},
                                                  {"auth.reset_life", "1 min"}})
        EXPECT_EQ(refusal(key, value), "") << key << '=' << value;
}

TEST(AuthSettings, InProductionTakeNoShortOrWellKnownSigningKey) {
    const auto refused = [](const std::string& key) {
        try {
            App app({"auth"}, household_settings({{"organisation.environment", "production"}, {"auth.signing_key", key}}));
            return std::string{};
        } catch (const std::runtime_error& complaint) {
            return std::string(complaint.what());
        }
    };
    for (const char* weak : {"", "changeme", "6f1d0c9b8a7e5d4c3b2a1908f7e6d5c"})
        EXPECT_NE(refused(weak).find("auth.signing_key"), std::string::npos) << weak << ": " << refused(weak);
    EXPECT_EQ(refused("6f1d0c9b8a7e5d4c3b2a1908f7e6d5c4"), "") << "32 bytes";
}

}  // namespace
