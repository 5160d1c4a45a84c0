// How tickets are made, opened, spent and superseded.
#include "tickets.h"

namespace auth {
namespace {

using namespace std::chrono_literals;
using contract::accounts::Mailing;
using contract::accounts::OpenTicket;

struct NewTicket {
    std::optional<Id> user_id;
    TicketKind kind{};
    std::optional<std::string> asked_from;
    Time created_at, expires_at;
    static constexpr auto fields =
        mortise::fields(field("user_id", &NewTicket::user_id, "Whose."), field("kind", &NewTicket::kind, "What for."),
                        field("asked_from", &NewTicket::asked_from, "The address of a stranger who asked."),
                        field("created_at", &NewTicket::created_at, "Now."),
                        field("expires_at", &NewTicket::expires_at, "Until when it is good."));
};

/// A ticket that is open, without its secret.
struct Opened {
    std::string email, first_name;
    TicketKind kind{};
    Time expires_at;
    Id user;
    static constexpr auto fields =
        mortise::fields(field("email", &Opened::email, "Where to.", column("u.email")),
                        field("first_name", &Opened::first_name, "Whom to greet.", column("u.first_name")),
                        field("kind", &Opened::kind, "What for.", column("t.kind")),
                        field("expires_at", &Opened::expires_at, "Until when.", column("t.expires_at")),
                        field("user", &Opened::user, "Whose.", column("u.id")));
};

std::chrono::milliseconds life_of(const Call& call, TicketKind kind) {
    switch (kind) {
        case TicketKind::password_reset:
            return call.setting<std::chrono::milliseconds>("auth.reset_life");
        case TicketKind::email_verification:
            return call.setting<std::chrono::milliseconds>("auth.verification_life");
        case TicketKind::invitation:
            break;
    }
    return call.setting<std::chrono::milliseconds>("auth.invitation_life");
}

constexpr const Event<Mailing>& event_of(TicketKind kind) {
    switch (kind) {
        case TicketKind::password_reset:
            return contract::accounts::password_reset_requested;
        case TicketKind::email_verification:
            return contract::accounts::email_verification_requested;
        case TicketKind::invitation:
            break;
    }
    return contract::accounts::invited;
}

void make_ticket(Writer& db, const Call& call, TicketKind kind, const std::optional<Id>& user,
                 const std::optional<std::string>& asked_from) {
    const Time now = call.now();
    // Nobody's ticket takes the place of nobody's last one, because that takes its time.
    db.run(
        "UPDATE auth_tickets SET ended_at = ?, ended_by = 'superseded' WHERE user_id IS NOT DISTINCT FROM ? AND kind = ? AND "
        "ended_at IS NULL",
        now, user, kind);
    const NewTicket row{user, kind, asked_from, now, now + life_of(call, kind)};
    const Id ticket = db.insert("auth_tickets", row);
    emit(db, event_of(kind), Mailing{ticket, user});
}

/// True when `most` or more came within the last hour; 0 means any number.
bool is_reached(std::int64_t count, int most) { return most > 0 && count >= most; }

}  // namespace

void ask_for_ticket(Writer& db, const Call& call, TicketKind kind, Id user) { make_ticket(db, call, kind, user, {}); }

void ask_for_ticket_as_stranger(Writer& db, const Call& call, TicketKind kind, const std::optional<Id>& user) {
    const Time since = call.now() - 1h;
    const auto from =
        db.value<std::int64_t>("SELECT count(*) FROM auth_tickets WHERE asked_from = ? AND created_at > ?", call.peer(), since);
    if (is_reached(*from, call.setting<int>("auth.mails_an_hour_per_address"))) return;
    const Id whose = user.value_or(Id{});
    const auto got = db.value<std::int64_t>("SELECT count(*) FROM auth_tickets WHERE user_id = ? AND created_at > ? AND kind = ?",
                                            whose, since, kind);
    const auto may_enter = db.value<std::int64_t>(
        "SELECT 1 FROM auth_users WHERE id = ? AND is_active = 1 AND is_blocked = 0 AND (email_verified = 0 OR ? <> "
        "'email-verification')",
        whose, kind);
    const bool is_mailed = may_enter && !is_reached(*got, call.setting<int>("auth.mails_an_hour"));
    make_ticket(db, call, kind, is_mailed ? user : std::nullopt, std::string(call.peer()));
}

std::optional<Ticket> ticket_with(Reader& db, const Call& call, std::string_view token) {
    return db.first<Ticket>(
        "FROM auth_tickets t JOIN auth_users u ON u.id = t.user_id WHERE t.hash = ? AND t.ended_at IS NULL AND t.expires_at > ? "
        "AND "
        "u.is_active = 1 AND u.is_blocked = 0",
        crypto::sha256_hex(call.services(), token), call.now());
}

void spend(Writer& db, Id ticket, Time now) {
    if (db.run("UPDATE auth_tickets SET ended_at = ?, ended_by = 'spent' WHERE id = ? AND ended_at IS NULL", now, ticket) == 0)
        refuse_token();
}

void refuse_token() { throw Problem{400, "bad-token", "This token is not good, or not any more; ask for a new mail."}; }

void supersede_password_tickets(Writer& db, Id user, Time now) {
    db.run(
        "UPDATE auth_tickets SET ended_at = ?, ended_by = 'superseded' WHERE user_id = ? AND kind IN ('password-reset', "
        "'invitation') AND "
        "ended_at IS NULL",
        now, user);
}

void supersede_tickets(Writer& db, Id user, Time now) {
    db.run("UPDATE auth_tickets SET ended_at = ?, ended_by = 'superseded' WHERE user_id = ? AND ended_at IS NULL", now, user);
}

OpenTicket open_ticket(const contract::accounts::WhichTicket& which, Writer& db, Call& call) {
    const auto opened = db.first<Opened>(
        "FROM auth_tickets t JOIN auth_users u ON u.id = t.user_id WHERE t.id = ? AND t.ended_at IS NULL AND t.expires_at > ? "
        "AND "
        "u.is_active = 1 AND u.is_blocked = 0",
        which.ticket, call.now());
    if (!opened) throw not_found("ticket");
    const std::string token = crypto::random_hex(call.services(), 32);
    db.run("UPDATE auth_tickets SET hash = ? WHERE id = ?", crypto::sha256_hex(call.services(), token), which.ticket);
    return {token, opened->email, std::string(word(opened->kind)), opened->first_name, opened->expires_at, opened->user};
}

}  // namespace auth
