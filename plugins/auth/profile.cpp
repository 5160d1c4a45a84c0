// The caller's own user.
#include "profile.h"

#include "audit.h"
#include "names.h"
#include "notices.h"
#include "roles.h"
#include "tickets.h"

namespace auth {
namespace {

/// The address has changed: it may be a stranger's, or the account may be in a stranger's hands.
void doubt_email(Writer& db, const Call& call, const User& before) {
    db.run("UPDATE auth_users SET email_verified = 0 WHERE id = ?", before.id);
    supersede_tickets(db, before.id, call.now());
    note(db, before.id, call.user(), "email-changed", {}, call.now());
    notify(db, call, contract::accounts::email_changed, before);
    const bool has_password = !credentials_of(db, before.id).password_hash.empty();
    ask_for_ticket(db, call, has_password ? TicketKind::email_verification : TicketKind::invitation, before.id);
}

}  // namespace

Me me(Reader& db, Call& call) {
    const User user = user_of(db, call.user());
    return {user, user.role, scopes_in_full(call, user.role)};
}

User profile(Reader& db, Call& call) { return user_of(db, call.user()); }

User change_profile(const Partial<Profile>& change, Writer& db, Call& call) {
    return change_person(call.user(), change, db, call);
}

User change_person(Id id, const Partial<Profile>& change, Writer& db, Call& call) {
    const User before = user_of(db, id);
    const bool renames = change.names(&Profile::username) || change.names(&Profile::email) || change.names(&Profile::phone);
    if (renames) {
        const Names names{change.names(&Profile::username) ? change.value.username : before.username,
                          change.names(&Profile::email) ? change.value.email : before.email,
                          change.names(&Profile::phone) ? change.value.phone : before.phone};
        require_free(db, names, before.id);
        take_names(db, names, before.id);
    }
    db.update("auth_users", change, "WHERE id = ?", before.id);
    if (change.names(&Profile::email) && folded(change.value.email) != folded(before.email)) doubt_email(db, call, before);
    User after = user_of(db, before.id);
    note_user(db, call, "update", before, after);
    return after;
}

}  // namespace auth
