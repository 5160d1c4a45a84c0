// What schedules mean, and which are refused.
#include "background/cron.h"

#include <gtest/gtest.h>

#include <string>

#include "base/problem.h"

namespace {

using namespace std::chrono;
using namespace std::chrono_literals;
using host::Schedule;
using host::Time;

Time at(int y, unsigned m, unsigned d, int hour = 0, int minute = 0, int second = 0) {
    return Time(sys_days(year(y) / month(m) / day(d)) + hours(hour) + minutes(minute) + seconds(second));
}

std::string shown(std::optional<Time> time) {
    if (!time) return "never";
    const std::time_t seconds = system_clock::to_time_t(*time);
    char text[64];
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    std::strftime(text, sizeof text, "%F %T", &parts);
    return text;
}

std::string next(std::string_view text, Time after, std::string_view zone = "Etc/UTC") {
    return shown(Schedule::parse(text, zone).next(after));
}

/// The sentence with which a schedule is refused; empty when it is taken.
std::string refusal(std::string_view text, std::string_view zone = "Asia/Kolkata") {
    try {
        Schedule::parse(text, zone);
    } catch (const host::Problem& problem) {
        EXPECT_EQ(problem.status, 500);
        EXPECT_TRUE(problem.detail.ends_with('.')) << problem.detail;
        return problem.detail;
    }
    return "";
}

const Time new_year = at(2026, 1, 1);  // a Thursday

}  // namespace

TEST(Schedule, CountsIntervalsFromTheEpochSoThatEveryHostMeansTheSameInstants) {
    EXPECT_EQ(next("@every 300s", at(2026, 1, 1, 0, 1)), "2026-01-01 00:05:00");
    EXPECT_EQ(next("@every 300s", at(2026, 1, 1, 0, 5)), "2026-01-01 00:10:00");
    EXPECT_EQ(next("@every 300s", at(2026, 1, 1, 0, 5) - 1ms), "2026-01-01 00:05:00");
    EXPECT_EQ(next("@every 5m", at(2026, 1, 1, 0, 1)), "2026-01-01 00:05:00");
    EXPECT_EQ(next("@every 6h", at(2026, 1, 1, 5, 59, 59)), "2026-01-01 06:00:00");
    EXPECT_EQ(next("@every 1s", at(2026, 1, 1) + 1ms), "2026-01-01 00:00:01");
    EXPECT_EQ(next("@every 7s", Time(0s)), "1970-01-01 00:00:07");
}

TEST(Schedule, RefusesIntervalsThatMeanNothing) {
    for (const char* text : {"@every ", "@every 0s", "@every -5s", "@every 5", "@every 5d", "@every s", "@every 5 s",
                             "@every 5s ", "@every 1h30m", "@every 1.5h", "@every 8785h", "@every 99999999999s", "@every  5s"})
        EXPECT_NE(refusal(text), "") << text;
    EXPECT_EQ(refusal("@every 8784h"), "");
}

TEST(Schedule, ComesAtTheMinuteOfTheZone) {
    EXPECT_EQ(next("0 18 * * *", at(2026, 1, 1, 12), "Asia/Kolkata"), "2026-01-01 12:30:00");
    EXPECT_EQ(next("0 18 * * *", at(2026, 1, 1, 12, 30), "Asia/Kolkata"), "2026-01-02 12:30:00");
    EXPECT_EQ(next("0 18 * * *", at(2026, 1, 1, 12, 30) - 1ms, "Asia/Kolkata"), "2026-01-01 12:30:00");
    EXPECT_EQ(next("30 7 * * *", at(2026, 7, 1), "America/New_York"), "2026-07-01 11:30:00");
}

TEST(Schedule, KnowsNamesListsRangesAndSteps) {
    EXPECT_EQ(next("15,45 * * * *", at(2026, 1, 1, 0, 15)), "2026-01-01 00:45:00");
    EXPECT_EQ(next("*/20 * * * *", at(2026, 1, 1, 0, 41)), "2026-01-01 01:00:00");
    EXPECT_EQ(next("5/20 * * * *", at(2026, 1, 1, 0, 26)), "2026-01-01 00:45:00");
    EXPECT_EQ(next("0 9-17/4 * * *", at(2026, 1, 1, 13)), "2026-01-01 17:00:00");
    EXPECT_EQ(next("0 0 * feb,Jun *", new_year), "2026-02-01 00:00:00");
    EXPECT_EQ(next("0 0 * oct-DEC *", new_year), "2026-10-01 00:00:00");
    EXPECT_EQ(next("0 0 * * mon-fri", at(2026, 1, 2)), "2026-01-05 00:00:00");
    EXPECT_EQ(next("0 0 * * fri-sun", at(2026, 1, 3)), "2026-01-04 00:00:00");
    EXPECT_EQ(next("0 0 * * sun-sun", new_year), "2026-01-04 00:00:00");
    EXPECT_EQ(next("0 0 * * 7", new_year), next("0 0 * * 0", new_year)) << "Sunday is 0 and 7";
    EXPECT_EQ(next("0 0 * * 6-7", at(2026, 1, 3)), "2026-01-04 00:00:00");
    EXPECT_EQ(next(" 0\t0  * * * ", new_year), "2026-01-02 00:00:00") << "blanks and tabs part the fields";
}

TEST(Schedule, KnowsTheUsualAbbreviations) {
    EXPECT_EQ(next("@hourly", new_year), "2026-01-01 01:00:00");
    EXPECT_EQ(next("@daily", new_year), "2026-01-02 00:00:00");
    EXPECT_EQ(next("@midnight", new_year), "2026-01-02 00:00:00");
    EXPECT_EQ(next("@weekly", new_year), "2026-01-04 00:00:00");
    EXPECT_EQ(next("@monthly", new_year), "2026-02-01 00:00:00");
    EXPECT_EQ(next("@yearly", new_year), "2027-01-01 00:00:00");
    EXPECT_EQ(next("@annually", new_year), "2027-01-01 00:00:00");
}

TEST(Schedule, ComesOnThe31stOnlyInMonthsThatHaveIt) {
    EXPECT_EQ(next("0 0 31 * *", at(2026, 1, 31)), "2026-03-31 00:00:00");
    EXPECT_EQ(next("0 0 31 * *", at(2026, 3, 31)), "2026-05-31 00:00:00");
    EXPECT_EQ(next("0 0 30 * *", at(2026, 1, 30)), "2026-03-30 00:00:00");
}

TEST(Schedule, WaitsForTheLeapYear) {
    EXPECT_EQ(next("0 0 29 2 *", new_year), "2028-02-29 00:00:00");
    EXPECT_EQ(next("0 0 29 2 *", at(2096, 3, 1)), "2104-02-29 00:00:00") << "2100 is none";
    EXPECT_EQ(next("0 0 29 2 */6", at(2088, 3, 1)), "2116-02-29 00:00:00") << "on a Saturday or Sunday";
}

TEST(Schedule, TakesEitherDayWhenBothAreRestricted) {
    EXPECT_EQ(next("0 0 13 * fri", new_year), "2026-01-02 00:00:00");
    EXPECT_EQ(next("0 0 13 * fri", at(2026, 1, 9)), "2026-01-13 00:00:00");
    EXPECT_EQ(next("0 0 30 2 mon", at(2026, 2, 1)), "2026-02-02 00:00:00") << "the week's day makes it possible";
}

TEST(Schedule, TakesAFieldThatBeginsWithAStarAsUnrestricted) {
    EXPECT_EQ(next("0 0 */10 * mon", new_year), "2026-05-11 00:00:00") << "the 1st, 11th, 21st or 31st, and a Monday";
}

TEST(Schedule, RefusesWhatNeverComes) {
    for (const char* text : {"30 2 30 2 *", "0 0 31 4 *", "0 0 31 feb,apr,jun,sep,nov *", "0 0 30,31 2 *"})
        EXPECT_NE(refusal(text).find("never comes"), std::string::npos) << text << refusal(text);
}

TEST(Schedule, RefusesWhatMeansNothing) {
    for (const char* text : {"",
                             " ",
                             "* * * *",
                             "* * * * * *",
                             "60 * * * *",
                             "* 24 * * *",
                             "* * 0 * *",
                             "* * 32 * *",
                             "* * * 0 *",
                             "* * * 13 *",
                             "* * * * 8",
                             "-1 * * * *",
                             "1- * * * *",
                             "-5 * * * *",
                             "1-2-3 * * * *",
                             "5-1 * * * *",
                             "* * * * fri-mon",
                             "*/0 * * * *",
                             "*/60 * * * *",
                             "*/ * * * *",
                             "*/x * * * *",
                             "*/-2 * * * *",
                             ", * * * *",
                             "1,,2 * * * *",
                             "1, * * * *",
                             "** * * * *",
                             "*-5 * * * *",
                             "mon * * * *",
                             "* * * mon *",
                             "* * * janu *",
                             "* * * * m",
                             "1.5 * * * *",
                             "+1 * * * *",
                             "00001 * * * *",
                             "@",
                             "@reboot",
                             "@Daily",
                             "@every",
                             "@daily 5",
                             "0x1 * * * *",
                             "1/2/3 * * * *",
                             "* * L * *",
                             "* * ? * *"})
        EXPECT_NE(refusal(text), "") << text;
    EXPECT_EQ(refusal("07 08 01 09 *"), "") << "leading noughts are no octal numbers";
}

TEST(Schedule, SaysWhatIsWrong) {
    EXPECT_EQ(refusal("61 * * * *"),
              "The schedule \"61 * * * *\" is not understood: \"61\" cannot be the minute, which goes from 0 to 59.");
    EXPECT_EQ(
        refusal("* * * * x"),
        "The schedule \"* * * * x\" is not understood: \"x\" cannot be the day of the week, which goes from 0 to 6 or sun to "
        "sat.");
    EXPECT_EQ(refusal("30 2 30 2 *"), "The schedule \"30 2 30 2 *\" never comes: no year has such a day.");
}

TEST(Schedule, NamesTheSettingOfAnUnknownZone) {
    for (const char* zone : {"Mars/Olympus", "", "../../etc/passwd", "Asia/Calcuta", "/etc/localtime"})
        EXPECT_TRUE(refusal("0 18 * * *", zone).starts_with("organisation.time_zone: ")) << zone;
    EXPECT_EQ(refusal("@every 5m", ""), "") << "an interval needs no zone";
}

TEST(Schedule, ComesAtTheEndOfTheGapThatSwallowsItsTime) {
    // Berlin skips 02:00 to 03:00 on 29 March 2026: the first instant behind is 01:00 UTC.
    EXPECT_EQ(next("30 2 * * *", at(2026, 3, 28, 12), "Europe/Berlin"), "2026-03-29 01:00:00");
    EXPECT_EQ(next("30 2 * * *", at(2026, 3, 29, 1), "Europe/Berlin"), "2026-03-30 00:30:00");
    EXPECT_EQ(next("*/10 2 * * *", at(2026, 3, 29, 0), "Europe/Berlin"), "2026-03-29 01:00:00") << "six times in the gap are one";
    EXPECT_EQ(next("*/10 2 * * *", at(2026, 3, 29, 1), "Europe/Berlin"), "2026-03-30 00:00:00");
    EXPECT_EQ(next("0 2,3 * * *", at(2026, 3, 29, 1), "Europe/Berlin"), "2026-03-30 00:00:00") << "03:00 is the gap's end";
    // Apia skipped a whole day.
    EXPECT_EQ(next("0 12 30 12 *", at(2011, 12, 1), "Pacific/Apia"), "2011-12-30 10:00:00");
}

TEST(Schedule, ComesOnceWhenTheClockShowsItsTimeTwice) {
    // Berlin has 02:00 to 03:00 twice on 25 October 2026: from 00:00 and from 01:00 UTC.
    EXPECT_EQ(next("30 2 * * *", at(2026, 10, 24, 12), "Europe/Berlin"), "2026-10-25 00:30:00");
    EXPECT_EQ(next("30 2 * * *", at(2026, 10, 25, 0, 30), "Europe/Berlin"), "2026-10-26 01:30:00");
    EXPECT_EQ(next("30 2 * * *", at(2026, 10, 25, 1, 10), "Europe/Berlin"), "2026-10-26 01:30:00");
    EXPECT_EQ(next("*/15 * * * *", at(2026, 10, 25, 0, 45), "Europe/Berlin"), "2026-10-25 02:00:00");
}

TEST(Schedule, EndsWithTheCalendar) {
    EXPECT_EQ(next("@daily", Time::max()), "never");
    EXPECT_EQ(next("@every 1s", Time::max()), "never");
    EXPECT_EQ(next("0 0 1 1 *", at(1800, 6, 1)), "1801-01-01 00:00:00") << "long ago is no trouble";
}
