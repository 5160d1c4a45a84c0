// Identities of records and people.
#pragma once
#include <charconv>
#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

namespace mortise {

/// A record's number: positive; 0 means none.
struct Id {
    std::int64_t value = 0;
    explicit operator bool() const { return value != 0; }
    friend auto operator<=>(const Id&, const Id&) = default;
};

/// A user's number. On the way in it may also be written as a public code (ADM000012, MEC000034, CST000210).
struct PersonId : Id {};

/// The number in "12" or "CST000210"; nothing when the text is neither.
inline std::optional<std::int64_t> person_number(std::string_view text) {
    const auto is_letter = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (text.size() >= 9 && is_letter(text[0]) && is_letter(text[1]) && is_letter(text[2])) {
        const std::string_view prefix = text.substr(0, 3);
        if (prefix != "ADM" && prefix != "MEC" && prefix != "CST") return {};
        text.remove_prefix(3);
    }
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number <= 0 || text.front() == '+') return {};
    return number;
}

}  // namespace mortise
