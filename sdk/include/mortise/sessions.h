// Access tokens and their end. The host signs and checks them; the plugin that owns people says for whom.
#pragma once
#include <mortise/call.h>

namespace mortise::sessions {

/// What an access token says.
struct Grant {
    Id user;
    std::string session, role, email;
    std::vector<std::string> scopes;
    std::optional<bool> verified;  ///< said of professionals
};

struct Token {
    std::string text;
    std::chrono::seconds expires_in{};
};

/// Signs an access token. [any lane]
inline Token mint(Call& call, const Grant& grant) {
    std::vector<mortise_str> scopes;
    for (const std::string& each : grant.scopes) scopes.push_back(border::str(each));
    mortise_grant out{};
    out.size = sizeof out;
    out.verified = grant.verified ? *grant.verified : -1;
    out.user = grant.user.value;
    out.session = border::str(grant.session);
    out.role = border::str(grant.role);
    out.email = border::str(grant.email);
    out.scopes = scopes.data();
    out.n_scopes = scopes.size();
    Token token;
    std::int64_t seconds = 0;
    border::need([&](const mortise_fail* fail) {
        return call.services().sessions->mint(call.handle(), &out, border::into(token.text), &seconds, fail);
    });
    token.expires_in = std::chrono::seconds{seconds};
    return token;
}

/// Refuses the session's access tokens from this transaction's commit on.
inline void revoke(Writer& db, std::string_view session) {
    border::need([&](const mortise_fail* fail) {
        return db.services().sessions->revoke(db.services().host, db.handle(), border::str(session), fail);
    });
}

/// Refuses all access tokens of the user that were signed until now, but those of one session.
inline void revoke_user(Writer& db, Id user, std::string_view except_session = {}) {
    border::need([&](const mortise_fail* fail) {
        return db.services().sessions->revoke_user(db.services().host, db.handle(), user.value, border::str(except_session),
                                                   fail);
    });
}

/// Every scope that the loaded plugins declare.
inline std::vector<std::string> all_scopes(const Services& services) {
    std::vector<std::string> out;
    services.sessions->scopes(services.host, {&out, [](void* ctx, mortise_str scope) noexcept {
                                                  static_cast<std::vector<std::string>*>(ctx)->emplace_back(border::view(scope));
                                              }});
    return out;
}

}  // namespace mortise::sessions
