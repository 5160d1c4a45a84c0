// The caller's own user.
#include "profile.h"

#include "names.h"
#include "roles.h"

namespace auth {

Me me(Reader& db, Call& call) {
    const User user = user_of(db, call.user());
    return {user, user.role, scopes_in_full(call, user.role)};
}

User profile(Reader& db, Call& call) { return user_of(db, call.user()); }

User change_profile(const Partial<Profile>& change, Writer& db, Call& call) {
    const User before = user_of(db, call.user());
    const bool renames = change.names(&Profile::username) || change.names(&Profile::email) || change.names(&Profile::phone);
    if (renames) {
        const Names names{change.names(&Profile::username) ? change.value.username : before.username,
                          change.names(&Profile::email) ? change.value.email : before.email,
                          change.names(&Profile::phone) ? change.value.phone : before.phone};
        require_free(db, names, before.id);
        take_names(db, names, before.id);
    }
    db.update("auth_users", change, "WHERE id = ?", before.id);
    if (change.names(&Profile::email) && folded(change.value.email) != folded(before.email))
        db.run("UPDATE auth_users SET email_verified = 0 WHERE id = ?", before.id);
    return user_of(db, before.id);
}

}  // namespace auth
