// Guessing: what delays it, and what does not.
#include <gtest/gtest.h>

#include <thread>

#include "support/people.h"

namespace {

using namespace people;
using namespace std::chrono_literals;

Reply attempt(App& app, const std::string& name, std::string_view with, const std::string& from = {}) {
    Client::Headers headers;
    if (!from.empty()) headers.emplace_back("x-forwarded-for", from);
    return app.stranger().post("/api/auth/login", R"({"username":")" + name + R"(","password":")" + std::string(with) + R"("})",
                               headers);
}

void fail_times(App& app, const std::string& name, int times) {
    for (int i = 0; i < times; ++i) ASSERT_EQ(attempt(app, name, "wrong-canoe-17").status, 401) << i;
}

TEST(Delays, BeginWithTheFifthFailureOfAnAccount) {
    App app({"auth"}, household_settings());
    customer(app, "omar");
    fail_times(app, "omar@people.test", 5);
    const Reply refused = attempt(app, "omar@people.test", password);
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(refused.code(), "too-many-requests");
    EXPECT_EQ(refused.header("retry-after"), "5");
    app.advance(5s);
    EXPECT_EQ(attempt(app, "omar@people.test", password).status, 200);
}

TEST(Delays, AreNoLongerForAnotherAccount) {
    App app({"auth"}, household_settings());
    customer(app, "omar");
    customer(app, "pia");
    fail_times(app, "omar@people.test", 5);
    EXPECT_EQ(attempt(app, "pia@people.test", password).status, 200);
}

TEST(Delays, GrowWithEachFailureAndEndAtFifteenMinutes) {
    App app({"auth"}, household_settings({{"auth.failures_per_address", "0"}}));
    customer(app, "omar");
    fail_times(app, "omar@people.test", 5);
    for (const int seconds : {5, 10, 20, 40, 80, 160, 320, 640, 900, 900}) {
        EXPECT_EQ(attempt(app, "omar@people.test", "wrong-canoe-17").header("retry-after"), std::to_string(seconds));
        app.advance(std::chrono::seconds{seconds} - 1ms);
        EXPECT_EQ(attempt(app, "omar@people.test", password).header("retry-after"), "1");
        app.advance(1ms);
        EXPECT_EQ(attempt(app, "omar@people.test", "wrong-canoe-17").status, 401);
    }
    app.advance(15min);
    EXPECT_EQ(attempt(app, "omar@people.test", password).status, 200) << "never for good";
}

TEST(Delays, AreForgottenAfterASuccess) {
    App app({"auth"}, household_settings());
    customer(app, "omar");
    for (int round = 0; round < 3; ++round) {
        fail_times(app, "omar@people.test", 4);
        EXPECT_EQ(attempt(app, "omar@people.test", password).status, 200);
    }
}

TEST(Delays, CountOnlyFailuresOfFifteenMinutes) {
    App app({"auth"}, household_settings());
    customer(app, "omar");
    fail_times(app, "omar@people.test", 4);
    app.advance(15min);
    fail_times(app, "omar@people.test", 4);
    EXPECT_EQ(attempt(app, "omar@people.test", password).status, 200);
}

TEST(Delays, TreatUnknownNamesLikeKnownOnes) {
    App app({"auth"}, household_settings());
    fail_times(app, "ghost@people.test", 5);
    EXPECT_EQ(attempt(app, "Ghost@people.test", password).status, 429);
}

TEST(Delays, CountAllNamesOfAPersonTogether) {
    App app({"auth"}, household_settings());
    expect(
        app.stranger().post("/api/auth/register", R"({"email":"q@people.test","username":"quin","password":"marble-canoe-17"})"),
        201, "q");
    fail_times(app, "quin", 3);
    fail_times(app, "q@people.test", 2);
    EXPECT_EQ(attempt(app, "quin", password).status, 429);
}

TEST(Delays, BeginWithTheTwentiethFailureOfAnAddress) {
    App app({"auth"}, household_settings());
    customer(app, "omar");
    for (int i = 0; i < 20; ++i)
        EXPECT_EQ(attempt(app, "ghost" + std::to_string(i) + "@people.test", "wrong-canoe-17").status, 401);
    EXPECT_EQ(attempt(app, "omar@people.test", password).status, 429);
    app.advance(5s);
    EXPECT_EQ(attempt(app, "omar@people.test", password).status, 200);
}

TEST(Delays, AreNotLengthenedByTryingDuringThem) {
    App app({"auth"}, household_settings());
    customer(app, "omar");
    fail_times(app, "omar@people.test", 5);
    for (int i = 0; i < 50; ++i) EXPECT_EQ(attempt(app, "omar@people.test", "wrong-canoe-17").status, 429);
    app.advance(5s);
    EXPECT_EQ(attempt(app, "omar@people.test", password).status, 200);
}

TEST(Delays, LetNoCrowdThroughAtOnce) {
    App app({"auth"}, household_settings());
    customer(app, "omar");
    std::atomic<int> looked_at{0};
    std::vector<std::thread> crowd;
    for (int i = 0; i < 30; ++i)
        crowd.emplace_back([&] { looked_at += attempt(app, "omar@people.test", "wrong-canoe-17").status == 401 ? 1 : 0; });
    for (std::thread& each : crowd) each.join();
    EXPECT_EQ(looked_at, 5);
}

TEST(Delays, HoldTheTenthLogInOfAMinuteBack) {
    App app({"auth"}, {{"auth.admin.email", std::string(admin_email)}, {"auth.admin.password", std::string(admin_password)}});
    for (int i = 0; i < 10; ++i) ASSERT_EQ(attempt(app, std::string(admin_email), admin_password).status, 200);
    const Reply refused = attempt(app, std::string(admin_email), admin_password);
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(refused.header("retry-after"), "60");
    app.advance(1min);
    EXPECT_EQ(attempt(app, std::string(admin_email), admin_password).status, 200);
}

TEST(Delays, AreRowsAndSurviveARestart) {
    App app({"auth"}, household_settings());
    fail_times(app, "ghost@people.test", 5);
    EXPECT_EQ(app.sql("SELECT count FROM auth_counters WHERE kind = 'account'"), "5");
    EXPECT_EQ(app.sql("SELECT count(*) FROM auth_counters WHERE subject LIKE '%ghost%'"), "0") << "what was typed is not kept";
    app.advance(1h);
    EXPECT_EQ(app.run("auth.clean-up"), 0);
    app.advance(1s);
    EXPECT_EQ(app.run("auth.clean-up"), 2);
}

}  // namespace
