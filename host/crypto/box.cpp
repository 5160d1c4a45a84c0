// OpenSSL's AES-256-GCM; see box.h.
#include "crypto/box.h"

#include <openssl/evp.h>

#include <memory>
#include <stdexcept>

namespace host::crypto {
namespace {

constexpr std::size_t nonce_bytes = 12, tag_bytes = 16;

using Context = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

void require(bool done) {
    if (!done) throw std::runtime_error("AES-GCM failed");
}

/// Fetched once: to look an algorithm up costs more than to use it.
const EVP_CIPHER* cipher() {
    static const EVP_CIPHER* const fetched = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
    require(fetched != nullptr);
    return fetched;
}

const unsigned char* raw(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }
unsigned char* raw(std::string& bytes, std::size_t at) { return reinterpret_cast<unsigned char*>(bytes.data()) + at; }

Digest key_for(const Mac& mac, std::string_view context) { return mac.of({context, std::string_view("\x01", 1)}); }

std::optional<std::string> decrypt(const Digest& key, std::string_view closed) {
    const std::size_t length = closed.size() - nonce_bytes - tag_bytes;
    std::string bytes(length, '\0'), tag(closed.substr(nonce_bytes + length));
    const Context context(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    int done = 0;
    require(context && EVP_DecryptInit_ex2(context.get(), cipher(), key.data(), raw(closed), nullptr) == 1);
    require(length == 0 ||
            EVP_DecryptUpdate(context.get(), raw(bytes, 0), &done, raw(closed) + nonce_bytes, static_cast<int>(length)) == 1);
    require(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, tag_bytes, tag.data()) == 1);
    if (EVP_DecryptFinal_ex(context.get(), raw(bytes, length), &done) != 1) return {};
    return bytes;
}

}  // namespace

/// The extracting half of HKDF is done here, once a key; the expanding half for each text.
Box::Box(const std::vector<std::string>& keys) {
    if (keys.empty()) throw std::logic_error("a box needs a key");
    const Mac salt("mortise box");
    for (const auto& key : keys) {
        const auto own = salt.of(key);
        macs_.emplace_back(view(own));
    }
}

std::string Box::close(std::string_view context, std::string_view bytes) const {
    std::string out = random_bytes(nonce_bytes);
    out.resize(nonce_bytes + bytes.size() + tag_bytes);
    const Digest key = key_for(macs_.front(), context);
    const Context work(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    int done = 0;
    require(work && EVP_EncryptInit_ex2(work.get(), cipher(), key.data(), raw(out), nullptr) == 1);
    require(bytes.empty() ||
            EVP_EncryptUpdate(work.get(), raw(out, nonce_bytes), &done, raw(bytes), static_cast<int>(bytes.size())) == 1);
    require(EVP_EncryptFinal_ex(work.get(), raw(out, nonce_bytes + bytes.size()), &done) == 1);
    require(EVP_CIPHER_CTX_ctrl(work.get(), EVP_CTRL_GCM_GET_TAG, tag_bytes, raw(out, nonce_bytes + bytes.size())) == 1);
    return out;
}

std::optional<std::string> Box::open(std::string_view context, std::string_view closed) const {
    if (closed.size() < nonce_bytes + tag_bytes) return {};
    for (const auto& mac : macs_)
        if (auto bytes = decrypt(key_for(mac, context), closed)) return bytes;
    return {};
}

}  // namespace host::crypto
