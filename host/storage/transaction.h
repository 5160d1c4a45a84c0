// One transaction of the writer over a few works: each in its savepoint, then the commit.
#pragma once
#include <exception>
#include <span>

#include "storage/session.h"
#include "storage/watchdog.h"

namespace host::storage {

/// A work's turn in a transaction, and what came of it.
struct Turn {
    Write* work = nullptr;
    Gathered gathered;
    std::exception_ptr fault;  ///< why it failed alone
    bool again = false;        ///< it asked for a transaction of its own

    void start(Write& next);
};

struct Outcome {
    enum class Kind {
        durable,    ///< committed, but for the turns with a fault
        lost,       ///< rolled back whole; all may be run again
        unstarted,  ///< the store takes no transaction
        unsure,     ///< a sync failed: what is on the disk is unknown
    } kind;
    int code;                                          ///< SQLite's
    std::chrono::steady_clock::duration works_took{};  ///< without the commit
};

/// Runs the works of `turns` in one transaction. Never throws.
Outcome transact(Session& session, Watchdog& watchdog, std::span<Turn> turns) noexcept;

}  // namespace host::storage
