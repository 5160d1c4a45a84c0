// Books with versions, and orders that are made once: in a transaction, and without one.
#include <mortise/plugin.h>

#include <thread>

using namespace std::chrono_literals;

namespace shelf {

using mortise::field;

struct Book {
    mortise::Id id;
    std::string title;
    std::int64_t lent = 0;
    static constexpr auto fields =
        mortise::fields(field("id", &Book::id, "Its number."), field("title", &Book::title, "Its title."),
                        field("lent", &Book::lent, "How often it was lent."));
};
struct Title {
    std::string title;
    static constexpr auto fields = mortise::fields(field("title", &Title::title, "What it is called.", mortise::length(1, 100)));
};
struct Detail {
    std::optional<std::string> more;
    static constexpr auto fields = mortise::fields(field("more", &Detail::more, "Changes the title that is shown."));
};
struct Wish {
    std::string title;
    std::optional<std::string> until;
    static constexpr auto fields = mortise::fields(field("title", &Wish::title, "What is wanted.", mortise::length(1, 100)),
                                                   field("until", &Wish::until, "Where it waits or fails, if it does."));
};
struct Scan {
    std::string title;
    mortise::Upload file;
    static constexpr auto fields =
        mortise::fields(field("title", &Scan::title, "Its title."), field("file", &Scan::file, "The scan."));
};

Book find(mortise::Reader& db, mortise::Id id) {
    auto book = db.first<Book>("FROM shelf_books WHERE id = ?", id);
    if (!book) throw mortise::not_found("book");
    return *book;
}

Book show(const Detail& detail, mortise::Reader& db, mortise::Call& call) {
    Book book = find(db, call.id("id"));
    if (detail.more) book.title += " " + *detail.more;
    return book;
}
Book rename_book(const Title& title, mortise::Writer& db, mortise::Call& call) {
    db.run("UPDATE shelf_books SET title = ? WHERE id = ?", title.title, call.id("book"));
    return find(db, call.id("book"));
}
Book rename_slowly(const Title& title, mortise::Call& call) {
    if (title.title == "overtaken") {  // another is quicker, between the check before and the transaction
        const auto lent = [&] { return call.read([&](mortise::Reader& db) { return find(db, call.id("id")).lent; }); };
        for (int i = 0; i < 5000 && lent() == 0; ++i) std::this_thread::sleep_for(1ms);
    }
    return call.write([&](mortise::Writer& db) {
        db.run("UPDATE shelf_books SET title = ? WHERE id = ?", title.title, call.id("id"));
        return find(db, call.id("id"));
    });
}
Book lend(mortise::Writer& db, mortise::Call& call) {
    if (db.run("UPDATE shelf_books SET lent = lent + 1 WHERE id = ?", call.id("id")) == 0) throw mortise::not_found("book");
    return find(db, call.id("id"));
}
Book look(mortise::Call& call) {
    return call.read([&](mortise::Reader& db) { return find(db, call.id("id")); });
}
void burn(mortise::Writer& db, mortise::Call& call) { db.run("DELETE FROM shelf_books WHERE id = ?", call.id("id")); }
void paint(const Title&, mortise::Writer&) {}

mortise::Created<Book> add(const Wish& wish, mortise::Writer& db, mortise::Call& call) {
    const mortise::Id id = db.insert("shelf_books", Title{wish.title});
    if (wish.until == "failure") throw mortise::conflict("no-luck", "It was not to be.");
    call.set("Location", "/shelf/books/" + std::to_string(id.value));
    return {find(db, id)};
}

void wait_for_gate(mortise::Call& call) {
    const auto open = [&] {
        return call.read([](mortise::Reader& db) { return db.value<std::int64_t>("SELECT count(*) FROM shelf_gate"); });
    };
    for (int i = 0; i < 20'000 && open() == 0; ++i) std::this_thread::sleep_for(1ms);
}

mortise::Created<Book> order(const Wish& wish, mortise::Call& call) {
    if (wish.until == "gate before") wait_for_gate(call);
    if (wish.until == "failure") throw mortise::conflict("no-luck", "It was not to be.");
    const mortise::Id id = call.write([&](mortise::Writer& db) { return db.insert("shelf_books", Title{wish.title}); });
    if (wish.until == "gate after") wait_for_gate(call);
    if (wish.until == "failure after") throw mortise::conflict("no-luck", "It was not to be.");
    call.set("Location", "/shelf/books/" + std::to_string(id.value));
    return {call.read([&](mortise::Reader& db) { return find(db, id); })};
}
void open_gate(mortise::Writer& db) { db.run("INSERT INTO shelf_gate (open) VALUES (1)"); }

mortise::Created<Book> scan(const Scan& scan, mortise::Call& call) {
    return {call.write([&](mortise::Writer& db) { return find(db, db.insert("shelf_books", Title{scan.title})); })};
}

}  // namespace shelf

constexpr mortise::Migration migrations[] = {
    {1, "0001_books",
     "CREATE TABLE shelf_books (id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL, lent INTEGER NOT NULL DEFAULT 0) "
     "STRICT;"
     "CREATE TABLE shelf_gate (id INTEGER PRIMARY KEY AUTOINCREMENT, open INTEGER NOT NULL) STRICT;",
     nullptr}};

mortise::Plugin describe() {
    using namespace shelf;
    using mortise::everyone, mortise::signed_in;
    const auto peek = mortise::scope("READ:VAULT", "See the vault.");
    const auto unlucky = std::vector<mortise::Failure>{"no-luck"};
    return {.sentence = "A shelf.",
            .migrations = migrations,
            .routes = {{"GET", "/shelf/books/{id:int}", everyone, show, "One book."},
                       {"GET", "/shelf/kept/{id:int}", everyone, show, "One book, from the cache.", {.cached = 60s}},
                       {"PUT", "/shelf/books/{book:int}", everyone, rename_book, "Renames a book."},
                       {"PATCH", "/shelf/books/{id:int}", everyone, rename_slowly, "Renames a book, without a transaction."},
                       {"DELETE", "/shelf/books/{id:int}", everyone, burn, "Removes a book."},
                       {"POST", "/shelf/books/{id:int}/lend", everyone, lend, "Lends a book."},
                       {"POST", "/shelf/books/{id:int}/pages/look", everyone, look, "Looks at a book, and changes nothing."},
                       {"GET", "/shelf/vault/{id:int}", peek, show, "One book of the vault."},
                       {"PUT", "/shelf/vault/{book:int}", signed_in, rename_book, "Renames a book of the vault."},
                       {"PUT", "/shelf/paint", everyone, paint, "Changes what has no version."},
                       {"POST", "/shelf/books", everyone, add, "Adds a book.", {.fails = unlucky}},
                       {"POST", "/shelf/orders", everyone, order, "Orders a book.", {.fails = unlucky}},
                       {"POST", "/shelf/orders/{id:int}", everyone, order, "Orders a book again.", {.fails = unlucky}},
                       {"POST", "/shelf/gate", everyone, open_gate, "Lets those go on who wait."},
                       {"POST", "/shelf/scans", everyone, scan, "Adds a scan.", {.accepts = mortise::multipart}}}};
}
