// Whether somebody may come in: blocked by an administrator, switched off by himself, and back.
#pragma once
#include "users.h"

namespace auth {

struct Reason {
    std::optional<std::string> reason;
    static constexpr auto fields = mortise::fields(field("reason", &Reason::reason, "Why.", length(1, 500)));
};

/// 409 for oneself and for the last administrator. Ends the person's sessions at once.
User block(const std::optional<Reason>& why, Writer& db, Call& call);
User unblock(const std::optional<Reason>& why, Writer& db, Call& call);
/// The caller's own account. 409 for the last administrator.
User deactivate(const std::optional<Reason>& why, Writer& db, Call& call);
User activate(const std::optional<Reason>& why, Writer& db, Call& call);

}  // namespace auth
