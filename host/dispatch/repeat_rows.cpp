// The statements, always run as the host.
#include "dispatch/repeat_rows.h"

#include <array>
#include <initializer_list>
#include <span>

#include "plugins/border.h"

namespace host::repeat_rows {
namespace {

mortise_value value(std::int64_t number) { return {MORTISE_INTEGER, 0, number, 0, {}}; }
mortise_value value(std::string_view bytes) { return {MORTISE_BLOB, 0, 0, 0, border::str(bytes)}; }
mortise_value value(Time time) { return value(std::int64_t{time.time_since_epoch().count()}); }
mortise_value value(State state) { return value(std::int64_t{static_cast<int>(state)}); }

std::int64_t run(mortise_db& db, std::string_view sql, std::initializer_list<mortise_value> args,
                 storage::RowFunction row = nullptr, void* ctx = nullptr) {
    mortise_db own = db.as("mortise");
    const std::array parts{border::str(sql)};
    return storage::run(own, parts, std::span(args.begin(), args.size()), row, ctx);
}

}  // namespace

std::optional<Row> find(mortise_db& db, std::string_view id) {
    struct Found {
        std::optional<Row> row;
        std::exception_ptr fault;
    } found;
    const auto take = [](void* ctx, const mortise_value* columns, std::size_t) noexcept -> mortise_rc {
        auto& [row, fault] = *static_cast<Found*>(ctx);
        try {
            row = Row{std::string(border::view(columns[0].bytes)),
                      static_cast<State>(columns[1].integer),
                      columns[2].integer,
                      Time{std::chrono::milliseconds{columns[3].integer}},
                      std::string(border::view(columns[4].bytes)),
                      Time{std::chrono::milliseconds{columns[5].integer}}};
        } catch (...) {
            fault = std::current_exception();
        }
        return MORTISE_FAILED;  // there is but one
    };
    run(db, "SELECT request, state, holder, lease_until, answer, created_at FROM mortise_idempotency WHERE id = ?", {value(id)},
        take, &found);
    if (found.fault) std::rethrow_exception(found.fault);
    return std::move(found.row);
}

void put(mortise_db& db, std::string_view id, const Row& row) {
    run(db,
        "INSERT INTO mortise_idempotency(id, request, state, holder, lease_until, answer, created_at) VALUES(?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT(id) DO UPDATE SET request = excluded.request, state = excluded.state, holder = excluded.holder,"
        " lease_until = excluded.lease_until, answer = excluded.answer, created_at = excluded.created_at",
        {value(id), value(row.request), value(row.state), value(row.holder), value(row.lease_until), value(row.answer),
         value(row.created_at)});
}

bool commit(mortise_db& db, std::string_view id, std::int64_t holder) {
    return run(db, "UPDATE mortise_idempotency SET state = ? WHERE id = ? AND holder = ?",
               {value(State::committed), value(id), value(holder)}) == 1;
}

bool finish(mortise_db& db, std::string_view id, std::int64_t holder, std::string_view answer) {
    return run(db, "UPDATE mortise_idempotency SET state = ?, answer = ? WHERE id = ? AND holder = ?",
               {value(State::done), value(answer), value(id), value(holder)}) == 1;
}

void remove(mortise_db& db, std::string_view id, std::int64_t holder) {
    run(db, "DELETE FROM mortise_idempotency WHERE id = ? AND holder = ?", {value(id), value(holder)});
}

std::int64_t sweep(mortise_db& db, Time oldest, int most) {
    return run(db,
               "DELETE FROM mortise_idempotency WHERE rowid IN"
               " (SELECT rowid FROM mortise_idempotency WHERE created_at < ? ORDER BY created_at LIMIT ?)",
               {value(oldest), value(std::int64_t{most})});
}

}  // namespace host::repeat_rows
