// The rules of who may touch what.
#include "storage/authorizer.h"

#include <utility>

namespace host::storage {

namespace {

char folded(char c) {
    if (c == '-') return '_';
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string_view text(const char* p) { return p ? std::string_view(p) : std::string_view(); }

bool is_builtin_reader(std::string_view table) { return table == "json_each" || table == "json_tree"; }

bool is_catalogue(std::string_view table) { return table.starts_with("sqlite_"); }

/// Statements that SQLite's own machinery runs in the owner's name: FTS5 looks for changes of the file, ALTER TABLE checks the
/// rows.
bool is_inner_pragma(std::string_view name, bool migration) {
    return name == "data_version" || (migration && name == "quick_check");
}

bool is_dangerous(std::string_view function) { return function == "load_extension" || function == "fts3_tokenizer"; }

}  // namespace

bool owns(std::string_view owner, std::string_view table) {
    if (owner.empty() || table.size() <= owner.size() + 1 || folded(table[owner.size()]) != '_') return false;
    for (std::size_t i = 0; i < owner.size(); ++i)
        if (folded(owner[i]) != folded(table[i])) return false;
    return true;
}

void Authorizer::attach(sqlite3* connection) { sqlite3_set_authorizer(connection, &Authorizer::ask, this); }

int Authorizer::ask(void* self, int action, const char* first, const char* second, const char*, const char*) noexcept {
    auto& authorizer = *static_cast<Authorizer*>(self);
    if (authorizer.mode == Mode::trusted) return SQLITE_OK;
    try {
        return authorizer.decide(action, text(first), text(second));
    } catch (const std::exception& fault) {
        authorizer.refusal = fault.what();
        return SQLITE_DENY;
    }
}

int Authorizer::refuse(std::string_view what, std::string_view name) {
    refusal = std::string(owner) + " may not " + std::string(what);
    if (!name.empty()) refusal.append(" ").append(name);
    return SQLITE_DENY;
}

int Authorizer::own(std::string_view name, std::string_view what) { return owns(owner, name) ? SQLITE_OK : refuse(what, name); }

int Authorizer::read(std::string_view table, std::string_view column) {
    if (is_builtin_reader(table)) return SQLITE_OK;
    if (owns(owner, table)) {
        if (touched) add_once(touched->read, tables_.number(table));
        return SQLITE_OK;
    }
    if (table == "sqlite_master" && column == "ROWID" && std::exchange(declaring_, false)) return SQLITE_OK;
    if (in_migration() && (is_catalogue(table) || table == "pragma_quick_check")) return SQLITE_OK;
    if (column.empty() && !is_catalogue(table)) {
        if (touched) touched->unclear.emplace_back(table);
        return SQLITE_OK;
    }
    return refuse("read", table);
}

int Authorizer::write(std::string_view table) {
    if (in_migration() && is_catalogue(table)) return SQLITE_OK;
    if (!owns(owner, table)) return refuse("write to", table);
    if (touched) add_once(touched->written, tables_.number(table));
    return SQLITE_OK;
}

int Authorizer::decide(int action, std::string_view first, std::string_view second) {
    switch (action) {
        case SQLITE_SELECT:
        case SQLITE_RECURSIVE:
            return SQLITE_OK;
        case SQLITE_READ:
            return read(first, second);
        case SQLITE_UPDATE:
            // The first use of a virtual table on a connection declares its columns by what looks like a change of the catalogue,
            // followed by a read of its row. SQLite itself refuses a real one.
            if (first == "sqlite_master" && !in_migration()) {
                declaring_ = true;
                return SQLITE_OK;
            }
            return write(first);
        case SQLITE_INSERT:
        case SQLITE_DELETE:
            return write(first);
        case SQLITE_FUNCTION:
            return is_dangerous(second) ? refuse("call", second) : SQLITE_OK;
        case SQLITE_PRAGMA:
            return is_inner_pragma(first, in_migration()) ? SQLITE_OK : refuse("use PRAGMA", first);
        case SQLITE_TRANSACTION:
        case SQLITE_SAVEPOINT:
            return refuse("begin or end a transaction: the host does");
        case SQLITE_ATTACH:
        case SQLITE_DETACH:
            return refuse("attach or detach a database");
        default:
            return in_migration() ? decide_migration(action, first, second) : refuse("do this outside of a migration:", first);
    }
}

int Authorizer::decide_migration(int action, std::string_view first, std::string_view second) {
    switch (action) {
        case SQLITE_CREATE_TABLE:
            if (first == "sqlite_sequence") return SQLITE_OK;  // comes with the first AUTOINCREMENT; no text may name it
            return own(first, "create");
        case SQLITE_CREATE_VIEW:
            return own(first, "create");
        case SQLITE_DROP_TABLE:
        case SQLITE_DROP_VIEW:
        case SQLITE_DROP_VTABLE:
            return own(first, "drop");
        case SQLITE_CREATE_INDEX:
        case SQLITE_CREATE_TRIGGER:
            if (!first.starts_with("sqlite_autoindex_") && own(first, "create") != SQLITE_OK) return SQLITE_DENY;
            return own(second, "add an index or trigger to");
        case SQLITE_DROP_INDEX:
        case SQLITE_DROP_TRIGGER:
            return own(second, "drop an index or trigger of");
        case SQLITE_ALTER_TABLE:
            return own(second, "alter");
        case SQLITE_REINDEX:
            return first.starts_with("sqlite_autoindex_") ? SQLITE_OK : own(first, "rebuild");
        case SQLITE_CREATE_VTABLE:
            if (second != "fts5") return refuse("use the virtual table module", second);
            return own(first, "create");
        default:
            return refuse("do this in a migration:", first);
    }
}

}  // namespace host::storage
