// What counts as UTF-8.
#include "base/utf8.h"

#include <gtest/gtest.h>

namespace host::utf8 {
namespace {

TEST(Utf8, CountsCodePoints) {
    EXPECT_EQ(length(""), 0u);
    EXPECT_EQ(length("abc"), 3u);
    EXPECT_EQ(length("\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80"), 3u);
    EXPECT_EQ(length(std::string_view("a\0b", 3)), 3u);
}

TEST(Utf8, RefusesOverlongFormsSurrogatesAndWhatIsCutShort) {
    for (const char* text : {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF0\x80\x80\x80",
                             "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "a\xC3", "\xE2\x82", "\xF0\x9F\x98", "\xE2\x28\xA1"})
        EXPECT_FALSE(length(text)) << testing::PrintToString(text);
}

TEST(Utf8, WritesWhatItReads) {
    for (const char32_t point : {0x0u, 0x7fu, 0x80u, 0x7ffu, 0x800u, 0xd7ffu, 0xe000u, 0xffffu, 0x10000u, 0x10ffffu}) {
        std::string text;
        append(text, point);
        std::size_t at = 0;
        EXPECT_EQ(next(text, at), point);
        EXPECT_EQ(at, text.size());
    }
}

}  // namespace
}  // namespace host::utf8
