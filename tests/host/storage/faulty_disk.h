// A disk that fails on command, under SQLite.
#pragma once
#include <atomic>
#include <string>

namespace storage_test {

/// What the files of SQLite do from now on. Zero: all is well.
struct FaultyDisk {
    static std::atomic<int> write_code;   ///< what xWrite returns
    static std::atomic<int> sync_code;    ///< what xSync returns
    static std::atomic<int> writes_left;  ///< writes that still succeed before write_code counts
    static std::atomic<int> faults_left;  ///< how often it fails; below zero: for ever

    /// Makes it the disk of all files opened from now on. After the first Database of the process.
    static void install();
    static void heal();
};

}  // namespace storage_test
