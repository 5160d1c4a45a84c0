// Queries, forms and path segments.
#include <gtest/gtest.h>

#include "base/problem.h"
#include "shown.h"

namespace host::body {
namespace {

std::string parsed(std::string_view text, Pairs kind = Pairs::query) {
    Nodes nodes;
    parse_pairs(text, nodes, kind);
    return shown(nodes);
}

template <typename F>
std::string code_of(F f) {
    try {
        f();
    } catch (const Problem& problem) {
        EXPECT_EQ(problem.status, 400);
        return problem.code;
    }
    return "accepted";
}

std::string verdict(std::string_view text, Pairs kind = Pairs::query) {
    return code_of([&] { parsed(text, kind); });
}

std::string verdict_of_segment(std::string_view text) {
    return code_of([&] { decode_segment(text); });
}

TEST(Query, BecomesAnObjectOfTexts) {
    EXPECT_EQ(parsed("a=1&b=two"), R"({a:"1" b:"two"})");
    EXPECT_EQ(parsed("a&b=&c=x=y"), R"({a:"" b:"" c:"x=y"})");
    EXPECT_EQ(parsed("&a=1&&b=2&"), R"({a:"1" b:"2"})");
    EXPECT_EQ(parsed(""), "");
    EXPECT_EQ(parsed("&"), "{}");
}

TEST(Query, MakesAnArrayOfARepeatedName) {
    EXPECT_EQ(parsed("a=1&b=2&a=3&a=4"), R"({a:["1" "3" "4"] b:"2"})");
    EXPECT_EQ(parsed("%61=1&a=2"), R"({a:["1" "2"]})");
}

TEST(Query, DecodesEscapesOnceAndPlusAsABlank) {
    EXPECT_EQ(parsed("a%20b=c+d%2B%25%32%35&e=%C3%A9"), "{a b:\"c d+%25\" e:\"\xC3\xA9\"}");
}

TEST(Query, RefusesBrokenEscapesControlBytesAndBadUtf8) {
    for (const char* text :
         {"a=%", "a=%4", "a=%4g", "%=1", "a=%00", "a=%0A", "a=%7f", "a%00=1", "a=%ff", "a=\xC3", "=1", "a=%C3&b=%A9"})
        EXPECT_EQ(verdict(text), "bad-query") << text;
}

TEST(Query, RefusesMoreThanTwoHundredValues) {
    std::string text = "a0=";
    for (int i = 1; i < 200; ++i) text += "&a" + std::to_string(i) + "=";
    EXPECT_EQ(verdict(text), "accepted");
    EXPECT_EQ(verdict(text + "&b="), "bad-query");
}

TEST(Form, LetsLinesIntoValuesAlone) {
    EXPECT_EQ(parsed("a=x%0D%0Ay%09z", Pairs::form), "{a:\"x\r\ny\tz\"}");
    EXPECT_EQ(verdict("a%0A=1", Pairs::form), "bad-form");
    EXPECT_EQ(verdict("a=%00", Pairs::form), "bad-form");
    EXPECT_EQ(verdict("a=%1b", Pairs::form), "bad-form");
}

TEST(Form, SurvivesAMoveOfItsNodes) {
    Nodes nodes;
    parse_pairs("a=b", nodes, Pairs::form);
    const Nodes moved = std::move(nodes);
    EXPECT_EQ(shown(moved), R"({a:"b"})");
}

TEST(Segment, IsDecodedOnceAndPlusStaysPlus) {
    EXPECT_EQ(decode_segment("a%20b+c"), "a b+c");
    EXPECT_EQ(decode_segment("%2541"), "%41");
    EXPECT_EQ(decode_segment("%2e%2E"), "..");
}

TEST(Segment, RefusesSlashesNulAndBrokenEscapes) {
    for (const char* text : {"a%2Fb", "a%2fb", "%00", "%", "%zz", "%0a", "%80", "a%7F"})
        EXPECT_EQ(verdict_of_segment(text), "bad-path") << text;
}

}  // namespace
}  // namespace host::body
