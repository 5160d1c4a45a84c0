// What a JSON body may be, and what is said of one that may not.
#include <gtest/gtest.h>

#include "base/problem.h"
#include "shown.h"

namespace host::body {
namespace {

std::string parsed(std::string_view text, Top top = Top::container) {
    Nodes nodes;
    parse_json(text, nodes, top);
    return shown(nodes);
}

/// The sentence with which a text is refused; "accepted" when it is not.
std::string refusal(std::string_view text, Top top = Top::container) {
    Nodes nodes;
    try {
        parse_json(text, nodes, top);
    } catch (const Problem& problem) {
        EXPECT_EQ(problem.status, 400);
        EXPECT_EQ(problem.code, "bad-json");
        EXPECT_EQ(nodes.view().n, 0U);
        return problem.detail;
    }
    return "accepted";
}

bool is_refused(std::string_view text, Top top = Top::container) { return refusal(text, top) != "accepted"; }

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

TEST(Json, BecomesFlatNodesInDocumentOrder) {
    EXPECT_EQ(parsed(R"( {"a": [1, {"b": null}, []], "c": {"d": true, "e": "x"}, "f": false} )"),
              R"({a:[1 {b:null} []] c:{d:true e:"x"} f:false})");
    EXPECT_EQ(parsed("{}"), "{}");
    EXPECT_EQ(parsed("[[],[[]],{}]"), "[[] [[]] {}]");
}

TEST(Json, CountsDescendantsNotChildren) {
    Nodes nodes;
    parse_json(R"({"a":[1,[2,3]],"b":4})", nodes);
    ASSERT_EQ(nodes.view().n, 7U);
    EXPECT_EQ(nodes.view().p[0].inside, 6U);
    EXPECT_EQ(nodes.view().p[1].inside, 4U);
    EXPECT_EQ(nodes.view().p[3].inside, 2U);
    EXPECT_EQ(nodes.view().p[6].inside, 0U);
}

TEST(Json, KeepsNumbersAsTheyWereWritten) {
    for (const char* number : {"0", "-0", "499.50", "1e400", "1E+05", "-12.340e-7", "100000000000000000000000.5", "0.10", "0e0"})
        EXPECT_EQ(parsed("[" + std::string(number) + " ]"), "[" + std::string(number) + "]");
}

TEST(Json, RefusesWhatIsNoNumber) {
    for (const char* text : {"01", "-", "+1", "1.", ".5", "1e", "1e+", "0x1", "1_0", "--1", "1.e3", "-01", "NaN", "Infinity",
                             "1a", "1\"\"", "1.2.3"})
        EXPECT_TRUE(is_refused("[" + std::string(text) + "]")) << text;
}

TEST(Json, DecodesEscapesInTextsAndNames) {
    EXPECT_EQ(parsed(R"({"n\u0061\"me":"\u00e9\ud83d\ude00\n\/\\"})"), "{na\"me:\"\xC3\xA9\xF0\x9F\x98\x80\n/\\\"}");
}

TEST(Json, RefusesBrokenEscapesAndHalfSurrogates) {
    for (const char* text :
         {R"("\x")", R"("\u12")", R"("\ud800")", R"("\udc00")", R"("\ud800\u0041")", R"("\ud800x")", R"("\udfff\ud800")"}) {
        EXPECT_TRUE(is_refused("[" + std::string(text) + "]")) << text;
        EXPECT_TRUE(is_refused("{" + std::string(text) + ":1}")) << text;
    }
}

TEST(Json, RefusesNulInTextsAndNames) {
    EXPECT_TRUE(is_refused(R"(["a\u0000b"])"));
    EXPECT_TRUE(is_refused(R"({"role\u0000x":1})"));
    EXPECT_TRUE(is_refused(std::string_view("[\"a\0b\"]", 7)));
    EXPECT_TRUE(is_refused(std::string_view("[1]\0", 4)));
}

TEST(Json, RefusesBadUtf8AndNamesThePlace) {
    EXPECT_EQ(refusal("[\"ab\xFF\"]"), "The body is not UTF-8 at byte 4.");
    EXPECT_TRUE(is_refused("[\"\xC0\x80\"]"));
    EXPECT_TRUE(is_refused("[\"\xED\xA0\x80\"]"));
    EXPECT_TRUE(is_refused("\xEF\xBB\xBF[]"));
}

TEST(Json, RefusesTheSameNameTwiceInOneObject) {
    EXPECT_EQ(refusal(R"({"role":1,"x":2,"role":3})"), "The body has the name \"role\" twice in one object.");
    EXPECT_TRUE(is_refused(R"([{"a":1,"\u0061":2}])"));
    EXPECT_EQ(parsed(R"({"a":{"a":1},"b":[{"a":1},{"a":2}]})"), "{a:{a:1} b:[{a:1} {a:2}]}");
}

TEST(Json, FindsATwinAmongManyNames) {
    std::string text = "{";
    for (int i = 0; i < 3000; ++i) text += "\"n" + std::to_string(i) + "\":0,";
    EXPECT_FALSE(is_refused(text + "\"last\":0}"));
    EXPECT_TRUE(is_refused(text + "\"n1234\":0}"));
}

TEST(Json, RefusesMoreThanItTakes) {
    EXPECT_FALSE(is_refused(nested(32)));
    EXPECT_EQ(refusal(nested(33)), "The body is nested more than 32 deep.");
    EXPECT_TRUE(is_refused(nested(100'000)));
    std::string flat = "[0";
    for (std::size_t i = 2; i < most_nodes; ++i) flat += ",0";
    EXPECT_FALSE(is_refused(flat + "]"));
    EXPECT_EQ(refusal(flat + ",0]"), "The body has more than 10,000 values.");
}

TEST(Json, RefusesWhatIsNotQuiteJson) {
    for (const char* text : {"",
                             " ",
                             "[",
                             "]",
                             "{",
                             "[1,]",
                             "[,1]",
                             "{\"a\":1,}",
                             "{\"a\" 1}",
                             "{\"a\":}",
                             "{a:1}",
                             "{'a':1}",
                             "[1 2]",
                             "[true false]",
                             "[tru]",
                             "[truex]",
                             "[nul]",
                             "[nullnull]",
                             "[\"a\"\"b\"]",
                             "[\"a\"b]",
                             "[1]]",
                             "[1][2]",
                             "{} {}",
                             "[1] x",
                             "[1],",
                             "[1}",
                             "{\"a\":1]",
                             "[/**/1]",
                             "{\"a\":1 \"b\":2}",
                             "[\"a",
                             "[\"a\nb\"]",
                             "[\"\\",
                             "{\"a\":\"b}",
                             "{1:2}",
                             "{null:1}",
                             "[:]",
                             "{\"a\"::1}",
                             "[1\f]",
                             "[[1],[2]"})
        EXPECT_TRUE(is_refused(text)) << text;
}

TEST(Json, SaysWhere) {
    EXPECT_EQ(refusal("[1, 01]"), "The body is not JSON: no number is written like that at byte 4.");
    EXPECT_EQ(refusal("{\"a\": tru}"), "The body is not JSON: unknown word at byte 6.");
    EXPECT_EQ(refusal("[1] 2"), "The body has something behind its JSON.");
    EXPECT_EQ(refusal("[1, 2"), "The body is not JSON at byte 5.");
}

TEST(Json, TakesOnlyContainersUnlessAskedForAny) {
    for (const char* text : {"1", "\"a\"", "true", "null"})
        EXPECT_EQ(refusal(text), "The body must be a JSON object or array.") << text;
    EXPECT_EQ(parsed(" 1.50 ", Top::any), "1.50");
    EXPECT_EQ(parsed("\"a\"", Top::any), "\"a\"");
    EXPECT_EQ(parsed("null", Top::any), "null");
    EXPECT_EQ(parsed("{\"a\":[1]}", Top::any), "{a:[1]}");
    for (const char* text : {"", " ", "1,2", "1 2", "1],[2", "],[", "[1", "1]", "{},{}"})
        EXPECT_TRUE(is_refused(text, Top::any)) << text;
    EXPECT_FALSE(is_refused(nested(32), Top::any));
    EXPECT_TRUE(is_refused(nested(33), Top::any));
    EXPECT_EQ(refusal("01", Top::any), "The body is not JSON: no number is written like that at byte 0.");
}

TEST(Json, NodesOwnTheirTextAndSurviveMovesAndReuse) {
    Nodes nodes;
    {
        std::string text = R"({"a":"b","n":1.5})";
        parse_json(text, nodes);
        text.assign(text.size(), 'x');
    }
    Nodes moved = std::move(nodes);
    EXPECT_EQ(shown(moved), R"({a:"b" n:1.5})");
    for (int i = 0; i < 3; ++i) {
        parse_json("[" + std::to_string(i) + "]", moved);
        EXPECT_EQ(shown(moved), "[" + std::to_string(i) + "]");
    }
    EXPECT_THROW(parse_json("[", moved), Problem);
    parse_json("[\"after\"]", moved);
    EXPECT_EQ(shown(moved), "[\"after\"]");
}

TEST(Json, GivesTheMemoryOfALargeTextBack) {
    Nodes nodes;
    parse_json("[\"" + std::string(1 << 20, 'a') + "\"]", nodes);
    EXPECT_EQ(nodes.view().p[1].text.n, std::size_t{1} << 20);
    nodes.clear();
    EXPECT_EQ(nodes.parser_, nullptr);
    parse_json("[1]", nodes);
    const auto* parser = nodes.parser_.get();
    parse_json("[2]", nodes);
    EXPECT_EQ(nodes.parser_.get(), parser);
}

}  // namespace
}  // namespace host::body
