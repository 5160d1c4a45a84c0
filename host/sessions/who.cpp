// Verifies and remembers.
#include "sessions/who.h"

#include <atomic>
#include <charconv>
#include <unordered_map>

#include "base/problem.h"

namespace host {
namespace {

/// A thread remembers so many tokens; then it begins anew.
constexpr std::size_t most_remembered = 4096;

struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

struct Memory {
    std::uint64_t identity = 0;
    std::unordered_map<std::string, std::shared_ptr<const Principal>, Hash, std::equal_to<>> tokens;
};

std::uint64_t new_identity() {
    static std::atomic<std::uint64_t> identity{0};
    return ++identity;
}

}  // namespace

std::uint64_t mint_order(std::string_view jti) {
    std::uint64_t order = 0;
    const auto [end, error] = std::from_chars(jti.data(), jti.data() + jti.size(), order);
    return error == std::errc{} && end != jti.data() + jti.size() && *end == '.' ? order : 0;
}

Who::Who(const Clock& clock, const crypto::Tokens& tokens, const Scopes& scopes, const Revocations& revocations)
    : clock_(clock), tokens_(tokens), scopes_(scopes), revocations_(revocations), identity_(new_identity()) {}

std::shared_ptr<const Principal> Who::bearer(std::string_view token) const {
    thread_local Memory memory;
    if (memory.identity != identity_) memory = {identity_, {}};
    auto found = memory.tokens.find(token);
    if (found == memory.tokens.end()) {
        auto principal = verified(token);
        if (memory.tokens.size() >= most_remembered) memory.tokens.clear();
        found = memory.tokens.emplace(std::string(token), std::move(principal)).first;
    }
    const auto& principal = found->second;
    if (clock_.now().time_since_epoch().count() / 1000 >= principal->expires_at + crypto::Tokens::leeway_seconds) {
        memory.tokens.erase(found);
        throw Problem{401, "token-expired", "The access token has expired."};
    }
    if (revocations_.refuses(*principal)) throw Problem{401, "token-revoked", "The session has ended."};
    return principal;
}

std::shared_ptr<const Principal> Who::verified(std::string_view token) const {
    const crypto::Verified result = tokens_.verify(token);
    if (result.refusal == crypto::Refusal::expired) throw Problem{401, "token-expired", "The access token has expired."};
    if (!result) throw Problem{401, "unauthorized", "The access token is not good."};
    const crypto::Claims& claims = result.claims;
    auto principal = std::make_shared<Principal>();
    const auto [end, error] = std::from_chars(claims.sub.data(), claims.sub.data() + claims.sub.size(), principal->user);
    if (error != std::errc{} || end != claims.sub.data() + claims.sub.size() || principal->user <= 0)
        throw Problem{401, "unauthorized", "The access token is not good."};
    principal->session = claims.sid;
    principal->role = claims.role;
    principal->email = claims.email;
    principal->verified = claims.is_verified ? *claims.is_verified : -1;
    principal->expires_at = claims.exp;
    principal->minted = mint_order(claims.jti);
    for (const std::string_view scope : claims.scopes) {
        if (scope == "*") principal->every_scope = true;
        if (const int number = scopes_.number(scope); number >= 0) principal->scopes.set(static_cast<std::size_t>(number));
    }
    return principal;
}

}  // namespace host
