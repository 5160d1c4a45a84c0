// Runs statements on one connection.
#include "storage/session.h"

#include <cstring>
#include <utility>

#include "base/log.h"
#include "storage/faults.h"
#include "storage/scan.h"

namespace host::storage {

namespace {

std::string_view sql_of(std::string_view owner, std::string_view key) { return key.substr(owner.size() + 1); }

int bind_one(sqlite3_stmt* statement, int at, const mortise_value& value) {
    const char* bytes = value.bytes.p ? value.bytes.p : "";
    switch (value.kind) {
        case MORTISE_INTEGER:
            return sqlite3_bind_int64(statement, at, value.integer);
        case MORTISE_REAL:
            return sqlite3_bind_double(statement, at, value.real);
        case MORTISE_TEXT:
            return sqlite3_bind_text64(statement, at, bytes, value.bytes.n, SQLITE_STATIC, SQLITE_UTF8);
        case MORTISE_BLOB:
            return sqlite3_bind_blob64(statement, at, bytes, value.bytes.n, SQLITE_STATIC);
        case MORTISE_NULL:
            return sqlite3_bind_null(statement, at);
        default:
            return SQLITE_MISUSE;
    }
}

/// The value is read where it stands, which is allowed because the session belongs to one thread: a third of the calls.
void read_column(sqlite3_stmt* statement, int at, mortise_value& out) {
    sqlite3_value* const value = sqlite3_column_value(statement, at);
    switch (sqlite3_value_type(value)) {
        case SQLITE_INTEGER:
            out.kind = MORTISE_INTEGER;
            out.integer = sqlite3_value_int64(value);
            break;
        case SQLITE_FLOAT:
            out.kind = MORTISE_REAL;
            out.real = sqlite3_value_double(value);
            break;
        case SQLITE_TEXT:
            out.kind = MORTISE_TEXT;
            out.bytes.p = reinterpret_cast<const char*>(sqlite3_value_text(value));
            out.bytes.n = static_cast<std::size_t>(sqlite3_value_bytes(value));
            break;
        case SQLITE_BLOB:
            out.kind = MORTISE_BLOB;
            out.bytes.p = static_cast<const char*>(sqlite3_value_blob(value));
            out.bytes.n = static_cast<std::size_t>(sqlite3_value_bytes(value));
            break;
        default:
            out.kind = MORTISE_NULL;
    }
}

}  // namespace

/// A statement in use: reset afterwards, and finalized when it is a second instance.
struct Session::Lease {
    explicit Lease(Statement& cached) : statement(&cached) { statement->busy = true; }
    explicit Lease(Statement&& second) : own(std::make_unique<Statement>(std::move(second))), statement(own.get()) {}
    Lease(Lease&& other) noexcept : own(std::move(other.own)), statement(std::exchange(other.statement, nullptr)) {}
    Lease& operator=(Lease&&) = delete;
    ~Lease() {
        if (!statement) return;
        sqlite3_reset(statement->handle.get());
        statement->busy = false;
    }
    std::unique_ptr<Statement> own;
    Statement* statement;
};

std::int64_t Session::run(mortise_db& db, std::span<const mortise_str> parts, std::span<const mortise_value> args,
                          RowFunction row, void* ctx) {
    const ActFor as(authorizer_, Authorizer::Mode::statement, db.owner);
    const Lease leased = lease(db, parts);
    const Statement& statement = *leased.statement;
    if (shared_.options.trace) shared_.options.trace(sql_of(db.owner, statement.key));
    bind(db, statement, args);
    // Noted first: a statement that is stopped half-way has read, and perhaps written, all the same.
    for (const std::uint32_t table : statement.read) add_once(db.gathered->read, table);
    for (const std::uint32_t table : statement.written) add_once(db.gathered->written, table);
    step(db, statement, row, ctx);
    if (!statement.writes) return 0;
    sqlite3_reset(statement.handle.get());  // counts the rows of a statement that was stopped at one of them
    return sqlite3_changes64(handle_);
}

std::string_view Session::key_of(std::string_view owner, std::span<const mortise_str> parts) {
    key_.assign(owner);
    key_.push_back('\0');
    for (const mortise_str& part : parts) key_.append(part.p ? part.p : "", part.n);
    return key_;
}

Session::Lease Session::lease(const mortise_db& db, std::span<const mortise_str> parts) {
    if (const std::uint64_t schema = shared_.tables.schema(); schema != schema_) {
        statements_.forget();
        schema_ = schema;
    }
    const std::string_view key = key_of(db.owner, parts);
    Statement* known = statements_.find(key);
    if (known && !known->busy) return Lease(*known);
    Statement fresh = prepare(db, key);
    if (known) return Lease(std::move(fresh));
    return Lease(statements_.add(std::move(fresh)));
}

Statement Session::prepare(const mortise_db& db, std::string_view key) {
    Statement statement;
    statement.key = key;
    const std::string_view sql = sql_of(db.owner, statement.key);
    if (const std::string why = objection(sql, false); !why.empty()) throw authors_fault(db.owner, why, sql);
    Authorizer::Touched touched;
    authorizer_.refusal.clear();
    authorizer_.touched = &touched;
    sqlite3_stmt* raw = nullptr;
    const char* tail = nullptr;
    const int code =
        sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &raw, &tail);
    authorizer_.touched = nullptr;
    statement.handle.reset(raw);
    if (!authorizer_.refusal.empty()) throw authors_fault(db.owner, authorizer_.refusal, sql);
    if (code != SQLITE_OK) fail(db, code, sql);
    if (!raw) throw authors_fault(db.owner, "there is no statement", sql);
    if (!is_blank(sql.substr(static_cast<std::size_t>(tail - sql.data()))))
        throw authors_fault(db.owner, "one statement at a time", sql);
    look_up_unclear(db, touched, sql);
    statement.writes = sqlite3_stmt_readonly(raw) == 0;
    if (statement.writes && !db.writer) throw authors_fault(db.owner, "a reader may not write", sql);
    statement.parameters = sqlite3_bind_parameter_count(raw);
    statement.columns = sqlite3_column_count(raw);
    statement.read = std::move(touched.read);
    statement.written = std::move(touched.written);
    return statement;
}

void Session::look_up_unclear(const mortise_db& db, const Authorizer::Touched& touched, std::string_view sql) {
    for (const std::string& name : touched.unclear) {
        const int code =
            sqlite3_table_column_metadata(handle_, "main", name.c_str(), nullptr, nullptr, nullptr, nullptr, nullptr, nullptr);
        if (code == SQLITE_OK) throw authors_fault(db.owner, std::string(db.owner) + " may not read " + name, sql);
    }
}

void Session::bind(const mortise_db& db, const Statement& statement, std::span<const mortise_value> args) {
    const std::string_view sql = sql_of(db.owner, statement.key);
    if (args.size() != static_cast<std::size_t>(statement.parameters))
        throw authors_fault(
            db.owner,
            std::to_string(statement.parameters) + " parameters are needed, " + std::to_string(args.size()) + " are given", sql);
    for (std::size_t i = 0; i < args.size(); ++i) {
        const int code = bind_one(statement.handle.get(), static_cast<int>(i) + 1, args[i]);
        if (code == SQLITE_MISUSE)
            throw authors_fault(db.owner, "parameter " + std::to_string(i + 1) + " is of no known kind", sql);
        if (code != SQLITE_OK) fail(db, code, sql);
    }
}

void Session::step(const mortise_db& db, const Statement& statement, RowFunction row, void* ctx) {
    constexpr std::size_t usual = 24;
    std::array<mortise_value, usual> few;
    std::vector<mortise_value> many;
    const auto columns = static_cast<std::size_t>(statement.columns);
    mortise_value* values = few.data();
    if (columns > usual) {
        many.resize(columns);
        values = many.data();
    }
    sqlite3_stmt* const handle = statement.handle.get();
    int code;
    while ((code = sqlite3_step(handle)) == SQLITE_ROW) {
        if (!row) continue;
        for (std::size_t i = 0; i < columns; ++i) read_column(handle, static_cast<int>(i), values[i]);
        if (row(ctx, values, columns) == MORTISE_OK) continue;
        if (db.gathered->broken) throw Rerun{};
        return;
    }
    if (code != SQLITE_DONE) fail(db, code, sql_of(db.owner, statement.key));
}

void Session::note(int code) noexcept {
    sync_failed_ = sync_failed_ || is_sync_fault(code);
    if (code != SQLITE_OK && (code & 0xff) != SQLITE_ABORT) last_fault_ = code;
}

void Session::fail(const mortise_db& db, int code, std::string_view sql) {
    code = sqlite3_extended_errcode(handle_) ? sqlite3_extended_errcode(handle_) : code;
    const std::string message = sqlite3_errmsg(handle_);
    note(code);
    if (is_storage_fault(code))
        shared_.log.warn("a statement failed in the store", {{"owner", db.owner}, {"code", code}, {"fault", message}});
    if (db.writer && !in_transaction()) {
        db.gathered->broken = true;
        throw Rerun{};
    }
    throw problem_of(code, message, db.owner, sql);
}

std::int64_t run(mortise_db& db, std::span<const mortise_str> parts, std::span<const mortise_value> args, RowFunction row,
                 void* ctx) {
    if (db.gathered->broken) throw Rerun{};
    return db.session->run(db, parts, args, row, ctx);
}

}  // namespace host::storage
