// Strict UTF-8: shortest forms only, no surrogates, nothing beyond U+10FFFF.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace host::utf8 {

/// The code point at `at`, which is moved behind it. Nothing when the bytes there are no code point; then `at` moves by one byte.
std::optional<char32_t> next(std::string_view text, std::size_t& at);

/// Appends a valid code point.
void append(std::string& out, char32_t point);

/// How many code points the text has, or nothing when it is not UTF-8.
std::optional<std::size_t> length(std::string_view text);

}  // namespace host::utf8
