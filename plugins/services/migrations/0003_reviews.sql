-- 0003_reviews.sql: what customers said, as the public sees it, and what administrators hid and why. A review comes from another
-- plugin's fact, once for each request; averages are always those of the visible rows.
CREATE TABLE services_reviews (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    request_id INTEGER NOT NULL UNIQUE,
    service_id INTEGER NOT NULL REFERENCES services_services (id),
    professional_id INTEGER NOT NULL REFERENCES services_professionals (id),
    customer_id INTEGER NOT NULL,
    author TEXT NOT NULL,
    rating INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 5),
    comment TEXT,
    visibility TEXT NOT NULL DEFAULT 'visible' CHECK (visibility IN ('visible', 'hidden')),
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX services_reviews_of_service ON services_reviews (service_id, visibility, rating);
CREATE INDEX services_reviews_of_professional ON services_reviews (professional_id, visibility, rating);
CREATE INDEX services_reviews_of_customer ON services_reviews (customer_id);

CREATE TABLE services_moderations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    review_id INTEGER NOT NULL REFERENCES services_reviews (id),
    seq INTEGER NOT NULL,
    from_status TEXT NOT NULL,
    to_status TEXT NOT NULL,
    action TEXT NOT NULL,
    actor INTEGER,
    at INTEGER NOT NULL,
    reason TEXT,
    UNIQUE (review_id, seq)
) STRICT;
