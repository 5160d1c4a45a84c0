-- 0005_rated.sql: a review is the request's own and bears its number, so that a list finds it in one step; by service and by
-- professional the catalogue keeps them. requests_rated is a request with what its customer said of it.
CREATE TABLE requests_ratings (
    request_id INTEGER PRIMARY KEY REFERENCES requests_requests (id),
    rating INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 5),
    comment TEXT,
    rated_at INTEGER NOT NULL
) STRICT;
INSERT INTO requests_ratings (request_id, rating, comment, rated_at) SELECT request_id, rating, comment, at FROM requests_reviews;
DROP TABLE requests_reviews;
CREATE VIEW requests_rated AS
SELECT r.*, v.rating, v.comment FROM requests_requests r LEFT JOIN requests_ratings v ON v.request_id = r.id;
