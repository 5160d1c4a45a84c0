// Shelves by the standard handlers, books by a list of their own.
#include <mortise/plugin.h>
#include <mortise/resource.h>

#include "migrations.h"

namespace library {

using mortise::field, mortise::length, mortise::between;

struct ShelfInput {
    std::string name;
    int width = 0;
    static constexpr auto fields = mortise::fields(field("name", &ShelfInput::name, "What is written on it.", length(1, 20)),
                                                   field("width", &ShelfInput::width, "In centimetres.", between(0, 500)));
};
struct Shelf {
    mortise::Id id;
    std::string name;
    int width = 0;
    static constexpr auto fields =
        mortise::fields(field("id", &Shelf::id, "The shelf."), field("name", &Shelf::name, "What is written on it."),
                        field("width", &Shelf::width, "In centimetres."));
};
struct Shelves {
    using Row = Shelf;
    using Input = ShelfInput;
    static constexpr std::string_view name = "shelf";
    static constexpr mortise::Sql table{"library_shelves"};
    static constexpr mortise::Listing<2> list{"FROM library_shelves", "id", {{{"name", "name"}, {"width", "width"}}}};
};

struct NewBook {
    mortise::Id shelf;
    std::string title;
    mortise::Money price;
    static constexpr auto fields = mortise::fields(field("shelf", &NewBook::shelf, "Where it stands."),
                                                   field("title", &NewBook::title, "On its back.", length(1, 80)),
                                                   field("price", &NewBook::price, "What it cost.", between(0, 1'000'000)));
};
struct Book {
    mortise::Id id, shelf;
    std::string title;
    mortise::Money price;
    static constexpr auto fields =
        mortise::fields(field("id", &Book::id, "The book."), field("shelf", &Book::shelf, "Where it stands."),
                        field("title", &Book::title, "On its back."), field("price", &Book::price, "What it cost."));
};
struct BookQuery : mortise::ListQuery {
    std::optional<mortise::Id> shelf;
    std::optional<mortise::Money> least;
    static constexpr auto fields = mortise::fields_of<mortise::ListQuery>(
        field("shelf", &BookQuery::shelf, "Of one shelf."), field("least", &BookQuery::least, "That cost as much."));
};
constexpr mortise::Listing<3> books{"FROM library_books", "id", {{{"id", "id"}, {"price", "price"}, {"title", "title"}}}, true};

mortise::Page<Book> list_books(const BookQuery& query, mortise::Reader& db) {
    mortise::Where where;
    where("shelf = ?", query.shelf)("price >= ?", query.least);
    return page<Book>(db, books, where, query);
}
mortise::Created<Book> add_book(const NewBook& book, mortise::Writer& db) {
    const mortise::Id id = db.insert("library_books", book);
    return {*db.first<Book>("FROM library_books WHERE id = ?", id)};
}

}  // namespace library

mortise::Plugin describe() {
    using namespace library;
    using mortise::everyone;
    namespace resource = mortise::resource;
    const auto order = mortise::scope("WRITE:SHELVES", "Put shelves up and take them down.");
    return {.sentence = "Shelves and books.",
            .migrations = migrations,
            .routes = {{"GET", "/shelves", everyone, resource::list<Shelves>, "All shelves."},
                       {"GET", "/shelves/{id:int}", everyone, resource::get<Shelves>, "One shelf."},
                       {"POST", "/shelves", order, resource::create<Shelves>, "Puts a shelf up."},
                       {"PATCH", "/shelves/{id:int}", order, resource::update<Shelves>, "Changes a shelf."},
                       {"DELETE", "/shelves/{id:int}", order, resource::remove<Shelves>, "Takes a shelf down."},
                       {"GET", "/books", everyone, list_books, "All books."},
                       {"POST", "/books", everyone, add_book, "Buys a book."}}};
}
