-- 0003_erased.sql: customers who were erased. A request of theirs that is being worked on says where until it ends.
CREATE TABLE requests_erased (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    customer_id INTEGER NOT NULL UNIQUE,
    at INTEGER NOT NULL
) STRICT;

CREATE TRIGGER requests_requests_forget
AFTER UPDATE OF status ON requests_requests
WHEN NEW.status IN ('closed', 'cancelled', 'expired')
    AND EXISTS (SELECT 1 FROM requests_erased gone WHERE gone.customer_id = NEW.customer_id)
BEGIN
    UPDATE requests_requests SET customer_name = 'erased', customer_phone = NULL, location = 'erased', remarks = NULL
    WHERE id = NEW.id;
END;
