// From paths to routes.
#include "dispatch/router.h"

#include <gtest/gtest.h>

#include <deque>

namespace {

using namespace host;

struct Paths : testing::Test {
    std::deque<RouteRow> rows;
    Router router;

    void add(const std::string& method, const std::string& path, const std::string& base = "/api") {
        RouteRow& row = rows.emplace_back();
        row.method = method;
        row.path = path;
        router.add(base, row);
    }
    /// "/template value value", or nothing.
    std::string find(const std::string& method, const std::string& path) const {
        const Router::Match match = router.find(path);
        if (!match.place) return "no place";
        const Place::Entry* entry = match.place->entry(method);
        if (!entry) return "no method: " + match.place->methods();
        std::string out = entry->row->path;
        for (std::size_t i = 0; i < match.values.size(); ++i) out += ' ' + entry->names[i] + '=' + std::string(match.values[i]);
        return out;
    }
    std::string refusal(const std::string& method, const std::string& path) {
        try {
            add(method, path);
        } catch (const Refused& why) {
            return why.what();
        }
        return "";
    }
};

TEST_F(Paths, PreferWhatIsFixedToAParameter) {
    add("GET", "/jobs/{id:int}");
    add("GET", "/jobs/{word}");
    add("GET", "/jobs/mine");
    EXPECT_EQ(find("GET", "/api/jobs/mine"), "/jobs/mine");
    EXPECT_EQ(find("GET", "/api/jobs/7"), "/jobs/{id:int} id=7");
    EXPECT_EQ(find("GET", "/api/jobs/seven"), "/jobs/{word} word=seven");
}

TEST_F(Paths, LetTheMostSpecificPlaceDecideTheMethodsToo) {
    add("GET", "/jobs/{word}");
    add("DELETE", "/jobs/{word}");
    add("GET", "/jobs/mine");
    EXPECT_EQ(find("DELETE", "/api/jobs/mine"), "no method: GET, HEAD, OPTIONS");
}

TEST_F(Paths, GoBackWhereAFixedBeginningLeadsNowhere) {
    add("GET", "/jobs/mine/old");
    add("GET", "/jobs/{word}/notes");
    EXPECT_EQ(find("GET", "/api/jobs/mine/notes"), "/jobs/{word}/notes word=mine");
    EXPECT_EQ(find("GET", "/api/jobs/mine"), "no place");
    EXPECT_EQ(find("GET", "/api/jobs"), "no place");
}

TEST_F(Paths, TakeWholeNumbersThatAreIds) {
    add("GET", "/jobs/{id:int}");
    EXPECT_EQ(find("GET", "/api/jobs/123456789012345678"), "/jobs/{id:int} id=123456789012345678");
    for (const char* id : {"0", "007", "-1", "+1", "1.5", "1e3", "1234567890123456789", "x", "%31"})
        EXPECT_EQ(find("GET", std::string("/api/jobs/") + id), "no place") << id;
}

TEST_F(Paths, TakePeopleByNumberOrPublicCode) {
    add("GET", "/people/{id:person}");
    for (const char* id : {"7", "CST000210", "ADM000012", "MEC123456"})
        EXPECT_EQ(find("GET", std::string("/api/people/") + id), "/people/{id:person} id=" + std::string(id));
    for (const char* id : {"CST12", "cst000210", "XYZ000210", "CST000000", "CST00021x", "0"})
        EXPECT_EQ(find("GET", std::string("/api/people/") + id), "no place") << id;
}

TEST_F(Paths, MakeNothingOfSlashesAtTheEnd) {
    add("GET", "/jobs");
    EXPECT_EQ(find("GET", "/api/jobs/"), "/jobs");
    EXPECT_EQ(find("GET", "/api/Jobs"), "no place");
}

TEST_F(Paths, AnswerHeadWhereThereIsGet) {
    add("GET", "/jobs");
    add("POST", "/orders");
    EXPECT_EQ(find("HEAD", "/api/jobs"), "/jobs");
    EXPECT_EQ(find("HEAD", "/api/orders"), "no method: POST, OPTIONS");
}

TEST_F(Paths, KeepParametersApartByName) {
    add("GET", "/shops/{shop:int}/orders/{order:int}");
    add("DELETE", "/shops/{id:int}/orders/{number:int}");
    EXPECT_EQ(find("GET", "/api/shops/1/orders/2"), "/shops/{shop:int}/orders/{order:int} shop=1 order=2");
    EXPECT_EQ(find("DELETE", "/api/shops/1/orders/2"), "/shops/{id:int}/orders/{number:int} id=1 number=2");
}

TEST_F(Paths, StandUnderEveryBase) {
    add("GET", "/jobs", "/");
    add("GET", "/jobs", "/v2");
    EXPECT_EQ(find("GET", "/jobs"), "/jobs");
    EXPECT_EQ(find("GET", "/v2/jobs"), "/jobs");
    EXPECT_EQ(find("GET", "/api/jobs"), "no place");
}

TEST_F(Paths, AreDeclaredOnce) {
    add("GET", "/jobs/{id:int}");
    EXPECT_EQ(refusal("GET", "/jobs/{number:int}"), "the host and the host both declare GET /api/jobs/{number:int}");
    EXPECT_EQ(refusal("POST", "/jobs/{number:int}"), "");
}

TEST_F(Paths, AreWellFormed) {
    EXPECT_EQ(refusal("GET", "/jobs/{id"), "the route GET /jobs/{id has a broken parameter");
    EXPECT_EQ(refusal("GET", "/jobs/{}"), "the route GET /jobs/{} has a broken parameter");
    EXPECT_EQ(refusal("GET", "/jobs/{id:float}"), "the route GET /jobs/{id:float} has a parameter of no known kind: float");
}

}  // namespace
