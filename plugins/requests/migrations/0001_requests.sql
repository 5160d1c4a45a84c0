-- 0001_requests.sql: service requests, what happened to them, who would not take them, how they were rated.
CREATE TABLE requests_requests (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    status TEXT NOT NULL
        CHECK (status IN ('requested', 'assigned', 'accepted', 'in_progress', 'completed', 'closed', 'cancelled', 'expired')),
    -- The service as it was sold, the customer as he was known.
    service_id INTEGER NOT NULL,
    service_name TEXT NOT NULL,
    price INTEGER NOT NULL CHECK (price >= 0),
    time_required INTEGER NOT NULL CHECK (time_required >= 0),
    customer_id INTEGER NOT NULL,
    customer_name TEXT NOT NULL,
    customer_phone TEXT,
    location TEXT NOT NULL,
    pin_code TEXT NOT NULL,
    date_of_request INTEGER,
    remarks TEXT,
    -- Who it is offered to or done by.
    professional_id INTEGER,
    professional_user_id INTEGER,
    professional_name TEXT,
    professional_phone TEXT,
    professional_remarks TEXT,
    created_at INTEGER NOT NULL,
    -- Since when it waits for somebody: its creation, or the last time that it came back.
    requested_at INTEGER NOT NULL,
    offered_at INTEGER,
    accepted_at INTEGER,
    started_at INTEGER,
    completed_at INTEGER,
    ended_at INTEGER,
    CHECK (professional_id IS NOT NULL OR status NOT IN ('assigned', 'accepted', 'in_progress', 'completed', 'closed'))
) STRICT;
CREATE INDEX requests_requests_of_customer ON requests_requests (customer_id, created_at);
CREATE INDEX requests_requests_of_professional ON requests_requests (professional_id, status);
CREATE INDEX requests_requests_of_professional_user ON requests_requests (professional_user_id, created_at);
CREATE INDEX requests_requests_of_service ON requests_requests (service_id, status);
CREATE INDEX requests_requests_in_state ON requests_requests (status, created_at);

CREATE TABLE requests_history (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    request_id INTEGER NOT NULL REFERENCES requests_requests (id),
    seq INTEGER NOT NULL,
    from_status TEXT,
    to_status TEXT NOT NULL,
    action TEXT NOT NULL,
    actor INTEGER,
    at INTEGER NOT NULL,
    reason TEXT,
    UNIQUE (request_id, seq)
) STRICT;

CREATE TABLE requests_rejections (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    request_id INTEGER NOT NULL REFERENCES requests_requests (id),
    professional_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    UNIQUE (request_id, professional_id)
) STRICT;

CREATE TABLE requests_reviews (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    request_id INTEGER NOT NULL UNIQUE REFERENCES requests_requests (id),
    service_id INTEGER NOT NULL,
    professional_id INTEGER NOT NULL,
    customer_id INTEGER NOT NULL,
    rating INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 5),
    comment TEXT,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX requests_reviews_of_professional ON requests_reviews (professional_id);
CREATE INDEX requests_reviews_of_service ON requests_reviews (service_id);
