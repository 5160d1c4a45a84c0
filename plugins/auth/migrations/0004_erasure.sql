-- 0004_erasure.sql: people who were erased: when, and by whom.
ALTER TABLE auth_users ADD COLUMN erased_at INTEGER;
ALTER TABLE auth_users ADD COLUMN erased_by INTEGER;
