// Syncs the write-ahead log and forgets it.
#include "storage/write_ahead_log.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "storage/faults.h"

namespace host::storage {

void read_log_from_disk(const std::string& database) {
    const std::string log = database + "-wal";
    const int file = ::open(log.c_str(), O_RDWR | O_CLOEXEC);
    if (file < 0) return;  // there is none, or SQLite says why
    const int fault = ::fdatasync(file) == 0 ? 0 : errno;
    if (!fault) ::posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
    ::close(file);
    if (!fault) return;
    Problem problem = unavailable(SQLITE_IOERR_FSYNC);
    problem.detail = "The log " + log + " cannot be brought to the disk: " + std::strerror(fault);
    throw problem;
}

}  // namespace host::storage
