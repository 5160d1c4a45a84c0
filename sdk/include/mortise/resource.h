// Standard handlers for one plain table. The route is still written out; only its handler comes from here.
#pragma once
#include <mortise/contract/audit.h>
#include <mortise/route.h>

namespace mortise {

/// May be used where all four hold: one table; each field valid or not by itself; a write has no effect but the row; who may is a
/// scope. It has no hooks and never grows any: the first rule that it cannot say is the sign to write a function, ten lines with
/// the same building blocks. A UNIQUE index makes a name that is taken a 409 "duplicate", a foreign key the removal of what is
/// referred to a 409 "in-use"; the audit hears of every write.
///
/// `Rows` describes the resource at compile time:
///     struct Shelves {
///         using Row = Shelf;            // what is answered: described, with its columns
///         using Input = ShelfInput;     // what is sent: described
///         static constexpr std::string_view name = "shelf";   // for "There is no such shelf."
///         static constexpr Sql table{"shop_shelves"};
///         static constexpr Listing<1> list{"FROM shop_shelves", "id", {{{"name", "name"}}}};
///     };
/// and the routes name a parameter {id:int}:  {"GET", "/shelves", everyone, resource::list<Shelves>, "All shelves."}
namespace resource {

namespace statement {

/// `before` + the table + `after`, put together by the compiler.
template <class Rows, std::size_t N, std::size_t M>
constexpr auto joined(const char (&before)[N], const char (&after)[M]) {
    std::array<char, N + M - 2 + Rows::table.text.size()> out{};
    std::size_t at = 0;
    for (std::size_t i = 0; i + 1 < N; ++i) out[at++] = before[i];
    for (const char c : Rows::table.text) out[at++] = c;
    for (std::size_t i = 0; i + 1 < M; ++i) out[at++] = after[i];
    return out;
}

template <class Rows>
inline constexpr auto by_id = joined<Rows>("FROM ", " WHERE id = ?");
template <class Rows>
inline constexpr auto without = joined<Rows>("DELETE FROM ", " WHERE id = ?");

template <std::size_t N>
constexpr Sql sql(const std::array<char, N>& text) {
    return Sql{std::string_view{text.data(), N}};
}

}  // namespace statement

/// The row of that id. Throws Problem 404.
template <class Rows>
typename Rows::Row fetch(Reader& db, Id id) {
    auto row = db.first<typename Rows::Row>(statement::sql(statement::by_id<Rows>), id);
    if (!row) throw not_found(Rows::name);
    return std::move(*row);
}

template <class Rows>
Page<typename Rows::Row> list(const ListQuery& query, Reader& db) {
    return page<typename Rows::Row>(db, Rows::list, Where{}, query);
}

template <class Rows>
typename Rows::Row get(Reader& db, Call& call) {
    return fetch<Rows>(db, call.id("id"));
}

template <class Rows>
Created<typename Rows::Row> create(const typename Rows::Input& input, Writer& db, Call& call) {
    using Row = typename Rows::Row;
    Row row = fetch<Rows>(db, db.insert(Rows::table, input));
    contract::audit::note<Row>(call, db, Rows::name, "create", nullptr, &row);
    return {std::move(row)};
}

template <class Rows>
typename Rows::Row update(const Partial<typename Rows::Input>& change, Writer& db, Call& call) {
    using Row = typename Rows::Row;
    const Row before = fetch<Rows>(db, call.id("id"));
    db.update(Rows::table, change, "WHERE id = ?", before.id);
    Row after = fetch<Rows>(db, before.id);
    contract::audit::note<Row>(call, db, Rows::name, "update", &before, &after);
    return after;
}

template <class Rows>
void remove(Writer& db, Call& call) {
    using Row = typename Rows::Row;
    const Row before = fetch<Rows>(db, call.id("id"));
    db.run(statement::sql(statement::without<Rows>), before.id);
    contract::audit::note<Row>(call, db, Rows::name, "remove", &before, nullptr);
}

}  // namespace resource
}  // namespace mortise
