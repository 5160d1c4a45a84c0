// Reads a secret from a file of its own.
#pragma once
#include <filesystem>
#include <string>

namespace host {

/// The text without the line feed at its end. `place` and `key` are for the message.
/// Throws Misconfigured when the file is not there, is no regular file, is larger than 64 KiB, or others may read it.
std::string read_secret_file(const std::filesystem::path& file, const std::string& place, const std::string& key);

}  // namespace host
