// Who gets in: strangers, bearers without the scope, bearers of what is no token.
#include <gtest/gtest.h>

#include "contract/product.h"

namespace {

using namespace contract;

struct EveryRoute : testing::Test {
    Product product;
    std::vector<Route> all = routes(product.app);
};

TEST_F(EveryRoute, IsDeclaredAtAll) { EXPECT_GT(all.size(), 60u); }

TEST_F(EveryRoute, HasASentenceAndSaysWhoMay) {
    for (const Route& route : all) {
        EXPECT_TRUE(route.sentence.ends_with('.')) << route;
        EXPECT_TRUE(route.is_public() || route.who == "authenticated" || route.who.starts_with("READ:") ||
                    route.who.starts_with("WRITE:"))
            << route;
        EXPECT_FALSE(route.method == "GET" && route.who.starts_with("WRITE:")) << route;
    }
}

TEST_F(EveryRoute, RefusesStrangersUnlessItIsPublic) {
    for (const Route& route : all) {
        if (route.is_public()) continue;
        const Reply reply = product.app.stranger().call(route.method, route.target(), "");
        EXPECT_EQ(reply.status, 401) << route << ' ' << reply.body;
        EXPECT_EQ(reply.code(), "unauthorized") << route;
        EXPECT_EQ(reply.header("www-authenticate"), "Bearer") << route;
    }
}

TEST_F(EveryRoute, RefusesTokensThatWereNotMadeHere) {
    const Client forger = product.app.bearer("eyJhbGciOiJub25lIn0.e30.");
    for (const Route& route : all) {
        if (route.is_public()) continue;
        EXPECT_EQ(forger.call(route.method, route.target(), "").status, 401) << route;
    }
}

TEST_F(EveryRoute, NamesTheScopeThatIsMissing) {
    const Client nobody = product.app.bearer(999999, "nobody", {});
    for (const Route& route : all) {
        if (route.is_public() || route.who == "authenticated") continue;
        const Reply reply = nobody.call(route.method, route.target(), "");
        EXPECT_EQ(reply.status, 403) << route << ' ' << reply.body;
        EXPECT_EQ(reply.code(), "insufficient-scope") << route;
        EXPECT_NE(reply["detail"].text().find(route.who), std::string::npos) << route << ' ' << reply.body;
    }
}

TEST_F(EveryRoute, TellsNobodyBeforeItKnowsHimWhatIsWrongWithHisBody) {
    for (const Route& route : all) {
        if (route.is_public() || !route.has_body()) continue;
        EXPECT_EQ(product.app.stranger().call(route.method, route.target(), "{", {{"content-type", "text/plain"}}).status, 401)
            << route;
    }
}

}  // namespace
