// The product's database as the host uses it: one writer that groups commits, readers with snapshots, migrations.
#pragma once
#include <mortise/abi.h>

#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace host {
class Clock;
class Log;
}  // namespace host

namespace host::storage {

class Session;  // one SQLite connection with its statement cache and authorizer

/// What a transaction or snapshot has gathered so far.
struct Gathered {
    std::vector<std::uint32_t> read, written;         ///< tables, by their number in Database; each once
    std::vector<std::function<void()>> after_commit;  ///< run on the writer's thread, in order, before the answers leave
    bool emitted = false;                             ///< rows went into the outbox
    bool broken = false;                              ///< the transaction was lost: every further run() asks for a rerun
};

}  // namespace host::storage

/// A view of a snapshot or of the writer's transaction for one owner (a plugin, or "mortise" for the host itself). The C border's
/// handle.
struct mortise_db {
    host::storage::Session* session = nullptr;
    host::storage::Gathered* gathered = nullptr;
    std::string_view owner;
    bool writer = false;

    /// The same transaction as another owner sees it, for a contract call.
    mortise_db as(std::string_view other) const { return {session, gathered, other, writer}; }
};

namespace host::storage {

using RowFunction = mortise_rc (*)(void* ctx, const mortise_value* columns, std::size_t n) noexcept;

/// Runs one statement given in parts. Throws Problem: 409 "duplicate" for a UNIQUE violation, 409 "in-use" for a foreign key, 422
/// "invalid" for CHECK and for a trigger's RAISE(ABORT), 503 "disk-full" or "storage-unavailable", 500 for what the author got
/// wrong (text for the log). Throws Rerun when the transaction was lost. Returns the number of rows changed. `row` may run
/// further statements of the same snapshot or transaction; its columns are lent until it returns.
std::int64_t run(mortise_db& db, std::span<const mortise_str> parts, std::span<const mortise_value> args, RowFunction row,
                 void* ctx);

/// The group's transaction was lost under the statement; the work will be run again in one of its own.
struct Rerun : std::exception {
    const char* what() const noexcept override { return "the transaction will be run again"; }
};

/// A piece of work for the writer. The submitter keeps it alive until committed() or failed(), which may destroy it.
class Write {
  public:
    virtual ~Write() = default;
    std::string_view owner;
    /// Runs inside a savepoint; a throw rolls back this work alone. May be run again, after Rerun or a lost group.
    virtual void run(mortise_db& db) = 0;
    /// Durable. On the writer's thread.
    virtual void committed() noexcept = 0;
    /// Nothing of it remains. Comes after the group's commit too, because what made the work fail may have been written in the
    /// group. Only after 503 "storage-unavailable" from a failed fsync may a crash bring the work back.
    virtual void failed(std::exception_ptr why) noexcept = 0;
    /// True when it may be sent away after it has waited for too long; send_away() is its end then, and it has not run.
    virtual bool gives_way() const noexcept { return false; }
    virtual void send_away() noexcept {}
};

/// A reading connection, for one thread.
class Reader {
  public:
    /// Of pages: large for one that reads all the time.
    enum class Cache { small, large };
    explicit Reader(std::unique_ptr<Session> session);
    ~Reader();
    /// Runs `work` in one consistent snapshot. `gathered` tells the tables that were read.
    template <class Work>
    void snapshot(std::string_view owner, Gathered& gathered, Work&& work) {
        mortise_db db = open(owner, gathered);
        struct End {
            Reader& reader;
            ~End() { reader.close(); }
        } end{*this};
        work(db);
    }
    /// From now on all snapshots are one and the same, which begins with the next, for works that had all come by now; until
    /// let_go(). Ten short reads so cost one read lock of the file instead of ten.
    void hold() noexcept;
    void let_go() noexcept;
    /// The last commit that the present snapshot is sure to show.
    std::uint64_t commits() const noexcept { return commits_; }
    /// Ends the statement that runs now with 503; for a read that has outlived its age limit. [any thread]
    void interrupt() noexcept;

  private:
    mortise_db open(std::string_view owner, Gathered& gathered);
    void close() noexcept;
    std::unique_ptr<Session> session_;
    std::uint64_t commits_ = 0;
    bool held_ = false;
};

struct Migration {
    int number;
    std::string name, sql, postgres;
};

/// The migrations of one owner, in order.
struct MigrationSet {
    std::string owner;
    std::vector<Migration> migrations;
};

struct Options {
    std::string path = {};        ///< of the SQLite file
    std::size_t group = 256;      ///< most works in one commit
    std::size_t queue = 4096;     ///< most works waiting; one more is refused with 503
    int statement_cache = 512;    ///< prepared statements a session
    int checkpoint_pages = 1000;  ///< of the write-ahead log that are worth a checkpoint
    int restart_pages = 16384;    ///< from here on the writer waits for readers, 200 ms at most, so that the log can begin anew
    std::function<void(std::string_view sql)> trace = {};    ///< log.sql
    std::function<void(std::string_view owner)> stuck = {};  ///< a work has held the writer for `stuck_after`; once for each work
    std::chrono::milliseconds stuck_after{5000};
};

class Database {
  public:
    /// Opens (and makes) the file and locks its folder: a second host on it throws Problem 503 "locked" with the sentence for the
    /// operator.
    Database(Options options, const Clock& clock, Log& log);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    /// Applies what is missing, each in one transaction, checksums compared; all sets are checked before the first is applied.
    /// After start() it runs on the writer between two groups. Throws Problem 500 naming owner, file and fault. Returns how many
    /// were applied.
    int migrate(const std::vector<MigrationSet>& sets);
    struct Applied {
        std::string owner, name;
        int number;
        std::int64_t applied_at;  ///< ms; 0: pending
    };
    std::vector<Applied> status(const std::vector<MigrationSet>& sets);

    /// Starts the writer's thread.
    void start();
    /// Queues a work; committed() or failed() follows, also on stop, or send_away() where it gives way. False (and none is
    /// called) when the queue is full or stopping. Sends away others, on this thread.
    bool submit(Write& work);
    /// Runs `work` on the writer and waits for its commit. Rethrows its failure. Not from the writer's thread.
    void write(std::string_view owner, const std::function<void(mortise_db&)>& work);
    std::unique_ptr<Reader> reader(Reader::Cache cache = Reader::Cache::small);
    /// Finishes what is queued, checkpoints, closes.
    void stop();

    /// The number of the last commit. A cache fill reads it before its snapshot and is good while no table it read has a higher
    /// generation.
    std::uint64_t commits() const noexcept;
    /// The number of the commit that last changed the table. Lock-free.
    std::uint64_t generation(std::uint32_t table) const noexcept;
    std::string table_name(std::uint32_t table) const;
    /// quick_check; empty when sound.
    std::string check();
    /// False while the writer cannot commit (full disk, I/O error).
    bool healthy() const noexcept;
    /// Called on the writer's thread after a commit that put rows into the outbox.
    std::function<void()> emitted;

  private:
    struct Core;
    std::unique_ptr<Core> core_;
};

}  // namespace host::storage
