// Money: whole minor units inside, a number with two decimals on the wire.
#pragma once
#include <charconv>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mortise {

/// An amount in minor units of `organisation.currency`. Never a double.
struct Money {
    std::int64_t minor = 0;
    friend auto operator<=>(const Money&, const Money&) = default;
    friend Money operator+(Money a, Money b) { return {a.minor + b.minor}; }
    friend Money operator-(Money a, Money b) { return {a.minor - b.minor}; }
};

/// What the longest amount needs.
inline constexpr std::size_t money_bytes = 24;

/// Writes "499.00" at `at`; the end of what was written.
inline char* write_text(char* at, Money money) {
    std::uint64_t size = static_cast<std::uint64_t>(money.minor);
    if (money.minor < 0) {
        *at++ = '-';
        size = 0 - size;
    }
    at = std::to_chars(at, at + money_bytes - 4, size / 100).ptr;
    *at++ = '.';
    *at++ = static_cast<char>('0' + size % 100 / 10);
    *at++ = static_cast<char>('0' + size % 10);
    return at;
}

/// "499.00".
inline std::string to_text(Money money) {
    char text[money_bytes];
    return {text, write_text(text, money)};
}

/// Reads 499, 499.5 and 499.50 exactly; nothing for a third decimal, an exponent, or more than 15 digits before the point.
inline std::optional<Money> money_from(std::string_view text) {
    const bool negative = !text.empty() && text.front() == '-';
    if (negative) text.remove_prefix(1);
    const std::size_t point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    const std::string_view part = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
    if (whole.empty() || whole.size() > 15 || part.size() > 2 || (point != std::string_view::npos && part.empty())) return {};
    std::int64_t minor = 0;
    for (const char c : whole) {
        if (c < '0' || c > '9') return {};
        minor = minor * 10 + (c - '0');
    }
    for (std::size_t i = 0; i < 2; ++i) {
        const char c = i < part.size() ? part[i] : '0';
        if (c < '0' || c > '9') return {};
        minor = minor * 10 + (c - '0');
    }
    return Money{negative ? -minor : minor};
}

}  // namespace mortise
