// Money: whole minor units inside, a number with two decimals on the wire.
#pragma once
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

/// "499.00".
inline std::string to_text(Money money) {
    const bool negative = money.minor < 0;
    const std::uint64_t size = negative ? 0 - static_cast<std::uint64_t>(money.minor) : static_cast<std::uint64_t>(money.minor);
    std::string text = (negative ? "-" : "") + std::to_string(size / 100) + '.';
    text += static_cast<char>('0' + size % 100 / 10);
    text += static_cast<char>('0' + size % 10);
    return text;
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
