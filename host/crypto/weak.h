// Which passwords and keys are too weak to take.
#pragma once
#include <string>
#include <string_view>

namespace host::crypto {

enum class Weakness { none, too_short, too_long, not_text, too_common };

/// "must have 8 characters or more" and the like; empty for none.
std::string_view sentence_of(Weakness weakness);

/// 8 to 128 characters (code points) of UTF-8, and not among the most common passwords. No other rule of composition.
Weakness weakness_of_password(std::string_view password);

/// Whether a password is one that everybody tries first, whatever its length: "admin", "admin123", "changeme".
bool is_common_password(std::string_view password);

/// Why a key must not sign tokens in production; empty when it may: it has 32 bytes or more and is no placeholder.
std::string weakness_of_key(std::string_view key);

}  // namespace host::crypto
