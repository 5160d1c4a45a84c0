// What each of SQLite's errors means for a client.
#include "storage/faults.h"

#include <sqlite3.h>

#include <string>

namespace host::storage {

bool is_storage_fault(int code) noexcept {
    switch (code & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_NOMEM:
        case SQLITE_READONLY:
        case SQLITE_INTERRUPT:
        case SQLITE_IOERR:
        case SQLITE_CORRUPT:
        case SQLITE_FULL:
        case SQLITE_CANTOPEN:
        case SQLITE_PROTOCOL:
        case SQLITE_NOTADB:
            return true;
        default:
            return false;
    }
}

bool is_sync_fault(int code) noexcept { return code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC; }

Problem unavailable(int code) {
    Problem problem = (code & 0xff) == SQLITE_FULL
                          ? Problem(503, "disk-full", "The disk is full; nothing was changed.")
                          : Problem(503, "storage-unavailable", "The data cannot be reached at the moment.");
    problem.retry_after_s = 1;
    return problem;
}

Problem authors_fault(std::string_view owner, std::string_view what, std::string_view sql) {
    std::string detail(owner);
    detail.append(": ").append(what).append("; in: ").append(sql.substr(0, 500));
    return {500, "internal", std::move(detail)};
}

Problem problem_of(int code, std::string_view message, std::string_view owner, std::string_view sql) {
    switch (code) {
        case SQLITE_CONSTRAINT_UNIQUE:
        case SQLITE_CONSTRAINT_PRIMARYKEY:
        case SQLITE_CONSTRAINT_ROWID:
            return {409, "duplicate", "There is one with these values already."};
        case SQLITE_CONSTRAINT_FOREIGNKEY:
            return {409, "in-use", "It refers to something that does not exist, or is still referred to."};
        case SQLITE_CONSTRAINT_CHECK:
            return {422, "invalid", "A value is outside of what is allowed."};
        case SQLITE_CONSTRAINT_TRIGGER:
            return {422, "invalid", std::string(message)};
        default:
            return is_storage_fault(code) ? unavailable(code) : authors_fault(owner, message, sql);
    }
}

}  // namespace host::storage
