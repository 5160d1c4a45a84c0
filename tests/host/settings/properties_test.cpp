// How a configuration file is read.
#include "settings/properties.h"

#include <gtest/gtest.h>

#include "settings/misconfigured.h"

namespace host {
namespace {

std::string refusal(std::string_view text) {
    try {
        read_properties(text, "mortise.properties");
    } catch (const Misconfigured& fault) {
        return fault.what();
    }
    return "taken";
}

TEST(Properties, AreKeysAndValuesWithTheirLines) {
    const auto all =
        read_properties("# a comment\n\n  http.listen = 127.0.0.1:8080  \r\n!another\nredis.url: redis://h:1/0\nempty =", "f");
    ASSERT_EQ(all.size(), 3u);
    EXPECT_EQ(all[0].key, "http.listen");
    EXPECT_EQ(all[0].value, "127.0.0.1:8080");
    EXPECT_EQ(all[0].line, 3);
    EXPECT_EQ(all[1].key, "redis.url");
    EXPECT_EQ(all[1].value, "redis://h:1/0");
    EXPECT_EQ(all[1].line, 5);
    EXPECT_EQ(all[2].value, "");
}

TEST(Properties, ContinueWhereALineEndsInABackslash) {
    const auto all = read_properties("plugins.enabled = auth, \\\n    services, \\\n    parking\nnext = 1", "f");
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[0].value, "auth, services, parking");
    EXPECT_EQ(all[1].line, 4);
}

TEST(Properties, KnowAFewEscapes) {
    const auto all = read_properties(R"(a = one\\two\nthree\u00e4\=)", "f");
    EXPECT_EQ(all.at(0).value, "one\\two\nthree\xC3\xA4=");
}

TEST(Properties, NameTheLineOfWhatTheyRefuse) {
    EXPECT_EQ(refusal("a = 1\nnonsense\n"), "mortise.properties:2: is not a line \"key = value\"");
    EXPECT_EQ(refusal("a = 1\n\na = 2\n"), "mortise.properties:3: a: is set in line 1 already");
    EXPECT_EQ(refusal(R"(pattern = \d+)"),
              R"(mortise.properties:1: pattern: unknown escape \d; a backslash itself is written \\)");
    EXPECT_EQ(refusal("a = \xFF"), "mortise.properties:1: is not UTF-8");
    EXPECT_EQ(refusal(std::string_view("a = \0", 5)), "mortise.properties:1: holds a control byte");
    EXPECT_EQ(refusal("two words = 1"), "mortise.properties:1: a key consists of letters, digits, dots, hyphens and underscores");
    EXPECT_NE(refusal("x = a\\ \\\n"), "taken");
    EXPECT_NE(refusal(R"(x = \u12)"), "taken");
    EXPECT_NE(refusal(R"(x = \u0000)"), "taken");
}

}  // namespace
}  // namespace host
