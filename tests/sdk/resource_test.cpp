// The standard handlers, in a plugin of a stranger's.
#include <gtest/gtest.h>
#include <mortise/testing.h>

namespace {

using mortise::testing::App;
using mortise::testing::Client;
using mortise::testing::Reply;

struct Resource : testing::Test {
    App app{{"library"}};
    Client boss = app.bearer(1, "", {"WRITE:SHELVES"}), anybody = app.stranger();
};

TEST_F(Resource, IsMadeReadChangedAndRemoved) {
    const Reply made = boss.post("/api/shelves", R"({"name":" Poems ","width":80})");
    EXPECT_EQ(made.status, 201);
    EXPECT_EQ(made["name"], "Poems");
    const std::string path = "/api/shelves/" + made["id"].text();
    EXPECT_EQ(anybody.get(path).body, made.body);
    const Reply changed = boss.patch(path, R"({"width":90})");
    EXPECT_EQ(changed.status, 200);
    EXPECT_EQ(changed["name"], "Poems");
    EXPECT_EQ(changed["width"], 90);
    EXPECT_EQ(boss.patch(path, "{}")["width"], 90);
    EXPECT_EQ(boss.del(path).status, 204);
    EXPECT_EQ(anybody.get(path).status, 404);
    EXPECT_EQ(boss.del(path).status, 404);
    EXPECT_EQ(boss.patch(path, R"({"width":90})")["detail"], "There is no such shelf.");
}

TEST_F(Resource, LeavesItsRulesToTheTable) {
    const Reply made = boss.post("/api/shelves", R"({"name":"Poems","width":80})");
    EXPECT_EQ(boss.post("/api/shelves", R"({"name":"Poems","width":10})").code(), "duplicate");
    EXPECT_EQ(boss.post("/api/shelves", R"({"name":"Prose","width":0})").code(), "invalid");
    EXPECT_EQ(anybody.post("/api/books", R"({"shelf":999,"title":"Nowhere","price":1})").code(), "in-use");
    anybody.post("/api/books", R"({"shelf":)" + made["id"].text() + R"(,"title":"Here","price":1})");
    EXPECT_EQ(boss.del("/api/shelves/" + made["id"].text()).code(), "in-use");
    EXPECT_EQ(boss.patch("/api/shelves/" + made["id"].text(), R"({"width":0})").code(), "invalid");
}

TEST_F(Resource, IsForThoseWhoMay) {
    EXPECT_EQ(anybody.post("/api/shelves", R"({"name":"Poems","width":80})").status, 401);
    EXPECT_EQ(app.bearer(2, "", {}).post("/api/shelves", R"({"name":"Poems","width":80})").status, 403);
}

TEST_F(Resource, IsListedInItsOrders) {
    boss.post("/api/shelves", R"({"name":"b","width":1})");
    boss.post("/api/shelves", R"({"name":"a","width":2})");
    EXPECT_EQ(anybody.get("/api/shelves")["items"][0]["name"], "a");
    EXPECT_EQ(anybody.get("/api/shelves?sort=-name")["items"][0]["name"], "b");
    EXPECT_EQ(anybody.get("/api/shelves?sort=width")["items"][0]["name"], "b");
}

}  // namespace
