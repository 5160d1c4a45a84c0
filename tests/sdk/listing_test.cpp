// Pages by keyset: every row once, in order, whatever comes and goes between.
#include <gtest/gtest.h>
#include <mortise/testing.h>

#include <functional>

namespace {

using mortise::testing::App;
using mortise::testing::Client;
using mortise::testing::Reply;

struct Books : testing::Test {
    App app{{"library"}};
    Client anybody = app.stranger();
    std::string shelf = app.bearer(1, "", {"WRITE:SHELVES"}).post("/api/shelves", R"({"name":"Poems","width":80})")["id"].text();

    void buy(const std::string& title, const std::string& price) {
        const Reply reply =
            anybody.post("/api/books", R"({"shelf":)" + shelf + R"(,"title":")" + title + R"(","price":)" + price + '}');
        ASSERT_EQ(reply.status, 201) << reply.body;
    }
    /// All titles, page by page; `between` runs after the first page.
    std::string walk(const std::string& query, const std::function<void()>& between = {}) {
        std::string titles, cursor;
        for (int pages = 0; pages < 50; ++pages) {
            const Reply reply = anybody.get("/api/books?" + query + (cursor.empty() ? "" : "&cursor=" + cursor));
            if (reply.status != 200) return reply.body;
            const auto items = reply["items"];
            for (const auto& [key, book] : items.items()) titles += book["title"].text();
            if (pages == 0 && between) between();
            if (reply["next_cursor"].is_null()) return titles;
            cursor = reply["next_cursor"].text();
        }
        return titles + " and no end";
    }
};

TEST_F(Books, AreWalkedInEveryOrderWithTiesOnce) {
    for (const auto& [title, price] :
         {std::pair{"a", "3"}, {"b", "1"}, {"c", "2"}, {"d", "1"}, {"e", "2.50"}, {"f", "2"}, {"g", "1"}})
        buy(title, price);
    for (const char* limit : {"limit=1", "limit=2", "limit=3", "limit=7", "limit=200"}) {
        const std::string size = limit;
        EXPECT_EQ(walk(size), "gfedcba") << limit << ": the newest first, as the list says";
        EXPECT_EQ(walk(size + "&sort=id"), "abcdefg") << limit;
        EXPECT_EQ(walk(size + "&sort=price"), "bdgcfea") << limit;
        EXPECT_EQ(walk(size + "&sort=-price"), "aefcgdb") << limit;
        EXPECT_EQ(walk(size + "&sort=-title"), "gfedcba") << limit;
        EXPECT_EQ(walk(size + "&sort=title&least=2"), "acef") << limit;
    }
}

TEST_F(Books, StandStillForTheWalkerWhileOthersComeInBefore) {
    for (const char* title : {"b", "d", "f"}) buy(title, "1");
    EXPECT_EQ(walk("limit=1&sort=title",
                   [&] {
                       buy("a", "1");
                       buy("e", "1");
                   }),
              "bdef");
}

TEST_F(Books, AreCountedWhenAsked) {
    for (const char* title : {"a", "b", "c"}) buy(title, "1");
    EXPECT_EQ(anybody.get("/api/books?limit=1&count=true")["total"], 3);
    EXPECT_FALSE(anybody.get("/api/books?limit=1").json().has("total"));
    EXPECT_EQ(anybody.get("/api/books?count=true&least=9")["total"], 0);
}

TEST_F(Books, TakeNoCursorThatNoPageGave) {
    for (const char* title : {"a", "b", "c"}) buy(title, "1");
    const std::string cursor = anybody.get("/api/books?limit=1&sort=title")["next_cursor"].text();
    EXPECT_EQ(anybody.get("/api/books?limit=1&sort=title&cursor=" + cursor).status, 200);
    std::string forged = cursor;
    forged[forged.size() / 2] = forged[forged.size() / 2] == 'A' ? 'B' : 'A';
    for (const std::string& bad : {forged, std::string("x"), std::string(1900, 'A'), cursor + "A", cursor.substr(1)}) {
        const Reply reply = anybody.get("/api/books?limit=1&sort=title&cursor=" + bad);
        EXPECT_EQ(reply.status, 400) << bad;
        EXPECT_EQ(reply["errors"][0]["field"], "cursor") << reply.body;
    }
    EXPECT_EQ(anybody.get("/api/books?limit=1&sort=price&cursor=" + cursor)["errors"][0]["field"], "cursor");
    EXPECT_EQ(anybody.get("/api/books?limit=1&sort=-title&cursor=" + cursor)["errors"][0]["field"], "cursor");
    EXPECT_EQ(anybody.get("/api/shelves?limit=1&cursor=" + cursor).status, 400);
}

TEST_F(Books, HaveTheOrdersThatAreNamedAndNoOthers) {
    for (const char* sort : {"shelf", "price;--", "--price", "PRICE", "-"}) {
        const Reply reply = anybody.get(std::string("/api/books?sort=") + sort);
        EXPECT_EQ(reply.status, 400) << sort;
        EXPECT_EQ(reply["errors"][0]["field"], "sort") << sort;
    }
}

}  // namespace
