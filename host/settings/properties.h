// A configuration file: "key = value" lines as Java's properties have them, read strictly, with the line of each.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace host {

/// Why not Poco's reader: it keeps no line numbers, and lets a later line override an earlier one in silence.
struct Property {
    std::string key, value;
    int line = 0;
};

/// Reads the whole text. '#' and '!' begin comments, a '\' at the end continues a line, "\\ \n \t \= \: \# \! \uXXXX" are
/// escapes. `name` stands for the file in messages.
/// Throws Misconfigured for a line without '=', a key twice, another escape, control bytes, bad UTF-8.
std::vector<Property> read_properties(std::string_view text, const std::string& name);

}  // namespace host
