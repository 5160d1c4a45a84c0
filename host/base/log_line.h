// One line of the log: from typed fields to JSON or text, with secrets masked and nothing in it that a terminal would obey.
#pragma once
#include <concepts>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "base/clock.h"

namespace host {

enum class Level : std::uint8_t { debug, info, warn, error, off };

/// "debug", "info", "warn", "error", "off".
std::string_view name_of(Level level);

/// A named value of a log line. It borrows its text until the call returns.
struct Field {
    using Value = std::variant<std::string_view, std::int64_t, std::uint64_t, double, bool>;

    Field(std::string_view field, std::string_view text) : name(field), value(text) {}
    Field(std::string_view field, const char* text) : name(field), value(std::string_view(text)) {}
    Field(std::string_view field, const std::string& text) : name(field), value(std::string_view(text)) {}
    Field(std::string_view field, std::same_as<bool> auto flag) : name(field), value(flag) {}
    Field(std::string_view field, std::signed_integral auto number) : name(field), value(std::int64_t{number}) {}
    template <std::unsigned_integral N>
    requires(!std::same_as<N, bool>) Field(std::string_view field, N number) : name(field), value(std::uint64_t{number}) {}
    Field(std::string_view field, std::floating_point auto number) : name(field), value(static_cast<double>(number)) {}

    std::string_view name;
    Value value;
};

/// Whether a field of that name is written as "***": its name speaks of a password, token, authorization, secret, cookie or key.
bool is_secret_name(std::string_view name);

/// Appends `text` as the inside of a JSON string: control bytes escaped, invalid UTF-8 replaced, cut after `most` bytes.
void append_escaped(std::string& out, std::string_view text, std::size_t most);

/// Appends one JSON object and a line feed.
void append_json_line(std::string& out, Time time, Level level, std::string_view message, std::span<const Field> fields);

/// Appends one line for a person's eyes.
void append_text_line(std::string& out, Time time, Level level, std::string_view message, std::span<const Field> fields);

}  // namespace host
