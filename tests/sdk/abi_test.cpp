// The border stays small, and its layout that of the first release.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <regex>
#include <string>

#include "sdk/layout_1_0.h"

namespace {

std::string code() {
    std::ifstream in(ABI_H);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t comment = text.find("/*", at);
        out += text.substr(at, comment - at);
        at = comment == std::string::npos ? text.size() : text.find("*/", comment) + 2;
    }
    return out;
}

TEST(Border, IsReadInOneSitting) {
    const std::string text = code();
    std::size_t lines = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        lines += text.find_first_not_of(" \t", at) < end;
        at = end + 1;
    }
    EXPECT_LE(lines, 400u);
    EXPECT_GT(lines, 200u) << "the comments were not told from the code";
}

TEST(Border, HasAsManyFunctionsAsItWasThoughtToHave) {
    const std::string text = code();
    const std::regex function(R"(\(\*\w+\)\()");
    const auto count = std::distance(std::sregex_iterator(text.begin(), text.end(), function), {});
    EXPECT_EQ(count, 73) << "a function more is one that every later host must keep: is it needed?";
}

}  // namespace
