// Migrations: what is applied, what is remembered, and everything that is refused.
#include "support.h"

namespace storage_test {

class Migrations : public ::testing::Test {
  protected:
    Quiet quiet;
    Folder folder;
    std::unique_ptr<storage::Database> database = open();

    std::unique_ptr<storage::Database> open() {
        return std::make_unique<storage::Database>(storage::Options{.path = folder.file()}, quiet.clock, quiet.log);
    }
    /// A set of "shop" from the texts, numbered.
    static storage::MigrationSet set(std::vector<std::string> texts) {
        storage::MigrationSet made{"shop", {}};
        int number = 0;
        for (std::string& text : texts) {
            ++number;
            made.migrations.push_back({number, "000" + std::to_string(number) + "_step", std::move(text), ""});
        }
        return made;
    }
    /// Why the texts are refused; empty when they are applied. The database stays as it was.
    std::string refusal(std::vector<std::string> texts) {
        return problem([&] { database->migrate({set(std::move(texts))}); }).detail;
    }
    Rows tables() {
        Rows all;
        storage::Gathered gathered;
        database->reader()->snapshot("shop", gathered, [&](mortise_db& db) {
            const storage::ActFor host(db.session->authorizer(), storage::Authorizer::Mode::trusted, "mortise");
            sqlite3_stmt* raw = nullptr;
            sqlite3_prepare_v2(db.session->handle(),
                               "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'shop%' ORDER BY 1", -1, &raw,
                               nullptr);
            while (sqlite3_step(raw) == SQLITE_ROW) all.push_back({reinterpret_cast<const char*>(sqlite3_column_text(raw, 0))});
            sqlite3_finalize(raw);
        });
        return all;
    }
    const std::string first = "CREATE TABLE shop_a(id INTEGER PRIMARY KEY AUTOINCREMENT) STRICT;";
};

TEST_F(Migrations, AreAppliedOnceAndRemembered) {
    quiet.clock.set(host::Time(std::chrono::milliseconds(1234)));
    const auto two =
        set({first, "CREATE TABLE shop_b(x TEXT) STRICT; CREATE INDEX shop_b_x ON shop_b(x); INSERT INTO shop_b VALUES('a;b');"});
    EXPECT_EQ(database->migrate({two}), 4) << "the host's own two and two";
    EXPECT_EQ(database->migrate({two}), 0);
    database.reset();
    database = open();
    EXPECT_EQ(database->migrate({two}), 0);
    const auto status = database->status({set({first, "CREATE TABLE shop_b(x TEXT) STRICT;", "SELECT 1"})});
    ASSERT_EQ(status.size(), 5u);
    EXPECT_EQ(status[0].owner, "mortise");
    EXPECT_EQ(status[3].applied_at, 1234);
    EXPECT_EQ(status[4].applied_at, 0);
    EXPECT_EQ(tables(), (Rows{{"shop_a"}, {"shop_b"}}));
}

TEST_F(Migrations, ShowAllAsPendingInANewDatabase) {
    for (const auto& one : database->status({set({first})})) EXPECT_EQ(one.applied_at, 0);
}

TEST_F(Migrations, LeaveNothingBehindWhenTheyFail) {
    EXPECT_NE(refusal({first, "CREATE TABLE shop_b(x TEXT) STRICT; INSERT INTO shop_nowhere VALUES(1);"}), "");
    EXPECT_EQ(tables(), (Rows{{"shop_a"}})) << "each is a transaction of its own";
    EXPECT_EQ(database->migrate({set({first, "CREATE TABLE shop_b(x TEXT) STRICT;"})}), 1);
}

TEST_F(Migrations, RefuseAFileThatWasChanged) {
    database->migrate({set({first})});
    const std::string why = refusal({first + " "});
    EXPECT_NE(why.find("shop: migrations/0001_step.sql"), std::string::npos) << why;
    EXPECT_NE(why.find("changed"), std::string::npos) << why;
}

TEST_F(Migrations, RefuseGapsAndWrongOrder) {
    auto gap = set({first, "SELECT 1"});
    gap.migrations[1].number = 3;
    EXPECT_NE(problem([&] { database->migrate({gap}); }).detail.find("number 2 is expected"), std::string::npos);
    std::swap(gap.migrations[0], gap.migrations[1]);
    EXPECT_NE(problem([&] { database->migrate({gap}); }).detail, "");
    EXPECT_TRUE(tables().empty()) << "nothing is applied before all are checked";
}

TEST_F(Migrations, RefuseADatabaseOfANewerRelease) {
    database->migrate({set({first, "CREATE TABLE shop_b(x TEXT) STRICT;"})});
    const std::string why = refusal({first});
    EXPECT_NE(why.find("newer release"), std::string::npos) << why;
}

TEST_F(Migrations, DoNotMindRowsOfOwnersThatAreGone) {
    database->migrate({set({first}), bank()});
    EXPECT_EQ(database->migrate({bank()}), 0);
}

TEST_F(Migrations, RefuseOwnersWhoseTablesCannotBeToldApart) {
    EXPECT_NE(problem([&] { database->migrate({{"shop", {}}, {"shop-items", {}}}); }).detail, "");
    EXPECT_NE(problem([&] { database->migrate({{"shop", {}}, {"shop", {}}}); }).detail, "");
    EXPECT_EQ(problem([&] { database->migrate({{"shop", {}}, {"shopping", {}}}); }).status, 0);
}

TEST_F(Migrations, RefuseTablesThatAreNotStrictOrReuseKeys) {
    EXPECT_NE(refusal({"CREATE TABLE shop_a(x TEXT)"}).find("STRICT"), std::string::npos);
    EXPECT_NE(refusal({"CREATE TABLE shop_a AS SELECT 1 AS x"}).find("STRICT"), std::string::npos);
    EXPECT_NE(refusal({"CREATE TABLE shop_a(id INTEGER PRIMARY KEY) STRICT"}).find("AUTOINCREMENT"), std::string::npos);
    EXPECT_NE(refusal({"CREATE TABLE shop_a(id INTEGER NOT NULL, PRIMARY KEY(id)) STRICT"}).find("AUTOINCREMENT"),
              std::string::npos);
    EXPECT_EQ(refusal({first + "CREATE TABLE shop_b(a INTEGER PRIMARY KEY REFERENCES shop_a(id)) STRICT;"
                               "CREATE TABLE shop_c(a INTEGER, b INTEGER, PRIMARY KEY(a, b)) STRICT;"
                               "CREATE TABLE shop_d(a INTEGER PRIMARY KEY) STRICT, WITHOUT ROWID;"}),
              "");
}

TEST_F(Migrations, RefuseWhatIsNotTheirs) {
    database->migrate({bank()});
    for (const std::string& sql :
         std::vector<std::string>{"CREATE TABLE other(x TEXT) STRICT",
                                  "CREATE TABLE bank_b(x TEXT) STRICT",
                                  "DROP TABLE bank_accounts",
                                  "DELETE FROM bank_accounts",
                                  "ALTER TABLE bank_accounts ADD COLUMN x TEXT",
                                  "ALTER TABLE bank_accounts RENAME TO shop_accounts",
                                  "CREATE INDEX shop_i ON bank_accounts(owner)",
                                  "CREATE INDEX bank_i ON shop_a(id)",
                                  "CREATE VIEW bank_v AS SELECT 1",
                                  "CREATE TRIGGER shop_t AFTER INSERT ON bank_accounts BEGIN SELECT 1; END",
                                  "CREATE TEMP TABLE shop_t(x TEXT)",
                                  "CREATE TABLE shop_b(x INTEGER REFERENCES bank_accounts(id)) STRICT",
                                  "CREATE VIRTUAL TABLE shop_r USING rtree(id, a, b)",
                                  "CREATE VIRTUAL TABLE bank_f USING fts5(x)",
                                  "DELETE FROM sqlite_sequence",
                                  "DELETE FROM mortise_migrations",
                                  "INSERT INTO shop_a SELECT id FROM bank_accounts",
                                  "PRAGMA user_version = 3",
                                  "COMMIT",
                                  "BEGIN",
                                  "SAVEPOINT x",
                                  "ROLLBACK",
                                  "ATTACH 'x.db' AS x",
                                  "VACUUM",
                                  "ANALYZE",
                                  "SELECT load_extension('x')",
                                  "CREATE TABLE shop_b(x TEXT UNIQUE ON CONFLICT ROLLBACK) STRICT",
                                  "CREATE TABLE shop_b(x INTEGER REFERENCES shop_a(id) DEFERRABLE INITIALLY DEFERRED) STRICT",
                                  "CREATE TRIGGER shop_t AFTER INSERT ON shop_a BEGIN SELECT RAISE(ROLLBACK, 'x'); END",
                                  "SELEC",
                                  "CREATE TABLE shop_b(x JSON) STRICT"}) {
        EXPECT_NE(refusal({first, sql}), "") << sql;
        EXPECT_EQ(tables(), (Rows{{"shop_a"}})) << sql;
    }
}

TEST_F(Migrations, MayRebuildATable) {
    const std::string made = first +
                             "CREATE TABLE shop_b(a INTEGER NOT NULL REFERENCES shop_a(id) ON DELETE CASCADE) STRICT;"
                             "INSERT INTO shop_a(id) VALUES(1), (2); INSERT INTO shop_b VALUES(1), (2);";
    const std::string rebuilt =
        "CREATE TABLE shop_new(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL DEFAULT '') STRICT;"
        "INSERT INTO shop_new(id) SELECT id FROM shop_a; DROP TABLE shop_a; ALTER TABLE shop_new RENAME TO shop_a;"
        "ALTER TABLE shop_b ADD COLUMN note TEXT NOT NULL DEFAULT 'x' CHECK(note <> '');"
        "ALTER TABLE shop_a RENAME COLUMN name TO title; ALTER TABLE shop_a DROP COLUMN title;";
    EXPECT_EQ(refusal({made, rebuilt}), "");
    storage::Gathered gathered;
    database->reader()->snapshot("shop", gathered, [&](mortise_db& db) {
        EXPECT_EQ(rows(db, "SELECT a, note FROM shop_b JOIN shop_a ON a = id"), (Rows{{"1", "x"}, {"2", "x"}}));
    });
    EXPECT_NE(refusal({made, rebuilt, "DELETE FROM shop_a WHERE id = 1"}).find("do not exist"), std::string::npos);
    database->start();
    EXPECT_EQ(problem([&] { database->write("shop", [](mortise_db& db) { exec(db, "INSERT INTO shop_b(a) VALUES(9)"); }); }).code,
              "in-use")
        << "foreign keys are on again";
}

TEST_F(Migrations, RenewWhatIsKnownOfTheStatements) {
    const std::string made = first + "CREATE TABLE shop_log(a INTEGER NOT NULL) STRICT;";
    database->migrate({set({made})});
    database->start();
    std::vector<std::uint32_t> written;
    const auto add = [&](mortise_db& db) {
        exec(db, "INSERT INTO shop_a DEFAULT VALUES");
        written = db.gathered->written;
    };
    database->write("shop", add);
    EXPECT_EQ(written.size(), 1u);
    const std::uint64_t before = database->generation(written[0]);
    database->migrate(
        {set({made, "CREATE TRIGGER shop_t AFTER INSERT ON shop_a BEGIN INSERT INTO shop_log VALUES(new.id); END;"})});
    EXPECT_GT(database->generation(written[0]), before);
    database->write("shop", add);
    EXPECT_EQ(written.size(), 2u);
}

TEST_F(Migrations, RunOnTheWriterOnceItIsStarted) {
    database->migrate({set({first})});
    database->start();
    const auto add = [&](mortise_db& db) { exec(db, "INSERT INTO shop_a DEFAULT VALUES"); };
    database->write("shop", add);
    auto reader = database->reader();
    storage::Gathered gathered;
    const auto count = [&] {
        std::string n;
        reader->snapshot("shop", gathered, [&](mortise_db& db) { n = rows(db, "SELECT count(*) FROM shop_a").at(0).at(0); });
        return n;
    };
    EXPECT_EQ(count(), "1");
    EXPECT_EQ(database->migrate({set({first, "ALTER TABLE shop_a ADD COLUMN x TEXT; CREATE TABLE shop_b(x TEXT) STRICT;"})}), 1);
    database->write("shop", add);
    EXPECT_EQ(count(), "2") << "cached statements survive a change of the schema";
    EXPECT_NE(problem([&] { database->migrate({set({"SELECT 1"})}); }).detail, "");
    database->write("shop", add);
    EXPECT_EQ(count(), "3");
}

}  // namespace storage_test
