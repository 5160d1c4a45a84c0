// OpenSSL's keys; see pem_key.h.
#include "crypto/pem_key.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <stdexcept>

namespace host::crypto {
namespace {

// Fewer bits are weak (RFC 7518); more make signatures that leave a token little room for its claims.
constexpr int least_rsa_bits = 2048, most_rsa_bits = 4096;

using Key = std::shared_ptr<EVP_PKEY>;
using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;
using Digesting = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

/// What OpenSSL leaves in this thread's queue of errors would be taken for a fault of the next TLS connection.
struct Quiet {
    Quiet() { ERR_set_mark(); }
    ~Quiet() { ERR_pop_to_mark(); }
    Quiet(const Quiet&) = delete;
    Quiet& operator=(const Quiet&) = delete;
};

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

void require(bool done) {
    if (!done) throw std::runtime_error("the signature failed");
}

/// Without it OpenSSL asks at the terminal.
int note_encryption(char*, int, int, void* noted) {
    *static_cast<bool*>(noted) = true;
    return -1;
}

using Read = EVP_PKEY* (*)(BIO*, EVP_PKEY**, pem_password_cb*, void*);

Key read(const std::string& text, Read reader) {
    bool is_encrypted = false;
    const Bio bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), BIO_free);
    Key key(bio ? reader(bio.get(), nullptr, note_encryption, &is_encrypted) : nullptr, EVP_PKEY_free);
    if (is_encrypted) throw std::invalid_argument("is encrypted; give it without a passphrase, in a file of mode 0600");
    return key;
}

std::string written(const Key& key, bool with_private_half) {
    const Bio bio(BIO_new(BIO_s_mem()), BIO_free);
    require(bio && (with_private_half ? PEM_write_bio_PKCS8PrivateKey(bio.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr)
                                      : PEM_write_bio_PUBKEY(bio.get(), key.get())) == 1);
    char* text = nullptr;
    const long length = BIO_get_mem_data(bio.get(), &text);
    return {text, static_cast<std::size_t>(length)};
}

/// Ed25519 hashes by itself.
const EVP_MD* digest_of(PemKey::Kind kind) { return kind == PemKey::Kind::rsa ? EVP_sha256() : nullptr; }

PemKey::Kind kind_of(const Key& key) {
    const int kind = EVP_PKEY_get_base_id(key.get());
    if (kind == EVP_PKEY_ED25519) return PemKey::Kind::ed25519;
    if (kind != EVP_PKEY_RSA) throw std::invalid_argument("is a key of another kind than Ed25519 and RSA");
    const int bits = EVP_PKEY_get_bits(key.get());
    if (bits < least_rsa_bits || bits > most_rsa_bits)
        throw std::invalid_argument("is an RSA key of " + std::to_string(bits) + " bits; it must have 2048 to 4096");
    return PemKey::Kind::rsa;
}

bool fits_itself(const PemKey& key) try {
    constexpr std::string_view sample = "any text";
    return key.verify(sample, key.sign(sample));
} catch (const std::runtime_error&) {
    return false;
}

}  // namespace

bool PemKey::is_meant_by(std::string_view text) {
    return text.find("-----BEGIN") != std::string_view::npos || text.find("-----END") != std::string_view::npos;
}

PemKey::PemKey(const std::string& text) {
    const Quiet quiet;
    key_ = read(text, PEM_read_bio_PrivateKey);
    is_private_ = key_ != nullptr;
    if (!is_private_) key_ = read(text, PEM_read_bio_PUBKEY);
    if (!key_) throw std::invalid_argument("is no PEM key that can be read");
    kind_ = kind_of(key_);
    signature_bytes_ = static_cast<std::size_t>(EVP_PKEY_get_size(key_.get()));
    if (is_private_ && !fits_itself(*this)) throw std::invalid_argument("is damaged: its halves do not fit each other");
}

std::string PemKey::public_bytes() const {
    unsigned char* bytes = nullptr;
    const int length = i2d_PUBKEY(key_.get(), &bytes);
    require(length > 0);
    const std::unique_ptr<unsigned char, void (*)(unsigned char*)> owned(bytes, [](unsigned char* all) { OPENSSL_free(all); });
    return {reinterpret_cast<char*>(bytes), static_cast<std::size_t>(length)};
}

std::string PemKey::private_bytes() const {
    if (!is_private_) throw std::logic_error("a public key has no private half");
    const Bio bio(BIO_new(BIO_s_mem()), BIO_free);
    require(bio && i2d_PKCS8PrivateKey_bio(bio.get(), key_.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
    char* bytes = nullptr;
    const long length = BIO_get_mem_data(bio.get(), &bytes);
    return {bytes, static_cast<std::size_t>(length)};
}

std::string PemKey::sign(std::string_view text) const {
    const Quiet quiet;
    const Digesting context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    require(context && EVP_DigestSignInit(context.get(), nullptr, digest_of(kind_), nullptr, key_.get()) == 1);
    std::string signature(signature_bytes_, '\0');
    std::size_t length = signature.size();
    require(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &length, bytes_of(text),
                           text.size()) == 1);
    signature.resize(length);
    return signature;
}

bool PemKey::verify(std::string_view text, std::string_view signature) const {
    if (signature.size() != signature_bytes_) return false;
    const Quiet quiet;
    const Digesting context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    require(context && EVP_DigestVerifyInit(context.get(), nullptr, digest_of(kind_), nullptr, key_.get()) == 1);
    return EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(text), text.size()) == 1;
}

std::string new_pem_key(PemKey::Kind kind) {
    const Key key(kind == PemKey::Kind::rsa ? EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", static_cast<std::size_t>(least_rsa_bits))
                                            : EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"),
                  EVP_PKEY_free);
    if (!key) throw std::runtime_error("a key could not be made");
    return written(key, true);
}

std::string public_pem(const std::string& pem) {
    const Quiet quiet;
    const Key key = read(pem, PEM_read_bio_PrivateKey);
    if (!key) throw std::invalid_argument("is no PEM key that can be read");
    return written(key, false);
}

}  // namespace host::crypto
