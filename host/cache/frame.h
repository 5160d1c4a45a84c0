// The frame around values in Redis: Poco's client may hand over a value that was cut, padded with blanks, without a word.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace host {

/// `value` with version, length and a digest of key and value before it.
std::string framed(std::string_view key, std::string_view value);

/// The value, if the frame is whole and was made for that key.
std::optional<std::string> unframed(std::string_view key, std::string_view frame);

}  // namespace host
