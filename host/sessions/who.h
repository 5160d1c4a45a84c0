// From a bearer token to the one who bears it.
#pragma once
#include <memory>

#include "crypto/tokens.h"
#include "sessions/revocations.h"

namespace host {

/// Verifies tokens, and remembers on each thread those it has verified. [any thread]
class Who {
  public:
    Who(const Clock& clock, const crypto::Tokens& tokens, const Scopes& scopes, const Revocations& revocations);

    /// Throws Problem 401: "unauthorized", "token-expired", "token-revoked".
    std::shared_ptr<const Principal> bearer(std::string_view token) const;

  private:
    std::shared_ptr<const Principal> verified(std::string_view token) const;
    const Clock& clock_;
    const crypto::Tokens& tokens_;
    const Scopes& scopes_;
    const Revocations& revocations_;
    const std::uint64_t identity_;
};

/// The token's place in the order of mints, as it stands in its jti before the dot; 0 when it says none.
std::uint64_t mint_order(std::string_view jti);

}  // namespace host
