// How the text of a setting is read.
#include "settings/values.h"

#include <gtest/gtest.h>

using namespace std::chrono_literals;

namespace host::values {
namespace {

TEST(Values, ReadDurationsWithTheirUnits) {
    EXPECT_EQ(duration("30 s"), 30s);
    EXPECT_EQ(duration("30s"), 30s);
    EXPECT_EQ(duration("5min"), 5min);
    EXPECT_EQ(duration("24h"), 24h);
    EXPECT_EQ(duration("7d"), 168h);
    EXPECT_EQ(duration("250 ms"), 250ms);
    EXPECT_EQ(duration("0"), 0s);
    EXPECT_EQ(duration("300", "s"), 300s);
}

TEST(Values, RefuseOtherDurations) {
    for (const char* text :
         {"", "300", "s", "-5 s", "+5 s", "1.5 h", "5 m", "5 S", "5 s ", " 5 s", "5 s 3", "99999999999999999 d", "0x5 s"})
        EXPECT_FALSE(duration(text)) << text;
}

TEST(Values, ReadSizes) {
    EXPECT_EQ(size("1 MiB"), 1'048'576u);
    EXPECT_EQ(size("16KiB"), 16'384u);
    EXPECT_EQ(size("10 MB"), 10'000'000u);
    EXPECT_EQ(size("4096"), 4096u);
    for (const char* text : {"", "-1", "1 mib", "1.5 MiB", "9223372036854775807 GiB"}) EXPECT_FALSE(size(text)) << text;
}

TEST(Values, ReadNumbersWhole) {
    EXPECT_EQ(integer("-12"), -12);
    EXPECT_EQ(decimal("0.5"), 0.5);
    for (const char* text : {"", " 1", "1 ", "1,000", "1.0", "0x1", "9223372036854775808"}) EXPECT_FALSE(integer(text)) << text;
    for (const char* text : {"", "nan", "inf", "1e999", "1.0x"}) EXPECT_FALSE(decimal(text)) << text;
}

TEST(Values, ReadBooleansInTheUsualWords) {
    for (const char* text : {"on", "TRUE", "yes", "1"}) EXPECT_EQ(boolean(text), true) << text;
    for (const char* text : {"off", "False", "no", "0"}) EXPECT_EQ(boolean(text), false) << text;
    for (const char* text : {"", "2", "maybe"}) EXPECT_FALSE(boolean(text)) << text;
}

TEST(Values, ReadListsByCommas) {
    EXPECT_EQ(list(" auth, services ,requests,"), (std::vector<std::string>{"auth", "services", "requests"}));
    EXPECT_TRUE(list(" , ").empty());
}

TEST(Values, KnowHowFarWordsAreApart) {
    EXPECT_EQ(distance("http.listen", "http.listen"), 0u);
    EXPECT_EQ(distance("http.lisen", "http.listen"), 1u);
    EXPECT_EQ(distance("", "abc"), 3u);
    EXPECT_EQ(distance("kitten", "sitting"), 3u);
}

}  // namespace
}  // namespace host::values
