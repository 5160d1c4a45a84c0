// What bodies are refused, and that the refusal names the field.
#include <gtest/gtest.h>

#include "contract/product.h"
#include "contract/shapes.h"

namespace {

using namespace contract;

struct EveryBody : testing::Test {
    Product product;
    std::vector<Route> all = routes(product.app);

    template <class Check>
    void each_json(Check&& check) {
        std::size_t checked = 0;
        for (const Route& route : all)
            if (route.takes_json()) {
                check(route, allowed(product.app, route));
                ++checked;
            }
        EXPECT_GT(checked, 15u);
    }
};

TEST_F(EveryBody, IsRefusedForEachFieldThatIsMissingWrongUnknownOrOutOfRange) {
    std::size_t tried = 0;
    each_json([&](const Route& route, const Client& client) {
        std::vector<Step> ways;
        steps(route.body, "", ways);
        for (const Step& step : ways) {
            const std::string body = shaped(route.body, "", step);
            const Reply reply = client.call(route.method, route.target(), body);
            const std::string where = route.method + ' ' + route.path + ": " + step.place + ' ' + step.why;
            EXPECT_EQ(reply.status, 422) << where << '\n' << body << '\n' << reply.body;
            EXPECT_EQ(reply.code(), "invalid") << where;
            EXPECT_TRUE(step.codes.contains(fault_of(reply, step.place))) << where << '\n' << body << '\n' << reply.body;
            ++tried;
        }
    });
    EXPECT_GT(tried, 300u);
}

TEST_F(EveryBody, TellsAllFaultsAtOnce) {
    each_json([&](const Route& route, const Client& client) {
        const Reply reply = client.call(route.method, route.target(), R"({"no_such_field":1,"nor_this":2})");
        EXPECT_EQ(reply.status, 422) << route << ' ' << reply.body;
        EXPECT_EQ(fault_of(reply, "no_such_field"), "unknown-field") << route;
        EXPECT_EQ(fault_of(reply, "nor_this"), "unknown-field") << route;
        const Value required = route.body["required"];
        for (const auto& [key, name] : required.items())
            EXPECT_EQ(fault_of(reply, name.text()), "missing") << route << ' ' << reply.body;
    });
}

TEST_F(EveryBody, IsAnObject) {
    each_json([&](const Route& route, const Client& client) {
        EXPECT_EQ(client.call(route.method, route.target(), "[]").status, 422) << route;
        EXPECT_EQ(client.call(route.method, route.target(), "\"text\"").status, 400) << route;
    });
}

TEST_F(EveryBody, IsStrictJson) {
    each_json([&](const Route& route, const Client& client) {
        for (const std::string_view broken :
             {"{\"a\":", "{} {}", "{\"a\":1,\"a\":2}", "{\"a\":NaN}", "{'a':1}", "{\"a\":\"\xff\"}", "{\"a\":\"\\u0000\"}"}) {
            const Reply reply = client.call(route.method, route.target(), broken);
            EXPECT_EQ(reply.status, 400) << route << ' ' << broken << ' ' << reply.body;
            EXPECT_EQ(reply.code(), "bad-json") << route << ' ' << broken;
        }
    });
}

TEST_F(EveryBody, IsRefusedInAnotherMediaType) {
    for (const Route& route : all) {
        if (!route.has_body()) continue;
        for (const char* type : {"text/plain", "application/xml", ""}) {
            const Reply reply = allowed(product.app, route).call(route.method, route.target(), "x", {{"content-type", type}});
            EXPECT_EQ(reply.status, 415) << route << ' ' << type << ' ' << reply.body;
            EXPECT_EQ(reply.code(), "unsupported-media-type") << route;
        }
    }
}

TEST_F(EveryBody, IsRefusedBeyondTheLimit) {
    const std::string large = R"({"a":")" + std::string(2 << 20, 'a') + R"("})";
    each_json([&](const Route& route, const Client& client) {
        const Reply reply = client.call(route.method, route.target(), large);
        EXPECT_EQ(reply.status, 413) << route << ' ' << reply.body;
        EXPECT_EQ(reply.code(), "payload-too-large") << route;
    });
}

TEST_F(EveryBody, OfAnUploadNamesItsFieldsToo) {
    std::size_t checked = 0;
    for (const Route& route : all) {
        if ((route.accepts & MORTISE_ACCEPT_MULTIPART) == 0 || route.method != "POST") continue;
        const Reply reply = allowed(product.app, route).upload(route.target(), {{"no_such_field", "1"}});
        EXPECT_EQ(reply.status, 422) << route << ' ' << reply.body;
        EXPECT_EQ(fault_of(reply, "no_such_field"), "unknown-field") << route;
        const Value required = route.body["required"];
        for (const auto& [key, name] : required.items())
            EXPECT_EQ(fault_of(reply, name.text()), "missing") << route << ' ' << reply.body;
        ++checked;
    }
    EXPECT_GE(checked, 2u);
}

}  // namespace
