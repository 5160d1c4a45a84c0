// Verification: the table of decisions, and what follows from them.
#include "verification.h"

#include <mortise/contract/audit.h>

#include "contract.h"

namespace services {

namespace accounts = contract::accounts;
namespace catalogue = contract::catalogue;

namespace {

constexpr states::History history{
    "INSERT INTO services_decisions (professional_id, seq, from_status, to_status, action, actor, at, reason) VALUES (?, "
    "(SELECT coalesce(max(seq), 0) + 1 FROM services_decisions WHERE professional_id = ?), ?, ?, ?, ?, ?, ?)",
    "SELECT action, actor, to_status FROM services_decisions WHERE professional_id = ? ORDER BY seq DESC LIMIT 1"};

Professional decided(Action action, const std::optional<Reason>& why, Writer& db, Call& call) {
    return decide(db, call, call.id("id"), action, call.user(), why ? why->reason : std::nullopt);
}

}  // namespace

Professional decide(Writer& db, Call& call, Id professional_id, Action action, std::optional<Id> actor,
                    std::optional<std::string> reason) {
    const Professional before = fetch_professional(db, professional_id);
    const states::Step<Action, Status> asked{before.id, action, before.status, {}, actor, call.now(), std::move(reason)};
    const auto made = states::apply(db, decisions, history, asked, {Actor::administrator}, [&](Status from, Status to) {
        return db.run("UPDATE services_professionals SET status = ?, is_active = ? WHERE id = ? AND status = ?", to,
                      to == Status::verified, before.id, from);
    });
    if (made) {
        ask(call, db, accounts::set_verified, accounts::Verification{before.user_id, made->to == Status::verified});
        emit(db, catalogue::professional_decided,
             catalogue::Decided{before.id, before.user_id, std::string(word(made->to)), made->reason});
        if (made->from == Status::verified) emit(db, catalogue::professional_left, professional({before.id}, db, call));
    }
    const Professional after = fetch_professional(db, before.id);
    if (made) contract::audit::note(call, db, "professional", word(made->action), &before, &after, made->reason);
    return seen(after, Sight::everything, db, call);
}

Professional verify(const std::optional<Reason>& why, Writer& db, Call& call) { return decided(Action::verify, why, db, call); }
Professional reject(const std::optional<Reason>& why, Writer& db, Call& call) { return decided(Action::reject, why, db, call); }
Professional reset(const std::optional<Reason>& why, Writer& db, Call& call) { return decided(Action::reset, why, db, call); }

}  // namespace services
