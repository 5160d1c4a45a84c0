-- 0001_catalogue.sql: categories and the services in them.
CREATE TABLE services_categories (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    description TEXT
) STRICT;

CREATE UNIQUE INDEX services_categories_name ON services_categories (lower(name));

CREATE TABLE services_services (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    price INTEGER NOT NULL CHECK (price >= 0),
    time_required INTEGER NOT NULL CHECK (time_required > 0),
    category_id INTEGER REFERENCES services_categories (id),
    is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
    pin_codes TEXT NOT NULL,
    rating_average REAL NOT NULL DEFAULT 0,
    rating_count INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX services_services_category ON services_services (category_id);
