// How a person is forgotten.
#include "erasure.h"

#include "audit.h"
#include "delays.h"

namespace auth {

void erase(Writer& db, Call& call, Id user, std::optional<std::string> reason) {
    const Time now = call.now();
    end_sessions(db, user, "deactivated", now);
    db.run(
        "UPDATE auth_users SET username = NULL, email = '', phone = NULL, first_name = 'erased', last_name = '', address = NULL, "
        "city = NULL, pin_code = NULL, password_hash = '', is_active = 0, block_reason = NULL, email_verified = 0, "
        "last_seen_at = NULL, erased_at = ?, erased_by = ? WHERE id = ?",
        now, call.user(), user);
    db.run("DELETE FROM auth_names WHERE user_id = ?", user);
    db.run("DELETE FROM auth_sessions WHERE user_id = ?", user);  // and with them their refresh tokens
    db.run("DELETE FROM auth_tickets WHERE user_id = ?", user);
    db.run("UPDATE auth_history SET reason = NULL WHERE user_id = ?", user);
    forget_all_failures(db, user);
    note_user(db, call, user, erasure, {}, std::move(reason));
    forget_in_audit(db, user);
    emit(db, contract::accounts::erased, {user});
}

bool was_erased_by(Reader& db, Id user, Id actor) {
    return db.value<Id>("SELECT id FROM auth_users WHERE id = ? AND erased_by = ?", user, actor).has_value();
}

void require_not_erased(Reader& db, Id user) {
    if (db.value<Id>("SELECT id FROM auth_users WHERE id = ? AND erased_at IS NOT NULL", user))
        throw conflict("account-erased", "The account was erased.", "erased");
}

}  // namespace auth
