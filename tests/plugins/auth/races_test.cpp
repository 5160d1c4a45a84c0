// Many at once, with real threads: one of them wins, whatever they race for.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <set>
#include <thread>

#include "postman.h"

namespace {

using namespace people;
using namespace std::chrono_literals;

constexpr int crowd = 50;

/// What each of a crowd is answered, all of whom begin at once.
std::vector<Reply> at_once(const std::function<Reply(int)>& call) {
    std::vector<Reply> replies(crowd);
    std::atomic<bool> go{false};
    std::vector<std::thread> threads;
    for (int i = 0; i < crowd; ++i)
        threads.emplace_back([&, i] {
            go.wait(false);
            replies[static_cast<std::size_t>(i)] = call(i);
        });
    go = true;
    go.notify_all();
    for (std::thread& thread : threads) thread.join();
    return replies;
}

std::ptrdiff_t how_many(const std::vector<Reply>& replies, int status) {
    return std::count_if(replies.begin(), replies.end(), [&](const Reply& reply) { return reply.status == status; });
}

Reply refresh_with(App& app, const std::string& token) {
    return app.stranger().post("/api/auth/refresh", R"({"refresh_token":")" + token + R"("})");
}

TEST(Races, OfOneRefreshTokenHaveOneSuccessorAndALateReplayEndsTheFamily) {
    App app({"auth"}, household_settings());
    const std::string token =
        expect(app.stranger().post("/api/auth/register", R"({"email":"tara@people.test","password":"marble-canoe-17"})"), 201,
               "registration")["refresh_token"]
            .text();
    const auto replies = at_once([&](int) { return refresh_with(app, token); });
    std::set<std::string> successors;
    for (const Reply& reply : replies)
        if (reply.status == 200) successors.insert(reply["refresh_token"].text());
    EXPECT_EQ(how_many(replies, 200), crowd);
    ASSERT_EQ(successors.size(), 1u);
    EXPECT_EQ(app.sql("SELECT count(*) FROM auth_refresh_tokens WHERE spent_at IS NULL"), "1");

    app.advance(10s + 1ms);
    EXPECT_EQ(refresh_with(app, token).code(), "token-revoked");
    EXPECT_EQ(refresh_with(app, *successors.begin()).code(), "token-revoked");
    for (const Reply& reply : replies)
        EXPECT_EQ(app.bearer(reply["access_token"].text()).get("/api/auth/me").code(), "token-revoked");
    EXPECT_EQ(app.sql("SELECT count(*) FROM mortise_outbox WHERE topic = 'accounts.token-reused'"), "1");
}

TEST(Races, OfManyReplaysEndTheFamilyOnce) {
    App app({"auth"}, household_settings());
    const std::string token =
        expect(app.stranger().post("/api/auth/register", R"({"email":"tara@people.test","password":"marble-canoe-17"})"), 201,
               "registration")["refresh_token"]
            .text();
    expect(refresh_with(app, token), 200, "refresh");
    app.advance(11s);
    EXPECT_EQ(how_many(at_once([&](int) { return refresh_with(app, token); }), 401), crowd);
    EXPECT_EQ(app.sql("SELECT count(*) FROM auth_history WHERE action = 'token-reused'"), "1");
}

TEST(Races, OfOneEmailMakeOneAccount) {
    App app({"auth"}, household_settings());
    const auto replies = at_once([&](int i) {
        return app.stranger().post("/api/auth/register", std::string(R"({"email":")") + (i % 2 ? "Ravi" : "RAVI") +
                                                             R"(@people.test","password":"marble-canoe-17"})");
    });
    EXPECT_EQ(how_many(replies, 201), 1);
    EXPECT_EQ(how_many(replies, 409), crowd - 1);
    for (const Reply& reply : replies) EXPECT_EQ(reply.code(), reply.status == 201 ? "" : "duplicate");
    EXPECT_EQ(app.sql("SELECT count(*) FROM auth_users WHERE role = 'CUSTOMER'"), "1");
    EXPECT_EQ(app.sql("SELECT count(*) FROM auth_sessions"), "1");
    EXPECT_EQ(app.sql("SELECT count(*) FROM mortise_outbox WHERE topic = 'accounts.email-verification-requested'"), "1");
}

TEST(Races, OfOneResetTokenSetOnePassword) {
    App app({"auth", "postman"}, with_postman());
    customer(app, "mira");
    expect(app.stranger().post("/api/auth/forgot-password", R"({"email":"mira@people.test"})"), 202, "asking");
    const std::string token = letter(app, "password-reset-requested");
    const auto password_of = [](int i) { return "violet-anchor-" + std::to_string(100 + i); };
    const auto replies = at_once([&](int i) {
        return app.stranger().post("/api/auth/reset-password",
                                   R"({"token":")" + token + R"(","new_password":")" + password_of(i) + R"("})");
    });
    EXPECT_EQ(how_many(replies, 200), 1);
    EXPECT_EQ(how_many(replies, 400), crowd - 1);
    for (int i = 0; i < crowd; ++i) {
        if (replies[static_cast<std::size_t>(i)].status != 200) continue;
        EXPECT_EQ(log_in(app, "mira@people.test", password_of(i)).get("/api/auth/me").status, 200) << "the winner's";
    }
    EXPECT_EQ(letters(app, "password-changed"), "1");
}

TEST(Races, OfOneProofVerifyOnce) {
    App app({"auth", "postman"}, with_postman());
    customer(app, "mira");
    const std::string token = letter(app, "email-verification-requested");
    const auto replies =
        at_once([&](int) { return app.stranger().post("/api/auth/verify-email", R"({"token":")" + token + R"("})"); });
    EXPECT_EQ(how_many(replies, 200), 1);
    EXPECT_EQ(how_many(replies, 400), crowd - 1);
}

}  // namespace
