// Where the keys come from that sign tokens and seal cursors, and what is wrong with those that were configured.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>

#include "crypto/token_key.h"

namespace host::crypto {

/// Why the configured key cannot sign by that algorithm; empty when it can, or when none is configured.
std::string fault_of_signing_key(const std::string& configured, Algorithm algorithm, bool in_production);
/// Why the key before cannot verify; empty when it can, or when there is none.
std::string fault_of_previous_key(const std::string& configured, bool in_production);

/// The configured key; when it is empty, outside production, a random one kept in `data_folder` (mode 0600): signing.key,
/// signing.eddsa.pem or signing.rs256.pem.
/// Throws Misconfigured for a key with a fault, a missing one in production, or a key file that others may read.
std::string signing_key(const std::string& configured, const std::filesystem::path& data_folder, bool in_production,
                        Algorithm algorithm = Algorithm::hs256);

}  // namespace host::crypto
