// What the storage tests stand on: a throw-away database file and short ways to speak to it.
#pragma once
#include <fcntl.h>
#include <gtest/gtest.h>
#include <mortise/abi.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/log.h"
#include "base/problem.h"
#include "storage/database.h"
#include "storage/session.h"

namespace storage_test {

namespace storage = host::storage;
using Row = std::vector<std::string>;
using Rows = std::vector<Row>;

inline mortise_str str(std::string_view text) { return {text.data(), text.size()}; }
inline mortise_value value(std::int64_t number) { return {MORTISE_INTEGER, 0, number, 0, {}}; }
inline mortise_value value(std::string_view text) { return {MORTISE_TEXT, 0, 0, 0, str(text)}; }

/// A value as the tests compare it.
inline std::string shown(const mortise_value& v) {
    if (v.kind == MORTISE_INTEGER) return std::to_string(v.integer);
    if (v.kind == MORTISE_REAL) return std::to_string(v.real);
    if (v.kind == MORTISE_NULL) return "NULL";
    return std::string(v.bytes.p ? v.bytes.p : "", v.bytes.n);
}

using Each = std::function<mortise_rc(const mortise_value*, std::size_t)>;

/// Runs one statement with a closure for each row.
inline std::int64_t each(mortise_db& db, std::string_view sql, std::vector<mortise_value> args, Each row) {
    const mortise_str part = str(sql);
    return storage::run(
        db, {&part, 1}, args,
        [](void* ctx, const mortise_value* columns, std::size_t n) noexcept { return (*static_cast<Each*>(ctx))(columns, n); },
        &row);
}

inline Rows rows(mortise_db& db, std::string_view sql, std::vector<mortise_value> args = {}) {
    Rows all;
    each(db, sql, std::move(args), [&](const mortise_value* columns, std::size_t n) {
        Row row;
        for (std::size_t i = 0; i < n; ++i) row.push_back(shown(columns[i]));
        all.push_back(std::move(row));
        return MORTISE_OK;
    });
    return all;
}

inline std::int64_t exec(mortise_db& db, std::string_view sql, std::vector<mortise_value> args = {}) {
    const mortise_str part = str(sql);
    return storage::run(db, {&part, 1}, args, nullptr, nullptr);
}

/// The problem that `work` throws; status 0 when it throws none.
inline host::Problem problem(const std::function<void()>& work) {
    try {
        work();
    } catch (const host::Problem& thrown) {
        return thrown;
    }
    host::Problem none;
    none.status = 0;
    return none;
}

class Folder {
  public:
    Folder() {
        namespace fs = std::filesystem;
        // Memory where there is such a place that takes files.
        const fs::path base = ::access("/dev/shm", W_OK) == 0 ? fs::path("/dev/shm") : fs::temp_directory_path();
        std::string name = (base / "mortise-storage-XXXXXX").string();
        if (!::mkdtemp(name.data())) std::abort();
        path_ = name;
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    std::string file() const { return (path_ / "test.db").string(); }
    std::string path() const { return path_.string(); }

  private:
    std::filesystem::path path_;
};

/// A log that nobody reads.
struct Quiet {
    int descriptor = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    host::StillClock clock;
    host::Log log{clock, {.descriptor = descriptor}};
    ~Quiet() {
        log.stop();
        ::close(descriptor);
    }
};

inline storage::MigrationSet shop() {
    return {"shop",
            {{1, "0001_items",
              "CREATE TABLE shop_items(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE,"
              " price INTEGER NOT NULL DEFAULT 1 CHECK(price > 0)) STRICT;"
              "CREATE TABLE shop_orders(id INTEGER PRIMARY KEY AUTOINCREMENT,"
              " item INTEGER NOT NULL REFERENCES shop_items(id)) STRICT;"
              "CREATE VIEW shop_dear AS SELECT * FROM shop_items WHERE price > 100;"
              "CREATE VIRTUAL TABLE shop_search USING fts5(name);"
              "CREATE TRIGGER shop_no_free BEFORE DELETE ON shop_items WHEN old.name = 'kept'"
              " BEGIN SELECT RAISE(ABORT, 'it is kept'); END;",
              ""}}};
}

inline storage::MigrationSet bank() {
    return {"bank",
            {{1, "0001_accounts", "CREATE TABLE bank_accounts(id INTEGER PRIMARY KEY AUTOINCREMENT, owner TEXT NOT NULL) STRICT;",
              ""}}};
}

/// A started database with the tables of a shop and a bank.
class Storage : public ::testing::Test {
  protected:
    void SetUp() override { open({}); }
    void open(storage::Options options) {
        options.path = folder.file();
        database.reset();
        database = std::make_unique<storage::Database>(std::move(options), quiet.clock, quiet.log);
        database->migrate({shop(), bank()});
        database->start();
    }
    void write(const std::function<void(mortise_db&)>& work, std::string_view owner = "shop") { database->write(owner, work); }
    std::int64_t write(std::string_view sql, std::vector<mortise_value> args = {}, std::string_view owner = "shop") {
        std::int64_t changed = 0;
        write([&](mortise_db& db) { changed = exec(db, sql, args); }, owner);
        return changed;
    }
    Rows read(std::string_view sql, std::vector<mortise_value> args = {}, std::string_view owner = "shop") {
        Rows all;
        storage::Gathered gathered;
        database->reader()->snapshot(owner, gathered, [&](mortise_db& db) { all = rows(db, sql, args); });
        return all;
    }
    /// What the author is told about a statement; empty when it runs.
    std::string refusal(std::string_view sql, std::string_view owner = "shop") {
        const host::Problem thrown = problem([&] { write(sql, {}, owner); });
        return thrown.status == 500 ? thrown.detail : std::string();
    }

    Quiet quiet;
    Folder folder;
    std::unique_ptr<storage::Database> database;
};

}  // namespace storage_test
