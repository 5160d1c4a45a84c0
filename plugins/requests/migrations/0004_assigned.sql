-- 0004_assigned.sql: what nobody is assigned to stands in no index of professionals: a new request costs two entries less.
DROP INDEX requests_requests_of_professional;
CREATE INDEX requests_requests_of_professional ON requests_requests (professional_id, status) WHERE professional_id IS NOT NULL;
DROP INDEX requests_requests_of_professional_user;
CREATE INDEX requests_requests_of_professional_user ON requests_requests (professional_user_id, created_at)
    WHERE professional_user_id IS NOT NULL;
