// Feeds arbitrary bytes to the token verifier: as they are, behind the header of each key, and as a payload that is rightly
// signed, so that its parser is reached.
#include <array>
#include <cstdlib>

#include "crypto/tokens.h"

namespace {

using namespace std::chrono_literals;
using namespace host::crypto;

const std::string secret = "6TqXW2m0u1pF8sKd7bVnZcLrJ4yHgAe9";
const host::StillClock still{host::Time{1'800'000'000s}};

/// The pairs are random: what is right does not hang on them.
const std::array<std::string, 3>& keys() {
    static const std::array<std::string, 3> all{secret, new_key(Algorithm::eddsa), new_key(Algorithm::rs256)};
    return all;
}

const Tokens& tokens() {
    static const Tokens all(still, {.keys = {keys().begin(), keys().end()}, .issuer = "mortise", .audience = "clients"});
    return all;
}

std::string header(const std::string& key) { return TokenKey(key).header() + "."; }

void verify_signed(const std::string& text, std::string_view signature) {
    const auto verified = tokens().verify(text + "." + to_base64url(signature));
    const auto& claims = verified.claims;
    if (verified && (claims.sub.empty() || claims.jti.empty() || claims.exp <= claims.iat)) std::abort();
    if (verified.refusal == Refusal::form || verified.refusal == Refusal::key || verified.refusal == Refusal::signature)
        std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    static const std::array<std::string, 3> headers{header(keys()[0]), header(keys()[1]), header(keys()[2])};
    static const Mac mac(secret);
    static const PemKey pair(keys()[1]);
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);

    if (tokens().verify(bytes)) std::abort();  // nobody guesses a signature
    for (const auto& first : headers) {
        if (tokens().verify(first + std::string(bytes))) std::abort();
        if (tokens().verify(first + "e30." + to_base64url(bytes))) std::abort();
    }

    const std::string payload = to_base64url(bytes);
    if (payload.empty() || payload.size() > Tokens::most_bytes / 2) return 0;
    const auto digest = mac.of(headers[0] + payload);
    verify_signed(headers[0] + payload, view(digest));
    verify_signed(headers[1] + payload, pair.sign(headers[1] + payload));
    return 0;
}
