// What a setting is: its key, type, built-in value and the sentence that explains it.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace host {

/// How the text of a setting is read.
/// duration: "30 s", "5min", "24h", "7d", "250 ms"; size: "1 MiB", "512 KiB", "4096"; list: by commas;
/// boolean: on or off, true or false, yes or no, 1 or 0; secret: text that is never shown.
enum class Type { text, integer, decimal, boolean, duration, size, list, secret };

std::string_view name_of(Type type);

/// A setting as its owner declares it. A key that ends in ".*" stands for any one name in that place.
struct Declaration {
    std::string key;
    Type type = Type::text;
    std::optional<std::string> preset = {};  ///< the built-in value, as an operator would write it; none: unset
    std::string unit = {};  ///< what a bare number means, such as "s"; for duration and size it makes one acceptable
    std::string sentence = {};
    std::string owner = "host";             ///< or the plugin's name
    bool required = false;                  ///< must have a value that is not empty
    std::vector<std::string> choices = {};  ///< the only values allowed; empty: any
};

}  // namespace host
