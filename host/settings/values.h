// Reads the text of a setting as a value of its type. Each answers nothing when the text is not exactly such a value.
#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "settings/declaration.h"

namespace host::values {

std::string_view trimmed(std::string_view text);
std::optional<std::int64_t> integer(std::string_view text);
std::optional<double> decimal(std::string_view text);
std::optional<bool> boolean(std::string_view text);
/// `unit` is what a bare number means; without it a bare number is refused.
std::optional<std::chrono::milliseconds> duration(std::string_view text, std::string_view unit = {});
/// In bytes.
std::optional<std::uint64_t> size(std::string_view text);
/// Parts between commas, trimmed; empty parts are left out.
std::vector<std::string> list(std::string_view text);

/// Why the text does not fit the declaration, such as "must be a duration, for example 30 s"; empty when it does.
std::string fault_of(std::string_view text, const Declaration& declaration);

/// How many characters must change to make one of the other.
std::size_t distance(std::string_view one, std::string_view other);

}  // namespace host::values
