-- 0001_books.sql: books, by shelf.
CREATE TABLE library_shelves (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    name  TEXT NOT NULL UNIQUE,
    width INTEGER NOT NULL CHECK (width > 0)
) STRICT;
CREATE TABLE library_books (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    shelf INTEGER NOT NULL REFERENCES library_shelves (id),
    title TEXT NOT NULL,
    price INTEGER NOT NULL
) STRICT;
