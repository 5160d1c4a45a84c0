// The full-text search of services: what is found, in which order, and that it never lags behind.
#include "shop.h"

using namespace shop;

namespace {

struct Found {
    App app{{"auth", "services"}};
    Texts by(std::string_view words, std::string_view more = {}) {
        return each(app.stranger().get("/api/services?q=" + std::string(words) + std::string(more)), "name");
    }
    std::string described(std::string_view name, std::string_view description) {
        const std::string id = service(app, name);
        EXPECT_EQ(keeper(app).put("/api/services/" + id, R"({"description":")" + std::string(description) + R"("})").status, 200);
        return id;
    }
};

TEST(Search, WantsEveryWordAndTakesTheLastAsABeginning) {
    Found found;
    found.described("Tap repair", "Drips end.");
    found.described("Door repair", "Hinges and locks.");
    EXPECT_EQ(found.by("repair%20tap"), (Texts{"Tap repair"}));
    EXPECT_EQ(found.by("repair%20lo"), (Texts{"Door repair"}));
    EXPECT_EQ(found.by("rep"), (Texts{"Tap repair", "Door repair"}));
    EXPECT_EQ(found.by("rep%20tap"), (Texts{}));
}

TEST(Search, WeighsTheNameMoreThanTheDescription) {
    Found found;
    found.described("Painting", "Doors, doors and again doors: every door.");
    found.described("Door repair", "Hinges.");
    EXPECT_EQ(found.by("door"), (Texts{"Door repair", "Painting"}));
    EXPECT_EQ(found.by("door", "&sort=-name"), (Texts{"Painting", "Door repair"}));
}

TEST(Search, KnowsNoDifferenceOfCaseAndAccent) {
    Found found;
    found.described("Crème caramel", "Sweet.");
    EXPECT_EQ(found.by("CREME"), (Texts{"Crème caramel"}));
    EXPECT_EQ(found.by("cr%C3%A8me"), (Texts{"Crème caramel"}));
}

TEST(Search, GivesSignsNoMeaning) {
    Found found;
    found.described("100% clean", "Windows.");
    found.described("Painting", "Walls.");
    for (const char* words : {"100%25", "100*", "%22100", "100%20%22", "-100", "(100)"})
        EXPECT_EQ(found.by(words), (Texts{"100% clean"})) << words;
    for (const char* words : {"_", "%25", "*", "%22%22", "name:clean", "clean%20OR%20walls", "NOT%20walls", "^x"})
        EXPECT_EQ(found.by(words), (Texts{})) << words;
}

TEST(Search, FollowsEveryChange) {
    Found found;
    const std::string id = found.described("Tap repair", "Drips end.");
    EXPECT_EQ(keeper(found.app).put("/api/services/" + id, R"({"name":"Faucet repair"})").status, 200);
    EXPECT_EQ(found.by("tap"), (Texts{}));
    EXPECT_EQ(found.by("faucet"), (Texts{"Faucet repair"}));
    EXPECT_EQ(keeper(found.app).put("/api/services/" + id, R"({"is_active":false})").status, 200);
    EXPECT_EQ(found.by("faucet"), (Texts{}));
    EXPECT_EQ(keeper(found.app).put("/api/services/" + id, R"({"is_active":true})").status, 200);
    EXPECT_EQ(found.by("faucet"), (Texts{"Faucet repair"}));
    EXPECT_EQ(keeper(found.app).del("/api/services/" + id).status, 204);
    EXPECT_EQ(found.by("faucet"), (Texts{}));
    EXPECT_EQ(found.app.sql("SELECT count(*) FROM services_search"), "0");
}

TEST(Search, LearnsNothingFromAChangeThatFailed) {
    Found found;
    const std::string id = found.described("Tap repair", "Drips end.");
    EXPECT_EQ(keeper(found.app).put("/api/services/" + id, R"({"name":"Faucet","category_id":77})").status, 422);
    EXPECT_EQ(found.by("faucet"), (Texts{}));
    EXPECT_EQ(found.by("tap"), (Texts{"Tap repair"}));
}

TEST(Search, PagesInOneOrderAndGoesWithTheOtherFilters) {
    Found found;
    for (int i = 0; i < 7; ++i) found.described("Tap " + std::to_string(i), i % 2 ? "Odd." : "Even.");
    found.described("Painting", "A tap on the shoulder.");
    Texts all;
    std::string cursor;
    do {
        const Reply page = found.app.stranger().get("/api/services?q=tap&limit=3" + cursor);
        for (std::string& name : each(page, "name")) all.push_back(std::move(name));
        cursor = page["next_cursor"].is_null() ? "" : "&cursor=" + page["next_cursor"].text();
    } while (!cursor.empty());
    EXPECT_EQ(all, (Texts{"Tap 0", "Tap 1", "Tap 2", "Tap 3", "Tap 4", "Tap 5", "Tap 6", "Painting"}));
    EXPECT_EQ(found.by("tap", "&min_price=500"), (Texts{}));
    EXPECT_EQ(found.app.stranger().get("/api/services?q=odd&count=true")["total"], 3);
}

}  // namespace
