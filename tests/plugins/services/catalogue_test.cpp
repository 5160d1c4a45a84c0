// Services: adding, finding, changing, removing.
#include "shop.h"

using namespace shop;

namespace {

TEST(Catalogue, AnswersANewServiceWithItsPriceToTwoDecimals) {
    App app{{"auth", "services"}};
    const Reply made =
        keeper(app).post("/api/services", R"({"name":"Tap repair","price":499.5,"description":"Drips end.","time_required":45})");
    EXPECT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(made["price"].text(), "499.50");
    EXPECT_EQ(made["time_required"], 45);
    EXPECT_EQ(made["is_active"], true);
    EXPECT_EQ(made["rating_count"], 0);
    EXPECT_EQ(made["created_at"], "2026-01-01T12:00:00Z");
    const Reply shown = app.stranger().get("/api/services/" + id_of(made));
    EXPECT_EQ(shown.status, 200);
    EXPECT_EQ(shown.body, made.body);
}

TEST(Catalogue, IsAddedToUnderTheAdministratorsPathToo) {
    App app{{"auth", "services"}};
    const Reply added = keeper(app).post(
        "/api/admin/services", R"({"name":"Wall painting","price":900,"description":"Two coats.","time_required":240})");
    EXPECT_EQ(added.status, 201);
    EXPECT_EQ(app.stranger().get("/api/services/" + id_of(added))["name"], "Wall painting");
}

TEST(Catalogue, NamesAllMissingFieldsAtOnce) {
    App app{{"auth", "services"}};
    const Reply refused = keeper(app).post("/api/admin/services", "{}");
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(refused["errors"].size(), 4U) << refused.body;
}

TEST(Catalogue, IsReadByEveryoneAndChangedOnlyWithTheScope) {
    App app{{"auth", "services"}};
    const std::string path = "/api/services/" + service(app, "Tap repair");
    EXPECT_EQ(app.stranger().get("/api/services").status, 200);
    EXPECT_EQ(app.stranger().get("/api/admin/services").status, 200);
    EXPECT_EQ(app.stranger().put(path, R"({"price":1})").status, 401);
    EXPECT_EQ(passer_by(app).put(path, R"({"price":1})").code(), "insufficient-scope");
    EXPECT_EQ(passer_by(app).del(path).status, 403);
    EXPECT_EQ(passer_by(app).post("/api/services/category", R"({"name":"Home"})").status, 403);
}

TEST(Catalogue, PutsMatchesInTheNameBeforeThoseInTheDescription) {
    App app{{"auth", "services"}};
    service(app, "Plumbing", R"(,"pin_codes":[])");
    keeper(app).put("/api/services/1", R"({"description":"Every tap of the house."})");
    service(app, "Tap repair");
    service(app, "Painting");
    EXPECT_EQ(each(app.stranger().get("/api/services?q=TAP"), "name"), (Texts{"Tap repair", "Plumbing"}));
}

TEST(Catalogue, FiltersByCategoryPinCodeAndPrice) {
    App app{{"auth", "services"}};
    const std::string category = id_of(keeper(app).post("/api/services/category", R"({"name":"Home"})"));
    service(app, "Everywhere");
    service(app, "Here", R"(,"pin_codes":["560001"],"category_id":)" + category);
    service(app, "There", R"(,"pin_codes":["110001","110002"])");
    keeper(app).put("/api/services/3", R"({"price":"1000.00"})");
    const Client anyone = app.stranger();
    EXPECT_EQ(each(anyone.get("/api/services?pin_code=560001"), "name"), (Texts{"Everywhere", "Here"}));
    EXPECT_EQ(each(anyone.get("/api/services?pin_code=110002"), "name"), (Texts{"Everywhere", "There"}));
    EXPECT_EQ(each(anyone.get("/api/services?category_id=" + category), "category"), (Texts{"Home"}));
    EXPECT_EQ(each(anyone.get("/api/services?min_price=499.01"), "name"), (Texts{"There"}));
    EXPECT_EQ(each(anyone.get("/api/services?min_price=100&max_price=499"), "name"), (Texts{"Everywhere", "Here"}));
    EXPECT_EQ(anyone.get("/api/services?pin_code=12").status, 400);
    EXPECT_EQ(anyone.get("/api/services?colour=red").status, 400);
}

TEST(Catalogue, FindsServicesByTheCityOfThoseWhoMayWork) {
    App app{{"auth", "services"}};
    const std::string taps = service(app, "Tap repair");
    service(app, "Painting");
    const Worker worker = pending(app, "asha", taps, R"(,"city":"Pune")");
    EXPECT_EQ(app.stranger().get("/api/services?location=pune")["items"].size(), 0U);
    EXPECT_EQ(keeper(app).post("/api/admin/professionals/verify/" + worker.id).status, 200);
    EXPECT_EQ(each(app.stranger().get("/api/services?location=pune"), "name"), (Texts{"Tap repair"}));
}

TEST(Catalogue, SortsByTheOrdersItAllows) {
    App app{{"auth", "services"}};
    service(app, "beta");
    service(app, "Alpha");
    keeper(app).put("/api/services/2", R"({"price":1000})");
    EXPECT_EQ(each(app.stranger().get("/api/services?sort=name"), "name"), (Texts{"Alpha", "beta"}));
    EXPECT_EQ(each(app.stranger().get("/api/services?sort=-price"), "name"), (Texts{"Alpha", "beta"}));
    EXPECT_EQ(app.stranger().get("/api/services?sort=description").code(), "bad-query");
}

TEST(Catalogue, PagesThroughEverythingOnceWhateverTheOrder) {
    App app{{"auth", "services"}};
    for (const char* name : {"tap one", "two", "tap three", "four", "five"}) service(app, name);
    keeper(app).put("/api/services/2", R"({"description":"taps too"})");
    for (const std::string start :
         {"/api/services?limit=2&count=true", "/api/services?limit=2&sort=-rating", "/api/services?limit=2&sort=name"}) {
        Texts names;
        std::string target = start;
        for (int pages = 0; pages < 4; ++pages) {
            const Reply reply = app.stranger().get(target);
            for (std::string& name : each(reply, "name")) names.push_back(std::move(name));
            if (reply["next_cursor"].is_null()) break;
            target = start + "&cursor=" + reply["next_cursor"].text();
        }
        std::sort(names.begin(), names.end());
        EXPECT_EQ(names, (Texts{"five", "four", "tap one", "tap three", "two"})) << start;
    }
    const Reply first = app.stranger().get("/api/services?q=tap&limit=2");
    EXPECT_EQ(each(first, "name"), (Texts{"tap one", "tap three"}));
    EXPECT_EQ(each(app.stranger().get("/api/services?q=tap&limit=2&cursor=" + first["next_cursor"].text()), "name"),
              (Texts{"two"}));
}

TEST(Catalogue, IsServedFromTheCacheAndNeverStaleToItsWriters) {
    App app{{"auth", "services"}};
    service(app, "Tap repair");
    EXPECT_EQ(app.stranger().get("/api/services").header("x-cache"), "miss");
    EXPECT_EQ(app.stranger().get("/api/services").header("x-cache"), "hit");
    service(app, "Painting");
    const Reply after = app.stranger().get("/api/services");
    EXPECT_EQ(after.header("x-cache"), "miss");
    EXPECT_EQ(after["items"].size(), 2U);
}

TEST(Catalogue, ChangesWhatIsNamedAndNothingElse) {
    App app{{"auth", "services"}};
    const std::string id = service(app, "Tap repair", R"(,"pin_codes":["560001"])");
    const Reply by_path = keeper(app).put("/api/services/" + id, R"({"price":600})");
    EXPECT_EQ(by_path.status, 200) << by_path.body;
    EXPECT_EQ(by_path["price"].text(), "600.00");
    EXPECT_EQ(by_path["name"], "Tap repair");
    EXPECT_EQ(by_path["pin_codes"][0], "560001");
    const Reply by_body = keeper(app).put("/api/services", R"({"service_id":)" + id + R"(,"name":"Taps"})");
    EXPECT_EQ(by_body.status, 200) << by_body.body;
    EXPECT_EQ(by_body["name"], "Taps");
    EXPECT_EQ(by_body["price"].text(), "600.00");
    EXPECT_EQ(keeper(app).put("/api/services", R"({"name":"Taps"})").status, 422);
    EXPECT_EQ(keeper(app).put("/api/services/99", R"({"price":1})").status, 404);
    EXPECT_EQ(keeper(app).put("/api/services/" + id, R"({"rating_average":5})").status, 422);
}

TEST(Catalogue, RefusesWhatIsNoCategoryNoPinCodeAndNoPrice) {
    App app{{"auth", "services"}};
    const std::string path = "/api/services/" + service(app, "Tap repair");
    EXPECT_EQ(keeper(app).put(path, R"({"category_id":7})")["errors"][0]["field"], "category_id");
    EXPECT_EQ(keeper(app).put(path, R"({"pin_codes":["560001","0"]})")["errors"][0]["field"], "pin_codes[1]");
    EXPECT_EQ(keeper(app).put(path, R"({"pin_codes":[""]})").status, 422);
    EXPECT_EQ(keeper(app).put(path, R"({"price":-1})").status, 422);
    EXPECT_EQ(keeper(app).put(path, R"({"price":1.005})").status, 422);
    EXPECT_EQ(keeper(app).put(path, R"({"time_required":0})").status, 422);
}

TEST(Catalogue, RemovesAServiceThatNobodyEverAskedFor) {
    App app{{"auth", "services"}};
    const std::string taps = service(app, "Tap repair"), paint = service(app, "Painting");
    pending(app, "asha", taps);
    EXPECT_EQ(keeper(app).del("/api/services/" + taps).status, 204);
    EXPECT_EQ(app.stranger().get("/api/services/" + taps).status, 404);
    EXPECT_EQ(keeper(app).del("/api/services/" + taps).status, 404);
    EXPECT_EQ(keeper(app).del("/api/services", R"({"service_id":)" + paint + "}").status, 204);
    EXPECT_EQ(app.stranger().get("/api/services")["items"].size(), 0U);
}

TEST(Catalogue, IsFilledByTheAdministratorsPathToo) {
    App app{{"auth", "services"}};
    const Reply added =
        keeper(app).post("/api/admin/services", R"({"name":"Painting","price":10,"description":"Neat.","time_required":60})");
    EXPECT_EQ(added.status, 201) << added.body;
    EXPECT_EQ(app.stranger().get("/api/admin/services").body, app.stranger().get("/api/services").body);
}

TEST(Catalogue, ListsNoRetiredServiceButShowsIt) {
    App app{{"auth", "services"}};
    const std::string id = service(app, "Tap repair");
    EXPECT_EQ(keeper(app).put("/api/services/" + id, R"({"is_active":false})").status, 200);
    EXPECT_EQ(app.stranger().get("/api/services")["items"].size(), 0U);
    EXPECT_EQ(app.stranger().get("/api/services/" + id)["is_active"], false);
}

}  // namespace
