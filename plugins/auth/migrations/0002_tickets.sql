-- 0002_tickets.sql: tickets that prove somebody's mailbox, and more words for what befalls an account.
-- A ticket is asked for here and opened when its mail is written: only then has it a token, of which only the hash is kept. One that is
-- nobody's is made where nobody has the name that was typed, so that both cost the same.
CREATE TABLE auth_tickets (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id    INTEGER REFERENCES auth_users (id) ON DELETE CASCADE,
    kind       TEXT    NOT NULL CHECK (kind IN ('password-reset', 'email-verification', 'invitation')),
    asked_from TEXT,
    hash       TEXT    UNIQUE,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at   INTEGER,
    ended_by   TEXT CHECK (ended_by IN ('spent', 'superseded'))
) STRICT;
CREATE INDEX auth_tickets_user ON auth_tickets (user_id, kind, created_at);
CREATE INDEX auth_tickets_open ON auth_tickets (user_id, kind, ended_at);
CREATE INDEX auth_tickets_from ON auth_tickets (asked_from, created_at);
CREATE INDEX auth_tickets_expiry ON auth_tickets (expires_at);

CREATE TABLE auth_history_2 (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id  INTEGER NOT NULL REFERENCES auth_users (id) ON DELETE CASCADE,
    actor_id INTEGER NOT NULL,
    action   TEXT    NOT NULL CHECK (action IN ('blocked', 'unblocked', 'deactivated', 'activated', 'password-changed', 'token-reused',
                                                'password-reset', 'email-changed', 'email-verified', 'invited', 'administrator-removed',
                                                'unlocked')),
    reason   TEXT,
    at       INTEGER NOT NULL
) STRICT;
INSERT INTO auth_history_2 (id, user_id, actor_id, action, reason, at) SELECT id, user_id, actor_id, action, reason, at FROM auth_history;
DROP TABLE auth_history;
ALTER TABLE auth_history_2 RENAME TO auth_history;
CREATE INDEX auth_history_user ON auth_history (user_id, id);
