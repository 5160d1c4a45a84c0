// How texts are sealed; see seal.h.
#include "crypto/seal.h"

#include <stdexcept>

namespace host::crypto {
namespace {

constexpr std::size_t tag_bytes = 16;

/// The purpose goes in as its digest, so that no purpose is another's beginning.
std::string tag(const Mac& mac, std::string_view purpose, std::string_view bytes) {
    const auto about = sha256(purpose);
    const auto digest = mac.of({view(about), bytes});
    return std::string(view(digest).substr(0, tag_bytes));
}

}  // namespace

Seal::Seal(const std::vector<std::string>& keys) {
    if (keys.empty()) throw std::logic_error("a seal needs a key");
    for (const auto& key : keys) {
        const auto own = Mac(key).of("mortise seal");  // not the key that signs tokens
        macs_.emplace_back(view(own));
    }
}

std::string Seal::seal(std::string_view purpose, std::string_view bytes) const {
    return to_base64url(tag(macs_.front(), purpose, bytes) + std::string(bytes));
}

std::optional<std::string> Seal::unseal(std::string_view purpose, std::string_view text) const {
    const auto whole = from_base64url(text);
    if (!whole || whole->size() < tag_bytes) return {};
    const auto bytes = std::string_view(*whole).substr(tag_bytes);
    for (const auto& mac : macs_)
        if (equal_in_constant_time(tag(mac, purpose, bytes), std::string_view(*whole).substr(0, tag_bytes)))
            return std::string(bytes);
    return {};
}

}  // namespace host::crypto
