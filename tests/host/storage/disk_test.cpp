// Full and failing disks: no false success, no corruption, and the way back.
#include <chrono>
#include <thread>

#include "faulty_disk.h"
#include "job.h"

namespace storage_test {

using namespace std::chrono_literals;

class Disk : public Storage {
  protected:
    void SetUp() override {
        open({});
        FaultyDisk::install();
        open({});
        write("INSERT INTO shop_items(name) VALUES('before')");
    }
    void TearDown() override { FaultyDisk::heal(); }

    bool recovers() {
        for (int i = 0; i < 300 && !database->healthy(); ++i) std::this_thread::sleep_for(10ms);
        return database->healthy();
    }
    std::vector<std::unique_ptr<Job>> group(int n, const std::function<void()>& meanwhile) {
        std::vector<std::unique_ptr<Job>> jobs;
        Hold hold(*database);
        for (int i = 0; i < n; ++i) {
            jobs.push_back(insert("group" + std::to_string(i)));
            EXPECT_TRUE(database->submit(*jobs.back()));
        }
        meanwhile();
        return jobs;
    }
};

TEST_F(Disk, FullMeansRefusedWritesAndWorkingReads) {
    FaultyDisk::write_code = SQLITE_FULL;
    const host::Problem thrown = problem([&] { write("INSERT INTO shop_items(name) VALUES('a')"); });
    EXPECT_EQ(thrown.status, 503);
    EXPECT_EQ(thrown.code, "disk-full");
    EXPECT_GT(thrown.retry_after_s, 0);
    EXPECT_FALSE(database->healthy());
    EXPECT_EQ(read("SELECT name FROM shop_items ORDER BY id"), (Rows{{"before"}}));
    EXPECT_EQ(problem([&] { write("SELECT 1"); }).status, 0);
    EXPECT_FALSE(database->healthy()) << "an empty transaction proves nothing";
    FaultyDisk::heal();
    EXPECT_TRUE(recovers());
    write("INSERT INTO shop_items(name) VALUES('after')");
    EXPECT_EQ(read("SELECT name FROM shop_items ORDER BY id"), (Rows{{"before"}, {"after"}}));
    EXPECT_EQ(database->check(), "");
}

TEST_F(Disk, FullAnswersAWholeGroup) {
    auto jobs = group(20, [] { FaultyDisk::write_code = SQLITE_FULL; });
    for (auto& job : jobs) {
        EXPECT_EQ(job->result(), 503);
        EXPECT_EQ(job->code(), "disk-full");
    }
    FaultyDisk::heal();
    EXPECT_EQ(read("SELECT count(*) FROM shop_items").at(0).at(0), "1");
}

TEST_F(Disk, OneFailedWriteIsMadeGoodByRunningAgain) {
    auto jobs = group(10, [] {
        FaultyDisk::faults_left = 1;
        FaultyDisk::write_code = SQLITE_IOERR_WRITE;
    });
    for (auto& job : jobs) EXPECT_EQ(job->result(), 200);
    EXPECT_EQ(jobs[0]->runs, 2);
    EXPECT_EQ(read("SELECT count(*) FROM shop_items").at(0).at(0), "11");
    EXPECT_TRUE(database->healthy());
}

TEST_F(Disk, AFailedSyncIsNeverASuccess) {
    const std::uint64_t before = database->commits();
    auto jobs = group(10, [] {
        FaultyDisk::faults_left = 1;
        FaultyDisk::sync_code = SQLITE_IOERR_FSYNC;
    });
    for (auto& job : jobs) {
        EXPECT_EQ(job->result(), 503);
        EXPECT_EQ(job->code(), "storage-unavailable");
        EXPECT_EQ(job->runs, 1) << "after a failed sync nothing is tried again on the same connection";
    }
    EXPECT_EQ(database->commits(), before);
    EXPECT_EQ(read("SELECT count(*) FROM shop_items").at(0).at(0), "1");
    write("INSERT INTO shop_items(name) VALUES('after')");
    EXPECT_TRUE(database->healthy());
    EXPECT_EQ(read("SELECT name FROM shop_items ORDER BY id"), (Rows{{"before"}, {"after"}}));
    open({});
    EXPECT_EQ(read("SELECT name FROM shop_items ORDER BY id"), (Rows{{"before"}, {"after"}})) << "and so it is after a restart";
    EXPECT_EQ(database->check(), "");
}

TEST_F(Disk, TheRemainsOfAFailedSyncAreBuriedUnattended) {
    FaultyDisk::faults_left = 1;
    FaultyDisk::sync_code = SQLITE_IOERR_FSYNC;
    EXPECT_EQ(problem([&] { write("INSERT INTO shop_items(name) VALUES('refused')"); }).status, 503);
    EXPECT_TRUE(recovers());
    const Folder crashed;  // what a power cut would leave now
    for (const char* suffix : {"", "-wal"}) std::filesystem::copy_file(folder.file() + suffix, crashed.file() + suffix);
    storage::Database after({.path = crashed.file()}, quiet.clock, quiet.log);
    storage::Gathered gathered;
    after.reader()->snapshot("shop", gathered, [&](mortise_db& db) {
        EXPECT_EQ(rows(db, "SELECT name FROM shop_items ORDER BY id"), (Rows{{"before"}}));
    });
}

TEST_F(Disk, ADiskThatFailsForLongHealsUnattended) {
    FaultyDisk::sync_code = SQLITE_IOERR_FSYNC;
    for (int i = 0; i < 3; ++i) EXPECT_EQ(problem([&] { write("INSERT INTO shop_items(name) VALUES('a')"); }).status, 503);
    std::this_thread::sleep_for(1200ms);
    EXPECT_FALSE(database->healthy());
    FaultyDisk::heal();
    EXPECT_TRUE(recovers());
    write("INSERT INTO shop_items(name) VALUES('a')");
    EXPECT_EQ(database->check(), "");
}

TEST_F(Disk, FailingAtEveryWriteInTurnLosesNothingAcknowledged) {
    std::vector<std::string> acknowledged{"before"};
    for (int nth = 0; nth < 40; ++nth) {
        FaultyDisk::writes_left = nth % 8;
        FaultyDisk::faults_left = 1 + nth % 3;
        (nth % 5 ? FaultyDisk::write_code : FaultyDisk::sync_code) = nth % 5 ? SQLITE_IOERR_WRITE : SQLITE_IOERR_FSYNC;
        const std::string name = "item" + std::to_string(nth);
        if (problem([&] { write("INSERT INTO shop_items(name) VALUES(?)", {value(name)}); }).status == 0)
            acknowledged.push_back(name);
        FaultyDisk::heal();
    }
    open({});
    for (const std::string& name : acknowledged)
        EXPECT_EQ(read("SELECT 1 FROM shop_items WHERE name = ?", {value(name)}).size(), 1u) << name;
    EXPECT_EQ(database->check(), "");
}

TEST_F(Disk, SpoiledCheckpointsLoseNothing) {
    open({.checkpoint_pages = 1});
    for (int i = 0; i < 30; ++i) {
        // The log's own writes pass, the checkpoint's into the database fail.
        FaultyDisk::writes_left = 1000;
        FaultyDisk::faults_left = 1;
        if (i % 3 == 0) FaultyDisk::sync_code = SQLITE_IOERR_FSYNC;
        problem([&] { write("INSERT INTO shop_items(name) VALUES(?)", {value("x" + std::to_string(i))}); });
        FaultyDisk::heal();
        write("INSERT INTO shop_items(name) VALUES(?)", {value("y" + std::to_string(i))});
    }
    EXPECT_EQ(read("SELECT count(*) FROM shop_items WHERE name LIKE 'y%'").at(0).at(0), "30");
    EXPECT_EQ(database->check(), "");
}

}  // namespace storage_test
