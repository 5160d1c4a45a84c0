// Roles and scopes: what the token carries and what it opens.
#include <gtest/gtest.h>

#include <algorithm>

#include "support/people.h"

namespace {

using namespace people;

std::vector<std::string> scopes_of(const Client& who) {
    std::vector<std::string> out;
    const auto scopes = who.get("/api/auth/me")["scopes"];
    for (const auto& item : scopes.items()) out.push_back(item.second.text());
    return out;
}

bool holds(const std::vector<std::string>& scopes, std::string_view scope) {
    return std::find(scopes.begin(), scopes.end(), scope) != scopes.end();
}

TEST(Roles, OfCustomersHoldTheirOwnThingsAndNoOthers) {
    App app({"auth"}, household_settings());
    const auto scopes = scopes_of(customer(app, "yara"));
    EXPECT_EQ(scopes.size(), 22u);
    EXPECT_TRUE(holds(scopes, "READ:REQUESTS"));
    EXPECT_TRUE(holds(scopes, "WRITE:EXPORTS_OWN"));
    EXPECT_FALSE(holds(scopes, "READ:USERS"));
    EXPECT_FALSE(holds(scopes, "*"));
}

TEST(Roles, OfAdministratorsHoldEveryScopeThatIsDeclared) {
    App app({"auth"}, household_settings());
    const Client boss = admin(app);
    EXPECT_EQ(boss.get("/api/auth/me")["role"], "ADMIN");
    const auto scopes = scopes_of(boss);
    EXPECT_TRUE(holds(scopes, "READ:USERS"));
    EXPECT_TRUE(holds(scopes, "WRITE:USERS"));
    EXPECT_FALSE(holds(scopes, "*"));
    EXPECT_EQ(boss.get("/api/admin/users").status, 200);
}

TEST(Roles, AreTheOperatorsToChange) {
    App app({"auth"}, household_settings({{"auth.roles.CUSTOMER", "PROFILE, READ:USERS"}}));
    const Client yara = customer(app, "yara");
    EXPECT_EQ(scopes_of(yara), (std::vector<std::string>{"READ:PROFILE", "READ:USERS", "WRITE:PROFILE"}));
    EXPECT_EQ(yara.get("/api/admin/users").status, 200);
    EXPECT_EQ(yara.post("/api/admin/users/1/block").status, 403);
}

}  // namespace
