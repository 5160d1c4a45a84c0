// How values are read; see values.h.
#include "settings/values.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace host {

std::string_view name_of(Type type) {
    constexpr std::array<std::string_view, 8> names{"text",     "integer", "decimal", "boolean",
                                                    "duration", "size",    "list",    "secret"};
    return names[static_cast<std::size_t>(type)];
}

namespace values {
namespace {

using Factor = std::pair<std::string_view, std::int64_t>;

constexpr std::array<Factor, 12> times{{{"ms", 1},
                                        {"s", 1'000},
                                        {"sec", 1'000},
                                        {"second", 1'000},
                                        {"seconds", 1'000},
                                        {"min", 60'000},
                                        {"minute", 60'000},
                                        {"minutes", 60'000},
                                        {"h", 3'600'000},
                                        {"hours", 3'600'000},
                                        {"d", 86'400'000},
                                        {"days", 86'400'000}}};

constexpr std::array<Factor, 7> sizes{
    {{"B", 1}, {"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30}, {"kB", 1'000}, {"MB", 1'000'000}, {"GB", 1'000'000'000}}};

template <class Number>
std::optional<Number> whole(std::string_view text) {
    Number number{};
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc{} || end != text.data() + text.size()) return {};
    return number;
}

/// "30 s": digits, perhaps a blank, a unit of the table.
template <std::size_t N>
std::optional<std::int64_t> scaled(std::string_view text, const std::array<Factor, N>& factors, std::string_view bare_unit) {
    const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
    const auto number = whole<std::int64_t>(text.substr(0, digits));
    auto unit = text.substr(digits);
    unit.remove_prefix(std::min(unit.find_first_not_of(' '), unit.size()));
    if (unit.empty()) unit = bare_unit;
    const auto* factor = std::ranges::find(factors, unit, &Factor::first);
    if (!number || factor == factors.end()) return {};
    if (*number > std::numeric_limits<std::int64_t>::max() / factor->second) return {};
    return *number * factor->second;
}

std::string joined(const std::vector<std::string>& words) {
    std::string all;
    for (const auto& word : words) all += (all.empty() ? "" : ", ") + word;
    return all;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

std::optional<std::int64_t> integer(std::string_view text) { return whole<std::int64_t>(text); }

std::optional<double> decimal(std::string_view text) {
    const auto number = whole<double>(text);
    return number && std::isfinite(*number) ? number : std::nullopt;
}

std::optional<bool> boolean(std::string_view text) {
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    if (lower == "on" || lower == "true" || lower == "yes" || lower == "1") return true;
    if (lower == "off" || lower == "false" || lower == "no" || lower == "0") return false;
    return {};
}

std::optional<std::chrono::milliseconds> duration(std::string_view text, std::string_view unit) {
    if (text == "0") return std::chrono::milliseconds{0};
    const auto number = scaled(text, times, unit);
    return number ? std::optional(std::chrono::milliseconds{*number}) : std::nullopt;
}

std::optional<std::uint64_t> size(std::string_view text) {
    const auto number = scaled(text, sizes, "B");
    return number ? std::optional(static_cast<std::uint64_t>(*number)) : std::nullopt;
}

std::vector<std::string> list(std::string_view text) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const auto comma = std::min(text.find(','), text.size());
        if (const auto part = trimmed(text.substr(0, comma)); !part.empty()) parts.emplace_back(part);
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return parts;
}

std::string fault_of(std::string_view text, const Declaration& declaration) {
    if (declaration.required && text.empty()) return "must not be empty";
    if (!declaration.choices.empty() && std::ranges::find(declaration.choices, text) == declaration.choices.end())
        return "must be one of " + joined(declaration.choices);
    switch (declaration.type) {
        case Type::integer:
            return integer(text) ? "" : "must be a whole number";
        case Type::decimal:
            return decimal(text) ? "" : "must be a number";
        case Type::boolean:
            return boolean(text) ? "" : "must be on or off";
        case Type::duration:
            return duration(text, declaration.unit) ? "" : "must be a duration, for example 30 s, 5 min, 24 h, 7 d";
        case Type::size:
            return size(text) ? "" : "must be a size, for example 512 KiB or 1 MiB";
        case Type::text:
        case Type::list:
        case Type::secret:
            break;
    }
    return {};
}

std::size_t distance(std::string_view one, std::string_view other) {
    std::vector<std::size_t> row(other.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= one.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= other.size(); ++j) {
            const auto changed = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
            diagonal = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, changed}));
        }
    }
    return row.back();
}

}  // namespace values
}  // namespace host
