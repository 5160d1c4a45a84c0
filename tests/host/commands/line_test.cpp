// How a command line is taken apart.
#include "commands/line.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace {

using namespace host::commands;
using Words = std::vector<std::string>;

Line line(const Words& words) { return read_line(words); }

TEST(CommandLine, IsWordsThenOptions) {
    const Line read = line({"users", "unlock", "--who", "anna@example.com", "--note=--odd=1", "--quiet", "--json"});
    EXPECT_EQ(read.words, (Words{"users", "unlock"}));
    ASSERT_EQ(read.options.size(), 3u);
    EXPECT_EQ(read.options[0].name, "who");
    EXPECT_EQ(read.options[0].text, "anna@example.com");
    EXPECT_EQ(read.options[1].name, "note");
    EXPECT_EQ(read.options[1].text, "--odd=1");
    EXPECT_EQ(read.options[2].name, "quiet");
    EXPECT_EQ(read.options[2].text, std::nullopt);
    EXPECT_TRUE(read.json);
}

TEST(CommandLine, HasTheProgramsOwnOptionsAnywhere) {
    const Line read = line({"--config", "a.properties", "users", "-s", "x.y=1", "unlock", "--who", "-5", "--set=z.y=2", "-h"});
    EXPECT_EQ(read.common.config, "a.properties");
    EXPECT_EQ(read.common.settings, (Words{"x.y=1", "z.y=2"}));
    EXPECT_EQ(read.words, (Words{"users", "unlock"}));
    EXPECT_EQ(read.options.at(0).text, "-5");
    EXPECT_TRUE(read.help);
}

TEST(CommandLine, RefusesWhatBelongsToNothing) {
    EXPECT_THROW(line({"users", "--quiet", "--who", "anna", "bert"}), std::invalid_argument);
    EXPECT_THROW(line({"users", "-w", "anna"}), std::invalid_argument);
    EXPECT_THROW(line({"users", "--config"}), std::invalid_argument);
}

TEST(CommandLine, IsReadByWhoeverKnowsItsFirstWord) {
    EXPECT_EQ(first_word(Words{"serve", "--config", "a"}), "serve");
    EXPECT_EQ(first_word(Words{"--config", "a", "-s", "b=c", "--config=d", "users"}), "users");
    EXPECT_EQ(first_word(Words{"--help"}), "");
    EXPECT_EQ(first_word(Words{}), "");
}

}  // namespace
