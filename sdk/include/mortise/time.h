// Instants and dates: UTC inside, RFC 3339 on the wire, milliseconds in the database.
#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mortise {

/// An instant in UTC, to the millisecond.
using Time = std::chrono::sys_time<std::chrono::milliseconds>;
/// A day of the calendar, without a zone.
using Date = std::chrono::year_month_day;

namespace digits {

/// Writes `width` digits at `at`; the end of what was written.
inline char* put(char* at, unsigned number, int width) {
    for (int i = width; i-- > 0; number /= 10) at[i] = static_cast<char>('0' + number % 10);
    return at + width;
}

/// The number that `width` digits at the front of `text` make; takes them off. -1 when they are none.
inline int take(std::string_view& text, std::size_t width) {
    if (text.size() < width) return -1;
    int number = 0;
    for (std::size_t i = 0; i < width; ++i) {
        if (text[i] < '0' || text[i] > '9') return -1;
        number = number * 10 + (text[i] - '0');
    }
    text.remove_prefix(width);
    return number;
}

inline bool skip(std::string_view& text, char c) {
    if (text.empty() || text.front() != c) return false;
    text.remove_prefix(1);
    return true;
}

}  // namespace digits

/// What the longest text of an instant needs.
inline constexpr std::size_t time_bytes = 24;

/// Writes "2026-01-31" at `at`; the end of what was written.
inline char* write_text(char* at, Date date) {
    at = digits::put(at, static_cast<unsigned>(static_cast<int>(date.year())), 4);
    *at++ = '-';
    at = digits::put(at, static_cast<unsigned>(date.month()), 2);
    *at++ = '-';
    return digits::put(at, static_cast<unsigned>(date.day()), 2);
}

/// Writes "2026-01-31T12:00:00Z", with ".250" before the Z where there are milliseconds: `time_bytes` at most.
inline char* write_text(char* at, Time time) {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const auto ms = static_cast<unsigned>((time - day).count());
    at = write_text(at, Date{day});
    *at++ = 'T';
    at = digits::put(at, ms / 3'600'000, 2);
    *at++ = ':';
    at = digits::put(at, ms / 60'000 % 60, 2);
    *at++ = ':';
    at = digits::put(at, ms / 1'000 % 60, 2);
    if (ms % 1'000 != 0) {
        *at++ = '.';
        at = digits::put(at, ms % 1'000, 3);
    }
    *at++ = 'Z';
    return at;
}

/// "2026-01-31".
inline std::string to_text(Date date) {
    char text[time_bytes];
    return {text, write_text(text, date)};
}

/// "2026-01-31T12:00:00Z".
inline std::string to_text(Time time) {
    char text[time_bytes];
    return {text, write_text(text, time)};
}

inline std::optional<Date> date_from(std::string_view text) {
    const int year = digits::take(text, 4);
    if (year < 1 || !digits::skip(text, '-')) return {};
    const int month = digits::take(text, 2);
    if (month < 1 || !digits::skip(text, '-')) return {};
    const int day = digits::take(text, 2);
    const Date date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                    std::chrono::day{static_cast<unsigned>(day < 0 ? 0 : day)}};
    if (!text.empty() || !date.ok()) return {};
    return date;
}

/// Reads RFC 3339 with Z or an offset; fractions beyond the millisecond are dropped.
inline std::optional<Time> time_from(std::string_view text) {
    if (text.size() < 20 || (text[10] != 'T' && text[10] != 't')) return {};
    const auto date = date_from(text.substr(0, 10));
    if (!date) return {};
    text.remove_prefix(11);
    const int hour = digits::take(text, 2);
    const bool first = digits::skip(text, ':');
    const int minute = digits::take(text, 2);
    const bool second_colon = digits::skip(text, ':');
    const int second = digits::take(text, 2);
    if (!first || !second_colon || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return {};
    int ms = 0;
    if (digits::skip(text, '.')) {
        int scale = 100;
        if (text.empty() || text.front() < '0' || text.front() > '9') return {};
        while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
            ms += (text.front() - '0') * scale;
            scale /= 10;
            text.remove_prefix(1);
        }
    }
    int offset = 0;
    if (!digits::skip(text, 'Z') && !digits::skip(text, 'z')) {
        const int sign = digits::skip(text, '+') ? 1 : digits::skip(text, '-') ? -1 : 0;
        const int hours = digits::take(text, 2);
        const bool colon = digits::skip(text, ':');
        const int minutes = digits::take(text, 2);
        if (sign == 0 || !colon || hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return {};
        offset = sign * (hours * 60 + minutes);
    }
    if (!text.empty()) return {};
    return Time{std::chrono::sys_days{*date}} + std::chrono::hours{hour} + std::chrono::minutes{minute - offset} +
           std::chrono::seconds{second} + std::chrono::milliseconds{ms};
}

/// Milliseconds since 1970, as the database keeps instants.
inline std::int64_t to_ms(Time time) { return time.time_since_epoch().count(); }
inline Time from_ms(std::int64_t ms) { return Time{std::chrono::milliseconds{ms}}; }

}  // namespace mortise
