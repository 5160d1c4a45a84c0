-- 0004_search.sql: the words of all services, sold or retired.
CREATE VIRTUAL TABLE services_search USING fts5 (name, description, tokenize = "unicode61 remove_diacritics 2");

INSERT INTO services_search (rowid, name, description) SELECT id, name, description FROM services_services;
