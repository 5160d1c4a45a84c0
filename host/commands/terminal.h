// What is asked of the person at the terminal, and how answers are shown.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace host::commands {

/// A line of the standard input. On a terminal it is asked for, twice, and not shown while it is typed. Nothing when it is empty
/// or there is none. Throws std::invalid_argument when the two differ or the person interrupts it.
std::optional<std::string> ask_secret(const std::string& name);

/// The text without what moves a terminal's cursor or turns its letters around.
std::string harmless(std::string_view text);

/// A JSON object as lines "name: value", what is inside of it as "name.inner: value", and harmless. What is no object stays as it
/// is.
std::string lines_of(std::string_view json);

}  // namespace host::commands
