// Reads cron's fields and walks the calendar.
#include "background/cron_fields.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <string>
#include <vector>

#include "base/problem.h"

namespace host {

namespace {

using namespace std::chrono;

constexpr std::array<std::string_view, 12> month_names{"jan", "feb", "mar", "apr", "may", "jun",
                                                       "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 7> weekday_names{"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

/// What one field may hold.
struct Kind {
    std::string_view name;
    int least, most, end;  ///< `*` is least to most; `end` is the highest that may be written
    const std::string_view* names;
    int n_names;
};

constexpr std::array<Kind, 5> kinds{{
    {"minute", 0, 59, 59, nullptr, 0},
    {"hour", 0, 23, 23, nullptr, 0},
    {"day of the month", 1, 31, 31, nullptr, 0},
    {"month", 1, 12, 12, month_names.data(), 12},
    {"day of the week", 0, 6, 7, weekday_names.data(), 7},
}};

struct Macro {
    std::string_view name, fields;
};

constexpr std::array<Macro, 7> macros{{
    {"@hourly", "0 * * * *"},
    {"@daily", "0 0 * * *"},
    {"@midnight", "0 0 * * *"},
    {"@weekly", "0 0 * * 0"},
    {"@monthly", "0 0 1 * *"},
    {"@yearly", "0 0 1 1 *"},
    {"@annually", "0 0 1 1 *"},
}};

/// Whose text it is, for the sentences.
struct Source {
    std::string_view text;
    [[noreturn]] void refuse(const std::string& why) const {
        throw Problem(500, "schedule", "The schedule \"" + std::string(text) + "\" is not understood: " + why + ".");
    }
    [[noreturn]] void refuse(const Kind& kind, std::string_view part) const {
        std::string range = std::to_string(kind.least) + " to " + std::to_string(kind.most);
        if (kind.names) range.append(" or ").append(kind.names[0]).append(" to ").append(kind.names[kind.n_names - 1]);
        refuse("\"" + std::string(part) + "\" cannot be the " + std::string(kind.name) + ", which goes from " + range);
    }
};

std::vector<std::string_view> split(std::string_view text, std::string_view at, bool keep_empty) {
    std::vector<std::string_view> parts;
    for (;;) {
        const std::size_t end = text.find_first_of(at);
        if (keep_empty || end != 0) parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    if (!keep_empty && parts.back().empty()) parts.pop_back();
    return parts;
}

bool same_name(std::string_view name, std::string_view text) {
    return std::equal(name.begin(), name.end(), text.begin(), text.end(),
                      [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b - 'A' + 'a' : b); });
}

/// A number or name; -1 when it is neither.
int value_of(const Kind& kind, std::string_view text) {
    for (int i = 0; i < kind.n_names; ++i)
        if (same_name(kind.names[i], text)) return kind.least + i;
    int value = -1;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || text.size() > 4 || text[0] == '-' || fault != std::errc() || end != text.data() + text.size()) return -1;
    return value >= kind.least && value <= kind.end ? value : -1;
}

/// One of the parts between commas: `*`, `a` or `a-b`, each with or without `/step`.
std::uint64_t read_part(const Source& source, const Kind& kind, std::string_view part) {
    const std::size_t slash = part.find('/');
    const std::string_view range = part.substr(0, slash);
    const std::size_t dash = range.find('-');
    int first = kind.least, last = kind.most, step = 1;
    if (range != "*") {
        first = last = value_of(kind, range.substr(0, dash));
        if (dash != std::string_view::npos) {
            last = value_of(kind, range.substr(dash + 1));
            if (last == 0 && first > 0 && kind.end == 7 && same_name("sun", range.substr(dash + 1))) last = 7;  // fri-sun
        } else if (slash != std::string_view::npos) {
            last = kind.most;
        }
        if (first < 0 || last < 0) source.refuse(kind, part);
        if (first > last) source.refuse("\"" + std::string(part) + "\" runs backwards");
    }
    if (slash != std::string_view::npos) {
        const std::string_view text = part.substr(slash + 1);
        const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), step);
        if (text.empty() || fault != std::errc() || end != text.data() + text.size() || step < 1 || step > kind.most)
            source.refuse("the step in \"" + std::string(part) + "\" must be from 1 to " + std::to_string(kind.most));
    }
    std::uint64_t bits = 0;
    for (int value = first; value <= last; value += step) bits |= std::uint64_t{1} << value;
    return bits;
}

std::uint64_t read_field(const Source& source, const Kind& kind, std::string_view field) {
    std::uint64_t bits = 0;
    for (const std::string_view part : split(field, ",", true)) bits |= read_part(source, kind, part);
    if (kind.end == 7 && (bits >> 7 & 1)) bits = (bits | 1) & 0x7f;
    return bits;
}

int longest(unsigned month) { return month == 2 ? 29 : month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31; }

bool occurs(const CronFields& fields) {
    if (fields.either_day) return true;
    for (unsigned month = 1; month <= 12; ++month)
        if ((fields.months >> month & 1) && std::countr_zero(fields.days) <= longest(month)) return true;
    return false;
}

/// The lowest value from `from` on that fits; -1 when none does.
int next_bit(std::uint64_t bits, int from) {
    bits = from > 63 ? 0 : bits >> from << from;
    return bits ? std::countr_zero(bits) : -1;
}

/// The first minute of a day, from `from` on, that fits; negative when none does.
minutes next_minute(const CronFields& fields, minutes from) {
    const int wanted = static_cast<int>(from.count() / 60);
    const int hour = next_bit(fields.hours, wanted);
    if (hour < 0) return minutes(-1);
    const int minute = next_bit(fields.minutes, hour == wanted ? static_cast<int>(from.count() % 60) : 0);
    if (minute >= 0) return hours(hour) + minutes(minute);
    return next_minute(fields, hours(hour + 1));
}

}  // namespace

bool CronFields::fits(year_month_day day) const {
    if (!(months >> unsigned(day.month()) & 1)) return false;
    const bool by_day = days >> unsigned(day.day()) & 1;
    const bool by_weekday = weekdays >> weekday(local_days(day)).c_encoding() & 1;
    return either_day ? by_day || by_weekday : by_day && by_weekday;
}

CronFields parse_cron(std::string_view text) {
    const Source source{text};
    if (text.starts_with('@')) {
        const auto macro = std::find_if(macros.begin(), macros.end(), [&](const Macro& one) { return one.name == text; });
        if (macro == macros.end()) source.refuse("it may begin with @every, @hourly, @daily, @weekly, @monthly or @yearly");
        text = macro->fields;
    }
    const std::vector<std::string_view> parts = split(text, " \t", false);
    if (parts.size() != kinds.size())
        source.refuse(
            "it needs the five fields minute, hour, day of the month, month and day of the week, or @every with an interval");
    CronFields fields;
    fields.minutes = read_field(source, kinds[0], parts[0]);
    fields.hours = static_cast<std::uint32_t>(read_field(source, kinds[1], parts[1]));
    fields.days = static_cast<std::uint32_t>(read_field(source, kinds[2], parts[2]));
    fields.months = static_cast<std::uint32_t>(read_field(source, kinds[3], parts[3]));
    fields.weekdays = static_cast<std::uint32_t>(read_field(source, kinds[4], parts[4]));
    fields.either_day = !parts[2].starts_with('*') && !parts[4].starts_with('*');
    if (!occurs(fields))
        throw Problem(500, "schedule", "The schedule \"" + std::string(source.text) + "\" never comes: no year has such a day.");
    return fields;
}

std::optional<LocalMinute> next_fit(const CronFields& fields, LocalMinute after) {
    const LocalMinute from = after + minutes(1);
    local_days day = floor<days>(from);
    minutes time = next_minute(fields, from - day);
    const local_days end = day + days(41 * 366);
    for (; day <= end; day += days(1), time = next_minute(fields, minutes(0)))
        if (time >= minutes(0) && fields.fits(year_month_day(day))) return day + time;
    return {};
}

}  // namespace host
