// A plugin's migrations: files migrations/NNNN_what.sql, which mortise_add_plugin() embeds as <migrations.h>.
#pragma once

namespace mortise {

/// One file. `postgres` is its twin NNNN_what.postgres.sql, or null where one text serves both.
struct Migration {
    int number;
    const char* name;
    const char* sql;
    const char* postgres;
};

}  // namespace mortise
