// Lists by keyset: `?limit=&cursor=&sort=&count=`, and the page that answers.
#pragma once
#include <mortise/call.h>

namespace mortise {

/// What every list takes. Derive the route's query from it: `fields_of<ListQuery>(…)`.
struct ListQuery {
    int limit = 50;
    std::optional<std::string> cursor, sort;
    bool count = false;
    static constexpr auto fields = mortise::fields(
        field("limit", &ListQuery::limit, "Most items in the answer.", between(1, 200), optional),
        field("cursor", &ListQuery::cursor, "Where to go on: `next_cursor` of the page before.", length(0, 2000)),
        field("sort", &ListQuery::sort, "One of the route's orders; `-` before it for descending.", length(1, 60)),
        field("count", &ListQuery::count, "Adds `total`.", optional));
};

/// The answer of a list.
template <class T>
struct Page {
    std::vector<T> items;
    std::optional<std::string> next_cursor;
    std::optional<std::int64_t> total;
    static constexpr auto fields =
        mortise::fields(field("items", &Page::items, "What was asked for."),
                        field("next_cursor", &Page::next_cursor, "For the next page; null on the last."),
                        field("total", &Page::total, "All items there are, where `count` asked for it.", omitted_when_empty));
};

/// An order of a list: its public name, and an expression that is never NULL.
struct Order {
    std::string_view name, expression;
};

/// A list's source: `from` ("FROM shop_orders o"), the expression of the unique id, the orders allowed. The first is the default;
/// `newest` turns the default round.
template <std::size_t N>
struct Listing {
    std::string_view from, id;
    std::array<Order, N> orders;
    bool newest = false;
};

namespace paging {

/// Where a page ended.
struct Mark {
    std::string order;
    std::optional<std::int64_t> number;
    std::optional<std::string> text;
    std::int64_t id = 0;
    static constexpr auto fields = mortise::fields(
        field("o", &Mark::order, "Order."), field("n", &Mark::number, "Its value, a number."),
        field("t", &Mark::text, "Its value, a text.", length(0, 2000), verbatim), field("i", &Mark::id, "The last id."));
};

inline Problem bad_query(std::string_view name, std::string_view message) {
    Problem problem{400, "bad-query", std::string(name) + ' ' + std::string(message)};
    problem.faults.push_back({std::string(name), "out-of-range", std::string(message)});
    return problem;
}

inline Mark unsealed(const Services& services, const std::string& cursor) {
    std::string bytes;
    Mark mark;
    try {
        border::need([&](const mortise_fail* fail) {
            return services.crypto->unseal(services.host, border::str("cursor"), border::str(cursor), border::into(bytes), fail);
        });
        values::take(services, values::bytes(bytes), mark);
    } catch (const Problem&) {
        throw bad_query("cursor", "is not one that a page before has given");
    }
    return mark;
}

inline std::string sealed(const Services& services, const Mark& mark) {
    std::string out;
    const std::string bytes = json::text(mark);
    border::need([&](const mortise_fail* fail) {
        return services.crypto->seal(services.host, border::str("cursor"), border::str(bytes), border::into(out), fail);
    });
    return out;
}

}  // namespace paging

/// One page of rows: `where` picks, the query's order and cursor place. Throws Problem 400 for an unknown order or a forged
/// cursor.
template <Described T, std::size_t N>
Page<T> page(Reader& db, const Listing<N>& listing, Where where, const ListQuery& query) {
    Page<T> page;
    if (query.count)
        db.run_where({"SELECT count(*) ", listing.from}, where, {},
                     [&](std::span<const mortise_value> row) { page.total = values::whole(row[0]); });

    std::string_view asked = query.sort ? std::string_view{*query.sort} : listing.orders[0].name;
    bool descending = query.sort ? asked.starts_with('-') : listing.newest;
    if (asked.starts_with('-')) asked.remove_prefix(1);
    const Order* order = nullptr;
    for (const Order& each : listing.orders)
        if (each.name == asked) order = &each;
    if (!order) throw paging::bad_query("sort", "is not an order of this list");

    const std::string name = (descending ? "-" : "") + std::string(order->name);
    if (query.cursor) {
        const paging::Mark mark = paging::unsealed(db.services(), *query.cursor);
        if (mark.order != name) throw paging::bad_query("cursor", "belongs to another order");
        where.after(order->expression, listing.id, descending, mark.number, mark.text, mark.id);
    }
    const int more = query.limit + 1;
    page.items.reserve(static_cast<std::size_t>(query.limit));
    paging::Mark last;
    const std::string_view turn = descending ? " DESC" : " ASC";
    std::string_view select = columns::Select<T>::view;
    select.remove_suffix(1);
    db.run_where(
        {select, ", ", order->expression, ", ", listing.id, " ", listing.from}, where,
        {" ORDER BY ", order->expression, turn, ", ", listing.id, turn, " LIMIT ?"},
        [&](std::span<const mortise_value> row) {
            if (page.items.size() == static_cast<std::size_t>(query.limit)) {
                last.order = name;
                page.next_cursor = paging::sealed(db.services(), last);
                return false;
            }
            db.take_row(row, page.items.emplace_back());
            const mortise_value& value = row[row.size() - 2];
            last.number.reset(), last.text.reset();
            if (value.kind == MORTISE_INTEGER) last.number = value.integer;
            if (value.kind == MORTISE_TEXT) last.text = std::string(border::view(value.bytes));
            last.id = values::whole(row[row.size() - 1]);
            return true;
        },
        more);
    return page;
}

}  // namespace mortise
