// How a password is set.
#include "passwords.h"

#include "audit.h"
#include "notices.h"
#include "sessions.h"
#include "tickets.h"

namespace auth {

void set_password(Writer& db, Call& call, Id user, std::string_view hash, std::string_view action, std::string_view except) {
    const Time now = call.now();
    db.run("UPDATE auth_users SET password_hash = ? WHERE id = ?", hash, user);
    end_sessions(db, user, "password-changed", now, except);
    supersede_password_tickets(db, user, now);
    note(db, user, call.user(), action, {}, now);
    note_user(db, call, user, action, {{"password", "***", "***"}});
    notify(db, call, contract::accounts::password_changed, user_of(db, user));
}

}  // namespace auth
