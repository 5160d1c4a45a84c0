// SQL as a plugin speaks it: fixed texts with `?` parameters, rows into described structs. On a reader's snapshot or the writer's
// transaction.
#pragma once
#include <mortise/values.h>

#include <array>
#include <span>

namespace mortise {

/// SQL text that stood in the source: nothing else converts to it, so no statement is ever put together from what a client sent.
struct Sql {
    std::string_view text;
    consteval Sql(const char* source) : text(source) {}
    constexpr explicit Sql(std::string_view fixed) : text(fixed) {}  ///< for tables made at compile time
};

/// A column of a full-text index and what it holds.
struct ColumnText {
    Sql column;
    std::string_view text;
};

namespace columns {

/// The length of the list of T's columns, and the list itself, made by the compiler.
template <class T, class Put>
constexpr void each(Put&& put) {
    bool first = true;
    each_field<T>([&](const auto& field, auto) {
        if (field.rules.computed) return;
        if (!first) put(std::string_view{", "});
        first = false;
        put(field.rules.column.empty() ? field.name : field.rules.column);
    });
}

template <class T>
struct Select {
    static constexpr std::string_view word = "SELECT ";
    static constexpr std::size_t size = [] {
        std::size_t total = word.size() + 1;
        each<T>([&](std::string_view text) { total += text.size(); });
        return total;
    }();
    static constexpr std::array<char, size> text = [] {
        std::array<char, size> out{};
        std::size_t at = 0;
        const auto put = [&](std::string_view piece) {
            for (const char c : piece) out[at++] = c;
        };
        put(word);
        each<T>(put);
        put(" ");
        return out;
    }();
    static constexpr std::string_view view{text.data(), text.size()};
};

template <class T>
constexpr std::size_t count() {
    std::size_t total = 0;
    each_field<T>([&](const auto& field, auto) { total += field.rules.computed ? 0 : 1; });
    return total;
}

}  // namespace columns

/// Conditions that apply or not, joined by AND: `where("price >= ?", wish.min_price)`; an empty optional adds nothing.
class Where {
  public:
    template <class... Args>
    Where& operator()(Sql condition, const Args&... args) {
        if constexpr (sizeof...(Args) > 0) {
            const auto present = [](const auto& arg) {
                if constexpr (Optional<std::remove_cvref_t<decltype(arg)>>) return arg.has_value();
                return true;
            };
            if (!(present(args) && ...)) return *this;
        }
        parts_.push_back(parts_.empty() ? " WHERE (" : " AND (");
        parts_.push_back(condition.text);
        parts_.push_back(")");
        (args_.push_back(values::bound(args)), ...);
        return *this;
    }

    /// Behind the row of that order value and id: the keyset's condition. The expressions come from a Listing.
    void after(std::string_view expression, std::string_view id, bool descending, const std::optional<std::int64_t>& number,
               const std::optional<std::string>& text, std::int64_t last_id) {
        for (const std::string_view part :
             {std::string_view{parts_.empty() ? " WHERE ((" : " AND (("}, expression, std::string_view{", "}, id,
              std::string_view{descending ? ") < (?, ?))" : ") > (?, ?))"}})
            parts_.push_back(part);
        args_.push_back(number ? values::bound(*number) : values::Bound{{MORTISE_TEXT, 0, 0, 0, {}}, text.value_or("")});
        args_.push_back(values::bound(last_id));
    }

  private:
    friend class Reader;
    std::vector<std::string_view> parts_;
    std::vector<values::Bound> args_;
};

/// A reader's snapshot: everything in it is of one moment. Not writable.
class Reader {
  public:
    Reader(const Services& services, mortise_db* db) : services_(&services), db_(db) {}

    /// All rows of `SELECT <T's columns> <rest>`, as rest "FROM shop_orders WHERE buyer = ?".
    template <Described T, class... Args>
    std::vector<T> select(Sql rest, const Args&... args) {
        std::vector<T> out;
        run_rows(
            {columns::Select<T>::view, rest.text}, [&](std::span<const mortise_value> row) { take_row(row, out.emplace_back()); },
            args...);
        return out;
    }

    /// The first row, if there is one.
    template <Described T, class... Args>
    std::optional<T> first(Sql rest, const Args&... args) {
        std::optional<T> out;
        run_rows(
            {columns::Select<T>::view, rest.text},
            [&](std::span<const mortise_value> row) {
                take_row(row, out.emplace());
                return false;
            },
            args...);
        return out;
    }

    /// The first column of the first row of a whole statement, if there is one.
    template <class T, class... Args>
    std::optional<T> value(Sql statement, const Args&... args) {
        std::optional<T> out;
        run_rows(
            {statement.text},
            [&](std::span<const mortise_value> row) {
                values::take(*services_, row[0], out.emplace());
                return false;
            },
            args...);
        return out;
    }

    /// Every row of a whole statement; `each` takes the columns and may return false to stop.
    template <class Each, class... Args>
    void rows(Sql statement, Each&& each, const Args&... args) {
        run_rows({statement.text}, std::forward<Each>(each), args...);
    }

    /// The columns of one row into a described struct, in the order of its fields.
    template <class T>
    void take_row(std::span<const mortise_value> row, T& out) {
        std::size_t column = 0;
        if (row.size() < columns::count<T>()) values::mismatch("what its struct describes");
        each_field<T>([&](const auto& field, auto) {
            if (!field.rules.computed) values::take(*services_, row[column++], out.*field.member);
        });
    }

    /// A statement with conditions in its middle; <mortise/list.h> is made of it.
    template <class Each, class... Args>
    void run_where(std::initializer_list<std::string_view> before, const Where& where,
                   std::initializer_list<std::string_view> after, Each&& each, const Args&... args) {
        std::vector<std::string_view> texts{before};
        texts.insert(texts.end(), where.parts_.begin(), where.parts_.end());
        texts.insert(texts.end(), after.begin(), after.end());
        std::vector<values::Bound> all = where.args_;
        (all.push_back(values::bound(args)), ...);
        run_bound(texts, all, each);
    }

    /// The ids of the records in a full-text index that hold every word, the last as a beginning: at most `most`, the best match
    /// first, a word in the index's first column weighing most. No words, no ids. The index is a table of a migration: `CREATE
    /// VIRTUAL TABLE shop_wares_search USING fts5 (name, description, tokenize = "unicode61 remove_diacritics 2");`
    std::vector<Id> search(Sql index, std::string_view words, std::int64_t most = 1000) {
        std::vector<Id> out;
        const auto found = [](void* ctx, std::int64_t id) noexcept { static_cast<std::vector<Id>*>(ctx)->push_back(Id{id}); };
        border::need([&](const mortise_fail* fail) {
            return services_->sql->search(db_, border::str(index.text), border::str(words), most, found, &out, fail);
        });
        return out;
    }

    const Services& services() const { return *services_; }
    mortise_db* handle() const { return db_; }

  protected:
    template <class Each, class... Args>
    std::int64_t run_rows(std::initializer_list<std::string_view> texts, Each&& each, const Args&... args) {
        std::array<values::Bound, sizeof...(Args)> all{values::bound(args)...};
        return run_bound({texts.begin(), texts.size()}, all, each);
    }

    /// One statement. `each` may throw; it is rethrown after the statement has ended.
    template <class Each>
    std::int64_t run_bound(std::span<const std::string_view> texts, std::span<values::Bound> all, Each& each) {
        struct Rows {
            Each* each;
            std::exception_ptr thrown;
            static mortise_rc take(void* ctx, const mortise_value* columns, std::size_t n) noexcept {
                auto* self = static_cast<Rows*>(ctx);
                try {
                    if constexpr (std::same_as<decltype((*self->each)(std::span<const mortise_value>{})), bool>) {
                        return (*self->each)({columns, n}) ? MORTISE_OK : MORTISE_FAILED;
                    } else {
                        (*self->each)({columns, n});
                        return MORTISE_OK;
                    }
                } catch (...) {
                    self->thrown = std::current_exception();
                    return MORTISE_FAILED;
                }
            }
        } rows{&each, nullptr};
        constexpr std::size_t few = 16;
        std::array<mortise_value, few> here{};
        std::vector<mortise_value> many(all.size() > few ? all.size() : 0);
        const std::span<mortise_value> out =
            all.size() > few ? std::span<mortise_value>(many) : std::span<mortise_value>(here).first(all.size());
        values::settle(all, out);
        std::array<mortise_str, few> parts_here{};
        std::vector<mortise_str> parts_many(texts.size() > few ? texts.size() : 0);
        mortise_str* const parts = texts.size() > few ? parts_many.data() : parts_here.data();
        for (std::size_t i = 0; i < texts.size(); ++i) parts[i] = border::str(texts[i]);
        std::int64_t changed = 0;
        border::need([&](const mortise_fail* fail) {
            return services_->sql->run(db_, parts, texts.size(), out.data(), out.size(), &Rows::take, &rows, &changed, fail);
        });
        if (rows.thrown) std::rethrow_exception(rows.thrown);
        return changed;
    }

    const Services* services_;
    mortise_db* db_;
};

/// The writer's transaction. A throw undoes all that was done in it, and nothing else may be done in it: it may run again.
class Writer : public Reader {
  public:
    using Reader::Reader;

    /// Runs a statement; how many rows it changed.
    template <class... Args>
    std::int64_t run(Sql statement, const Args&... args) {
        return run_rows(
            {statement.text}, [](std::span<const mortise_value>) {}, args...);
    }

    /// Tells a full-text index what a record's columns hold now: `db.index("shop_wares_search", id, {{"name", ware.name}})`.
    /// None: the record is gone.
    void index(Sql table, Id id, std::initializer_list<ColumnText> columns) {
        std::vector<mortise_str> all;
        for (const ColumnText& each : columns) {
            all.push_back(border::str(each.column.text));
            all.push_back(border::str(each.text));
        }
        border::need([&](const mortise_fail* fail) {
            return services_->sql->index(db_, border::str(table.text), id.value, all.data(), all.size(), fail);
        });
    }

    /// Inserts the struct's columns into `table` and gives the new row's id.
    template <Described T>
    Id insert(Sql table, const T& row) {
        std::vector<std::string_view> texts{"INSERT INTO ", table.text, " ("};
        std::vector<values::Bound> all;
        each_field<T>([&](const auto& field, auto) {
            if (field.rules.computed) return;
            if (!all.empty()) texts.push_back(", ");
            texts.push_back(field.name);
            all.push_back(values::bound(row.*field.member));
        });
        texts.push_back(") VALUES (");
        for (std::size_t i = 0; i < all.size(); ++i) texts.push_back(i == 0 ? "?" : ", ?");
        texts.push_back(") RETURNING id");
        Id id;
        auto take = [&](std::span<const mortise_value> columns) { id.value = values::whole(columns[0]); };
        run_bound(texts, all, take);
        return id;
    }

    /// Sets the columns that `change` names in the rows that `rest` ("WHERE id = ?") picks; how many there were. Nothing named: 0
    /// and no statement.
    template <Described T, class... Args>
    std::int64_t update(Sql table, const Partial<T>& change, Sql rest, const Args&... args) {
        std::vector<std::string_view> texts{"UPDATE ", table.text, " SET "};
        std::vector<values::Bound> all;
        each_field<T>([&](const auto& field, auto index) {
            if (field.rules.computed || !change.has[index]) return;
            if (!all.empty()) texts.push_back(", ");
            texts.push_back(field.name);
            texts.push_back(" = ?");
            all.push_back(values::bound(change.value.*field.member));
        });
        if (all.empty()) return 0;
        texts.push_back(" ");
        texts.push_back(rest.text);
        (all.push_back(values::bound(args)), ...);
        auto ignore = [](std::span<const mortise_value>) {};
        return run_bound(texts, all, ignore);
    }
};

}  // namespace mortise
