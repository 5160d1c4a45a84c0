// Log-in: a name and a password for a session's tokens.
#pragma once
#include "admission.h"

namespace auth {

/// JSON, or the form of OAuth2's password flow.
struct LogIn {
    std::optional<std::string> email, username, phone;
    std::string password;
    std::optional<std::string> grant_type, scope, client_id, client_secret;
    static constexpr auto fields =
        mortise::fields(field("email", &LogIn::email, "E-mail address, user name or telephone number."),
                        field("username", &LogIn::username, "The same."), field("phone", &LogIn::phone, "The same."),
                        field("password", &LogIn::password, "The password.", length(1, 128), secret),
                        field("grant_type", &LogIn::grant_type, "Sent by OAuth2 clients, not used."),
                        field("scope", &LogIn::scope, "Sent by OAuth2 clients, not used.", length(0, 4000)),
                        field("client_id", &LogIn::client_id, "Sent by OAuth2 clients, not used."),
                        field("client_secret", &LogIn::client_secret, "Sent by OAuth2 clients, not used."));
};

/// The first name that was given. Throws 422 when there is none.
const std::string& name_in(const std::optional<std::string>& email, const std::optional<std::string>& username,
                           const std::optional<std::string>& phone);

/// 401 for a wrong name or password in the same words and the same time, 403 for the right one of who is blocked or switched off.
Entrance log_in(const LogIn& wish, Call& call);

}  // namespace auth
