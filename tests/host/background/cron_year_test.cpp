// Whole years of schedules in zones with every kind of change, against a reference that looks at each minute with the C library.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <random>
#include <string>
#include <vector>

#include "background/cron.h"

namespace {

using host::Schedule;
using host::Time;
using Minutes = std::vector<std::int64_t>;  // since 1970, UTC

/// A minute on the wall.
struct Wall {
    int minute, hour, day, month, weekday;
};

struct Case {
    const char* text;
    bool (*fits)(const Wall&);
};

const Case cases[] = {
    {"* * * * *", [](const Wall&) { return true; }},
    {"30 2 * * *", [](const Wall& w) { return w.hour == 2 && w.minute == 30; }},
    {"0 0 * * *", [](const Wall& w) { return w.hour == 0 && w.minute == 0; }},
    {"*/7 1-3 * * *", [](const Wall& w) { return w.hour >= 1 && w.hour <= 3 && w.minute % 7 == 0; }},
    {"0,15,45 */5 * * *", [](const Wall& w) { return w.hour % 5 == 0 && (w.minute == 0 || w.minute == 15 || w.minute == 45); }},
    {"15 1 * * sun", [](const Wall& w) { return w.hour == 1 && w.minute == 15 && w.weekday == 0; }},
    {"15 2 * * 7", [](const Wall& w) { return w.hour == 2 && w.minute == 15 && w.weekday == 0; }},
    {"59 23 31 * *", [](const Wall& w) { return w.hour == 23 && w.minute == 59 && w.day == 31; }},
    {"0 18 * * mon-fri", [](const Wall& w) { return w.hour == 18 && w.minute == 0 && w.weekday >= 1 && w.weekday <= 5; }},
    {"10 2 13 * fri", [](const Wall& w) { return w.hour == 2 && w.minute == 10 && (w.day == 13 || w.weekday == 5); }},
    {"10 2 */2 * fri", [](const Wall& w) { return w.hour == 2 && w.minute == 10 && w.day % 2 == 1 && w.weekday == 5; }},
    {"45 1 1-7 mar,apr,oct,nov *",
     [](const Wall& w) {
         return w.hour == 1 && w.minute == 45 && w.day <= 7 && (w.month == 3 || w.month == 4 || w.month == 10 || w.month == 11);
     }},
    {"5 2 29 2 *", [](const Wall& w) { return w.hour == 2 && w.minute == 5 && w.day == 29 && w.month == 2; }},
    {"@monthly", [](const Wall& w) { return w.hour == 0 && w.minute == 0 && w.day == 1; }},
};

Wall wall_of(std::int64_t local) {
    const std::time_t seconds = local * 60;
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    return {parts.tm_min, parts.tm_hour, parts.tm_mday, parts.tm_mon + 1, parts.tm_wday};
}

/// Minute by minute, what the wall shows; a minute is here what it counts from 1970 on the wall.
class Year {
  public:
    Year(const char* zone, int year) {
        std::tm first{};
        first.tm_year = year - 1900;
        first.tm_mday = 1;
        begin_ = ::timegm(&first) / 60;
        first.tm_year += 1;
        end_ = ::timegm(&first) / 60;
        ::setenv("TZ", zone, 1);
        ::tzset();
        for (std::int64_t minute = begin_ - 1; minute < end_; ++minute) {
            const std::time_t seconds = minute * 60;
            std::tm parts{};
            ::localtime_r(&seconds, &parts);
            local_.push_back(::timegm(&parts) / 60);
        }
        ::unsetenv("TZ");
        ::tzset();
        for (std::int64_t local = local_[0]; local <= local_.back(); ++local) walls_.push_back(wall_of(local));
    }

    /// A minute comes when the wall shows it for the first time, or when the wall jumps over it.
    Minutes fires(const Case& one) const {
        Minutes fires;
        std::int64_t shown = local_[0];
        for (std::size_t i = 1; i < local_.size(); ++i) {
            bool due = false;
            for (; shown < local_[i]; ++shown) due = one.fits(walls_[static_cast<std::size_t>(shown + 1 - local_[0])]) || due;
            if (due) fires.push_back(begin_ + static_cast<std::int64_t>(i) - 1);
        }
        return fires;
    }
    std::int64_t begin() const { return begin_; }
    std::int64_t end() const { return end_; }

  private:
    std::int64_t begin_, end_;
    Minutes local_;  // from begin_ - 1 on
    std::vector<Wall> walls_;
};

Time time_of(std::int64_t minute) { return Time(std::chrono::minutes(minute)); }

Minutes fires(const Schedule& schedule, const Year& year) {
    Minutes fires;
    auto time = schedule.next(time_of(year.begin()) - std::chrono::milliseconds(1));
    for (; time && *time < time_of(year.end()); time = schedule.next(*time))
        fires.push_back(std::chrono::duration_cast<std::chrono::minutes>(time->time_since_epoch()).count());
    return fires;
}

/// From any instant the next fire is found, not from another fire alone.
void check_from_anywhere(const Schedule& schedule, const Year& year, const Minutes& expected, const std::string& what) {
    std::mt19937_64 random(20260101);
    for (int i = 0; i < 500 && !expected.empty(); ++i) {
        const std::int64_t millis = 60'000 * year.begin() + static_cast<std::int64_t>(random() % (60'000ull * 365 * 1440));
        const Time after{std::chrono::milliseconds(millis)};
        const auto first =
            std::upper_bound(expected.begin(), expected.end(), after, [](Time a, std::int64_t m) { return a < time_of(m); });
        if (first == expected.end()) continue;
        const auto found = schedule.next(after);
        ASSERT_TRUE(found) << what;
        EXPECT_EQ(found->time_since_epoch().count(), *first * 60'000) << what << " after " << millis;
    }
}

class CronYear : public ::testing::TestWithParam<const char*> {};

}  // namespace

TEST_P(CronYear, AgreesWithALookAtEveryMinute) {
    for (const int number : {2024, 2026}) {
        const Year year(GetParam(), number);
        for (const Case& one : cases) {
            const std::string what = std::string(one.text) + " in " + GetParam() + " " + std::to_string(number);
            const Schedule schedule = Schedule::parse(one.text, GetParam());
            const Minutes expected = year.fires(one);
            EXPECT_TRUE(fires(schedule, year) == expected) << what;
            check_from_anywhere(schedule, year, expected, what);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Zones, CronYear,
                         ::testing::Values("Asia/Kolkata", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"));
