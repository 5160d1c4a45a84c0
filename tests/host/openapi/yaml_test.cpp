// JSON as YAML.
#include <gtest/gtest.h>

#include "openapi/document.h"

using host::yaml_of;

TEST(Yaml, NestsObjectsAndListsByBlanks) {
    EXPECT_EQ(yaml_of(R"({"a":{"b":[1,{"c":true,"d":null}],"e":[]},"f":{}})"),
              "a:\n  b:\n    - 1\n    - c: true\n      d: null\n  e: []\nf: {}\n");
}

TEST(Yaml, NestsListsInLists) { EXPECT_EQ(yaml_of(R"([[1,2],[{"a":[3]}]])"), "- - 1\n  - 2\n- - a:\n      - 3\n"); }

TEST(Yaml, KeepsNumbersAsTheyAreWritten) { EXPECT_EQ(yaml_of(R"({"price":499.00})"), "price: 499.00\n"); }

TEST(Yaml, QuotesWhatAReaderCouldTakeForSomethingElse) {
    for (const std::string text : {"true", "No", "null", "", "12", "3.0", "2026-01-15", "- a", "a: b", "a #b", "a:", "*/*", "@x",
                                   "%", "é", " a", "a ", "~", "y"})
        EXPECT_EQ(yaml_of("{\"k\":\"" + text + "\"}"), "k: \"" + text + "\"\n") << text;
}

TEST(Yaml, QuotesKeysLikeValues) {
    EXPECT_EQ(yaml_of(R"({"200":1,"on":2,"a b":3,"/x/{id}":4})"), "\"200\": 1\n\"on\": 2\na b: 3\n/x/{id}: 4\n");
}

TEST(Yaml, EscapesControlCharacters) { EXPECT_EQ(yaml_of(R"({"k":"a\nb\"c\\"})"), "k: \"a\\u000ab\\\"c\\\\\"\n"); }

TEST(Yaml, LeavesSentencesWithoutQuotes) {
    EXPECT_EQ(yaml_of(R"({"k":"Books the first, free spot."})"), "k: Books the first, free spot.\n");
}

TEST(Yaml, TakesMoreThanARequestMayHave) {
    std::string json = "[0";
    for (int i = 0; i < 20'000; ++i) json += ",0";
    EXPECT_EQ(yaml_of(json + ']').size(), 20'001u * 4);
}
