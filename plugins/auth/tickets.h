// Tickets: what is mailed to somebody to prove that the mailbox is his, good once and for a while.
#pragma once
#include "users.h"

namespace auth {

enum class TicketKind { password_reset, email_verification, invitation };
constexpr auto words(TicketKind) {
    using namespace std::string_view_literals;
    return std::array{"password-reset"sv, "email-verification"sv, "invitation"sv};
}

/// Makes a ticket for the user and asks for its mail; earlier ones of its kind are good no more.
void ask_for_ticket(Writer& db, const Call& call, TicketKind kind, Id user);

/// The same for whoever typed a name: `user` is whose it is, if anybody's. The work is the same either way. Nothing is mailed
/// beyond auth.mails_an_hour for one user, and nothing at all is done beyond auth.mails_an_hour_per_address.
void ask_for_ticket_as_stranger(Writer& db, const Call& call, TicketKind kind, const std::optional<Id>& user);

/// What makes a token good.
struct Ticket {
    Id id, user;
    TicketKind kind{};
    static constexpr auto fields = mortise::fields(field("id", &Ticket::id, "The ticket's id.", column("t.id")),
                                                   field("user", &Ticket::user, "Whose.", column("t.user_id")),
                                                   field("kind", &Ticket::kind, "What it is good for.", column("t.kind")));
};

/// The open ticket with that token, of somebody who may come in.
std::optional<Ticket> ticket_with(Reader& db, const Call& call, std::string_view token);
/// Uses it up. Throws as refuse_token() does when it is not open any more.
void spend(Writer& db, Id ticket, Time now);
/// Throws 400 "bad-token": not good, and not said why.
[[noreturn]] void refuse_token();

/// Ends the user's open tickets that set a password.
void supersede_password_tickets(Writer& db, Id user, Time now);
/// Ends all of the user's open tickets.
void supersede_tickets(Writer& db, Id user, Time now);

/// The operation open-ticket of accounts/1.
contract::accounts::OpenTicket open_ticket(const contract::accounts::WhichTicket& which, Writer& db, Call& call);

}  // namespace auth
