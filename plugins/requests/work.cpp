// From the first stroke of work to the end.
#include "work.h"

namespace requests {

namespace {

void need_scope(bool held, std::string_view name) {
    if (!held) throw forbidden("insufficient-scope", std::string(name) + " scope required");
}

}  // namespace

Request start_as(Writer& db, Call& call, const Viewer& me, Id id, std::optional<std::string> reason) {
    const Request present = assigned_to(db, me, id);
    return move(db, call, me, present, Action::start, std::move(reason), [&](State from, State to) {
        return db.run("UPDATE requests_requests SET status = ?, started_at = ? WHERE id = ? AND status = ?", to, call.now(), id,
                      from);
    });
}

Request finish_as(Writer& db, Call& call, const Viewer& me, Id id, const Finish& with) {
    const Request present = assigned_to(db, me, id);
    return move(db, call, me, present, Action::finish, with.reason, [&](State from, State to) {
        return db.run(
            "UPDATE requests_requests SET status = ?, completed_at = ?, professional_remarks = ? WHERE id = ? AND status = ?", to,
            call.now(), with.remarks, id, from);
    });
}

Request complete_as(Writer& db, Call& call, const Viewer& me, Id id, const Opinion& opinion) {
    check(opinion);
    const Request present = ordered_by(db, me, id);
    const bool is_closed = present.status == State::closed;
    if (is_closed && opinion.rating) return review(db, call, present, opinion), shown(request_of(db, id), me, call.now());
    const Time now = call.now();
    lead(db, call, present, Action::complete, actors(me, present), me.user, opinion.reason, [&](State from, State to) {
        return db.run(
            "UPDATE requests_requests SET status = ?, completed_at = coalesce(completed_at, ?), ended_at = ? WHERE id = ? AND "
            "status = ?",
            to, now, now, id, from);
    });
    if (opinion.rating) review(db, call, request_of(db, id), opinion);
    return shown(request_of(db, id), me, now);
}

Request cancel_as(Writer& db, Call& call, const Viewer& me, Id id, std::optional<std::string> reason) {
    const Request present = me.administers ? request_of(db, id) : ordered_by(db, me, id);
    return move(db, call, me, present, Action::cancel, std::move(reason),
                [&](State from, State to) { return end(db, id, from, to, call.now()); });
}

Request start(const std::optional<Note>& note, Writer& db, Call& call) {
    return start_as(db, call, viewer(db, call), call.id("id"), reason_of(note));
}

Request finish(const std::optional<Finish>& with, Writer& db, Call& call) {
    return finish_as(db, call, viewer(db, call), call.id("id"), with.value_or(Finish{}));
}

Request complete(const std::optional<Opinion>& opinion, Writer& db, Call& call) {
    return complete_as(db, call, viewer(db, call), call.id("id"), opinion.value_or(Opinion{}));
}

Request close(const std::optional<Closing>& with, Writer& db, Call& call) {
    const Viewer me = viewer(db, call);
    const Closing said = with.value_or(Closing{});
    const Request present = visible(db, me, call.id("id"));
    if (present.customer_id == me.user) {
        need_scope(me.orders, "WRITE:REQUESTS");
        return complete_as(db, call, me, present.id, {said.rating, said.comment, said.reason});
    }
    need_scope(me.works, "WRITE:WORK");
    return finish_as(db, call, me, present.id, {said.remarks, said.reason});
}

Request cancel(const std::optional<Note>& note, Writer& db, Call& call) {
    const Viewer me = viewer(db, call);
    return cancel_as(db, call, me, call.id("id"), reason_of(note));
}

}  // namespace requests
