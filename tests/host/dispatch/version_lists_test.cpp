// The words of ETag, If-Match and If-None-Match, and which read a write is compared with.
#include <gtest/gtest.h>

#include "dispatch/versions.h"

namespace host {
namespace {

TEST(Version, TellsBodiesApartAndIsQuoted) {
    const std::string one = version_of("{}"), other = version_of("{ }");
    EXPECT_EQ(one, version_of("{}"));
    EXPECT_NE(one, other);
    EXPECT_EQ(one.size(), 22u);
    EXPECT_EQ(one.front(), '"');
    EXPECT_EQ(one.back(), '"');
    EXPECT_EQ(one.find_first_of("\"\\, \t", 1), one.size() - 1);
}

TEST(Version, IsFoundInLists) {
    for (const char* list :
         {R"("a")", R"( "a" )", R"("b", "a")", R"("b","a","c")", R"(,, "a",)", "*", R"("b", *)", R"(W/"x" "a")"}) {
        EXPECT_TRUE(names_version(list, R"("a")", true)) << list;
        EXPECT_TRUE(names_version(list, R"("a")", false)) << list;
    }
    for (const char* list : {"", " ", ",", "a", R"("b")", R"("a)", R"("A")", R"("aa")", R"('a')", R"(x, "a")", R"("b, "a)"}) {
        EXPECT_FALSE(names_version(list, R"("a")", true)) << list;
        EXPECT_FALSE(names_version(list, R"("a")", false)) << list;
    }
    EXPECT_TRUE(names_version(R"("x, y", "a")", R"("a")", false)) << "a comma may stand in a tag";
    EXPECT_FALSE(names_version(R"("b, ", "c")", R"(", ")", false)) << "what stands between two tags is none";
}

TEST(Version, ThatIsWeakIsGoodForReadingAlone) {
    EXPECT_TRUE(names_version(R"(W/"a")", R"("a")", true));
    EXPECT_FALSE(names_version(R"(W/"a")", R"("a")", false));
    EXPECT_FALSE(names_version(R"(w/"a")", R"("a")", true));
}

struct Links : testing::Test {
    std::deque<RouteRow> routes;
    void add(const char* method, const char* path, std::int32_t flags = 0, const char* query = "") {
        RouteRow row;
        row.method = method;
        row.path = path;
        row.flags = flags;
        row.query_schema = query;
        routes.push_back(row);
    }
    void read(const char* path, std::int32_t flags = 0) { add("GET", path, flags | MORTISE_ROUTE_VERSIONED); }
    /// The path of the read that a write is compared with.
    std::string read_of(const char* path, const char* method = "POST", std::int32_t flags = 0) {
        add(method, path, flags);
        link_versions(routes);
        const RouteRow* found = routes.back().version;
        routes.pop_back();
        return found ? found->path : "";
    }
};

TEST_F(Links, TakeTheReadAtTheSamePath) {
    read("/jobs/{id:int}");
    read("/jobs/{id:int}/notes");
    read("/me");
    EXPECT_EQ(read_of("/jobs/{id:int}"), "/jobs/{id:int}");
    EXPECT_EQ(read_of("/jobs/{job:int}", "DELETE"), "/jobs/{id:int}") << "whatever the parameter is called";
    EXPECT_EQ(read_of("/jobs/{id:int}/notes", "PUT"), "/jobs/{id:int}/notes");
    EXPECT_EQ(read_of("/me", "PATCH"), "/me");
}

TEST_F(Links, LeaveOutLastSegmentsButNoParameter) {
    read("/jobs/{id:int}");
    read("/jobs");
    EXPECT_EQ(read_of("/jobs/{id:int}/accept"), "/jobs/{id:int}");
    EXPECT_EQ(read_of("/jobs/{id:int}/a/b/c"), "/jobs/{id:int}");
    EXPECT_EQ(read_of("/jobs/{id:int}/notes/{note:int}"), "");
    EXPECT_EQ(read_of("/jobs/{id:person}"), "");
    EXPECT_EQ(read_of("/jobs/settings"), "/jobs");
    EXPECT_EQ(read_of("/others/{id:int}"), "");
    EXPECT_EQ(read_of("/jobs/{id:int}", "GET"), "") << "a read changes nothing";
}

TEST_F(Links, NeedARecordThatAnybodyCanAskForWithoutAQuery) {
    add("GET", "/jobs/{id:int}");
    add("GET", "/days/{id:int}", MORTISE_ROUTE_VERSIONED, R"({"type":"object","required":["day"]})");
    read("/root/{id:int}", MORTISE_ROUTE_ABSOLUTE);
    EXPECT_EQ(read_of("/jobs/{id:int}"), "");
    EXPECT_EQ(read_of("/days/{id:int}"), "");
    EXPECT_EQ(read_of("/root/{id:int}"), "");
    EXPECT_EQ(read_of("/root/{id:int}", "PUT", MORTISE_ROUTE_ABSOLUTE), "/root/{id:int}");
}

}  // namespace
}  // namespace host
