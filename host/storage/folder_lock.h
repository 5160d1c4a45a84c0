// One host to a data folder.
#pragma once
#include <string>

namespace host::storage {

/// Holds `<folder>/mortise.lock` while it lives; the kernel lets go of it however the process ends.
class FolderLock {
  public:
    /// Makes the folder of `database` and the file, for the owner alone, when they are missing. Throws Problem 503 "locked"
    /// naming the folder and its holder.
    explicit FolderLock(const std::string& database);
    ~FolderLock();
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

  private:
    int descriptor_ = -1;
};

}  // namespace host::storage
