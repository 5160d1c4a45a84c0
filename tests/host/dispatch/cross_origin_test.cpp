// Pages of other origins: those that are named may call, others are told nothing.
#include <gtest/gtest.h>
#include <mortise/testing.h>

namespace {

using mortise::testing::App;
using mortise::testing::Reply;

struct CrossOrigin : testing::Test {
    App app{{"desk"}, {{"http.cors.origins", "https://app.example.org"}}};
    Reply from(const std::string& origin, std::string_view method, std::string_view path, std::string_view body = "") {
        mortise::testing::Client::Headers headers{{"origin", origin}};
        if (method == "OPTIONS") headers.emplace_back("access-control-request-method", "POST");
        return app.stranger().call(method, path, body, headers);
    }
};

TEST_F(CrossOrigin, PreflightsNameWhatMayBeSent) {
    const Reply reply = from("https://app.example.org", "OPTIONS", "/api/desk/notes");
    EXPECT_EQ(reply.status, 204);
    EXPECT_EQ(reply.header("access-control-allow-origin"), "https://app.example.org");
    EXPECT_EQ(reply.header("access-control-allow-credentials"), "true");
    EXPECT_EQ(reply.header("access-control-allow-methods"), "GET, HEAD, POST, OPTIONS");
    for (const char* name : {"Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match"})
        EXPECT_NE(reply.header("access-control-allow-headers").find(name), std::string::npos) << name;
    EXPECT_EQ(reply.header("vary"), "Origin");
}

TEST_F(CrossOrigin, OthersGetNoLeave) {
    for (const char* origin :
         {"https://app.example.org.evil.test", "http://app.example.org", "null", "https://APP.example.org"}) {
        const Reply reply = from(origin, "OPTIONS", "/api/desk/notes");
        EXPECT_EQ(reply.status, 204) << origin;
        EXPECT_EQ(reply.header("access-control-allow-origin"), "") << origin;
        EXPECT_EQ(reply.header("access-control-allow-methods"), "") << origin;
        EXPECT_EQ(from(origin, "GET", "/api/desk/notes").header("access-control-allow-origin"), "") << origin;
        EXPECT_EQ(from(origin, "GET", "/api/desk/notes").header("vary"), "Origin") << origin;
    }
}

TEST_F(CrossOrigin, AnswersAndProblemsMayBeRead) {
    EXPECT_EQ(from("https://app.example.org", "GET", "/api/desk/notes").header("access-control-allow-origin"),
              "https://app.example.org");
    const Reply problem = from("https://app.example.org", "POST", "/api/desk/notes", "{");
    EXPECT_EQ(problem.status, 400);
    EXPECT_EQ(problem.header("access-control-allow-origin"), "https://app.example.org");
    EXPECT_EQ(problem.header("access-control-allow-credentials"), "true");
    for (const char* name : {"ETag", "Idempotency-Replayed", "Location", "Retry-After", "X-Request-Id"})
        for (const Reply& reply : {problem, from("https://app.example.org", "GET", "/api/desk/notes")})
            EXPECT_NE(reply.header("access-control-expose-headers").find(name), std::string::npos) << name;
    EXPECT_EQ(problem.header("vary"), "Origin");
    const Reply refused = from("https://app.example.org", "GET", "/api/desk/me");
    EXPECT_EQ(refused.status, 401);
    EXPECT_EQ(refused.header("access-control-allow-origin"), "https://app.example.org");
}

TEST_F(CrossOrigin, PathsThatAreNoneStayNone) {
    EXPECT_EQ(from("https://app.example.org", "OPTIONS", "/api/desk/nowhere").status, 404);
}

TEST_F(CrossOrigin, WithoutAnOriginNothingIsSaidOfIt) {
    const Reply reply = app.stranger().get("/api/desk/notes");
    EXPECT_EQ(reply.header("vary"), "");
    EXPECT_EQ(reply.header("access-control-allow-origin"), "");
}

}  // namespace
