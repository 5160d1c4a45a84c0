// The administrators' overview.
#include <gtest/gtest.h>

#include "support/people.h"

namespace {

using namespace people;
using namespace std::chrono_literals;

/// A figure as it was written, or "none".
std::string figure(const Reply& page, std::string_view plugin, std::string_view group, std::string_view name) {
    const auto figures = page["figures"];
    for (const auto& [key, each] : figures.items())
        if (each["plugin"] == plugin && each["group"] == group && each["name"] == name)
            return each[each.has("count") ? "count" : each.has("amount") ? "amount" : "average"].text();
    return "none";
}

Reply dashboard(const Client& boss) { return expect(boss.get("/api/admin/dashboard"), 200, "dashboard"); }

TEST(Dashboard, IsForThoseWhoMaySeeUsers) {
    App app({"auth"}, household_settings());
    EXPECT_EQ(app.stranger().get("/api/admin/dashboard").status, 401);
    EXPECT_EQ(customer(app, "uma").get("/api/admin/dashboard").status, 403);
    EXPECT_EQ(app.bearer(77, "CLERK", {"READ:USERS"}).get("/api/admin/dashboard").status, 200);
}

TEST(Dashboard, CountsPeople) {
    App app({"auth"}, household_settings());
    const Client boss = admin(app);
    for (const char* name : {"uma", "vik", "wim"}) customer(app, name);
    expect(boss.post("/api/admin/users/2/block"), 200, "block");
    expect(boss.del("/api/customers/3"), 204, "erase");
    const Reply page = dashboard(boss);
    EXPECT_EQ(page["generated_at"], "2026-01-01T12:00:00Z");
    EXPECT_EQ(figure(page, "auth", "users", "ADMIN"), "1");
    EXPECT_EQ(figure(page, "auth", "users", "CUSTOMER"), "2");
    EXPECT_EQ(figure(page, "auth", "accounts", "active"), "2");
    EXPECT_EQ(figure(page, "auth", "accounts", "blocked"), "1");
    EXPECT_EQ(figure(page, "auth", "accounts", "new_this_month"), "3");
}

TEST(Dashboard, BeginsTheMonthWhereTheOrganisationIs) {
    for (const auto& [zone, month] : {std::pair{"Asia/Kolkata", "2025-12-31T18:30:00Z"}, std::pair{"UTC", "2026-01-01T00:00:00Z"},
                                      std::pair{"America/New_York", "2026-01-01T05:00:00Z"}}) {
        App app({"auth"}, household_settings({{"organisation.time_zone", zone}}));
        EXPECT_EQ(dashboard(admin(app))["month"], month) << zone;
    }
}

TEST(Dashboard, CountsAnewEachMonth) {
    App app({"auth"}, household_settings());
    admin(app);
    app.advance(31 * 24h);
    const Reply page = dashboard(admin(app));
    EXPECT_EQ(page["month"], "2026-01-31T18:30:00Z");
    EXPECT_EQ(figure(page, "auth", "accounts", "new_this_month"), "0");
}

TEST(Dashboard, ShowsWhatAThirdPartysPluginCounts) {
    App app({"auth", "tally"}, household_settings({{"plugins.folders", SAMPLE_PLUGINS}}));
    const Client boss = admin(app);
    expect(boss.post("/api/tally", R"({"word":"seven","key":"sesame"})"), 201, "word");
    const Reply page = dashboard(boss);
    EXPECT_EQ(figure(page, "tally", "words", "all"), "1");
    EXPECT_EQ(figure(page, "tally", "words", "worth"), "5.00");
    EXPECT_EQ(figure(page, "tally", "words", "length"), "5");
    EXPECT_EQ(figure(page, "auth", "users", "ADMIN"), "1");
}

}  // namespace
