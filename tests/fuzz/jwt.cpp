// Feeds arbitrary bytes to the token verifier: as they are, and as a payload with a right MAC, so that its parser is reached.
#include <cstdlib>

#include "crypto/tokens.h"

namespace {

using namespace std::chrono_literals;

const std::string secret = "6TqXW2m0u1pF8sKd7bVnZcLrJ4yHgAe9";
const host::StillClock still{host::Time{1'800'000'000s}};

const host::crypto::Tokens& tokens() {
    static const host::crypto::Tokens all(still, {.keys = {secret}, .issuer = "mortise", .audience = "clients"});
    return all;
}

std::string header() {
    const auto token = tokens().mint({.sub = "1", .sid = "s", .email = "e", .role = "r"}).token;
    return token.substr(0, token.find('.') + 1);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    static const std::string first = header();
    static const host::crypto::Mac mac(secret);
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);

    if (tokens().verify(bytes)) std::abort();  // nobody guesses a MAC
    if (tokens().verify(first + std::string(bytes))) std::abort();

    const auto text = first + host::crypto::to_base64url(bytes);
    const auto digest = mac.of(text);
    const auto verified = tokens().verify(text + "." + host::crypto::to_base64url(host::crypto::view(digest)));
    const auto& claims = verified.claims;
    if (verified && (claims.sub.empty() || claims.jti.empty() || claims.exp <= claims.iat)) std::abort();
    return 0;
}
