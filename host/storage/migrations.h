// Numbered migrations, each in one transaction with the record of it; and the host's own tables.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "storage/session.h"

namespace host::storage {

/// The host's own tables, of the owner "mortise".
const MigrationSet& host_migrations();

/// What the database says of one migration.
struct Record {
    std::string owner, name, sha256;
    int number;
    std::int64_t applied_at;
};

/// All records, by owner and number; none when the database is new.
std::vector<Record> records(Session& session);

/// Throws Problem 500 unless the sets can follow on the records: numbers without gaps, released files unchanged, nothing newer
/// applied.
void check_sets(const std::vector<MigrationSet>& sets, const std::vector<Record>& applied);

/// Applies one migration and records it, or leaves the database as it was and throws Problem 500.
void apply(Session& session, const std::string& owner, const Migration& migration, std::int64_t now);

/// The name of the file, for people: "parking: migrations/0002_spots.sql".
std::string file_of(const std::string& owner, const Migration& migration);
std::string sha256_of(std::string_view text);

}  // namespace host::storage
