// Tokens, revocation, random bytes, hashes and seals for plugins.
#include "crypto/bytes.h"
#include "crypto/weak.h"
#include "dispatch/call.h"
#include "parts.h"
#include "plugins/border.h"
#include "services/tables.h"

namespace host {
namespace {

using border::guard;
using border::put;
using border::view;

mortise_rc mint(mortise_call* call, const mortise_grant* grant, mortise_sink token, std::int64_t* expires_in,
                const mortise_fail* fail) noexcept {
    return guard(fail, [&] {
        Parts& parts = call->parts;
        const std::string subject = std::to_string(grant->user);
        const std::string order = std::to_string(parts.revocations->next()) + '.' + crypto::random_token(64);
        crypto::Claims claims;
        claims.sub = subject;
        claims.sid = view(grant->session);
        claims.email = view(grant->email);
        claims.role = view(grant->role);
        for (std::size_t i = 0; i < grant->n_scopes; ++i) claims.scopes.push_back(view(grant->scopes[i]));
        if (grant->verified >= 0) claims.is_verified = grant->verified != 0;
        claims.jti = order;
        const auto minted = parts.tokens->mint(claims);
        *expires_in = minted.exp - minted.iat;
        put(token, minted.token);
    });
}

void scopes(const mortise_host* host, mortise_sink out) noexcept {
    for (const auto& [name, declared] : ledger_of(host).parts.scopes.all()) put(out, name);
}

mortise_rc random(const mortise_host*, std::size_t bytes, mortise_sink out, const mortise_fail* fail) noexcept {
    return guard(fail, [&] { put(out, crypto::random_bytes(bytes)); });
}

void sha256(const mortise_host*, mortise_str bytes, mortise_sink out) noexcept {
    put(out, crypto::view(crypto::sha256(view(bytes))));
}

[[noreturn]] void busy() {
    Problem problem{503, "busy", "Too many passwords are being checked; try again in a moment."};
    problem.retry_after_s = 1;
    throw problem;
}

mortise_rc hash_password(const mortise_host* host, mortise_str password, mortise_sink hash, const mortise_fail* fail) noexcept {
    return guard(fail, [&] {
        try {
            put(hash, ledger_of(host).parts.passwords->hash(view(password)));
        } catch (const crypto::Busy&) {
            busy();
        }
    });
}

mortise_rc verify_password(const mortise_host* host, mortise_str password, mortise_str hash, std::int32_t* verdict,
                           const mortise_fail* fail) noexcept {
    return guard(fail, [&] {
        crypto::Passwords& passwords = *ledger_of(host).parts.passwords;
        *verdict = 0;
        try {
            if (hash.n == 0) return passwords.verify_nobody(view(password));
            const auto result = passwords.verify(view(password), view(hash));
            *verdict = !result.right ? 0 : result.needs_rehash ? 2 : 1;
        } catch (const crypto::Busy&) {
            busy();
        }
    });
}

std::int32_t common_password(const mortise_host*, mortise_str password) noexcept {
    return crypto::is_common_password(view(password)) ? 1 : 0;
}

mortise_rc seal(const mortise_host* host, mortise_str purpose, mortise_str bytes, mortise_sink out,
                const mortise_fail* fail) noexcept {
    return guard(fail, [&] {
        const Ledger& ledger = ledger_of(host);
        put(out, ledger.parts.seal->seal(ledger.manifest.name + '/' + std::string(view(purpose)), view(bytes)));
    });
}

mortise_rc unseal(const mortise_host* host, mortise_str purpose, mortise_str sealed, mortise_sink out,
                  const mortise_fail* fail) noexcept {
    return guard(fail, [&] {
        const Ledger& ledger = ledger_of(host);
        const auto bytes = ledger.parts.seal->unseal(ledger.manifest.name + '/' + std::string(view(purpose)), view(sealed));
        if (!bytes) throw Problem{400, "bad-request", "That text was not made here."};
        put(out, *bytes);
    });
}

mortise_rc revoke(const mortise_host* host, mortise_db* db, mortise_str session, const mortise_fail* fail) noexcept {
    return guard(fail, [&] { ledger_of(host).parts.revocations->revoke_session(*db, view(session)); });
}

mortise_rc revoke_user(const mortise_host* host, mortise_db* db, std::int64_t user, mortise_str except,
                       const mortise_fail* fail) noexcept {
    return guard(fail, [&] { ledger_of(host).parts.revocations->revoke_user(*db, user, view(except)); });
}

}  // namespace

namespace services {

const mortise_sessions sessions{sizeof(mortise_sessions), &mint, &revoke, &revoke_user, &scopes};
const mortise_crypto crypto{sizeof(mortise_crypto), &random,          &sha256, &hash_password,
                            &verify_password,       &common_password, &seal,   &unseal};

}  // namespace services
}  // namespace host
