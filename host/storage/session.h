// One SQLite connection: opened by Poco, stepped on its own handle, with a statement cache and an authorizer.
#pragma once
#include <sqlite3.h>

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "storage/authorizer.h"
#include "storage/database.h"
#include "storage/statements.h"

namespace Poco::Data {
class Session;
}

namespace host::storage {

/// What all sessions of a database share. Outlives them.
struct Shared {
    Options options;
    Tables tables;
    Log& log;
    const Clock& clock;
};

/// One thread at a time; interrupt() from any.
class Session {
  public:
    /// The writer; a reader that a lane keeps busy; one that reads now and then.
    enum class Role { writer, reader, guest };
    enum class Control { begin, begin_immediate, commit, rollback, savepoint, release, rollback_to, count };

    /// Throws Problem when the file cannot be opened.
    Session(Shared& shared, Role role);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    std::int64_t run(mortise_db& db, std::span<const mortise_str> parts, std::span<const mortise_value> args, RowFunction row,
                     void* ctx);

    /// The host's own transactions. Returns SQLite's extended code.
    int control(Control control) noexcept;
    bool in_transaction() const noexcept { return sqlite3_get_autocommit(handle_) == 0; }
    void interrupt() noexcept { sqlite3_interrupt(handle_); }

    /// Runs the host's own statements, unwatched. Throws Problem 500 with SQLite's words.
    void trusted(const char* sql);

    /// A sync failed since the session was opened: it must not be used any longer.
    bool sync_failed() const noexcept { return sync_failed_; }
    /// The last error that was more than the echo of a lost transaction.
    int last_fault() const noexcept { return last_fault_; }
    void note(int code) noexcept;

    /// Of the database, so far.
    std::uint64_t commits() const noexcept { return shared_.tables.commits(); }
    sqlite3* handle() const noexcept { return handle_; }
    Authorizer& authorizer() noexcept { return authorizer_; }
    std::size_t cached() const noexcept { return statements_.size(); }

  private:
    struct Lease;
    void configure(Role role);
    std::string_view key_of(std::string_view owner, std::span<const mortise_str> parts);
    Lease lease(const mortise_db& db, std::span<const mortise_str> parts);
    Statement prepare(const mortise_db& db, std::string_view key);
    void look_up_unclear(const mortise_db& db, const Authorizer::Touched& touched, std::string_view sql);
    void bind(const mortise_db& db, const Statement& statement, std::span<const mortise_value> args);
    void step(const mortise_db& db, const Statement& statement, RowFunction row, void* ctx);
    [[noreturn]] void fail(const mortise_db& db, int code, std::string_view sql);

    Shared& shared_;
    std::unique_ptr<Poco::Data::Session> poco_;  // closes the handle, after all that is declared below
    sqlite3* handle_ = nullptr;
    Authorizer authorizer_;
    Statements statements_;
    std::array<Prepared, static_cast<std::size_t>(Control::count)> controls_;
    std::string key_;           // the scratch of key_of()
    std::uint64_t schema_ = 0;  // that the cached statements were prepared for
    bool sync_failed_ = false;
    int last_fault_ = SQLITE_OK;
};

}  // namespace host::storage
