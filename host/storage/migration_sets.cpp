// What a set of migrations must be, whatever is in it; and the host's own set.
#include <algorithm>

#include "base/problem.h"
#include "crypto/bytes.h"
#include "storage/migrations.h"

namespace host::storage {

namespace {

[[noreturn]] void refuse(const std::string& file, const std::string& why) { throw Problem(500, "migration", file + ": " + why); }

/// parking and parking-lots would both own parking_lots_x.
void check_owners(const std::vector<MigrationSet>& sets) {
    for (const MigrationSet& one : sets)
        for (const MigrationSet& other : sets)
            if (&one != &other && (one.owner == other.owner || owns(one.owner, other.owner)))
                refuse(other.owner, "its tables could not be told from those of " + one.owner);
}

void check_set(const MigrationSet& set, const std::vector<Record>& applied) {
    int number = 0;
    for (const Migration& migration : set.migrations)
        if (migration.number != ++number)
            refuse(file_of(set.owner, migration),
                   "number " + std::to_string(number) + " is expected here; numbers rise by one from 1");
    number = 0;
    for (const Record& record : applied) {
        if (record.owner != set.owner) continue;
        if (record.number > static_cast<int>(set.migrations.size()))
            refuse(set.owner, "the database has migration " + record.name + " of a newer release; this one knows " +
                                  std::to_string(set.migrations.size()) +
                                  " migrations. Install the newer release or restore a backup");
        const Migration& migration = set.migrations[static_cast<std::size_t>(record.number - 1)];
        if (record.number != ++number)
            refuse(file_of(set.owner, migration), "it was applied although number " + std::to_string(number) + " never was");
        if (record.sha256 != sha256_of(migration.sql))
            refuse(file_of(set.owner, migration), "the file was changed after it had been applied; restore it and add a new one");
    }
}

}  // namespace

void check_sets(const std::vector<MigrationSet>& sets, const std::vector<Record>& applied) {
    check_owners(sets);
    for (const MigrationSet& set : sets) check_set(set, applied);
}

std::string file_of(const std::string& owner, const Migration& migration) {
    const bool whole = migration.name.ends_with(".sql");
    return owner + ": migrations/" + migration.name + (whole ? "" : ".sql");
}

std::string sha256_of(std::string_view text) { return crypto::hex(crypto::view(crypto::sha256(text))); }

const MigrationSet& host_migrations() {
    static const MigrationSet set{"mortise",
                                  {{1, "0001_host",
                                    "CREATE TABLE mortise_migrations("
                                    "owner TEXT NOT NULL, number INTEGER NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL,"
                                    " applied_at INTEGER NOT NULL, PRIMARY KEY(owner, number)) STRICT, WITHOUT ROWID;\n"
                                    "CREATE TABLE mortise_outbox(id INTEGER PRIMARY KEY AUTOINCREMENT, topic TEXT NOT NULL,"
                                    " plugin TEXT NOT NULL, json TEXT NOT NULL, at INTEGER NOT NULL) STRICT;\n"
                                    "CREATE INDEX mortise_outbox_topic ON mortise_outbox(topic, id);\n"
                                    "CREATE TABLE mortise_listeners(plugin TEXT NOT NULL, topic TEXT NOT NULL,"
                                    " cursor INTEGER NOT NULL, PRIMARY KEY(plugin, topic)) STRICT, WITHOUT ROWID;\n"
                                    "CREATE TABLE mortise_dead_events(plugin TEXT NOT NULL, topic TEXT NOT NULL,"
                                    " event INTEGER NOT NULL, json TEXT NOT NULL, error TEXT NOT NULL, at INTEGER NOT NULL,"
                                    " PRIMARY KEY(plugin, topic, event)) STRICT, WITHOUT ROWID;\n"
                                    "CREATE TABLE mortise_revocations(subject TEXT PRIMARY KEY NOT NULL, before INTEGER NOT NULL,"
                                    " until INTEGER NOT NULL) STRICT, WITHOUT ROWID;\n",
                                    ""},
                                   {2, "0002_idempotency",
                                    "CREATE TABLE mortise_idempotency(id BLOB PRIMARY KEY NOT NULL, request BLOB NOT NULL,"
                                    " state INTEGER NOT NULL CHECK(state BETWEEN 0 AND 2), holder INTEGER NOT NULL,"
                                    " lease_until INTEGER NOT NULL, answer BLOB NOT NULL, created_at INTEGER NOT NULL) STRICT;\n"
                                    "CREATE INDEX mortise_idempotency_age ON mortise_idempotency(created_at);\n",
                                    ""}}};
    return set;
}

}  // namespace host::storage
