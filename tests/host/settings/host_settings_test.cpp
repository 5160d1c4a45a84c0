// The host's own table.
#include "settings/host_settings.h"

#include <gtest/gtest.h>

#include <set>

using namespace std::chrono_literals;

namespace host {
namespace {

HostSettings with(std::vector<std::string> assignments = {}) {
    Settings settings;
    settings.declare(host_declarations());
    for (const auto& assignment : assignments) settings.set(assignment);
    settings.check();
    return read_host_settings(settings);
}

TEST(HostSettings, AreThoseOfTheContractWhenNothingIsSet) {
    const auto host = with();
    EXPECT_EQ(host.http.listen, "127.0.0.1:8080");
    EXPECT_EQ(host.http.base_paths, std::vector<std::string>{"/api"});
    EXPECT_TRUE(host.http.origins.empty());
    EXPECT_TRUE(host.http.rate_limits);
    EXPECT_EQ(host.http.body, 1u << 20);
    EXPECT_EQ(host.http.upload, 25u << 20);
    EXPECT_EQ(host.http.head_time, 10s);
    EXPECT_EQ(host.http.connections, 10'000);
    EXPECT_EQ(host.database_url, "sqlite:///data/mortise.db");
    EXPECT_EQ(host.cache_ttl, 60s);
    EXPECT_EQ(host.auth.access_life, 30min);
    EXPECT_EQ(host.auth.algorithm, "HS256");
    EXPECT_FALSE(host.organisation.in_production);
    EXPECT_EQ(host.organisation.currency, "INR");
}

TEST(HostSettings, TurnTheOperationsListenerOff) {
    EXPECT_EQ(with().ops_listen, "127.0.0.1:9090");
    EXPECT_EQ(with({"ops.listen=off"}).ops_listen, "");
}

TEST(HostSettings, RefuseNonsense) {
    for (const char* assignment :
         {"http.base_paths=api", "http.base_paths=", "http.cors.origins=*", "auth.access_life=2 d", "auth.password_memory=1 MiB",
          "auth.password_passes=1", "auth.algorithm=none", "auth.algorithm=hs256", "auth.algorithm=", "http.limits.connections=0",
          "organisation.environment=staging", "log.level=loud"})
        EXPECT_THROW(with({assignment}), Misconfigured) << assignment;
    EXPECT_THROW(with({"organisation.environment=production", "log.sql=on"}), Misconfigured);
}

TEST(HostSettings, ExplainThemselves) {
    std::set<std::string> keys;
    for (const auto& row : host_declarations()) {
        EXPECT_TRUE(keys.insert(row.key).second) << row.key;
        EXPECT_TRUE(row.sentence.ends_with('.')) << row.key;
        EXPECT_EQ(row.owner, "host") << row.key;
    }
}

}  // namespace
}  // namespace host
