// The statements, always run as the host.
#include "background/event_rows.h"

#include <functional>
#include <initializer_list>
#include <span>

namespace host::event_rows {

namespace {

mortise_value value(std::int64_t number) { return {MORTISE_INTEGER, 0, number, 0, {}}; }
mortise_value value(std::string_view text) { return {MORTISE_TEXT, 0, 0, 0, {text.data(), text.size()}}; }
mortise_value value(Time time) { return value(std::int64_t{time.time_since_epoch().count()}); }

using Row = std::function<void(const mortise_value* columns)>;

/// The rows a closure cannot take end the statement; what it threw is thrown here.
std::int64_t run(mortise_db& db, std::string_view sql, std::initializer_list<mortise_value> args, const Row& row = {}) {
    struct Take {
        const Row& row;
        std::exception_ptr fault;
    } take{row, {}};
    mortise_db host = db.as("mortise");
    const mortise_str part{sql.data(), sql.size()};
    const std::int64_t changed = storage::run(
        host, {&part, 1}, std::span(args.begin(), args.size()),
        [](void* ctx, const mortise_value* columns, std::size_t) noexcept -> mortise_rc {
            Take& to = *static_cast<Take*>(ctx);
            try {
                if (to.row) to.row(columns);
                return MORTISE_OK;
            } catch (...) {
                to.fault = std::current_exception();
                return MORTISE_FAILED;
            }
        },
        &take);
    if (take.fault) std::rethrow_exception(take.fault);
    return changed;
}

}  // namespace

void insert(mortise_db& db, std::string_view plugin, std::string_view topic, std::string_view json, Time now) {
    run(db, "INSERT INTO mortise_outbox(topic, plugin, json, at) VALUES(?, ?, ?, ?)",
        {value(topic), value(plugin), value(json), value(now)});
}

void place(mortise_db& db, Ear ear) {
    run(db,
        "INSERT INTO mortise_listeners(plugin, topic, cursor) VALUES(?, ?, (SELECT coalesce(max(id), 0) FROM mortise_outbox))"
        " ON CONFLICT DO NOTHING",
        {value(ear.plugin), value(ear.topic)});
}

std::vector<Event> unheard(mortise_db& db, Ear ear, int most) {
    std::vector<Event> events;
    run(db,
        "SELECT o.id, l.cursor, o.json FROM mortise_listeners l JOIN mortise_outbox o ON o.topic = l.topic AND o.id > l.cursor"
        " WHERE l.plugin = ? AND l.topic = ? ORDER BY o.id LIMIT ?",
        {value(ear.plugin), value(ear.topic), value(std::int64_t{most})}, [&](const mortise_value* columns) {
            const std::int64_t after = events.empty() ? columns[1].integer : events.back().id;
            events.push_back({columns[0].integer, after, std::string(columns[2].bytes.p, columns[2].bytes.n)});
        });
    return events;
}

bool move(mortise_db& db, Ear ear, const Event& to) {
    return run(db, "UPDATE mortise_listeners SET cursor = ? WHERE plugin = ? AND topic = ? AND cursor = ?",
               {value(to.id), value(ear.plugin), value(ear.topic), value(to.after)}) == 1;
}

void bury(mortise_db& db, Ear ear, const Event& event, std::string_view error, Time now) {
    run(db, "INSERT INTO mortise_dead_events(plugin, topic, event, json, error, at) VALUES(?, ?, ?, ?, ?, ?)",
        {value(ear.plugin), value(ear.topic), value(event.id), value(event.json), value(error), value(now)});
}

std::int64_t first_unheard(mortise_db& db, Ear ear, std::int64_t none) {
    const std::vector<Event> events = unheard(db, ear, 1);
    return events.empty() ? none : events.front().id;
}

std::int64_t sweep(mortise_db& db, std::int64_t end, Time oldest, std::int64_t keep, int most) {
    return run(db,
               "DELETE FROM mortise_outbox WHERE id IN (SELECT id FROM mortise_outbox WHERE id < ?"
               " AND (at < ? OR id <= (SELECT max(id) FROM mortise_outbox) - ?) ORDER BY id LIMIT ?)",
               {value(end), value(oldest), value(keep), value(std::int64_t{most})});
}

}  // namespace host::event_rows
