// Takes the lock and writes down who has it.
#include "storage/folder_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "base/problem.h"

namespace host::storage {

namespace {

std::string holder(int descriptor) {
    char digits[24];
    const ssize_t n = ::pread(descriptor, digits, sizeof digits, 0);
    std::string pid(digits, n > 0 ? static_cast<std::size_t>(n) : 0);
    pid.erase(pid.find_last_not_of("\n ") + 1);
    return pid.empty() ? "another process" : "process " + pid;
}

}  // namespace

FolderLock::FolderLock(const std::string& database) {
    namespace fs = std::filesystem;
    const fs::path parent = fs::path(database).parent_path();
    const fs::path folder = parent.empty() ? fs::path(".") : parent;
    std::error_code fault;
    if (fs::create_directories(folder, fault)) fs::permissions(folder, fs::perms::owner_all, fault);
    const std::string path = (folder / "mortise.lock").string();
    descriptor_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor_ < 0)
        throw Problem(503, "storage-unavailable",
                      "The data folder " + folder.string() + " cannot be used: " + std::strerror(errno) + ".");
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
        const std::string by = holder(descriptor_);
        ::close(descriptor_);
        throw Problem(503, "locked",
                      "The data folder " + folder.string() + " is in use by " + by + "; stop it first or choose another folder.");
    }
    const std::string pid = std::to_string(::getpid()) + "\n";
    // The number only helps a reader of the file: on a full disk the lock holds without it.
    if (::ftruncate(descriptor_, 0) == 0 && ::pwrite(descriptor_, pid.data(), pid.size(), 0) < 0) errno = 0;
    // SQLite would make it readable to all; its log takes the mode over. Never opened when it exists: to close a descriptor of it
    // would drop SQLite's own locks.
    if (const int made = ::open(database.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600); made >= 0) ::close(made);
}

FolderLock::~FolderLock() { ::close(descriptor_); }

}  // namespace host::storage
