// How access tokens are minted and verified; see tokens.h.
#include "crypto/tokens.h"

#include <Poco/JSON/Array.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "crypto/claims.h"
#include "crypto/draft.h"

namespace host::crypto {
namespace {

struct Parts {
    std::string_view header, payload, signature, signed_text;
};

/// Three parts, none of them empty. The alphabet needs no check of its own: the header is compared with ours, and decoding
/// refuses a foreign character in the others.
std::optional<Parts> split(std::string_view token) {
    if (token.size() > Tokens::most_bytes) return {};
    const auto first = token.find('.');
    const auto last = token.rfind('.');
    if (first == std::string_view::npos || first == last || token.find('.', first + 1) != last) return {};
    const Parts parts{token.substr(0, first), token.substr(first + 1, last - first - 1), token.substr(last + 1),
                      token.substr(0, last)};
    if (parts.header.empty() || parts.payload.empty() || parts.signature.empty()) return {};
    return parts;
}

Verified refused(Refusal why) { return {.refusal = why}; }

}  // namespace

std::string_view name_of(Refusal refusal) {
    constexpr std::array<std::string_view, 7> names{"none", "form", "key", "signature", "claims", "not yet valid", "expired"};
    return names[static_cast<std::size_t>(refusal)];
}

Tokens::Tokens(const Clock& clock, Options options) : clock_(clock), options_(std::move(options)) {
    if (options_.keys.empty()) throw std::logic_error("tokens need a key");
    for (const auto& text : options_.keys) keys_.emplace_back(text);
    if (!keys_.front().can_sign()) throw std::invalid_argument("is a public key, which cannot sign");
}

Tokens::Minted Tokens::mint(const Claims& claims) const {
    Minted minted;
    minted.jti = claims.jti.empty() ? random_token(128) : std::string(claims.jti);
    minted.iat = now_seconds();
    minted.exp = minted.iat + options_.life.count();

    Draft draft;
    auto& payload = draft.token.payload();
    Poco::JSON::Array scopes;
    for (const auto scope : claims.scopes) scopes.add(std::string(scope));
    for (const auto& [name, text] :
         {std::pair{"sub", claims.sub}, {"sid", claims.sid}, {"email", claims.email}, {"role", claims.role}})
        payload.set(name, std::string(text));
    payload.set("scopes", scopes);
    if (claims.is_verified) payload.set("is_verified", *claims.is_verified);
    payload.set("iss", options_.issuer);
    payload.set("aud", options_.audience);
    payload.set("jti", minted.jti);
    payload.set("iat", Poco::Int64{minted.iat});
    payload.set("exp", Poco::Int64{minted.exp});
    minted.token = keys_.front().sign(draft);

    if (!minted.token.starts_with(keys_.front().header() + ".")) throw std::logic_error("the JWT header is not the expected one");
    if (minted.token.size() > most_bytes) throw std::length_error("the access token is too long; it names too many scopes");
    return minted;
}

Verified Tokens::verify(std::string_view token) const {
    const auto parts = split(token);
    if (!parts) return refused(Refusal::form);
    const auto* key = key_of(parts->header);
    if (key == nullptr) return refused(Refusal::key);

    thread_local std::string bytes;  // the signature, then the payload
    if (!from_base64url(parts->signature, bytes) || bytes.size() != key->signature_bytes()) return refused(Refusal::form);
    if (!key->verify(parts->signed_text, bytes)) return refused(Refusal::signature);

    if (!from_base64url(parts->payload, bytes)) return refused(Refusal::form);
    Verified verified;
    if (!read_claims(bytes, options_.issuer, options_.audience, verified.claims)) return refused(Refusal::claims);
    const auto refusal = judge(verified.claims);
    return refusal == Refusal::none ? std::move(verified) : refused(refusal);
}

const TokenKey* Tokens::key_of(std::string_view header) const {
    const auto key = std::ranges::find(keys_, header, &TokenKey::header);
    return key != keys_.end() ? &*key : nullptr;
}

Refusal Tokens::judge(const Claims& claims) const {
    if (claims.sub.empty() || claims.jti.empty() || claims.exp <= claims.iat) return Refusal::claims;
    const auto now = now_seconds();
    if (claims.iat > now + leeway_seconds) return Refusal::not_yet;
    if (claims.exp + leeway_seconds <= now) return Refusal::expired;
    return Refusal::none;
}

std::int64_t Tokens::now_seconds() const {
    return std::chrono::floor<std::chrono::seconds>(clock_.now()).time_since_epoch().count();
}

}  // namespace host::crypto
