// Where a group either becomes durable or leaves nothing.
#include "storage/transaction.h"

#include "storage/faults.h"

namespace host::storage {

namespace {

using Control = Session::Control;

/// Runs one work. False when the transaction is gone.
bool take(Session& session, Watchdog& watchdog, Turn& turn) noexcept {
    if (session.control(Control::savepoint) != SQLITE_OK) return false;
    mortise_db db{&session, &turn.gathered, turn.work->owner, true};
    watchdog.begin(db.owner);
    try {
        turn.work->run(db);
    } catch (const Rerun&) {
        turn.again = true;
    } catch (...) {
        turn.fault = std::current_exception();
    }
    watchdog.end();
    if (turn.gathered.broken || !session.in_transaction()) return false;
    const bool keep = !turn.fault && !turn.again;
    if (!keep && session.control(Control::rollback_to) != SQLITE_OK) return false;
    return session.control(Control::release) == SQLITE_OK;
}

Outcome give_up(Session& session, Outcome::Kind kind, int code) noexcept {
    if (session.in_transaction()) session.control(Control::rollback);
    return {session.sync_failed() ? Outcome::Kind::unsure : kind, code};
}

}  // namespace

void Turn::start(Write& next) {
    work = &next;
    gathered.read.clear();
    gathered.written.clear();
    gathered.after_commit.clear();
    gathered.emitted = gathered.broken = again = false;
    fault = nullptr;
}

Outcome transact(Session& session, Watchdog& watchdog, std::span<Turn> turns) noexcept {
    if (const int code = session.control(Control::begin_immediate); code != SQLITE_OK)
        return give_up(session, Outcome::Kind::unstarted, code);
    const auto began = std::chrono::steady_clock::now();
    for (Turn& turn : turns)
        if (!take(session, watchdog, turn)) return give_up(session, Outcome::Kind::lost, session.last_fault());
    const auto took = std::chrono::steady_clock::now() - began;
    if (const int code = session.control(Control::commit); code != SQLITE_OK) return give_up(session, Outcome::Kind::lost, code);
    return {Outcome::Kind::durable, SQLITE_OK, took};
}

}  // namespace host::storage
