// Verification: what administrators decide, and what they cannot.
#include "shop.h"

using namespace shop;

namespace {

constexpr const char* decisions[] = {"verify", "reject", "reset"};

std::string target(std::string_view action, const Worker& worker) {
    return "/api/admin/professionals/" + std::string(action) + '/' + worker.id;
}

/// Whether a token that is minted now says that its bearer is verified.
std::string is_verified_at_log_in(App& app, std::string_view name) {
    const Reply reply = app.stranger().post(
        "/api/auth/login", R"({"email":")" + std::string(name) + R"(@example.org","password":"correct horse 9"})");
    EXPECT_EQ(reply.status, 200) << reply.body;
    const std::string token = reply["access_token"].text();
    const std::size_t begin = token.find('.') + 1;
    std::string claims;
    unsigned bits = 0, held = 0;
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (const char c : token.substr(begin, token.find('.', begin) - begin)) {
        bits = bits << 6 | static_cast<unsigned>(alphabet.find(c));
        held += 6;
        if (held < 8) continue;
        held -= 8;
        claims += static_cast<char>(bits >> held & 0xFF);
    }
    return Value::parse(claims)["is_verified"].text();
}

TEST(Verification, LetsAPendingProfessionalWork) {
    App app{{"auth", "services"}};
    const Worker worker = pending(app, "asha", service(app, "Tap repair"));
    EXPECT_EQ(is_verified_at_log_in(app, "asha"), "false");
    const Reply done = keeper(app).post(target("verify", worker));
    ASSERT_EQ(done.status, 200) << done.body;
    EXPECT_EQ(done["status"], "verified");
    EXPECT_EQ(done["is_active"], true);
    EXPECT_EQ(is_verified_at_log_in(app, "asha"), "true");
}

TEST(Verification, TellsTheProfessionalWhyItWasTurnedDown) {
    App app{{"auth", "services"}};
    const Worker worker = pending(app, "asha", service(app, "Tap repair"));
    EXPECT_EQ(keeper(app).post(target("reject", worker), R"({"reason":"The licence is not readable."})").status, 200);
    const Reply profile = worker.client.get("/api/professionals/profile");
    EXPECT_EQ(profile["status"], "rejected");
    EXPECT_EQ(profile["reason"], "The licence is not readable.");
    EXPECT_EQ(profile["is_active"], false);
}

TEST(Verification, TakesAProfessionalOutOfThePoolWhenItIsReset) {
    App app{{"auth", "services"}};
    const std::string taps = service(app, "Tap repair");
    const Worker worker = verified(app, "asha", taps);
    const Reply done = keeper(app).post(target("reset", worker));
    EXPECT_EQ(done["status"], "pending");
    EXPECT_EQ(done["is_active"], false);
    EXPECT_EQ(app.stranger().get("/api/service-packages/" + taps)["items"].size(), 0U);
    EXPECT_EQ(is_verified_at_log_in(app, "asha"), "false");
}

TEST(Verification, FollowsItsTableAndNamesThePresentStatus) {
    App app{{"auth", "services"}};
    const std::string taps = service(app, "Tap repair");
    const Client other = app.bearer(903, "ADMIN", {"WRITE:PROFESSIONALS"});
    struct Case {
        const char *path, *status, *refused[2];
    };
    const Case cases[] = {{"", "pending", {"reset", nullptr}},
                          {"verify", "verified", {"verify", "reject"}},
                          {"reject", "rejected", {"verify", "reject"}}};
    int number = 0;
    for (const Case& each : cases) {
        const Worker worker = pending(app, "worker" + std::to_string(++number), taps);
        if (*each.path) {
            EXPECT_EQ(keeper(app).post(target(each.path, worker)).status, 200);
        }
        for (const char* action : each.refused) {
            if (!action) continue;
            const Reply refused = other.post(target(action, worker));
            EXPECT_EQ(refused.status, 409) << each.status << ' ' << action;
            EXPECT_EQ(refused.code(), "state-conflict");
            EXPECT_EQ(refused["state"], each.status);
        }
    }
}

TEST(Verification, AnswersARepeatedDecisionAsItDidTheFirst) {
    App app{{"auth", "services"}};
    const Worker worker = pending(app, "asha", service(app, "Tap repair"));
    const Reply first = keeper(app).post(target("verify", worker)), again = keeper(app).post(target("verify", worker));
    EXPECT_EQ(again.status, 200);
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(app.sql("SELECT count(*) FROM services_decisions"), "1");
}

TEST(Verification, IsForThoseWhoMayAndOfThoseWhoExist) {
    App app{{"auth", "services"}};
    const Worker worker = pending(app, "asha", service(app, "Tap repair"));
    for (const char* action : decisions) {
        EXPECT_EQ(worker.client.post(target(action, worker)).status, 403);
        EXPECT_EQ(keeper(app).post("/api/admin/professionals/" + std::string(action) + "/99").status, 404);
    }
}

}  // namespace
