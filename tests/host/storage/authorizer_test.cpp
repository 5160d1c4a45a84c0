// What an owner may touch, and every refusal.
#include "storage/authorizer.h"

#include "support.h"

namespace storage_test {

using Authorizer = Storage;

TEST(Owns, TakesThePrefixAsTheWholeName) {
    using storage::owns;
    EXPECT_TRUE(owns("shop", "shop_items"));
    EXPECT_TRUE(owns("shop", "SHOP_Items"));
    EXPECT_TRUE(owns("service-kit", "service_kit_parts"));
    EXPECT_FALSE(owns("shop", "shop_"));
    EXPECT_FALSE(owns("shop", "shopping_items"));
    EXPECT_FALSE(owns("shop", "bank_shop_items"));
    EXPECT_FALSE(owns("", "_x"));
}

TEST_F(Authorizer, NamesOwnerAndTableInTheRefusal) {
    const std::string text = refusal("SELECT owner FROM bank_accounts");
    EXPECT_NE(text.find("shop may not read bank_accounts"), std::string::npos) << text;
}

TEST_F(Authorizer, RefusesOthersTablesInEveryPosition) {
    for (const char* sql :
         {"SELECT count(*) FROM bank_accounts", "SELECT 1 FROM bank_accounts", "SELECT EXISTS(SELECT 1 FROM bank_accounts)",
          "INSERT INTO shop_items(name) SELECT owner FROM bank_accounts", "INSERT INTO bank_accounts(owner) VALUES('x')",
          "UPDATE bank_accounts SET owner = 'x'", "DELETE FROM bank_accounts", "DELETE FROM bank_accounts WHERE 1",
          "WITH a AS (SELECT id FROM bank_accounts) SELECT 1 FROM a", "SELECT json FROM mortise_outbox",
          "SELECT name FROM (SELECT owner AS name FROM main.bank_accounts)",
          "SELECT (WITH bank_accounts AS (SELECT 1) SELECT 1), count(*) FROM bank_accounts"})
        EXPECT_NE(refusal(sql).find("may not"), std::string::npos) << sql;
}

TEST_F(Authorizer, RefusesTheCatalogue) {
    for (const char* sql :
         {"SELECT name FROM sqlite_master", "SELECT rowid FROM sqlite_master", "UPDATE sqlite_master SET sql = ''",
          "DELETE FROM sqlite_master", "INSERT INTO sqlite_master(name) VALUES('x')", "SELECT count(*) FROM sqlite_schema",
          "SELECT * FROM sqlite_sequence", "SELECT * FROM pragma_table_info('shop_items')", "SELECT name FROM sqlite_temp_schema",
          "SELECT * FROM dbstat", "SELECT * FROM sqlite_stmt"})
        EXPECT_NE(refusal(sql), "") << sql;
}

TEST_F(Authorizer, RefusesTransactionsAndSettings) {
    for (const char* sql : {"BEGIN", "BEGIN IMMEDIATE", "COMMIT", "END", "ROLLBACK", "SAVEPOINT x", "RELEASE work",
                            "ROLLBACK TO work", "PRAGMA synchronous=OFF", "PRAGMA journal_mode", "PRAGMA defer_foreign_keys=1",
                            "ATTACH 'x.db' AS x", "DETACH main", "VACUUM", "ANALYZE", "REINDEX"})
        EXPECT_NE(refusal(sql), "") << sql;
    EXPECT_EQ(write("INSERT INTO shop_items(name) VALUES('still here')"), 1);
}

TEST_F(Authorizer, RefusesSchemaChangesOutsideOfMigrations) {
    for (const char* sql : {"CREATE TABLE shop_x(a) STRICT", "CREATE TEMP TABLE shop_x(a)", "DROP TABLE shop_items",
                            "CREATE INDEX shop_i ON shop_items(price)", "CREATE VIEW shop_v AS SELECT 1", "DROP VIEW shop_dear",
                            "ALTER TABLE shop_items ADD COLUMN x TEXT", "CREATE VIRTUAL TABLE shop_f USING fts5(a)",
                            "CREATE TRIGGER shop_t AFTER INSERT ON shop_items BEGIN SELECT 1; END", "DROP TRIGGER shop_no_free"})
        EXPECT_NE(refusal(sql), "") << sql;
}

TEST_F(Authorizer, RefusesConflictClausesThatEndTheTransaction) {
    EXPECT_NE(refusal("INSERT OR ROLLBACK INTO shop_items(name) VALUES('a')"), "");
    EXPECT_NE(refusal("UPDATE OR rollback shop_items SET price = 2"), "");
    EXPECT_EQ(refusal("INSERT INTO shop_items(name) VALUES('or rollback')"), "");
}

TEST_F(Authorizer, RefusesLoadingCode) { EXPECT_NE(refusal("SELECT load_extension('x.so')"), ""); }

TEST_F(Authorizer, RefusesAReaderThatWrites) {
    EXPECT_EQ(problem([&] { read("DELETE FROM shop_items"); }).status, 500);
    EXPECT_EQ(problem([&] { read("INSERT INTO shop_items(name) VALUES('a') RETURNING id"); }).status, 500);
}

TEST_F(Authorizer, LetsAnOwnerUseWhatSqlOffers) {
    write("INSERT INTO shop_items(name, price) VALUES('gold', 500), ('tin', 1)");
    EXPECT_EQ(read("SELECT name FROM shop_dear").at(0).at(0), "gold");
    EXPECT_EQ(read("SELECT count(*) FROM shop_dear").at(0).at(0), "1");
    EXPECT_EQ(read("SELECT value FROM json_each('[1,2]')").size(), 2u);
    EXPECT_EQ(read("SELECT count(*) FROM json_each(?)", {value("[1,2,3]")}).at(0).at(0), "3");
    EXPECT_EQ(read("SELECT fullkey FROM json_tree('{\"a\":1}')").size(), 2u);
    EXPECT_EQ(
        read("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i < 5) SELECT count(*) FROM n").at(0).at(0),
        "5");
    EXPECT_EQ(read("WITH made AS (SELECT 1 UNION SELECT 2) SELECT 1 FROM made").size(), 2u);
    EXPECT_EQ(read("SELECT row_number() OVER (ORDER BY name), upper(name) FROM shop_items").size(), 2u);
    EXPECT_EQ(write("INSERT INTO shop_items(name) VALUES('tin') ON CONFLICT(name) DO UPDATE SET price = price + 1"), 1);
}

TEST_F(Authorizer, LetsAnOwnerSearchItsText) {
    write([](mortise_db& db) {
        for (const char* name : {"red bicycle", "blue bicycle", "green car"})
            exec(db, "INSERT INTO shop_search(name) VALUES(?)", {value(name)});
    });
    EXPECT_EQ(read("SELECT rowid FROM shop_search WHERE shop_search MATCH 'bicycle' ORDER BY rank").size(), 2u);
    EXPECT_EQ(read("SELECT highlight(shop_search, 0, '<', '>') FROM shop_search WHERE shop_search MATCH 'car'").at(0).at(0),
              "green <car>");
    write("INSERT INTO shop_search(shop_search) VALUES('rebuild')");
    write("DELETE FROM shop_search WHERE rowid = 1");
    EXPECT_EQ(read("SELECT count(*) FROM shop_search WHERE shop_search MATCH 'bicycle'").at(0).at(0), "1");
    EXPECT_NE(refusal("SELECT * FROM shop_search WHERE shop_search MATCH 'car'", "bank"), "");
}

}  // namespace storage_test
