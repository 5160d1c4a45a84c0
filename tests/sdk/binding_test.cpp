// From nodes to described structs: what is taken, what is refused, and that every fault is told at once.
#include <gtest/gtest.h>

#include "sdk/nodes.h"

namespace {

using namespace mortise;
using namespace sdk_test;
using namespace std::literals;

struct Line {
    std::string text;
    int count = 1;
    static constexpr auto fields = mortise::fields(field("text", &Line::text, "What.", length(1, 5)),
                                                   field("count", &Line::count, "How many.", between(1, 9), optional));
};
struct Order {
    std::string name;
    std::optional<std::string> note;
    std::vector<Line> lines;
    Line best;
    static constexpr auto fields =
        mortise::fields(field("name", &Order::name, "Whose.", length(2, 4)), field("note", &Order::note, "A note.", length(0, 3)),
                        field("lines", &Order::lines, "What.", length(1, 2)), field("best", &Order::best, "The best."));
};

TEST(Binding, ReadsNestedStructsAndLists) {
    const auto order = bound<Order>(R"({"name":"anna","lines":[{"text":"a"},{"text":"b","count":3}],"best":{"text":"c"}})");
    EXPECT_EQ(order.name, "anna");
    EXPECT_FALSE(order.note);
    ASSERT_EQ(order.lines.size(), 2u);
    EXPECT_EQ(order.lines[0].count, 1);
    EXPECT_EQ(order.lines[1].count, 3);
    EXPECT_EQ(order.best.text, "c");
}

TEST(Binding, TellsAllFaultsAtOnceByTheirPlace) {
    EXPECT_EQ(
        refusal<Order>(
            R"({"name":"x","odd":1,"note":"four","lines":[{"text":"a","count":0},{"count":"2","who":1},{"text":"c"}],"best":7})"),
        "name too-short, odd unknown-field, note too-long, lines[0].count out-of-range, lines[1].count wrong-type, "
        "lines[1].who unknown-field, lines[1].text missing, lines too-long, best wrong-type");
    EXPECT_EQ(refusal<Order>("{}"), "name missing, best missing");
    EXPECT_EQ(refusal<Order>("[]"), " wrong-type");
    EXPECT_EQ(refusal<Order>(R"({"name":"anna","lines":[],"best":{}})"), "lines too-short, best.text missing");
}

TEST(Binding, TellsPeopleWhatIsWrong) {
    try {
        bound<Line>(R"({"text":"abcdef","count":10})");
        FAIL();
    } catch (const Problem& problem) {
        EXPECT_EQ(problem.status, 422);
        EXPECT_EQ(problem.code, "invalid");
        EXPECT_EQ(problem.detail, "text must have at most 5 characters; count must be between 1 and 9");
    }
}

struct Texts {
    std::string plain, word, secret;
    static constexpr auto fields = mortise::fields(field("plain", &Texts::plain, "Any.", optional),
                                                   field("word", &Texts::word, "Two.", length(2, 2), optional),
                                                   field("secret", &Texts::secret, "As it is.", verbatim, optional));
};

TEST(Binding, TrimsTextsUnlessTheyAreVerbatim) {
    const auto texts = bound<Texts>(R"({"plain":" \t a b \n","secret":" s "})");
    EXPECT_EQ(texts.plain, "a b");
    EXPECT_EQ(texts.secret, " s ");
    EXPECT_EQ(refusal<Texts>(R"({"word":" a "})"), "word too-short");
}

TEST(Binding, CountsCharactersNotBytes) {
    EXPECT_EQ(bound<Texts>("{\"word\":\"\xe0\xa4\x85\xf0\x9f\x8f\xa0\"}").word, "\xe0\xa4\x85\xf0\x9f\x8f\xa0");
    EXPECT_EQ(refusal<Texts>("{\"word\":\"\xc3\xa9\"}"), "word too-short");
    EXPECT_EQ(refusal<Texts>("{\"plain\":\"" + std::string(255, 'a') + "\"}"), "");
    EXPECT_EQ(refusal<Texts>("{\"plain\":\"" + std::string(256, 'a') + "\"}"), "plain too-long");
}

TEST(Binding, TakesNothingElseForAText) {
    for (const char* body : {R"({"plain":1})", R"({"plain":true})", R"({"plain":null})", R"({"plain":[]})", R"({"plain":{}})"})
        EXPECT_EQ(refusal<Texts>(body), "plain wrong-type") << body;
}

struct Numbers {
    int whole = 0;
    std::int64_t large = 0;
    double real = 0;
    bool flag = false;
    std::chrono::minutes time{};
    static constexpr auto fields = mortise::fields(field("whole", &Numbers::whole, "32 bits.", optional),
                                                   field("large", &Numbers::large, "64 bits.", at_least(-5), optional),
                                                   field("real", &Numbers::real, "Any.", between(0, 1), optional),
                                                   field("flag", &Numbers::flag, "Yes or no.", optional),
                                                   field("time", &Numbers::time, "Minutes.", between(15, 60), optional));
};

TEST(Binding, ReadsNumbersThatFit) {
    const auto numbers = bound<Numbers>(R"({"whole":-7,"large":9223372036854775807,"real":0.25,"flag":true,"time":15})");
    EXPECT_EQ(numbers.whole, -7);
    EXPECT_EQ(numbers.large, 9223372036854775807);
    EXPECT_EQ(numbers.real, 0.25);
    EXPECT_TRUE(numbers.flag);
    EXPECT_EQ(numbers.time, 15min);
    for (const char* body :
         {R"({"whole":2147483648})", R"({"large":9223372036854775808})", R"({"large":-6})", R"({"real":1.5})", R"({"time":14})"})
        EXPECT_TRUE(refusal<Numbers>(body).ends_with(" out-of-range")) << body << refusal<Numbers>(body);
    for (const char* body : {R"({"whole":1.0})", R"({"whole":1e3})", R"({"whole":"1"})", R"({"flag":1})", R"({"flag":"true"})",
                             R"({"time":"15 min"})"})
        EXPECT_TRUE(refusal<Numbers>(body).ends_with(" wrong-type")) << body << refusal<Numbers>(body);
}

TEST(Binding, ReadsNumbersOfQueriesFromTexts) {
    const auto numbers = bound<Numbers>(R"({"whole":"12","flag":"true","time":"30"})", true);
    EXPECT_EQ(numbers.whole, 12);
    EXPECT_TRUE(numbers.flag);
    for (const char* body : {R"({"whole":""})", R"({"whole":"12 "})", R"({"whole":"+1"})", R"({"whole":"0x1"})",
                             R"({"whole":["1","2"]})", R"({"flag":"1"})"})
        EXPECT_TRUE(refusal<Numbers>(body, true).ends_with(" wrong-type")) << body;
}

struct Choices {
    std::vector<int> some;
    std::optional<int> one;
    static constexpr auto fields =
        mortise::fields(field("some", &Choices::some, "Some.", length(0, 2)), field("one", &Choices::one, "One."));
};

TEST(Binding, ReadsOneValueOfAQueryAsAListOfOne) {
    EXPECT_EQ(bound<Choices>(R"({"some":"3"})", true).some, std::vector<int>{3});
    EXPECT_EQ(bound<Choices>(R"({"some":["3","4"]})", true).some, (std::vector{3, 4}));
    EXPECT_EQ(refusal<Choices>(R"({"some":3})"), "some wrong-type");
    EXPECT_EQ(refusal<Choices>(R"({"some":["x","1","2"]})", true), "some[0] wrong-type, some too-long");
}

TEST(Binding, MakesNothingOfNullAndOfEmptyParameters) {
    EXPECT_FALSE(bound<Choices>(R"({"one":null})").one);
    EXPECT_FALSE(bound<Choices>(R"({"one":""})", true).one);
    EXPECT_EQ(refusal<Choices>(R"({"one":""})"), "one wrong-type");
}

TEST(Binding, KnowsInAPartialWhichFieldsWereThere) {
    const auto change = bind::bound_partial<Numbers>(nullptr, nullptr, Nodes(R"({"whole":0,"flag":false})").view(), false);
    EXPECT_TRUE(change.names(&Numbers::whole));
    EXPECT_TRUE(change.names(&Numbers::flag));
    EXPECT_FALSE(change.names(&Numbers::large));
    EXPECT_FALSE(change.names(&Numbers::real));
    EXPECT_NO_THROW(bind::bound_partial<Order>(nullptr, nullptr, Nodes("{}").view(), false)) << "any part may be missing";
    EXPECT_THROW(bind::bound_partial<Order>(nullptr, nullptr, Nodes(R"({"odd":1})").view(), false), Problem);
    EXPECT_THROW(bind::bound_partial<Order>(nullptr, nullptr, Nodes(R"({"best":{}})").view(), false), Problem)
        << "but a part is whole";
}

TEST(Binding, ReadsNoBodyAsAnEmptyOne) {
    EXPECT_THROW(bind::bound<Line>(nullptr, nullptr, {nullptr, 0}, false, 422, "invalid"), Problem);
}

}  // namespace
