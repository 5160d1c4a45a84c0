// Opens a session's connection and sets what every connection of ours has.
#include <Poco/Data/SQLite/Connector.h>
#include <Poco/Data/SQLite/Utility.h>
#include <Poco/Data/Session.h>
#include <Poco/Exception.h>

#include <algorithm>
#include <mutex>

#include "storage/faults.h"
#include "storage/session.h"

namespace host::storage {

namespace {

constexpr std::size_t patience_s = 3;

/// Bytes of the pages that a savepoint may have to put back, beyond which they go to a temporary file. The built-in 64 KiB are 15
/// pages: an insert into three tables with their indexes touches more, and paid 34 system calls for it. From 128 KiB on SQLite
/// 3.40 takes the move into the file for a full disk: its write() counts in 17 bits.
constexpr int savepoint_bytes = 120 * 1024;

/// Poco starts SQLite with a mutex around each call; a session here belongs to one thread at a time. Nor does anybody ask how
/// much memory SQLite has: to count it, all threads would take one lock at each allocation.
void register_once() {
    static std::once_flag once;
    std::call_once(once, [] {
        sqlite3_shutdown();
        sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
        sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, savepoint_bytes);
        Poco::Data::SQLite::Utility::setThreadMode(Poco::Data::SQLite::Utility::THREAD_MODE_MULTI);
        Poco::Data::SQLite::Connector::registerConnector();
    });
}

std::unique_ptr<Poco::Data::Session> open(const std::string& path) {
    register_once();
    try {
        return std::make_unique<Poco::Data::Session>(Poco::Data::SQLite::Connector::KEY, path, patience_s);
    } catch (const Poco::Exception& fault) {
        Problem problem = unavailable(SQLITE_CANTOPEN);
        problem.detail = "The database " + path + " cannot be opened: " + fault.displayText();
        throw problem;
    }
}

constexpr const char* every_connection =
    "PRAGMA busy_timeout=3000;"
    "PRAGMA foreign_keys=ON;"
    "PRAGMA synchronous=FULL;"
    "PRAGMA trusted_schema=OFF;"
    "PRAGMA cell_size_check=ON;"
    "PRAGMA mmap_size=0;"
    "PRAGMA wal_autocheckpoint=0;";

/// What sets a role apart. The caches, in KiB, are most of the memory that a host at work takes; what is not in one is read from
/// the kernel's.
constexpr std::array<const char*, 3> of_role{
    "PRAGMA journal_mode=WAL;PRAGMA cache_size=-4096;",
    "PRAGMA query_only=1;PRAGMA cache_size=-6144;",
    "PRAGMA query_only=1;PRAGMA cache_size=-512;",
};

}  // namespace

Session::Session(Shared& shared, Role role)
    : shared_(shared),
      poco_(open(shared.options.path)),
      handle_(Poco::Data::SQLite::Utility::dbHandle(*poco_)),
      authorizer_(shared.tables),
      statements_(static_cast<std::size_t>(std::max(1, shared.options.statement_cache))) {
    configure(role);
}

Session::~Session() = default;

void Session::configure(Role role) {
    sqlite3_extended_result_codes(handle_, 1);
    // Closing the last connection would checkpoint, whoever closes it; only the writer may.
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    sqlite3_limit(handle_, SQLITE_LIMIT_ATTACHED, 0);
    trusted(every_connection);
    trusted(of_role[static_cast<std::size_t>(role)]);
    static constexpr std::array<const char*, static_cast<std::size_t>(Control::count)> texts{
        "BEGIN", "BEGIN IMMEDIATE", "COMMIT", "ROLLBACK", "SAVEPOINT work", "RELEASE work", "ROLLBACK TO work"};
    authorizer_.attach(handle_);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        sqlite3_stmt* raw = nullptr;
        if (const int code = sqlite3_prepare_v3(handle_, texts[i], -1, SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
            code != SQLITE_OK)
            throw unavailable(code);
        controls_[i].reset(raw);
    }
}

int Session::control(Control control) noexcept {
    sqlite3_stmt* const statement = controls_[static_cast<std::size_t>(control)].get();
    sqlite3_step(statement);
    const int code = sqlite3_reset(statement);
    note(code);
    return code;
}

void Session::trusted(const char* sql) {
    const ActFor host(authorizer_, Authorizer::Mode::trusted, "mortise");
    const int code = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
    if (code == SQLITE_OK) return;
    note(code);
    Problem problem = is_storage_fault(code) ? unavailable(code) : Problem(500, "internal", "");
    problem.detail = std::string(sqlite3_errmsg(handle_)) + "; in: " + sql;
    throw problem;
}

}  // namespace host::storage
