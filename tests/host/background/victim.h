// What the killed process and its judge both know: the tables and the listener.
#pragma once
#include <string>

#include "background/outbox.h"

namespace background_test {

inline host::storage::MigrationSet victim_tables() {
    return {"victim",
            {{1, "0001_events",
              "CREATE TABLE victim_sent(id INTEGER PRIMARY KEY AUTOINCREMENT) STRICT;"
              "CREATE TABLE victim_heard(id INTEGER PRIMARY KEY AUTOINCREMENT, number TEXT NOT NULL) STRICT;",
              ""}}};
}

inline void run_sql(mortise_db& db, std::string_view sql, std::string_view arg = {}) {
    const mortise_str part{sql.data(), sql.size()};
    const mortise_value value{MORTISE_TEXT, 0, 0, 0, {arg.data(), arg.size()}};
    host::storage::run(db, {&part, 1}, {&value, arg.empty() ? std::size_t{0} : std::size_t{1}}, nullptr, nullptr);
}

/// Keeps the number of each event in the order in which they come.
inline void keep_number(mortise_db& db, std::int64_t, mortise_nodes event) {
    run_sql(db, "INSERT INTO victim_heard(number) VALUES(?)", {event.p[1].text.p, event.p[1].text.n});
}

/// Notes a number as sent and emits it, in one transaction.
inline void send_one(mortise_db& db, host::Time now) {
    const std::string_view sql = "INSERT INTO victim_sent DEFAULT VALUES RETURNING id";
    const mortise_str part{sql.data(), sql.size()};
    std::int64_t id = 0;
    host::storage::run(
        db, {&part, 1}, {},
        [](void* out, const mortise_value* columns, std::size_t) noexcept -> mortise_rc {
            *static_cast<std::int64_t*>(out) = columns[0].integer;
            return MORTISE_OK;
        },
        &id);
    host::Outbox::emit(db, "victim", "tick", "{\"number\":" + std::to_string(id) + "}", now);
}

}  // namespace background_test
