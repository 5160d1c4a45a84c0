// Snapshots, the folder's lock, and the settings of every connection.
#include <thread>

#include "job.h"

namespace storage_test {

using Database = Storage;

TEST_F(Database, GivesAReaderOneConsistentSnapshot) {
    write("INSERT INTO shop_items(name) VALUES('a')");
    auto reader = database->reader();
    storage::Gathered gathered;
    const auto count = [](mortise_db& db) { return rows(db, "SELECT count(*) FROM shop_items").at(0).at(0); };
    reader->snapshot("shop", gathered, [&](mortise_db& db) {
        EXPECT_EQ(count(db), "1");
        write("INSERT INTO shop_items(name) VALUES('b')");
        EXPECT_EQ(count(db), "1");
    });
    reader->snapshot("shop", gathered, [&](mortise_db& db) { EXPECT_EQ(count(db), "2"); });
}

TEST_F(Database, EndsASnapshotThatThrows) {
    auto reader = database->reader();
    storage::Gathered gathered;
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(
            problem([&] { reader->snapshot("shop", gathered, [&](mortise_db& db) { exec(db, "SELECT nothing"); }); }).status,
            500);
    reader->snapshot("shop", gathered, [&](mortise_db& db) { EXPECT_EQ(rows(db, "SELECT 1").size(), 1u); });
}

TEST_F(Database, InterruptsALongRead) {
    auto reader = database->reader();
    storage::Gathered gathered;
    std::promise<void> begun;
    std::thread other([&] {
        begun.get_future().wait();
        reader->interrupt();
    });
    bool told = false;
    const host::Problem thrown = problem([&] {
        reader->snapshot("shop", gathered, [&](mortise_db& db) {
            each(db, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n", {}, [&](auto...) {
                if (!std::exchange(told, true)) begun.set_value();
                return MORTISE_OK;
            });
        });
    });
    other.join();
    EXPECT_EQ(thrown.status, 503);
}

TEST_F(Database, NumbersCommitsSoThatACacheCanTellTheStale) {
    const std::uint64_t before = database->commits();
    storage::Gathered gathered;
    database->reader()->snapshot("shop", gathered, [&](mortise_db& db) { rows(db, "SELECT * FROM shop_items"); });
    ASSERT_EQ(gathered.read.size(), 1u);
    EXPECT_LE(database->generation(gathered.read[0]), before);
    write("INSERT INTO bank_accounts(owner) VALUES('x')", {}, "bank");
    EXPECT_LE(database->generation(gathered.read[0]), before);
    write("INSERT INTO shop_items(name) VALUES('a')");
    EXPECT_GT(database->generation(gathered.read[0]), before);
}

TEST_F(Database, IsRefusedToASecondHost) {
    const host::Problem thrown = problem([&] { storage::Database second({.path = folder.file()}, quiet.clock, quiet.log); });
    EXPECT_EQ(thrown.code, "locked");
    EXPECT_NE(thrown.detail.find(folder.path()), std::string::npos) << thrown.detail;
    EXPECT_NE(thrown.detail.find("process " + std::to_string(::getpid())), std::string::npos) << thrown.detail;
    database.reset();
    storage::Database next({.path = folder.file()}, quiet.clock, quiet.log);
}

TEST_F(Database, SaysWhyItCannotBeOpened) {
    const host::Problem nowhere =
        problem([&] { storage::Database second({.path = "/proc/nowhere/test.db"}, quiet.clock, quiet.log); });
    EXPECT_NE(nowhere.detail.find("/proc/nowhere"), std::string::npos) << nowhere.detail;
}

TEST_F(Database, IsNobodyElsesToRead) {
    write("INSERT INTO shop_items(name) VALUES('a')");
    for (const char* suffix : {"", "-wal", "-shm"})
        EXPECT_EQ(std::filesystem::status(folder.file() + suffix).permissions(),
                  std::filesystem::perms::owner_read | std::filesystem::perms::owner_write)
            << suffix;
}

TEST_F(Database, IsSound) { EXPECT_EQ(database->check(), ""); }

TEST_F(Database, SetsEveryConnectionAlike) {
    const auto settings = [](storage::Session& session) {
        Row all;
        for (const char* name : {"journal_mode", "synchronous", "foreign_keys", "busy_timeout", "trusted_schema",
                                 "cell_size_check", "mmap_size", "wal_autocheckpoint", "query_only"}) {
            sqlite3_stmt* raw = nullptr;
            sqlite3_prepare_v2(session.handle(), (std::string("PRAGMA ") + name).c_str(), -1, &raw, nullptr);
            sqlite3_step(raw);
            all.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(raw, 0)));
            sqlite3_finalize(raw);
        }
        return all;
    };
    const auto trusted = [&](mortise_db& db) {
        const storage::ActFor host(db.session->authorizer(), storage::Authorizer::Mode::trusted, "mortise");
        return settings(*db.session);
    };
    Row of_writer, of_reader;
    write([&](mortise_db& db) { of_writer = trusted(db); });
    storage::Gathered gathered;
    database->reader()->snapshot("shop", gathered, [&](mortise_db& db) { of_reader = trusted(db); });
    EXPECT_EQ(of_writer, (Row{"wal", "2", "1", "3000", "0", "1", "0", "0", "0"}));
    EXPECT_EQ(of_reader, (Row{"wal", "2", "1", "3000", "0", "1", "0", "0", "1"}));
}

TEST_F(Database, ReadersAndTheWriterDoNotDisturbEachOther) {
    std::atomic<bool> stop = false;
    std::vector<std::thread> threads;
    for (int t = 0; t < 3; ++t)
        threads.emplace_back([&] {
            auto reader = database->reader();
            storage::Gathered gathered;
            while (!stop)
                reader->snapshot("shop", gathered, [&](mortise_db& db) {
                    const std::string a = rows(db, "SELECT count(*) FROM shop_items").at(0).at(0);
                    EXPECT_EQ(rows(db, "SELECT coalesce(max(id), 0) FROM shop_items").at(0).at(0), a);
                });
        });
    for (int i = 0; i < 300; ++i) write("INSERT INTO shop_items(name) VALUES(?)", {value(std::to_string(i))});
    stop = true;
    for (auto& thread : threads) thread.join();
}

}  // namespace storage_test
