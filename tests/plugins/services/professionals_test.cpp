// Professionals: their profile, who sees what of them, and the lists that they stand in.
#include "shop.h"

using namespace shop;

namespace {

TEST(Professionals, ChangeTheirProfileButNotTheirStatus) {
    App app{{"auth", "services"}};
    const std::string taps = service(app, "Tap repair"), paint = service(app, "Painting");
    const Worker worker = pending(app, "asha", taps);
    const Reply changed =
        worker.client.put("/api/professionals/profile",
                          R"({"description":"Twenty years of taps.","pin_codes":["560001"],"service_ids":[)" + paint + "]}");
    ASSERT_EQ(changed.status, 200) << changed.body;
    EXPECT_EQ(changed["description"], "Twenty years of taps.");
    EXPECT_EQ(changed["experience_years"], 4);
    EXPECT_EQ(changed["service_ids"].size(), 1U);
    EXPECT_EQ(changed["service_ids"][0].text(), paint);
    for (const char* forbidden :
         {R"({"status":"verified"})", R"({"is_active":true})", R"({"rating_average":5})", R"({"user_id":1})"})
        EXPECT_EQ(worker.client.put("/api/professionals/profile", forbidden).status, 422) << forbidden;
    EXPECT_EQ(worker.client.put("/api/professionals/profile", R"({"service_ids":[77]})").status, 422);
    EXPECT_EQ(worker.client.get("/api/professionals/profile")["status"], "pending");
}

TEST(Professionals, HaveAProfileOnlyWhenTheyAreOne) {
    App app{{"auth", "services"}};
    EXPECT_EQ(app.stranger().get("/api/professionals/profile").status, 401);
    EXPECT_EQ(passer_by(app).get("/api/professionals/profile").status, 403);
    EXPECT_EQ(app.bearer(902, "PROFESSIONAL", {"READ:PROFESSIONAL_PROFILE"}).get("/api/professionals/profile").status, 404);
}

TEST(Professionals, ShowTheirContactDataToThemselvesAndAdministratorsAlone) {
    App app{{"auth", "services"}};
    const Worker worker = pending(app, "asha", service(app, "Tap repair"), R"(,"phone":"+919812345678")");
    const std::string path = "/api/professionals/" + worker.id;
    EXPECT_EQ(app.stranger().get(path).status, 401);
    const Reply seen = passer_by(app).get(path);
    EXPECT_EQ(seen.status, 200) << seen.body;
    EXPECT_EQ(seen["name"], "asha Rao");
    EXPECT_TRUE(seen["email"].is_null() && seen["phone"].is_null());
    EXPECT_FALSE(seen.json().has("documents") || seen.json().has("reason") || seen.json().has("is_blocked"));
    for (const Client& insider : {worker.client, keeper(app)}) {
        const Reply whole = insider.get(path);
        EXPECT_EQ(whole["phone"], "+919812345678");
        EXPECT_EQ(whole["email"], "asha@example.org");
        EXPECT_TRUE(whole.json().has("documents"));
    }
    EXPECT_EQ(passer_by(app).get("/api/professionals/99").status, 404);
}

TEST(Professionals, AreOfferedOnceTheyAreVerifiedWhereTheyWork) {
    App app{{"auth", "services"}};
    const std::string taps = service(app, "Tap repair");
    pending(app, "waiting", taps);
    verified(app, "asha", taps, R"(,"pin_codes":["560001"])");
    verified(app, "ravi", taps);
    const std::string path = "/api/professionals/service/" + taps;
    EXPECT_EQ(app.stranger().get(path)["items"].size(), 2U);
    EXPECT_EQ(each(app.stranger().get(path + "?pincode=560001&sort=experience_years"), "name"), (Texts{"asha Rao", "ravi Rao"}));
    EXPECT_EQ(each(app.stranger().get(path + "?pincode=110001"), "name"), (Texts{"ravi Rao"}));
    EXPECT_EQ(app.stranger().get("/api/professionals/service/99").status, 404);
}

TEST(Professionals, StandInThePackagesOfTheirServiceWithItsPrice) {
    App app{{"auth", "services"}};
    const std::string taps = service(app, "Tap repair");
    const Worker worker = verified(app, "asha", taps);
    const Reply packages = app.stranger().get("/api/service-packages/" + taps);
    ASSERT_EQ(packages["items"].size(), 1U) << packages.body;
    const Value item = packages["items"][0];
    EXPECT_EQ(item["professional_id"].text(), worker.id);
    EXPECT_EQ(item["service_name"], "Tap repair");
    EXPECT_EQ(item["price"].text(), "499.00");
    EXPECT_EQ(item["rating_count"], 0);
    EXPECT_FALSE(item.has("email") || item.has("phone"));
}

TEST(Professionals, LeaveTheListsWhileTheirAccountIsBlocked) {
    App app{{"auth", "services"}};
    const std::string taps = service(app, "Tap repair");
    const Worker worker = verified(app, "asha", taps);
    ASSERT_EQ(keeper(app).post("/api/admin/users/" + worker.user_id + "/block", R"({"reason":"fraud"})").status, 200);
    app.settle();
    EXPECT_EQ(app.stranger().get("/api/professionals/service/" + taps)["items"].size(), 0U);
    EXPECT_EQ(keeper(app).get("/api/admin/professionals?blocked=true")["items"].size(), 1U);
    EXPECT_EQ(keeper(app).get("/api/admin/professionals?blocked=false")["items"].size(), 0U);
    ASSERT_EQ(keeper(app).post("/api/admin/users/" + worker.user_id + "/unblock").status, 200);
    app.settle();
    EXPECT_EQ(app.stranger().get("/api/professionals/service/" + taps)["items"].size(), 1U);
}

TEST(Professionals, AreFoundByAdministratorsThroughFilters) {
    App app{{"auth", "services"}};
    const std::string taps = service(app, "Tap repair"), paint = service(app, "Painting");
    pending(app, "asha", taps, R"(,"company_name":"Bright Taps","pin_codes":["560001"])");
    verified(app, "ravi", paint, R"(,"description":"bright walls","pin_codes":["110001"])");
    const auto names = [&](std::string_view query) {
        return each(keeper(app).get("/api/admin/professionals?" + std::string(query)), "name");
    };
    EXPECT_EQ(names("sort=id"), (Texts{"asha Rao", "ravi Rao"}));
    EXPECT_EQ(names("sort=id&q=BRIGHT"), (Texts{"asha Rao", "ravi Rao"}));
    EXPECT_EQ(names("q=RAVI@example.org"), (Texts{"ravi Rao"}));
    EXPECT_EQ(names("q=nobody@example.org"), (Texts{}));
    EXPECT_EQ(names("status=pending"), (Texts{"asha Rao"}));
    EXPECT_EQ(names("service_id=" + paint), (Texts{"ravi Rao"}));
    EXPECT_EQ(names("pin_code=560001"), (Texts{"asha Rao"}));
    EXPECT_EQ(names("min_rating=1"), (Texts{}));
    EXPECT_EQ(names("max_rating=4.5&sort=-id"), (Texts{"ravi Rao", "asha Rao"}));
    EXPECT_EQ(keeper(app).get("/api/admin/professionals?status=odd").status, 400);
    EXPECT_EQ(passer_by(app).get("/api/admin/professionals").status, 403);
}

}  // namespace
