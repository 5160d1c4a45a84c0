// Applies a migration under the owner's rights.
#include "storage/migrations.h"

#include <optional>

#include "storage/faults.h"
#include "storage/scan.h"

namespace host::storage {

namespace {

[[noreturn]] void refuse(const std::string& file, const std::string& why) { throw Problem(500, "migration", file + ": " + why); }

Prepared prepare(Session& session, const char* sql) {
    sqlite3_stmt* raw = nullptr;
    const int code = sqlite3_prepare_v2(session.handle(), sql, -1, &raw, nullptr);
    if (code != SQLITE_OK) throw problem_of(code, sqlite3_errmsg(session.handle()), "mortise", sql);
    return Prepared(raw);
}

std::string text_at(sqlite3_stmt* statement, int column) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
    return text ? std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(statement, column))) : std::string();
}

void bind_text(sqlite3_stmt* statement, int at, const std::string& text) {
    sqlite3_bind_text64(statement, at, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
}

/// Runs statement after statement: a later one may need what an earlier one made.
void run_all(Session& session, const std::string& owner, const std::string& file, const std::string& sql) {
    const ActFor as(session.authorizer(), Authorizer::Mode::migration, owner);
    session.authorizer().refusal.clear();
    for (const char* at = sql.c_str(); *at;) {
        sqlite3_stmt* raw = nullptr;
        const int prepared = sqlite3_prepare_v2(session.handle(), at, -1, &raw, &at);
        const Prepared statement(raw);
        if (!session.authorizer().refusal.empty()) refuse(file, session.authorizer().refusal);
        int code = prepared;
        if (code == SQLITE_OK && raw) do
                code = sqlite3_step(raw);
            while (code == SQLITE_ROW);
        if (code == SQLITE_OK || code == SQLITE_DONE) continue;
        session.note(sqlite3_extended_errcode(session.handle()));
        refuse(file, session.authorizer().refusal.empty() ? sqlite3_errmsg(session.handle()) : session.authorizer().refusal);
    }
}

/// SQLite gives the highest deleted key again unless the column is AUTOINCREMENT. A key that is another table's needs none.
void check_key(Session& session, const std::string& file, const std::string& table) {
    const Prepared keys = prepare(session,
                                  "SELECT name, (SELECT count(*) FROM pragma_foreign_key_list(?1) f WHERE f.\"from\" = c.name)"
                                  " FROM pragma_table_info(?1) c WHERE pk > 0 AND upper(type) = 'INTEGER'"
                                  " AND (SELECT count(*) FROM pragma_table_info(?1) WHERE pk > 0) = 1");
    bind_text(keys.get(), 1, table);
    while (sqlite3_step(keys.get()) == SQLITE_ROW) {
        const std::string column = text_at(keys.get(), 0);
        int automatic = 0;
        sqlite3_table_column_metadata(session.handle(), "main", table.c_str(), column.c_str(), nullptr, nullptr, nullptr, nullptr,
                                      &automatic);
        if (!automatic && sqlite3_column_int(keys.get(), 1) == 0)
            refuse(file, "the key " + table + "." + column +
                             " must be AUTOINCREMENT (or the table WITHOUT ROWID when the key comes from elsewhere)");
    }
}

void check_references(Session& session, const std::string& owner, const std::string& file, const std::string& table) {
    const Prepared keys = prepare(session, "SELECT \"table\" FROM pragma_foreign_key_list(?1)");
    bind_text(keys.get(), 1, table);
    while (sqlite3_step(keys.get()) == SQLITE_ROW)
        if (const std::string parent = text_at(keys.get(), 0); !owns(owner, parent))
            refuse(file, table + " refers to " + parent + ", which is not a table of " + owner);
    const Prepared orphans = prepare(session, "SELECT count(*) FROM pragma_foreign_key_check(?1)");
    bind_text(orphans.get(), 1, table);
    if (sqlite3_step(orphans.get()) == SQLITE_ROW && sqlite3_column_int64(orphans.get(), 0) > 0)
        refuse(file, "rows of " + table + " refer to rows that do not exist");
}

void check_tables(Session& session, const std::string& owner, const std::string& file) {
    std::vector<std::string> tables;
    const Prepared list =
        prepare(session, "SELECT name, strict, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table'");
    while (sqlite3_step(list.get()) == SQLITE_ROW) {
        const std::string table = text_at(list.get(), 0);
        if (!owns(owner, table)) continue;
        if (sqlite3_column_int(list.get(), 1) == 0) refuse(file, "the table " + table + " must be STRICT");
        if (sqlite3_column_int(list.get(), 2) == 0) check_key(session, file, table);
        tables.push_back(table);
    }
    for (const std::string& table : tables) check_references(session, owner, file, table);
}

void record(Session& session, const std::string& owner, const Migration& migration, std::int64_t now) {
    const std::string sum = sha256_of(migration.sql);
    const Prepared insert =
        prepare(session, "INSERT INTO mortise_migrations(owner, number, name, sha256, applied_at) VALUES(?, ?, ?, ?, ?)");
    bind_text(insert.get(), 1, owner);
    sqlite3_bind_int(insert.get(), 2, migration.number);
    bind_text(insert.get(), 3, migration.name);
    bind_text(insert.get(), 4, sum);
    sqlite3_bind_int64(insert.get(), 5, now);
    if (sqlite3_step(insert.get()) != SQLITE_DONE) refuse(file_of(owner, migration), sqlite3_errmsg(session.handle()));
}

/// Foreign keys are off while tables are built anew (SQLite's own procedure for it) and checked before the commit.
class Rebuilding {
  public:
    explicit Rebuilding(Session& session) : session_(session) {
        session_.trusted("PRAGMA foreign_keys=OFF");
        session_.trusted("BEGIN IMMEDIATE");
    }
    void commit() { session_.trusted("COMMIT"); }
    ~Rebuilding() {
        if (session_.in_transaction()) session_.control(Session::Control::rollback);
        sqlite3_db_config(session_.handle(), SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);
    }
    Rebuilding(const Rebuilding&) = delete;
    Rebuilding& operator=(const Rebuilding&) = delete;

  private:
    Session& session_;
};

}  // namespace

std::vector<Record> records(Session& session) {
    std::vector<Record> all;
    const Prepared there = prepare(session, "SELECT 1 FROM sqlite_schema WHERE name = 'mortise_migrations'");
    if (sqlite3_step(there.get()) != SQLITE_ROW) return all;
    const Prepared rows =
        prepare(session, "SELECT owner, name, sha256, number, applied_at FROM mortise_migrations ORDER BY owner, number");
    while (sqlite3_step(rows.get()) == SQLITE_ROW)
        all.push_back({text_at(rows.get(), 0), text_at(rows.get(), 1), text_at(rows.get(), 2), sqlite3_column_int(rows.get(), 3),
                       sqlite3_column_int64(rows.get(), 4)});
    return all;
}

void apply(Session& session, const std::string& owner, const Migration& migration, std::int64_t now) {
    const std::string file = file_of(owner, migration);
    if (const std::string why = objection(migration.sql, true); !why.empty()) refuse(file, why);
    if (migration.sql.find('\0') != std::string::npos) refuse(file, "there is a NUL in it");
    Rebuilding rebuilding(session);
    run_all(session, owner, file, migration.sql);
    check_tables(session, owner, file);
    record(session, owner, migration, now);
    rebuilding.commit();
}

}  // namespace host::storage
