// Who a request is taken to be from: addresses behind proxies, request ids, base paths, the pace of one token.
#include <gtest/gtest.h>
#include <mortise/testing.h>

#include <set>

namespace {

using mortise::testing::App;
using mortise::testing::Client;
using mortise::testing::Reply;

std::string peer(const App& app, const std::string& forwarded) {
    return app.stranger().get("/api/desk/who", {{"x-forwarded-for", forwarded}})["peer"].text();
}

TEST(Caller, IsTheSocketsAddressUnlessAProxyIsTrusted) {
    App app{{"desk"}};
    EXPECT_EQ(app.stranger().get("/api/desk/who")["peer"], "127.0.0.1");
    EXPECT_EQ(peer(app, "203.0.113.9"), "127.0.0.1");
}

TEST(Caller, IsTheLastAddressThatNoTrustedProxyHas) {
    App app({"desk"}, {{"http.trusted_proxies", "127.0.0.1, 10.0.0.2"}});
    EXPECT_EQ(peer(app, "203.0.113.9"), "203.0.113.9");
    EXPECT_EQ(peer(app, "6.6.6.6, 203.0.113.9"), "203.0.113.9") << "what stands before it the client may have written himself";
    EXPECT_EQ(peer(app, "203.0.113.9, 10.0.0.2"), "203.0.113.9");
    EXPECT_EQ(peer(app, "203.0.113.9 ,10.0.0.2 "), "203.0.113.9");
    EXPECT_EQ(peer(app, "2001:db8::1"), "2001:db8::1");
    EXPECT_EQ(peer(app, "203.0.113.9, nonsense"), "127.0.0.1");
    EXPECT_EQ(peer(app, ""), "127.0.0.1");
}

TEST(Caller, MayBeBehindATrustedNetwork) {
    App app({"desk"}, {{"http.trusted_proxies", "127.0.0.0/8, 10.1.0.0/16, 2001:db8::/32"}});
    EXPECT_EQ(peer(app, "203.0.113.9, 10.1.200.3"), "203.0.113.9");
    EXPECT_EQ(peer(app, "203.0.113.9, 10.2.0.3"), "10.2.0.3");
    EXPECT_EQ(peer(app, "203.0.113.9, 2001:db8:7::1"), "203.0.113.9");
}

TEST(Caller, KeepsAGoodRequestIdAndGetsAFreshOneElse) {
    App app{{"desk"}};
    const auto id = [&](const std::string& given) {
        const Reply reply = app.stranger().get("/api/desk/who", {{"x-request-id", given}});
        EXPECT_EQ(reply["request_id"], reply.header("x-request-id"));
        return reply.header("x-request-id");
    };
    EXPECT_EQ(id("Trace_1.2-3"), "Trace_1.2-3");
    std::set<std::string> fresh;
    for (const std::string& bad :
         {std::string(), std::string(65, 'a'), std::string("a b"), std::string("<script>"), std::string("\xc3\xa9")}) {
        const std::string got = id(bad);
        EXPECT_NE(got, bad);
        EXPECT_GE(got.size(), 12u);
        fresh.insert(got);
    }
    EXPECT_EQ(fresh.size(), 5u);
}

TEST(Caller, SeesTheBasePathThatHeUsed) {
    App app({"desk"}, {{"http.base_paths", "/api, /"}});
    EXPECT_EQ(app.stranger().get("/api/desk/who")["base"], "/api");
    EXPECT_EQ(app.stranger().get("/desk/who")["base"], "");
}

TEST(Caller, WithABadTokenIsNobodyWhereNobodyNeedsOne) {
    App app{{"desk"}};
    EXPECT_EQ(app.bearer("nonsense").get("/api/desk/who")["user"], 0);
    EXPECT_EQ(app.bearer(7, "", {}).get("/api/desk/who")["user"], 7);
    EXPECT_EQ(app.bearer("nonsense").get("/api/desk/me").code(), "unauthorized");
    EXPECT_EQ(app.stranger().get("/api/desk/me", {{"authorization", "Basic YTpi"}}).code(), "unauthorized");
}

TEST(Caller, WithATokenOfThePastIsTold) {
    App app({"desk"}, {{"auth.access_life", "5 min"}});
    const Client anna = app.bearer(7, "", {});
    app.advance(std::chrono::minutes{4});
    EXPECT_EQ(anna.get("/api/desk/me").status, 200);
    app.advance(std::chrono::minutes{4});
    EXPECT_EQ(anna.get("/api/desk/me").code(), "token-expired");
    EXPECT_EQ(anna.get("/api/desk/me").header("www-authenticate"), "Bearer error=\"invalid_token\"");
}

TEST(Caller, IsSlowedDownByHisTokenAlone) {
    App app({"desk"}, {{"http.rate_limits", "on"}, {"http.rate_limits.requests", "3"}});
    const Client anna = app.bearer(7, "", {}), bert = app.bearer(8, "", {});
    for (int i = 0; i < 3; ++i) EXPECT_EQ(anna.get("/api/desk/me").status, 200);
    const Reply reply = anna.get("/api/desk/me");
    EXPECT_EQ(reply.code(), "too-many-requests");
    EXPECT_GE(std::stoi(reply.header("retry-after")), 1);
    EXPECT_EQ(bert.get("/api/desk/me").status, 200);
}

}  // namespace
