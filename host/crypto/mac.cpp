// OpenSSL's HMAC; see mac.h.
#include "crypto/mac.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <stdexcept>

namespace host::crypto {
namespace {

void require(bool done) {
    if (!done) throw std::runtime_error("HMAC failed");
}

}  // namespace

void Mac::Free::operator()(evp_mac_ctx_st* context) const { EVP_MAC_CTX_free(context); }

Mac::Mac(std::string_view key) {
    const std::unique_ptr<EVP_MAC, decltype(&EVP_MAC_free)> algorithm(EVP_MAC_fetch(nullptr, "HMAC", nullptr), EVP_MAC_free);
    require(algorithm != nullptr);
    keyed_.reset(EVP_MAC_CTX_new(algorithm.get()));
    require(keyed_ != nullptr);
    char digest[] = "SHA256";
    const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
                                     OSSL_PARAM_construct_end()};
    require(EVP_MAC_init(keyed_.get(), reinterpret_cast<const unsigned char*>(key.data()), key.size(), parameters) == 1);
}

Digest Mac::of(std::initializer_list<std::string_view> parts) const {
    const std::unique_ptr<evp_mac_ctx_st, Free> context(EVP_MAC_CTX_dup(keyed_.get()));
    require(context != nullptr);
    for (const auto part : parts)
        require(EVP_MAC_update(context.get(), reinterpret_cast<const unsigned char*>(part.data()), part.size()) == 1);
    Digest digest;
    std::size_t length = 0;
    require(EVP_MAC_final(context.get(), digest.data(), &length, digest.size()) == 1 && length == digest.size());
    return digest;
}

}  // namespace host::crypto
