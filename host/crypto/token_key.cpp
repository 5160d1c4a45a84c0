// How a key's form decides, and how it signs; see token_key.h.
#include "crypto/token_key.h"

#include <Poco/Crypto/RSAKey.h>
#include <Poco/JWT/Serializer.h>
#include <Poco/JWT/Signer.h>

#include <array>
#include <sstream>
#include <stdexcept>

#include "crypto/draft.h"

namespace host::crypto {
namespace {

constexpr std::array<std::string_view, 3> names{"HS256", "EdDSA", "RS256"};

/// Tells keys apart without telling anything about them.
std::string id_of(const std::string& bytes) {
    const auto digest = sha256("mortise key id\n" + bytes);
    return to_base64url(view(digest).substr(0, 9));
}

/// As Poco writes it. A token whose first part is anything else was not minted here.
std::string header_of(Algorithm algorithm, const std::string& id) {
    return to_base64url(R"({"alg":")" + std::string(name_of(algorithm)) + R"(","kid":")" + id + R"(","typ":"JWT"})");
}

Poco::SharedPtr<Poco::Crypto::RSAKey> rsa_key(const std::string& pem) {
    std::istringstream stream(pem);
    return {new Poco::Crypto::RSAKey(nullptr, &stream)};
}

}  // namespace

struct TokenKey::Signer {
    const Poco::JWT::Signer poco;
};

std::string_view name_of(Algorithm algorithm) { return names[static_cast<std::size_t>(algorithm)]; }

std::optional<Algorithm> algorithm_named(std::string_view name) {
    for (const auto each : {Algorithm::hs256, Algorithm::eddsa, Algorithm::rs256})
        if (name == name_of(each)) return each;
    return {};
}

TokenKey::TokenKey(const std::string& text) {
    if (PemKey::is_meant_by(text)) {
        pair_.emplace(text);
        algorithm_ = pair_->kind() == PemKey::Kind::rsa ? Algorithm::rs256 : Algorithm::eddsa;
        if (algorithm_ == Algorithm::rs256 && pair_->is_private()) signer_.reset(new Signer{Poco::JWT::Signer(rsa_key(text))});
    } else {
        secret_ = text;
        mac_.emplace(text);
        signer_.reset(new Signer{Poco::JWT::Signer(text)});
    }
    id_ = id_of(pair_ ? pair_->public_bytes() : secret_);
    header_ = header_of(algorithm_, id_);
}

std::string TokenKey::sign(Draft& draft) const {
    if (!can_sign()) throw std::logic_error("a public key cannot sign");
    auto& token = draft.token;
    token.setType("JWT");
    token.header().set("kid", id_);
    if (signer_) return signer_->poco.sign(token, std::string(name_of(algorithm_)));
    // Poco::JWT 1.11 knows no EdDSA: it writes the payload, OpenSSL signs.
    const std::string text = header_ + "." + Poco::JWT::Serializer::serialize(token.payload());
    return text + "." + to_base64url(pair_->sign(text));
}

bool TokenKey::verify(std::string_view signed_text, std::string_view signature) const {
    if (pair_) return pair_->verify(signed_text, signature);
    const auto expected = mac_->of(signed_text);
    return equal_in_constant_time(view(expected), signature);
}

std::optional<std::string> TokenKey::seal_secret() const {
    if (!pair_) return secret_;
    if (!pair_->is_private()) return {};
    const auto digest = sha256("mortise seal\n" + pair_->private_bytes());
    return std::string(view(digest));
}

std::vector<std::string> seal_secrets(const std::vector<std::string>& keys) {
    std::vector<std::string> all;
    for (const auto& text : keys)
        if (auto secret = TokenKey(text).seal_secret()) all.push_back(std::move(*secret));
    return all;
}

std::string new_key(Algorithm algorithm) {
    if (algorithm == Algorithm::hs256) return random_token(256);
    return new_pem_key(algorithm == Algorithm::rs256 ? PemKey::Kind::rsa : PemKey::Kind::ed25519);
}

}  // namespace host::crypto
