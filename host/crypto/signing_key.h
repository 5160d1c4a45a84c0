// Where the key comes from that signs tokens and seals cursors.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>

namespace host::crypto {

/// The configured key; when it is empty, outside production, a random one kept in `data_folder`/signing.key (mode 0600).
/// Throws Misconfigured for a weak or missing key in production, or a key file that others may read.
std::string signing_key(std::string_view configured, const std::filesystem::path& data_folder, bool in_production);

}  // namespace host::crypto
