// What the commands on accounts do.
#include "commands.h"

#include "audit.h"
#include "delays.h"
#include "first_admin.h"
#include "names.h"
#include "passwords.h"
#include "roles.h"
#include "tickets.h"

namespace auth {
namespace {

Id named(Reader& db, std::string_view name) {
    const auto id = owner_of(db, name);
    if (!id) throw not_found("user");
    return *id;
}

Handled handled(Reader& db, Id id, std::string sentence) {
    const User user = user_of(db, id);
    return {user.id, user.email, user.role, std::move(sentence)};
}

}  // namespace

Handled create_admin(const NewAdmin& wish, Call& call) {
    contract::accounts::require_uncommon(call.services(), "password", wish.password);
    contract::accounts::NewAccount account = administrator_named(wish.name.value_or("Administrator"));
    account.email = wish.email;
    account.password_hash = crypto::hash_password(call.services(), wish.password);
    return call.write([&](Writer& db) {
        const Id id = create_user(db, call, account);
        ask_for_ticket(db, call, TicketKind::email_verification, id);
        return handled(db, id, "The administrator was made.");
    });
}

Handled reset_password_of(const NewPassword& wish, Call& call) {
    contract::accounts::require_uncommon(call.services(), "password", wish.password);
    call.read([&](Reader& db) { return named(db, wish.who); });
    const std::string hash = crypto::hash_password(call.services(), wish.password);
    return call.write([&](Writer& db) {
        const Id id = named(db, wish.who);
        set_password(db, call, id, hash, "password-reset");
        forget_all_failures(db, id);
        return handled(db, id, "The password was set and all sessions were ended.");
    });
}

Handled unlock(const Locked& wish, Writer& db, Call& call) {
    const Id id = named(db, wish.who);
    forget_all_failures(db, id);
    note(db, id, call.user(), "unlocked", {}, call.now());
    note_user(db, call, id, "unlock");
    emit(db, contract::accounts::unlocked, *db.first<contract::accounts::Account>("FROM auth_users WHERE id = ?", id));
    return handled(db, id, "Log-ins are delayed no more.");
}

}  // namespace auth
