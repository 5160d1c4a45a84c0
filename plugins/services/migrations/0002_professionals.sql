-- 0002_professionals.sql: professionals, what they offer, their documents, and what administrators decided about them.
-- is_blocked and is_off follow the events of the plugin that owns accounts, so that lists can leave people out.
CREATE TABLE services_professionals (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER NOT NULL UNIQUE,
    company_name TEXT,
    experience_years INTEGER NOT NULL CHECK (experience_years >= 0),
    description TEXT NOT NULL,
    city TEXT,
    pin_codes TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'verified', 'rejected')),
    is_active INTEGER NOT NULL DEFAULT 0 CHECK (is_active IN (0, 1)),
    is_blocked INTEGER NOT NULL DEFAULT 0 CHECK (is_blocked IN (0, 1)),
    is_off INTEGER NOT NULL DEFAULT 0 CHECK (is_off IN (0, 1)),
    rating_average REAL NOT NULL DEFAULT 0,
    rating_count INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE services_offers (
    professional_id INTEGER NOT NULL REFERENCES services_professionals (id),
    service_id INTEGER NOT NULL REFERENCES services_services (id),
    PRIMARY KEY (professional_id, service_id)
) STRICT;

CREATE INDEX services_offers_service ON services_offers (service_id);

CREATE TABLE services_documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    professional_id INTEGER NOT NULL REFERENCES services_professionals (id),
    file_key TEXT NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    document_type TEXT,
    created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX services_documents_professional ON services_documents (professional_id);

CREATE TABLE services_decisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    professional_id INTEGER NOT NULL REFERENCES services_professionals (id),
    seq INTEGER NOT NULL,
    from_status TEXT NOT NULL,
    to_status TEXT NOT NULL,
    action TEXT NOT NULL,
    actor INTEGER,
    at INTEGER NOT NULL,
    reason TEXT,
    UNIQUE (professional_id, seq)
) STRICT;
