// Whether somebody may come in: blocked by an administrator, switched off by himself, and back.
#pragma once
#include "users.h"

namespace auth {

struct Reason {
    std::optional<std::string> reason;
    static constexpr auto fields = mortise::fields(field("reason", &Reason::reason, "Why.", length(1, 500)));
};

/// A product that nobody may administer cannot be mended from within: throws 409 "last-administrator" when no other one can come
/// in. Who was invited and has set no password is none yet.
void require_another_administrator(Reader& db, const User& user);

/// 409 for oneself and for the last administrator. Ends the person's sessions at once.
User block(const std::optional<Reason>& why, Writer& db, Call& call);
User unblock(const std::optional<Reason>& why, Writer& db, Call& call);
/// The caller's own account. 409 for the last administrator.
User deactivate(const std::optional<Reason>& why, Writer& db, Call& call);
User activate(const std::optional<Reason>& why, Writer& db, Call& call);

}  // namespace auth
