// How described structs are written, and the schemas that say so.
#include <gtest/gtest.h>
#include <mortise/schema.h>

#include <array>

#include "sdk/nodes.h"

namespace {

using namespace mortise;
using namespace std::literals;

enum class State { open, closed };
constexpr auto words(State) { return std::array{"open"sv, "closed"sv}; }

struct Inner {
    Id id;
    static constexpr auto fields = mortise::fields(field("id", &Inner::id, "Which."));
};
struct All {
    Id id{7};
    std::string text = "a\"b\\c\n\r\t\x01\x1f/\xc3\xa9";
    Money money{49900};
    Time time{std::chrono::sys_days{std::chrono::year{2026} / 1 / 31} + 12h};
    Date date{std::chrono::year{2026} / 1 / 31};
    State state = State::closed;
    bool flag = true;
    double real = 0.5;
    std::chrono::minutes length{90};
    std::optional<int> none, gone;
    std::vector<Inner> list{{{1}}, {{2}}};
    Json raw{R"({"x":1})"};
    static constexpr auto fields =
        mortise::fields(field("id", &All::id, "I."), field("text", &All::text, "T."), field("money", &All::money, "M."),
                        field("time", &All::time, "W."), field("date", &All::date, "D."), field("state", &All::state, "S."),
                        field("flag", &All::flag, "F."), field("real", &All::real, "R."), field("length", &All::length, "L."),
                        field("none", &All::none, "N."), field("gone", &All::gone, "G.", omitted_when_empty),
                        field("list", &All::list, "V."), field("raw", &All::raw, "J."));
};

TEST(Json, IsWrittenFieldByField) {
    EXPECT_EQ(
        json::text(All{}),
        R"({"id":7,"text":"a\"b\\c\n\r\t\u0001\u001f/)"
        "\xc3\xa9"
        R"(","money":499.00,"time":"2026-01-31T12:00:00Z","date":"2026-01-31","state":"closed","flag":true,"real":0.5,"length":90,)"
        R"("none":null,"list":[{"id":1},{"id":2}],"raw":{"x":1}})");
}

TEST(Json, ComesThroughTheBufferWholeAtEveryLength) {
    for (const std::size_t size : {0u, 1u, 2045u, 2046u, 2047u, 2048u, 2049u, 5000u}) {
        const std::string text(size, 'x');
        EXPECT_EQ(json::text(text), '"' + text + '"') << size;
        EXPECT_EQ(json::text(std::string(size, '\n')).size(), 2 * size + 2);
    }
}

struct Wish {
    std::string name, plain;
    std::optional<int> count;
    Money price;
    std::vector<std::string> tags;
    State state{};
    PersonId person;
    static constexpr auto fields =
        mortise::fields(field("name", &Wish::name, "Its \"name\".", length(1, 9), form("email")),
                        field("plain", &Wish::plain, "P.", optional), field("count", &Wish::count, "C.", between(1, 5)),
                        field("price", &Wish::price, "M.", at_least(1)), field("tags", &Wish::tags, "V.", length(0, 3)),
                        field("state", &Wish::state, "S.", optional), field("person", &Wish::person, "W."));
};

TEST(Schema, OfABodySaysWhatBindingAsks) {
    EXPECT_EQ(json::schema_text<Wish>(json::Use::input),
              R"({"type":"object","additionalProperties":false,"properties":{)"
              R"("name":{"description":"Its \"name\".","type":"string","minLength":1,"maxLength":9,"format":"email"},)"
              R"("plain":{"description":"P.","type":"string","maxLength":255},)"
              R"("count":{"description":"C.","type":["integer","null"],"minimum":1,"maximum":5},)"
              R"("price":{"description":"M.","type":["number","string"],"minimum":0.01},)"
              R"("tags":{"description":"V.","type":"array","minItems":0,"maxItems":3,"items":{"type":"string","maxLength":255}},)"
              R"("state":{"description":"S.","type":"string","enum":["open","closed"]},)"
              R"("person":{"description":"W.","type":["integer","string"],"minimum":1,"pattern":"^(ADM|MEC|CST)?[0-9]+$"}},)"
              R"("required":["name","price","person"]})");
}

TEST(Schema, OfAPartialAsksForNothing) {
    EXPECT_EQ(json::schema_text<Wish>(json::Use::partial).find("required"), std::string::npos);
}

TEST(Schema, OfAnAnswerPromisesAllThatIsNotOmitted) {
    const auto schema = sdk_test::Value::parse(json::schema_text<All>(json::Use::output));
    const auto required = schema["required"];
    std::string names;
    for (const auto& [key, name] : required.items()) names += name.text() + ' ';
    EXPECT_EQ(names, "id text money time date state flag real length none list raw ");
    EXPECT_EQ(schema["properties"]["none"]["type"][1], "null");
    EXPECT_EQ(schema["properties"]["time"]["format"], "date-time");
    EXPECT_EQ(schema["properties"]["list"]["items"]["properties"]["id"]["type"], "integer");
}

struct One {
    int a = 1;
    static constexpr auto fields = mortise::fields(field("a", &One::a, "A."));
};

struct Other {
    bool b = true;
    static constexpr auto fields = mortise::fields(field("b", &Other::b, "B."));
};

TEST(OneOf, IsTheShapeThatItHolds) {
    using Either = std::variant<One, Other>;
    EXPECT_EQ(json::text(Either{One{}}), R"({"a":1})");
    EXPECT_EQ(json::text(Either{Other{}}), R"({"b":true})");
    EXPECT_EQ(json::schema_text<Either>(json::Use::output), "{\"oneOf\":[" + json::schema_text<One>(json::Use::output) + ',' +
                                                                json::schema_text<Other>(json::Use::output) + "]}");
}

}  // namespace
