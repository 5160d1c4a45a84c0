-- 0001_people.sql: people, the names they log in with, their sessions, and what is counted against guessing.
CREATE TABLE auth_users (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    username       TEXT,
    email          TEXT    NOT NULL,
    phone          TEXT,
    first_name     TEXT    NOT NULL,
    last_name      TEXT    NOT NULL,
    address        TEXT,
    city           TEXT,
    pin_code       TEXT,
    role           TEXT    NOT NULL,
    password_hash  TEXT    NOT NULL,
    is_active      INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
    is_blocked     INTEGER NOT NULL DEFAULT 0 CHECK (is_blocked IN (0, 1)),
    block_reason   TEXT,
    email_verified INTEGER NOT NULL DEFAULT 0 CHECK (email_verified IN (0, 1)),
    is_verified    INTEGER CHECK (is_verified IN (0, 1)),
    created_at     INTEGER NOT NULL,
    last_seen_at   INTEGER
) STRICT;
CREATE INDEX auth_users_role ON auth_users (role);

-- User name, e-mail and telephone share one space of folded names: whatever somebody logs in with means one person.
CREATE TABLE auth_names (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    name    TEXT    NOT NULL UNIQUE,
    user_id INTEGER NOT NULL REFERENCES auth_users (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX auth_names_user ON auth_names (user_id);

-- What befell an account, by whom.
CREATE TABLE auth_history (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id  INTEGER NOT NULL REFERENCES auth_users (id) ON DELETE CASCADE,
    actor_id INTEGER NOT NULL,
    action   TEXT    NOT NULL CHECK (action IN ('blocked', 'unblocked', 'deactivated', 'activated', 'password-changed', 'token-reused')),
    reason   TEXT,
    at       INTEGER NOT NULL
) STRICT;
CREATE INDEX auth_history_user ON auth_history (user_id, id);

-- One log-in and all tokens that came of it; `name` is the token's sid.
CREATE TABLE auth_sessions (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    name         TEXT    NOT NULL UNIQUE,
    user_id      INTEGER NOT NULL REFERENCES auth_users (id) ON DELETE CASCADE,
    address      TEXT    NOT NULL,
    agent        TEXT    NOT NULL,
    created_at   INTEGER NOT NULL,
    last_used_at INTEGER NOT NULL,
    ended_at     INTEGER,
    ended_by     TEXT CHECK (ended_by IN ('log-out', 'token-reused', 'password-changed', 'blocked', 'deactivated'))
) STRICT;
CREATE INDEX auth_sessions_user ON auth_sessions (user_id, address);

CREATE TABLE auth_refresh_tokens (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    session_id INTEGER NOT NULL REFERENCES auth_sessions (id) ON DELETE CASCADE,
    hash       TEXT    NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    spent_at   INTEGER
) STRICT;
CREATE INDEX auth_refresh_tokens_session ON auth_refresh_tokens (session_id);
CREATE INDEX auth_refresh_tokens_expiry ON auth_refresh_tokens (expires_at);

-- Failures of an account and of an address; the pace of log-ins of one account from one address.
CREATE TABLE auth_counters (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    kind     TEXT    NOT NULL CHECK (kind IN ('account', 'address', 'pace')),
    subject  TEXT    NOT NULL,
    count    INTEGER NOT NULL,
    first_at INTEGER NOT NULL,
    last_at  INTEGER NOT NULL,
    UNIQUE (kind, subject)
) STRICT;
CREATE INDEX auth_counters_last ON auth_counters (last_at);
