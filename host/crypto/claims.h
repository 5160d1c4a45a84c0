// The payload of an access token, read strictly.
#pragma once
#include <string>
#include <string_view>

#include "crypto/tokens.h"

namespace host::crypto {

/// Fills `claims` from the JSON of a payload. False unless it is one object with each known claim once, of its exact type,
/// and `iss` and `aud` as expected. Other claims are let be. The payload's capacity may be enlarged for the parser.
bool read_claims(std::string& payload, std::string_view issuer, std::string_view audience, Claims& claims);

}  // namespace host::crypto
