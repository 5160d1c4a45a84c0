// Answers as people see them.
#include <gtest/gtest.h>

#include "commands/terminal.h"

namespace {

using host::commands::lines_of;

TEST(Lines, AreNamesAndValues) {
    EXPECT_EQ(
        lines_of(R"({"id":5,"price":499.50,"gone":null,"good":true,"user":{"name":"Anna"},"tags":["a","b"],"rows":[{"n":1}]})"),
        "id: 5\nprice: 499.50\ngone: \ngood: true\nuser.name: Anna\ntags: a, b\nrows: [{\"n\":1}]\n");
}

TEST(Lines, DoNotMoveTheTerminal) {
    EXPECT_EQ(lines_of(R"({"name":"a\u001b[2Jb\nc\u009b1md\u202ee\u2066f"})"), "name: a?[2Jb?c?1md?e?f\n");
    EXPECT_EQ(lines_of("plain\x1b[0m"), "plain?[0m\n");
    EXPECT_EQ(lines_of(R"({"name":"Zoë Müller"})"), "name: Zoë Müller\n");
}

}  // namespace
