// How a forgotten password is replaced.
#include "recovery.h"

#include "delays.h"
#include "log_in.h"
#include "names.h"
#include "passwords.h"
#include "tickets.h"

namespace auth {
namespace {

bool sets_password(const Ticket& ticket) { return ticket.kind != TicketKind::email_verification; }

Ticket good_ticket(Reader& db, const Call& call, const std::string& token) {
    const auto ticket = ticket_with(db, call, token);
    if (!ticket || !sets_password(*ticket)) refuse_token();
    return *ticket;
}

}  // namespace

Accepted<Message> forgot_password(const Forgotten& wish, Writer& db, Call& call) {
    const std::string& name = name_in(wish.email, wish.username, wish.phone);
    ask_for_ticket_as_stranger(db, call, TicketKind::password_reset, owner_of(db, name));
    return {{"If there is such an account, a mail is on its way to it."}};
}

Message reset_password(const PasswordReset& wish, Call& call) {
    contract::accounts::require_uncommon(call.services(), "new_password", wish.new_password);
    call.read([&](Reader& db) { return good_ticket(db, call, wish.token); });  // before the hash, which is dear
    const std::string hash = crypto::hash_password(call.services(), wish.new_password);
    call.write([&](Writer& db) {
        const Ticket ticket = good_ticket(db, call, wish.token);
        spend(db, ticket.id, call.now());
        set_password(db, call, ticket.user, hash, "password-reset");
        forget_all_failures(db, ticket.user);
        if (ticket.kind == TicketKind::invitation) db.run("UPDATE auth_users SET email_verified = 1 WHERE id = ?", ticket.user);
    });
    return {"Password set"};
}

}  // namespace auth
