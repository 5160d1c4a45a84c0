// How paths and methods meet: 405 with Allow, HEAD, OPTIONS, trailing slashes, ids that are none.
#include <gtest/gtest.h>

#include "contract/product.h"

namespace {

using namespace contract;

struct EveryPath : testing::Test {
    Product product;
    std::vector<Route> all = routes(product.app);
};

bool names(const std::string& allow, const std::string& method) {
    return (", " + allow + ',').find(", " + method + ',') != std::string::npos;
}

TEST_F(EveryPath, SaysWhichMethodsItAnswers) {
    for (const Route& route : all) {
        const Reply reply = product.app.stranger().call("OPTIONS", route.target(), "");
        EXPECT_EQ(reply.status, 204) << route;
        EXPECT_TRUE(names(reply.header("allow"), route.method)) << route << ' ' << reply.header("allow");
    }
}

TEST_F(EveryPath, RefusesOtherMethodsWithAllow) {
    for (const Route& route : all) {
        const std::string allow = product.app.stranger().call("OPTIONS", route.target(), "").header("allow");
        for (const char* method : {"GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"}) {
            if (names(allow, method)) continue;
            const Reply reply = product.app.stranger().call(method, route.target(), "");
            EXPECT_EQ(reply.status, 405) << method << ' ' << route.path;
            EXPECT_EQ(reply.code(), "method-not-allowed") << method << ' ' << route.path;
            EXPECT_EQ(reply.header("allow"), allow) << method << ' ' << route.path;
        }
    }
}

TEST_F(EveryPath, IsTheSameWithATrailingSlash) {
    for (const Route& route : all) {
        const Client client = route.method == "GET" ? allowed(product.app, route) : product.app.stranger();
        const std::string body = route.is_public() && route.has_body() ? "{" : "";
        const Reply without = client.call(route.method, route.target(), body),
                    with = client.call(route.method, route.target() + '/', body);
        EXPECT_EQ(with.status, without.status) << route;
        EXPECT_EQ(with.code(), without.code()) << route;
    }
}

TEST_F(EveryPath, AnswersHeadAsGet) {
    for (const Route& route : all) {
        if (route.method != "GET") continue;
        const Client client = allowed(product.app, route);
        const Reply get = client.get(route.target()), head = client.call("HEAD", route.target(), "");
        EXPECT_EQ(head.status, get.status) << route;
        EXPECT_EQ(head.header("content-type"), get.header("content-type")) << route;
    }
}

TEST_F(EveryPath, KnowsNoIdsThatAreNone) {
    for (const Route& route : all) {
        const std::size_t at = route.target().find("999999");
        if (at == std::string::npos) continue;
        for (const char* id : {"0", "-1", "1.5", "0x10", "99999999999999999999", "1%20", "%31%00"}) {
            std::string target = route.target();
            target.replace(at, 6, id);
            const Reply reply = allowed(product.app, route).call(route.method, target, "");
            EXPECT_TRUE(reply.status == 404 || reply.status == 400 || reply.status == 405)
                << route.method << ' ' << target << ' ' << reply.status;
        }
    }
}

TEST_F(EveryPath, BearsTheHeadersOfEveryAnswer) {
    for (const Route& route : all) {
        const Reply reply =
            allowed(product.app, route)
                .call(route.method, route.target(), route.has_body() ? "{" : "", {{"x-request-id", "of-the-test"}});
        EXPECT_EQ(reply.header("x-request-id"), "of-the-test") << route;
        EXPECT_EQ(reply.header("x-content-type-options"), "nosniff") << route;
        const char* const kept = reply.header("etag").empty() ? "no-store" : "private, no-cache";  // a version is asked for again
        EXPECT_TRUE(route.is_public() || reply.header("cache-control").find(kept) != std::string::npos) << route;
        if (reply.status < 400) continue;
        EXPECT_EQ(reply.header("content-type"), "application/problem+json") << route;
        const Value problem = reply.json();
        for (const char* member : {"type", "title", "status", "message", "detail", "code", "request_id"})
            EXPECT_TRUE(problem.has(member)) << route << ' ' << member;
        EXPECT_EQ(problem["request_id"], "of-the-test") << route;
        EXPECT_EQ(problem["status"], reply.status) << route;
    }
}

TEST_F(EveryPath, NeverIgnoresAVersionThatIsNone) {
    for (const Route& route : all) {
        if (route.method == "GET") continue;
        const Reply reply = allowed(product.app, route).call(route.method, route.target(), "", {{"if-match", "\"none\""}});
        EXPECT_TRUE(reply.status == 412 || reply.status == 404 || reply.status == 403 || reply.status == 401)
            << route << ' ' << reply.status << ' ' << reply.body;
    }
}

TEST_F(EveryPath, ThatAnswersAVersionKnowsItAgain) {
    int versions = 0;
    for (const Route& route : all) {
        if (route.method != "GET") continue;
        const mortise::testing::Client client = allowed(product.app, route);
        const std::string tag = client.get(route.target()).header("etag");
        if (tag.empty()) continue;
        ++versions;
        EXPECT_EQ(client.get(route.target(), {{"if-none-match", tag}}).status, 304) << route;
    }
    EXPECT_GT(versions, 0);
}

}  // namespace
