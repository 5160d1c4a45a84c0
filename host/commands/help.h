// What the program says of itself.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "commands/line.h"
#include "parts.h"

namespace host::commands {

/// True for the words that the program itself knows.
bool is_built_in(const std::string& word);

/// Throws Refused for a plugin's command that nobody could reach, because its first word is the program's own.
void check_words(const Parts& parts);

/// "/users/unlock" of the words "users unlock".
std::string path_of(const std::vector<std::string>& words);

/// "users unlock" of the command /users/unlock.
std::string words_of(const RouteRow& row);

/// One line of each of the program's own words.
void print_usage(std::FILE* out);

/// All words, also those of the plugins that the configuration enables; of those alone that begin with the line's words.
int help(std::span<const std::string> arguments);

/// A plugin's command and its options.
int explain(const RouteRow& row);

/// The commands that begin with the words, or what is known instead of them.
int explain_unknown(const Line& line, const Parts& parts);

}  // namespace host::commands
