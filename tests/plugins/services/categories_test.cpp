// Categories: their names are unique, and they cannot be taken from under their services.
#include "shop.h"

using namespace shop;

namespace {

TEST(Categories, AreListedByNameToEveryone) {
    App app{{"auth", "services"}};
    keeper(app).post("/api/services/category", R"({"name":"plumbing"})");
    EXPECT_EQ(keeper(app).post("/api/services/category", R"({"name":"Cleaning","description":"Spick and span."})").status, 201);
    const Reply all = app.stranger().get("/api/services/category");
    EXPECT_EQ(each(all, "name"), (Texts{"Cleaning", "plumbing"}));
    EXPECT_EQ(all["items"][0]["description"], "Spick and span.");
}

TEST(Categories, HaveNamesThatAreUniqueWithoutRegardToCase) {
    App app{{"auth", "services"}};
    keeper(app).post("/api/services/category", R"({"name":"Home"})");
    const std::string other = id_of(keeper(app).post("/api/services/category", R"({"name":"Garden"})"));
    EXPECT_EQ(keeper(app).post("/api/services/category", R"({"name":"HOME"})").code(), "duplicate");
    EXPECT_EQ(keeper(app).put("/api/services/category/" + other, R"({"name":"home"})").code(), "duplicate");
    EXPECT_EQ(keeper(app).put("/api/services/category/" + other, R"({"name":"GARDEN"})")["name"], "GARDEN");
}

TEST(Categories, StayWhileServicesAreInThem) {
    App app{{"auth", "services"}};
    const std::string id = id_of(keeper(app).post("/api/services/category", R"({"name":"Home"})"));
    const std::string taps = service(app, "Tap repair", R"(,"category_id":)" + id);
    EXPECT_EQ(keeper(app).del("/api/services/category/" + id).code(), "in-use");
    EXPECT_EQ(keeper(app).put("/api/services/" + taps, R"({"category_id":null})").status, 200);
    EXPECT_EQ(keeper(app).del("/api/services/category/" + id).status, 204);
    EXPECT_EQ(keeper(app).del("/api/services/category/" + id).status, 404);
    EXPECT_EQ(keeper(app).put("/api/services/category/" + id, R"({"name":"x"})").status, 404);
}

}  // namespace
