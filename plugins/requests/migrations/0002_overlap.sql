-- 0002_overlap.sql: one who holds a job holds no other at the same time, whatever statement would have it so. Jobs without a date
-- are in nobody's way.
CREATE TRIGGER requests_requests_overlap
BEFORE UPDATE OF status, professional_id, date_of_request, time_required ON requests_requests
WHEN NEW.status IN ('accepted', 'in_progress') AND EXISTS (
    SELECT 1 FROM requests_requests held
    WHERE held.professional_id = NEW.professional_id AND held.id <> NEW.id AND held.status IN ('accepted', 'in_progress')
        AND held.date_of_request < NEW.date_of_request + NEW.time_required * 60000
        AND held.date_of_request + held.time_required * 60000 > NEW.date_of_request)
BEGIN
    SELECT RAISE(ABORT, 'overlapping-job');
END;
