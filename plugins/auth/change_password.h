// A new password for the old one.
#pragma once
#include "log_out.h"

namespace auth {

struct PasswordChange {
    std::string old_password, new_password;
    static constexpr auto fields =
        mortise::fields(field("old_password", &PasswordChange::old_password, "The present one.", length(1, 128), secret),
                        field("new_password", &PasswordChange::new_password, "8 to 128 characters, none of the most common ones.",
                              length(8, 128), secret));
};

/// Ends the other sessions. A wrong old password counts as a failed log-in does.
Message change_password(const PasswordChange& wish, Call& call);

}  // namespace auth
