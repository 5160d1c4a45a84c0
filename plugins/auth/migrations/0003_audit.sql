-- 0003_audit.sql: who did what to which record. Rows are never changed and never go; only what they say of a person who is erased is
-- emptied.
CREATE TABLE auth_audit (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    at         INTEGER NOT NULL,
    actor      INTEGER,
    actor_role TEXT,
    session    TEXT,
    request_id TEXT,
    address    TEXT,
    record     TEXT    NOT NULL,
    record_id  INTEGER NOT NULL,
    action     TEXT    NOT NULL,
    changes    TEXT,
    reason     TEXT
) STRICT;
CREATE INDEX auth_audit_at ON auth_audit (at);
CREATE INDEX auth_audit_actor ON auth_audit (actor, at);
CREATE INDEX auth_audit_record ON auth_audit (record, record_id, at);

CREATE TRIGGER auth_audit_stays
BEFORE DELETE ON auth_audit
BEGIN
    SELECT RAISE(ABORT, 'audit-is-append-only');
END;

CREATE TRIGGER auth_audit_is_final
BEFORE UPDATE ON auth_audit
WHEN NOT (NEW.id = OLD.id AND NEW.at = OLD.at AND NEW.actor IS OLD.actor AND NEW.actor_role IS OLD.actor_role
    AND NEW.session IS OLD.session AND NEW.request_id IS OLD.request_id AND NEW.record = OLD.record
    AND NEW.record_id = OLD.record_id AND NEW.action = OLD.action
    AND (NEW.changes IS NULL OR NEW.changes IS OLD.changes)
    AND (NEW.reason IS NULL OR NEW.reason IS OLD.reason)
    AND (NEW.address IS NULL OR NEW.address IS OLD.address))
BEGIN
    SELECT RAISE(ABORT, 'audit-is-append-only');
END;
