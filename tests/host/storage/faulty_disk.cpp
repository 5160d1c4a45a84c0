// The Unix file system of SQLite with two methods replaced.
#include "faulty_disk.h"

#include <sqlite3.h>

#include <climits>
#include <list>
#include <mutex>

namespace storage_test {

std::atomic<int> FaultyDisk::write_code, FaultyDisk::sync_code, FaultyDisk::writes_left, FaultyDisk::faults_left;

namespace {

/// A copy of a file's methods that remembers the original.
struct Methods : sqlite3_io_methods {
    const sqlite3_io_methods* real;
};

const sqlite3_io_methods& real(sqlite3_file* file) { return *static_cast<const Methods*>(file->pMethods)->real; }

int fault(std::atomic<int>& code) {
    const int what = code;
    if (what == SQLITE_OK) return SQLITE_OK;
    if (FaultyDisk::faults_left == 0) return SQLITE_OK;
    if (FaultyDisk::faults_left > 0) --FaultyDisk::faults_left;
    return what;
}

int write(sqlite3_file* file, const void* bytes, int n, sqlite3_int64 at) {
    if (FaultyDisk::write_code != SQLITE_OK && FaultyDisk::writes_left > 0)
        --FaultyDisk::writes_left;
    else if (const int code = fault(FaultyDisk::write_code); code != SQLITE_OK)
        return code;
    return real(file).xWrite(file, bytes, n, at);
}

int sync(sqlite3_file* file, int flags) {
    if (const int code = fault(FaultyDisk::sync_code); code != SQLITE_OK) return code;
    return real(file).xSync(file, flags);
}

const Methods* faulty(const sqlite3_io_methods* original) {
    static std::mutex mutex;
    static std::list<Methods> made;
    const std::lock_guard lock(mutex);
    for (const Methods& methods : made)
        if (methods.real == original) return &methods;
    Methods methods{*original, original};
    methods.xWrite = write;
    methods.xSync = sync;
    return &made.emplace_back(methods);
}

sqlite3_vfs* unix_disk = nullptr;

int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out) {
    const int code = unix_disk->xOpen(unix_disk, name, file, flags, out);
    if (file->pMethods) file->pMethods = faulty(file->pMethods);
    return code;
}

}  // namespace

void FaultyDisk::install() {
    static sqlite3_vfs disk;
    heal();
    if (unix_disk) return;
    unix_disk = sqlite3_vfs_find(nullptr);
    disk = *unix_disk;
    disk.zName = "faulty";
    disk.xOpen = open;
    sqlite3_vfs_register(&disk, 1);
}

void FaultyDisk::heal() {
    write_code = sync_code = SQLITE_OK;
    writes_left = 0;
    faults_left = -1;
}

}  // namespace storage_test
