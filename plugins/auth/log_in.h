// Log-in: a name and a password for a session's tokens.
#pragma once
#include "sessions.h"

namespace auth {

/// JSON, or the form of OAuth2's password flow.
struct LogIn {
    std::optional<std::string> email, username, phone;
    std::string password;
    std::optional<std::string> grant_type, scope, client_id, client_secret;
    static constexpr auto fields =
        mortise::fields(field("email", &LogIn::email, "E-mail address, user name or telephone number."),
                        field("username", &LogIn::username, "The same."), field("phone", &LogIn::phone, "The same."),
                        field("password", &LogIn::password, "The password.", length(1, 128), verbatim),
                        field("grant_type", &LogIn::grant_type, "Sent by OAuth2 clients, not used."),
                        field("scope", &LogIn::scope, "Sent by OAuth2 clients, not used.", length(0, 4000)),
                        field("client_id", &LogIn::client_id, "Sent by OAuth2 clients, not used."),
                        field("client_secret", &LogIn::client_secret, "Sent by OAuth2 clients, not used."));
};

/// Somebody has come in.
struct Entrance {
    std::string access_token;
    std::optional<std::string> refresh_token;
    std::string token_type = "bearer";
    std::int64_t expires_in = 0;
    std::string email;
    User user;
    std::optional<Id> user_id, customer_id;
    static constexpr auto fields = mortise::fields(
        field("access_token", &Entrance::access_token, "For the Authorization header."),
        field("refresh_token", &Entrance::refresh_token, "For POST /auth/refresh; a form's answer keeps it in the cookie.",
              omitted_when_empty),
        field("token_type", &Entrance::token_type, "bearer."),
        field("expires_in", &Entrance::expires_in, "Seconds that the access token lives."),
        field("email", &Entrance::email, "The user's e-mail address."), field("user", &Entrance::user, "Who has come in."),
        field("user_id", &Entrance::user_id, "The user's id.", omitted_when_empty),
        field("customer_id", &Entrance::customer_id, "The same.", omitted_when_empty));
};

Entrance entrance_of(const Tokens& tokens, const User& user);

/// 401 for a wrong name or password in the same words and the same time, 403 for the right one of who is blocked or switched off.
Entrance log_in(const LogIn& wish, Call& call);

}  // namespace auth
