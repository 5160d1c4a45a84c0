// The write-ahead log before a database is opened: what will be read of it is what is on the disk.
#pragma once
#include <string>

namespace host::storage {

/// Linux forgets a page that it could not write: it stays in memory as if it were on the disk, and every later fsync() succeeds.
/// A host that ended between a failed sync and the next commit, which writes over what failed, leaves such pages in the log. Read
/// back by the next host they would look like a commit, and all that is written behind them, synced and answered, would be lost
/// with them in a power cut: the log ends at its first gap. So the log is synced first, then dropped from memory.
/// The database file needs none of this: a checkpoint whose sync failed is done again from the log, whole.
/// Throws Problem 503 when the log cannot be synced now.
void read_log_from_disk(const std::string& database);

}  // namespace host::storage
