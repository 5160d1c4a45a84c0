// Keys in PEM that sign: Ed25519 and RSA, both halves or the public one alone.
#pragma once
#include <memory>
#include <string>
#include <string_view>

struct evp_pkey_st;

namespace host::crypto {

/// [any thread]
class PemKey {
  public:
    enum class Kind { ed25519, rsa };

    /// Whether a text means to be PEM. Such a text is never taken for a secret: a public key is known to all.
    static bool is_meant_by(std::string_view text);

    /// Throws std::invalid_argument with a sentence for the operator, such as "is encrypted; …".
    explicit PemKey(const std::string& text);

    Kind kind() const { return kind_; }
    bool is_private() const { return is_private_; }
    /// The public half in DER: the same for a pair and for its public half alone.
    std::string public_bytes() const;
    /// Both halves in DER (PKCS #8). Throws std::logic_error for a public key.
    std::string private_bytes() const;

    /// Ed25519 as it stands, RSA as PKCS #1 v1.5 with SHA-256. Throws std::runtime_error when OpenSSL does, as for a public key.
    std::string sign(std::string_view text) const;
    std::size_t signature_bytes() const { return signature_bytes_; }
    bool verify(std::string_view text, std::string_view signature) const;

  private:
    std::shared_ptr<evp_pkey_st> key_;
    Kind kind_ = Kind::ed25519;
    bool is_private_ = false;
    std::size_t signature_bytes_ = 0;
};

/// A fresh pair; RSA with 2048 bits.
std::string new_pem_key(PemKey::Kind kind);
/// The public half, for those who verify elsewhere.
std::string public_pem(const std::string& pem);

}  // namespace host::crypto
