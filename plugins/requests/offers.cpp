// The way of a request to a professional. One who holds a job holds no other at the same time: a trigger of the table says so.
#include "offers.h"

#include "ordering.h"

namespace requests {

namespace {

/// Takes the job. Throws 409 "overlapping-job" where its professional's other jobs leave no room for it, from `date_of_request`
/// for `time_required`.
std::int64_t take(Writer& db, const Request& job, State from, State to, Time now) {
    try {
        return db.run("UPDATE requests_requests SET status = ?, accepted_at = ? WHERE id = ? AND status = ?", to, now, job.id,
                      from);
    } catch (const Problem& problem) {
        if (problem.detail != "overlapping-job") throw;
        throw conflict(problem.detail, "Another job is held at that time.", word(job.status));
    }
}

/// An offer that could not be accepted is not made. Only a courtesy: the trigger is the guard.
void check_free(Reader& db, const Request& job, Id professional) {
    const auto held = db.value<int>(
        "SELECT count(*) FROM requests_requests held WHERE held.professional_id = ? AND held.id <> ? AND held.status IN "
        "('accepted', 'in_progress') "
        "AND held.date_of_request < ? AND held.date_of_request + held.time_required * 60000 > ?",
        professional, job.id, job.date_of_request ? std::optional(*job.date_of_request + job.time_required) : std::nullopt,
        job.date_of_request);
    if (held.value_or(0) != 0)
        throw conflict("overlapping-job", "The professional holds another job at that time.", word(job.status));
}

}  // namespace

Request assign(const Assignment& to, Writer& db, Call& call) {
    const Viewer me = viewer(db, call);
    const Request present = request_of(db, call.id("id"));
    if (present.status == State::assigned && present.professional_id == to.professional_id) return shown(present, me, call.now());
    const Time now = call.now();
    if (!states::destination(life, Action::assign, present.status, actors(me, present)))
        throw states::refusal(life, Action::assign, present.status, actors(me, present));
    const auto one = fit_professional(db, call, to.professional_id, present.service_id, present.pin_code, present.id);
    check_free(db, present, one.id);
    return move(db, call, me, present, Action::assign, to.reason,
                [&](State from, State next) { return offer(db, present.id, from, next, one, now); });
}

Request claim_as(Writer& db, Call& call, const Viewer& me, Id id, std::optional<std::string> reason) {
    const catalogue::Professional& one = verified(me);
    const Request present = within_reach(db, me, id);
    if (present.professional_id && present.professional_user_id != me.user)
        throw states::refusal(life, Action::claim, present.status, {}, "request-taken");
    const Time now = call.now();
    return move(
        db, call, me, present, Action::claim, std::move(reason),
        [&](State from, State to) {
            const auto won = offer(db, present.id, from, from, one, now);
            return won == 1 ? take(db, present, from, to, now) : won;
        },
        true);
}

Request accept_as(Writer& db, Call& call, const Viewer& me, Id id, std::optional<std::string> reason) {
    const Request present = assigned_to(db, me, id);
    return move(db, call, me, present, Action::accept, std::move(reason),
                [&](State from, State to) { return take(db, present, from, to, call.now()); });
}

Request reject_as(Writer& db, Call& call, const Viewer& me, Id id, std::optional<std::string> reason) {
    const Request present = assigned_to(db, me, id);
    const Time now = call.now();
    return move(db, call, me, present, Action::reject, std::move(reason), [&](State from, State to) {
        db.run(
            "INSERT INTO requests_rejections (request_id, professional_id, at) VALUES (?, ?, ?) ON CONFLICT (request_id, "
            "professional_id) DO NOTHING",
            present.id, present.professional_id, now);
        return give_back(db, present.id, from, to, now);
    });
}

Request claim(const std::optional<Note>& note, Writer& db, Call& call) {
    return claim_as(db, call, viewer(db, call), call.id("id"), reason_of(note));
}

Request accept(const std::optional<Note>& note, Writer& db, Call& call) {
    return accept_as(db, call, viewer(db, call), call.id("id"), reason_of(note));
}

Request reject(const std::optional<Note>& note, Writer& db, Call& call) {
    return reject_as(db, call, viewer(db, call), call.id("id"), reason_of(note));
}

namespace {

Request said(Writer& db, Call& call, Id id, Word answer, const std::optional<std::string>& reason) {
    const bool yes = answer == Word::accept || answer == Word::accepted;
    return (yes ? accept_as : reject_as)(db, call, viewer(db, call), id, reason);
}

}  // namespace

Request reply(const Reply& reply, Writer& db, Call& call) { return said(db, call, call.id("id"), reply.status, reply.reason); }

Request reply_by_name(const NamedReply& reply, Writer& db, Call& call) {
    return said(db, call, reply.request_id, reply.status, reply.reason);
}

}  // namespace requests
