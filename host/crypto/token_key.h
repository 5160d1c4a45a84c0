// One key of access tokens: its algorithm, which its form decides, its id, and what it signs and verifies.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/mac.h"
#include "crypto/pem_key.h"

namespace host::crypto {

struct Draft;

enum class Algorithm { hs256, eddsa, rs256 };
/// As it stands in a token's header and in auth.algorithm: "HS256", "EdDSA", "RS256".
std::string_view name_of(Algorithm algorithm);
std::optional<Algorithm> algorithm_named(std::string_view name);

/// A key has one algorithm and no token can choose another: PEM is EdDSA's (Ed25519) or RS256's (RSA), other text HS256's.
/// [any thread]
class TokenKey {
  public:
    /// Throws std::invalid_argument with a sentence for the operator.
    explicit TokenKey(const std::string& text);

    Algorithm algorithm() const { return algorithm_; }
    /// False for a public key.
    bool can_sign() const { return !pair_ || pair_->is_private(); }
    /// The first part of every token under this key: with it a token names the key and its algorithm.
    const std::string& header() const { return header_; }
    const std::string& id() const { return id_; }

    /// The whole token, with our header. Throws when it cannot sign.
    std::string sign(Draft& draft) const;
    std::size_t signature_bytes() const { return pair_ ? pair_->signature_bytes() : sizeof(Digest); }
    bool verify(std::string_view signed_text, std::string_view signature) const;

    /// A secret for sealing, which lets nobody forge who knows public keys; nothing for a public key.
    std::optional<std::string> seal_secret() const;

  private:
    struct Signer;

    Algorithm algorithm_ = Algorithm::hs256;
    std::string secret_;          // of HS256
    std::optional<Mac> mac_;      // of HS256
    std::optional<PemKey> pair_;  // of the others
    std::string id_, header_;
    std::shared_ptr<const Signer> signer_;  // of the algorithms that Poco knows
};

/// What cursors are sealed with under those keys.
std::vector<std::string> seal_secrets(const std::vector<std::string>& keys);

/// A random key for an algorithm.
std::string new_key(Algorithm algorithm);

}  // namespace host::crypto
