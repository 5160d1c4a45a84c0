// The tokenizer: what counts as a word, and what hides in literals.
#include "storage/scan.h"

#include <gtest/gtest.h>

using host::storage::is_blank;
using host::storage::objection;

TEST(Scan, FindsRollbackWhateverItsCaseAndSpacing) {
    EXPECT_NE(objection("INSERT OR/**/rollback INTO t VALUES(1)", false), "");
    EXPECT_NE(objection("SELECT RAISE(RollBack,'x')", false), "");
    EXPECT_NE(objection("CREATE TABLE t(a UNIQUE ON CONFLICT ROLLBACK)", true), "");
}

TEST(Scan, LeavesLiteralsNamesAndCommentsAlone) {
    EXPECT_EQ(objection("SELECT 'or rollback', 'it''s rollback', x'00' -- rollback\n, 1 /* rollback */", false), "");
    EXPECT_EQ(objection("SELECT \"rollback\", [rollback], `rollback`, rollbacks, _rollback FROM t", false), "");
}

TEST(Scan, DoesNotLoseItselfInAnUnfinishedLiteral) {
    EXPECT_EQ(objection("SELECT 'rollback", false), "");
    EXPECT_EQ(objection("SELECT 1 /* rollback", false), "");
    EXPECT_EQ(objection("", false), "");
    EXPECT_EQ(objection("-- rollback", false), "");
    EXPECT_EQ(objection("WITH a AS (SELECT 'x", false), "");
}

TEST(Scan, LetsStatementsBeginAsReadsAndWritesDo) {
    for (const char* sql : {"select 1", "/* x */ Insert INTO t VALUES(1)", "WITH a AS (SELECT 1) SELECT * FROM a", "VALUES(1)",
                            "REPLACE INTO t VALUES(1)"})
        EXPECT_EQ(objection(sql, false), "") << sql;
    for (const char* sql :
         {"CREATE TABLE x(a)", "EXPLAIN CREATE TABLE x(a)", "drop table t", "(SELECT 1)", "'SELECT'", "SELECTED 1"})
        EXPECT_NE(objection(sql, false), "") << sql;
}

TEST(Scan, FindsDeferredKeys) { EXPECT_NE(objection("a INTEGER REFERENCES t DEFERRABLE INITIALLY DEFERRED", true), ""); }

TEST(Scan, KeepsMigrationsFromSqlitesOwnTables) {
    EXPECT_NE(objection("DELETE FROM \"SQLITE_sequence\"", true), "");
    EXPECT_NE(objection("DELETE FROM sqlite_schema", true), "");
    EXPECT_EQ(objection("SELECT 'sqlite_schema'", true), "");
}

TEST(Scan, KnowsABlankTail) {
    EXPECT_TRUE(is_blank(" ; -- end\n /* and more */ ;\t"));
    EXPECT_FALSE(is_blank("; SELECT 1"));
    EXPECT_FALSE(is_blank("';'"));
}
