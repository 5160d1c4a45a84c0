// How administrators are listed, made, changed and removed.
#include "admins.h"

#include "audit.h"
#include "roles.h"
#include "sessions.h"
#include "standing.h"
#include "tickets.h"

namespace auth {
namespace {

constexpr Listing<3> listing{"FROM auth_users", "id", {{{"id", "id"}, {"email", "email"}, {"created_at", "created_at"}}}};

Administrator admin_of(Reader& db, Id id) {
    auto found = db.first<Administrator>("FROM auth_users WHERE id = ? AND role = ?", id, administrator);
    if (!found) throw not_found("administrator");
    found->id = admin_code(id);
    return *std::move(found);
}

}  // namespace

std::string admin_code(Id user) { return public_code("ADM", user); }

Page<Administrator> admins(const PersonQuery& query, Reader& db) {
    const auto text = containing(query.q);
    Where where;
    where("role = ?", administrator);
    where_asked(where, query, text);
    Page<Administrator> all = page<Administrator>(db, listing, where, query);
    for (Administrator& each : all.items) each.id = admin_code(each.user_id);
    return all;
}

Administrator admin(Reader& db, Call& call) { return admin_of(db, call.id("id")); }

Created<Administrator> add_admin(const NewAdministrator& wish, Call& call) {
    contract::accounts::NewAccount account;
    account.username = wish.username, account.email = wish.email, account.phone = wish.phone;
    account.first_name = wish.first_name, account.last_name = wish.last_name, account.role = administrator;
    if (wish.password) {
        contract::accounts::require_uncommon(call.services(), "password", *wish.password);
        account.password_hash = crypto::hash_password(call.services(), *wish.password);
    }
    return {call.write([&](Writer& db) {
        const Id id = create_user(db, call, account);
        if (!wish.password) note(db, id, call.user(), "invited", {}, call.now());
        ask_for_ticket(db, call, wish.password ? TicketKind::email_verification : TicketKind::invitation, id);
        return admin_of(db, id);
    })};
}

Administrator change_admin(const Partial<Profile>& change, Writer& db, Call& call) {
    const Id id = admin_of(db, call.id("id")).user_id;
    change_person(id, change, db, call);
    return admin_of(db, id);
}

void remove_admin(Writer& db, Call& call) {
    const Id id = admin_of(db, call.id("id")).user_id;
    const User before = user_of(db, id);
    require_another_administrator(db, before);
    db.run("UPDATE auth_users SET role = ?, is_active = 0 WHERE id = ? AND role = ?", customer, id, administrator);
    note(db, id, call.user(), "administrator-removed", {}, call.now());
    note_user(db, call, "remove-administrator", before, user_of(db, id));
    end_sessions(db, id, "deactivated", call.now());
    supersede_tickets(db, id, call.now());
    emit(db, contract::accounts::deactivated, *db.first<contract::accounts::Account>("FROM auth_users WHERE id = ?", id));
}

}  // namespace auth
