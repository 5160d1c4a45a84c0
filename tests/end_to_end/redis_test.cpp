// The cache in Redis: the same answers, and the same again when Redis hangs, dies and comes back.
#include "redis.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include "program.h"
#include "wire.h"

namespace {

using namespace end_to_end;
using namespace std::chrono_literals;

/// Questions about the catalogue, and the answers to them.
std::string catalogue(unsigned short port) {
    std::string all;
    for (const char* target : {"/api/services", "/api/services?q=cleaning", "/api/services?min_price=400", "/api/services/1"}) {
        const Answer answer = call(port, "GET", target);
        all += std::to_string(answer.status) + ' ' + answer.body + '\n';
    }
    return all;
}

std::string cached(unsigned short port) { return call(port, "GET", "/api/services").header("x-cache"); }

/// Sets a price and reads it back as everybody sees it.
void reprice(unsigned short port, const std::string& admin, const std::string& price) {
    ASSERT_EQ(call(port, "PUT", "/api/services/1", R"({"price":)" + price + "}", admin).status, 200);
    const auto began = std::chrono::steady_clock::now();
    EXPECT_EQ(call(port, "GET", "/api/services?sort=name&q=room")["items"][std::size_t{0}]["price"], price);
    EXPECT_LT(std::chrono::steady_clock::now() - began, patience(2s, 20s));
}

TEST(RedisCache, GoneMeansSlowerAndNeverWrong) {
    Redis redis;
    const Folder data;
    ASSERT_EQ(run(with({"db", "seed"}, data)).code, 0);
    std::string alone;
    {
        const Program without(data);
        alone = catalogue(without.port());
    }
    const Program program(data, {"redis.url=" + redis.url(), "http.rate_limits=off"});
    const unsigned short port = program.port();
    EXPECT_EQ(catalogue(port), alone);
    EXPECT_EQ(catalogue(port), alone) << "from the cache";
    EXPECT_EQ(cached(port), "hit");
    const std::string admin = log_in(port, "admin@example.com", "admin-demo-2026");
    reprice(port, admin, "501.00");
    reprice(port, admin, "499.00");

    redis.freeze();
    EXPECT_EQ(catalogue(port), alone);
    reprice(port, admin, "502.00");
    redis.thaw();
    reprice(port, admin, "503.00");
    redis.kill();
    reprice(port, admin, "504.00");
    reprice(port, admin, "499.00");
    EXPECT_EQ(catalogue(port), alone);
    EXPECT_EQ(call(port, "GET", "/readyz").status, 200);
    redis.start();
    reprice(port, admin, "505.00");
    reprice(port, admin, "499.00");
    EXPECT_EQ(catalogue(port), alone);
}

TEST(RedisCache, IsNotNeededToStart) {
    const Folder data;
    ASSERT_EQ(run(with({"db", "seed"}, data)).code, 0);
    std::string url;
    {
        Redis gone;
        url = gone.url();
    }
    const Program program(data, {"redis.url=" + url});
    EXPECT_EQ(call(program.port(), "GET", "/api/services")["items"].size(), 10u);
}

TEST(RedisCache, WorksOnTheServerThatTheSuiteNames) {
    const char* named = ::getenv("MORTISE_TEST_REDIS");
    Redis own;
    const std::string url = named && *named ? named : own.url();
    const Folder data;
    ASSERT_EQ(run(with({"db", "seed"}, data)).code, 0);
    const Program program(data, {"redis.url=" + url});
    const std::string first = catalogue(program.port());
    EXPECT_EQ(catalogue(program.port()), first);
    EXPECT_EQ(cached(program.port()), "hit");
}

}  // namespace
