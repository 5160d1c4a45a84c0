// run(): values in and out, nesting, the cache, and what each error becomes.
#include "support.h"

namespace storage_test {

using Statement = Storage;

TEST_F(Statement, ReadsStatementsFromParts) {
    write("INSERT INTO shop_items(name) VALUES('a')");
    std::vector<mortise_str> parts{str("SELECT name "), str(""), {}, str("FROM shop_items WHERE id = ?")};
    storage::Gathered gathered;
    const mortise_value id = value(1);
    std::string name;
    database->reader()->snapshot("shop", gathered, [&](mortise_db& db) {
        storage::run(
            db, parts, {&id, 1},
            [](void* ctx, const mortise_value* columns, std::size_t) noexcept -> mortise_rc {
                *static_cast<std::string*>(ctx) = shown(columns[0]);
                return MORTISE_OK;
            },
            &name);
    });
    EXPECT_EQ(name, "a");
}

TEST_F(Statement, CarriesEveryKindOfValueBothWays) {
    const mortise_value empty_text{MORTISE_TEXT, 0, 0, 0, {}}, empty_blob{MORTISE_BLOB, 0, 0, 0, {}}, null{};
    const mortise_value real{MORTISE_REAL, 0, 0, 2.5, {}}, blob{MORTISE_BLOB, 0, 0, 0, {"\0b", 2}};
    std::vector<mortise_value> back;
    std::string bytes;
    write([&](mortise_db& db) {
        each(db, "SELECT ?, ?, ?, ?, ?, ?, typeof(?3), typeof(?4)", {value(INT64_MIN), real, empty_text, empty_blob, null, blob},
             [&](const mortise_value* columns, std::size_t n) {
                 back.assign(columns, columns + n);
                 bytes.assign(columns[5].bytes.p, columns[5].bytes.n);
                 EXPECT_EQ(shown(columns[6]), "text");
                 EXPECT_EQ(shown(columns[7]), "blob");
                 return MORTISE_OK;
             });
    });
    ASSERT_EQ(back.size(), 8u);
    EXPECT_EQ(back[0].integer, INT64_MIN);
    EXPECT_EQ(back[1].real, 2.5);
    EXPECT_EQ(back[2].kind, MORTISE_TEXT);
    EXPECT_EQ(back[3].kind, MORTISE_BLOB);
    EXPECT_EQ(back[4].kind, MORTISE_NULL);
    EXPECT_EQ(bytes, std::string("\0b", 2));
}

TEST_F(Statement, ManyColumnsAreNoDifferent) {
    std::string sql = "SELECT 0";
    for (int i = 1; i < 100; ++i) sql += "," + std::to_string(i);
    const Rows all = read(sql);
    ASSERT_EQ(all.at(0).size(), 100u);
    EXPECT_EQ(all[0][99], "99");
}

TEST_F(Statement, TellsHowManyRowsChanged) {
    EXPECT_EQ(write("INSERT INTO shop_items(name) VALUES('a'), ('b'), ('c')"), 3);
    EXPECT_EQ(write("UPDATE shop_items SET price = 5 WHERE name > 'a'"), 2);
    EXPECT_EQ(write("SELECT * FROM shop_items"), 0);
    EXPECT_EQ(write("INSERT OR IGNORE INTO shop_items(name) VALUES('a')"), 0);
    std::int64_t changed = 0;
    write([&](mortise_db& db) {
        changed = each(db, "UPDATE shop_items SET price = 9 RETURNING id", {}, [](auto...) { return MORTISE_FAILED; });
    });
    EXPECT_EQ(changed, 3);
}

TEST_F(Statement, StopsWhereTheRowFunctionSaysSo) {
    write("INSERT INTO shop_items(name) VALUES('a'), ('b'), ('c')");
    int seen = 0;
    storage::Gathered gathered;
    database->reader()->snapshot("shop", gathered, [&](mortise_db& db) {
        each(db, "SELECT id FROM shop_items", {}, [&](auto...) { return ++seen == 2 ? MORTISE_FAILED : MORTISE_OK; });
        EXPECT_EQ(rows(db, "SELECT id FROM shop_items").size(), 3u);
    });
    EXPECT_EQ(seen, 2);
}

TEST_F(Statement, NestsTheSameStatementInItsOwnRows) {
    write("INSERT INTO shop_items(name) VALUES('a'), ('b'), ('c')");
    std::string seen;
    storage::Gathered gathered;
    const auto sql = "SELECT name FROM shop_items ORDER BY id";
    database->reader()->snapshot("shop", gathered, [&](mortise_db& db) {
        each(db, sql, {}, [&](const mortise_value* outer, std::size_t) {
            each(db, sql, {}, [&](const mortise_value* inner, std::size_t) {
                seen += shown(outer[0]) + shown(inner[0]) + " ";
                return MORTISE_OK;
            });
            return MORTISE_OK;
        });
    });
    EXPECT_EQ(seen, "aa ab ac ba bb bc ca cb cc ");
}

TEST_F(Statement, KeepsNoMoreStatementsThanItMay) {
    open({.statement_cache = 4});
    auto reader = database->reader();
    storage::Gathered gathered;
    for (int i = 0; i < 50; ++i)
        reader->snapshot("shop", gathered, [&](mortise_db& db) {
            EXPECT_EQ(rows(db, "SELECT " + std::to_string(i % 7)).at(0).at(0), std::to_string(i % 7));
            EXPECT_LE(db.session->cached(), 4u);
        });
    std::function<void(mortise_db&, int)> nest = [&](mortise_db& db, int depth) {
        if (depth == 0) return;
        each(db, "SELECT " + std::to_string(depth), {}, [&](const mortise_value* columns, std::size_t) {
            nest(db, depth - 1);
            EXPECT_EQ(columns[0].integer, depth);
            return MORTISE_OK;
        });
    };
    reader->snapshot("shop", gathered, [&](mortise_db& db) { nest(db, 20); });
}

TEST_F(Statement, ServesOwnersFromStatementsOfTheirOwn) {
    EXPECT_EQ(write("INSERT INTO bank_accounts(owner) VALUES('x')", {}, "bank"), 1);
    EXPECT_NE(refusal("INSERT INTO bank_accounts(owner) VALUES('x')", "shop"), "");
    write([](mortise_db& db) {
        mortise_db other = db.as("bank");
        EXPECT_EQ(rows(other, "SELECT count(*) FROM bank_accounts").at(0).at(0), "1");
        EXPECT_EQ(problem([&] { rows(db, "SELECT count(*) FROM bank_accounts"); }).status, 500);
    });
}

TEST_F(Statement, RefusesStackedStatementsAndWrongParameters) {
    EXPECT_NE(refusal("SELECT 1; DELETE FROM shop_items").find("one statement"), std::string::npos);
    EXPECT_EQ(refusal("SELECT 1; -- and no more"), "");
    EXPECT_NE(refusal("  -- nothing"), "");
    EXPECT_NE(refusal("SELECT ?").find("1 parameters"), std::string::npos);
    EXPECT_EQ(problem([&] { write("SELECT ?", {value(1), value(2)}); }).status, 500);
    EXPECT_NE(refusal("SELEC 1"), "");
    EXPECT_EQ(problem([&] { write("SELECT ?", {mortise_value{77, 0, 0, 0, {}}}); }).status, 500);
}

TEST_F(Statement, MapsBrokenConstraints) {
    write("INSERT INTO shop_items(name) VALUES('a')");
    write("INSERT INTO shop_items(name) VALUES('kept')");
    write("INSERT INTO shop_orders(item) VALUES(1)");
    const auto code = [&](std::string_view sql) {
        const host::Problem thrown = problem([&] { write(sql); });
        return std::to_string(thrown.status) + " " + thrown.code;
    };
    EXPECT_EQ(code("INSERT INTO shop_items(name) VALUES('a')"), "409 duplicate");
    EXPECT_EQ(code("INSERT INTO shop_items(id, name) VALUES(1, 'b')"), "409 duplicate");
    EXPECT_EQ(code("DELETE FROM shop_items WHERE id = 1"), "409 in-use");
    EXPECT_EQ(code("INSERT INTO shop_orders(item) VALUES(77)"), "409 in-use");
    EXPECT_EQ(code("UPDATE shop_items SET price = 0"), "422 invalid");
    EXPECT_EQ(code("DELETE FROM shop_items WHERE name = 'kept'"), "422 invalid");
    EXPECT_EQ(code("INSERT INTO shop_items(name) VALUES(NULL)"), "500 internal");
    EXPECT_EQ(code("INSERT INTO shop_items(name, price) VALUES('c', 'text')"), "500 internal");
    EXPECT_TRUE(database->healthy());
}

TEST_F(Statement, TellsTheTraceEachStatement) {
    std::vector<std::string> seen;
    std::mutex mutex;
    open({.trace = [&](std::string_view sql) {
        const std::lock_guard lock(mutex);
        seen.emplace_back(sql);
    }});
    read("SELECT 42");
    const std::lock_guard lock(mutex);
    EXPECT_EQ(seen, std::vector<std::string>{"SELECT 42"});
}

TEST_F(Statement, GathersTheTablesOfAStatementOnce) {
    storage::Gathered gathered;
    database->reader()->snapshot("shop", gathered, [&](mortise_db& db) {
        rows(db, "SELECT 1 FROM Shop_Items JOIN shop_orders o ON o.item = shop_items.id");
        rows(db, "SELECT count(*) FROM SHOP_ITEMS");
    });
    ASSERT_EQ(gathered.read.size(), 2u);
    EXPECT_NE(gathered.read[0], gathered.read[1]);
    for (const std::uint32_t table : gathered.read) EXPECT_TRUE(database->table_name(table).starts_with("shop_"));
    EXPECT_TRUE(gathered.written.empty());
}

}  // namespace storage_test
