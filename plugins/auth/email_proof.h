// The proof of an e-mail address: the token that was mailed to it comes back.
#pragma once
#include "log_out.h"

namespace auth {

struct EmailProof {
    std::optional<std::string> token, email;
    static constexpr auto fields = mortise::fields(
        field("token", &EmailProof::token, "From the mail; good once.", length(1, 255), secret),
        field("email", &EmailProof::email, "Instead of the token: asks for a new mail.", length(3, 254), form("email")));
};

/// With a token 200, or 400 when it is not good. With an address 202, whatever the address.
Accepted<Message> verify_email(const EmailProof& wish, Writer& db, Call& call);

}  // namespace auth
