// The command line of a plugin's command, taken apart before it is known which command it is.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "commands/commands.h"

namespace host::commands {

/// An option as it was given: "--who anna", "--who=anna", "--quiet".
struct Given {
    std::string name;
    std::optional<std::string> text;
};

struct Line {
    std::vector<std::string> words;
    std::vector<Given> options;
    Arguments common;  ///< --config and --set
    bool json = false, help = false;
};

/// The first word, or empty: it decides who reads the rest.
std::string first_word(std::span<const std::string> arguments);

/// Throws std::invalid_argument with a sentence for a word behind the options and for what no option begins with.
Line read_line(std::span<const std::string> arguments);

}  // namespace host::commands
