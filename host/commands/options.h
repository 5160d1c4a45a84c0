// The options of a plugin's command, as the schema of its handler's struct has them.
#pragma once
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "commands/line.h"

namespace host::commands {

struct Option {
    std::string name;  ///< as it is written: first-name of the member first_name
    std::string member, sentence, choices;
    bool required = false, secret = false, is_switch = false, repeats = false;
};

/// In the order of the struct's fields. No schema, no options.
std::vector<Option> options_of(const std::string& schema);

/// A secret's text, asked for by the caller's means. Nothing: it was left empty.
using Ask = std::function<std::optional<std::string>(const Option&)>;

/// The members and their texts for the handler. Throws std::invalid_argument with a sentence for an option that is unknown,
/// missing, given twice or without its value, and for a secret in sight; a switch without a value is "true".
std::vector<std::pair<std::string, std::string>> members_of(const std::vector<Option>& options, const std::vector<Given>& given,
                                                            const Ask& ask);

}  // namespace host::commands
