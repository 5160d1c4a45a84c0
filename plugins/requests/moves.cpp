// What all transitions share.
#include "moves.h"

#include <mortise/contract/audit.h>

namespace requests {

namespace audit = mortise::contract::audit;
namespace facts = mortise::contract::requests;

void publish(Writer& db, Call& call, const Request& before, const Step& step) {
    const auto after = db.value<std::optional<Id>>("SELECT professional_user_id FROM requests_requests WHERE id = ?", before.id)
                           .value_or(std::nullopt);
    emit(db, facts::changed,
         {.id = before.id,
          .from = std::string(word(before.status)),
          .to = std::string(word(step.to)),
          .action = std::string(word(step.action)),
          .service_name = before.service_name,
          .customer = before.customer_id,
          .professional_user = after ? after : before.professional_user_id,
          .actor = step.actor,
          .reason = step.reason});
    note_step(db, call, before.id, before.status, step.to, step.action, step.reason);
}

void note_step(Writer& db, Call& call, Id id, std::optional<State> from, State to, Action action,
               const std::optional<std::string>& reason) {
    audit::Entry entry{"request", id, std::string(word(action)), {}, reason};
    if (from != to)
        entry.changes.push_back({"status", from ? std::optional(std::string(word(*from))) : std::nullopt, std::string(word(to))});
    audit::note(call, db, entry);
}

std::int64_t offer(Writer& db, Id id, State from, State to, const catalogue::Professional& professional, Time now) {
    return db.run(
        "UPDATE requests_requests SET status = ?, professional_id = ?, professional_user_id = ?, professional_name = ?, "
        "professional_phone = ?, "
        "offered_at = ?, accepted_at = NULL WHERE id = ? AND status = ?",
        to, professional.id, professional.user_id, professional.name, professional.phone, now, id, from);
}

std::int64_t give_back(Writer& db, Id id, State from, State to, Time now) {
    return db.run(
        "UPDATE requests_requests SET status = ?, professional_id = NULL, professional_user_id = NULL, professional_name = NULL, "
        "professional_phone = NULL, offered_at = NULL, accepted_at = NULL, requested_at = ? WHERE id = ? AND status = ?",
        to, now, id, from);
}

std::int64_t end(Writer& db, Id id, State from, State to, Time now) {
    return db.run("UPDATE requests_requests SET status = ?, ended_at = ? WHERE id = ? AND status = ?", to, now, id, from);
}

void release(Writer& db, Call& call, const Request& present, Action action, std::string_view reason) {
    lead(db, call, present, action, {Actor::system}, {}, std::string(reason),
         [&](State from, State to) { return give_back(db, present.id, from, to, call.now()); });
}

void conclude(Writer& db, Call& call, const Request& present, Action action, std::string_view reason) {
    lead(db, call, present, action, {Actor::system}, {}, std::string(reason),
         [&](State from, State to) { return end(db, present.id, from, to, call.now()); });
}

}  // namespace requests
