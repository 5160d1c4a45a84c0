// Access tokens: JWTs, minted through Poco::JWT and verified by one function of our own.
//
// Why our own: Poco::JWT 1.11 checks no expiry and no issuer, takes four parts, padding and several spellings of one signature,
// parses before it has checked the MAC, costs 15 µs where this costs one to two, and knows no EdDSA.
#pragma once
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "crypto/token_key.h"

namespace host::crypto {

/// What a token says. The texts of a verified one lie in `storage`; of one to be minted, they are the caller's.
struct Claims {
    std::string_view sub, sid, email, role;
    std::vector<std::string_view> scopes = {};
    std::optional<bool> is_verified = {};  ///< professionals only
    std::string_view jti = {};             ///< empty when minting: a random one
    std::int64_t iat = 0, exp = 0;         ///< seconds since 1970; set by mint()
    std::unique_ptr<char[]> storage = {};
};

/// Why a token is refused. For the log: outside it is one 401.
enum class Refusal { none, form, key, signature, claims, not_yet, expired };
std::string_view name_of(Refusal refusal);

struct Verified {
    Refusal refusal = Refusal::none;
    Claims claims = {};  ///< when nothing was refused
    explicit operator bool() const { return refusal == Refusal::none; }
};

/// Mints and verifies under one or two keys. Nothing in it changes: new keys are a new object. [any thread]
class Tokens {
  public:
    struct Options {
        std::vector<std::string> keys;  ///< the first signs, all verify; each by the algorithm of its form, see TokenKey
        std::string issuer, audience;
        std::chrono::seconds life = std::chrono::minutes{30};
    };

    /// Throws std::invalid_argument for a key that cannot be used.
    Tokens(const Clock& clock, Options options);

    struct Minted {
        std::string token, jti;
        std::int64_t iat = 0, exp = 0;
    };
    /// Throws std::length_error when the token would be longer than verify() takes.
    Minted mint(const Claims& claims) const;

    /// Form, key and algorithm, MAC or signature, and only then the claims.
    Verified verify(std::string_view token) const;

    static constexpr std::size_t most_bytes = 4096;
    static constexpr std::int64_t leeway_seconds = 30;

  private:
    const TokenKey* key_of(std::string_view header) const;
    Refusal judge(const Claims& claims) const;
    std::int64_t now_seconds() const;

    const Clock& clock_;
    const Options options_;
    std::vector<TokenKey> keys_;
};

}  // namespace host::crypto
