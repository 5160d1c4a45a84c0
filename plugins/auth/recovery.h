// A forgotten password: the mail that is asked for, and the new password for its token.
#pragma once
#include "log_out.h"

namespace auth {

struct Forgotten {
    std::optional<std::string> email, username, phone;
    static constexpr auto fields =
        mortise::fields(field("email", &Forgotten::email, "E-mail address, user name or telephone number."),
                        field("username", &Forgotten::username, "The same."), field("phone", &Forgotten::phone, "The same."));
};

/// The same answer at the same cost whether or not anybody has that name, and whether or not a mail is sent.
Accepted<Message> forgot_password(const Forgotten& wish, Writer& db, Call& call);

struct PasswordReset {
    std::string token, new_password;
    static constexpr auto fields =
        mortise::fields(field("token", &PasswordReset::token, "From the mail; good once.", length(1, 255), secret),
                        field("new_password", &PasswordReset::new_password, "8 to 128 characters, none of the most common ones.",
                              length(8, 128), secret));
};

/// Ends every session and forgets failed log-ins. A token of an invitation proves the e-mail address too. 400 for a token that is
/// not good; a weak password leaves it good.
Message reset_password(const PasswordReset& wish, Call& call);

}  // namespace auth
