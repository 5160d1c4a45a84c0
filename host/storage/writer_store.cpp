// The writer's care for its connection: health, reopening, checkpoints.
#include "base/log.h"
#include "storage/faults.h"
#include "storage/writer.h"

namespace host::storage {

/// False when there is no connection and none can be had.
bool Writer::open() {
    if (session_ && !session_->sync_failed()) return true;
    try {
        // The old connection goes last: it keeps the index of the log, in which the commit of the failed sync is not. Without it
        // SQLite would read that commit back from the file.
        session_ = std::make_unique<Session>(shared_, Session::Role::writer);
    } catch (const Problem& fault) {
        shared_.log.error("the database cannot be opened", {{"fault", fault.detail}});
        healthy_.store(false, std::memory_order_release);
        return false;
    }
    sqlite3_wal_hook(
        session_->handle(),
        [](void* self, sqlite3*, const char*, int pages) {
            static_cast<Writer*>(self)->wal_pages_ = pages;
            static_cast<Writer*>(self)->wrote_ = true;
            return SQLITE_OK;
        },
        this);
    return true;
}

/// An interrupted transaction says nothing of the store, and an empty one does not prove it well.
void Writer::judge(const Outcome& outcome) {
    if (outcome.kind == Outcome::Kind::durable) {
        if (wrote_ && !healthy_.exchange(true, std::memory_order_acq_rel)) shared_.log.info("the database takes writes again");
        return;
    }
    if ((outcome.code & 0xff) == SQLITE_INTERRUPT || !is_storage_fault(outcome.code)) return;
    if (healthy_.exchange(false, std::memory_order_acq_rel))
        shared_.log.error("the database takes no writes", {{"code", outcome.code}, {"fault", sqlite3_errstr(outcome.code)}});
}

/// Writes one page for real: an empty transaction would succeed on a full disk.
void Writer::probe() {
    if (!open()) return;
    wrote_ = false;
    try {
        session_->trusted("PRAGMA user_version=1");
        judge({Outcome::Kind::durable, SQLITE_OK});
    } catch (const Problem&) {
        return;  // still ill; the log has it already
    }
    checkpoint();
}

/// The log is copied back without waiting for anybody; only at the ceiling the writer waits for readers, for a moment.
void Writer::checkpoint() {
    if (wal_pages_ < shared_.options.checkpoint_pages) {
        checkpoint_at_ = shared_.options.checkpoint_pages;
        restart_at_ = shared_.options.restart_pages;
        return;
    }
    if (wal_pages_ >= restart_at_) {
        const bool restarted = checkpoint(SQLITE_CHECKPOINT_RESTART, 200) == SQLITE_OK;
        if (!restarted) shared_.log.warn("a long read keeps the write-ahead log from being emptied", {{"pages", wal_pages_}});
        restart_at_ = restarted ? shared_.options.restart_pages : wal_pages_ + shared_.options.restart_pages / 4;
    } else if (wal_pages_ >= checkpoint_at_) {
        checkpoint(SQLITE_CHECKPOINT_PASSIVE, 0);
    } else {
        return;
    }
    checkpoint_at_ = wal_pages_ + shared_.options.checkpoint_pages;
}

int Writer::checkpoint(int kind, int patience_ms) {
    sqlite3_busy_timeout(session_->handle(), patience_ms);
    const int code = sqlite3_wal_checkpoint_v2(session_->handle(), "main", kind, nullptr, nullptr);
    sqlite3_busy_timeout(session_->handle(), 3000);
    session_->note(code);
    if (code != SQLITE_OK && code != SQLITE_BUSY)
        shared_.log.warn("a checkpoint failed", {{"code", code}, {"fault", sqlite3_errstr(code)}});
    return code;
}

}  // namespace host::storage
