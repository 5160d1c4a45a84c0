// How an e-mail address is proved.
#include "email_proof.h"

#include "audit.h"
#include "names.h"
#include "tickets.h"

namespace auth {
namespace {

Message take_proof(const std::string& token, Writer& db, Call& call) {
    const auto ticket = ticket_with(db, call, token);
    if (!ticket || ticket->kind != TicketKind::email_verification) refuse_token();
    spend(db, ticket->id, call.now());
    const User before = user_of(db, ticket->user);
    db.run("UPDATE auth_users SET email_verified = 1 WHERE id = ?", before.id);
    note_user(db, call, "verify-email", before, user_of(db, before.id));
    note(db, ticket->user, call.user(), "email-verified", {}, call.now());
    call.status(200);
    return {"E-mail address verified"};
}

}  // namespace

Accepted<Message> verify_email(const EmailProof& wish, Writer& db, Call& call) {
    if (wish.token.has_value() == wish.email.has_value())
        throw invalid("token", "missing", "is required, or email, and not both");
    if (wish.token) return {take_proof(*wish.token, db, call)};
    ask_for_ticket_as_stranger(db, call, TicketKind::email_verification, owner_of(db, *wish.email));
    return {{"If this address waits to be verified, a mail is on its way to it."}};
}

}  // namespace auth
