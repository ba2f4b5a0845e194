-- Accounts, the posts they hold, and who is signed in.

CREATE TABLE account ( -- projection
    id INTEGER NOT NULL PRIMARY KEY,
    login TEXT NOT NULL,
    name TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    closed_at INTEGER NOT NULL,            -- 0: in service
    must_change INTEGER NOT NULL,          -- the password was given by somebody else
    password_at INTEGER NOT NULL,
    locked_until INTEGER NOT NULL,         -- 0: not locked; 9007199254740991: until an administrator unlocks
    last_in_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX account_by_login ON account (login);

CREATE TABLE account_password ( -- state
    account INTEGER NOT NULL,
    n INTEGER NOT NULL,                    -- the highest is in force
    hash TEXT NOT NULL,
    PRIMARY KEY (account, n)
) WITHOUT ROWID;

CREATE TABLE tenure ( -- projection
    id INTEGER NOT NULL PRIMARY KEY,
    account INTEGER NOT NULL,
    role TEXT NOT NULL,
    place INTEGER NOT NULL,
    department TEXT NOT NULL,
    items TEXT NOT NULL,                   -- JSON list of item codes; [] means all
    from_day INTEGER NOT NULL,
    until_day INTEGER NOT NULL,            -- included; 0: open
    ended_at INTEGER NOT NULL              -- 0: not ended
);
CREATE INDEX tenure_by_account ON tenure (account, id);

-- Keyed by a blind index of the login typed in, known here or not, so that a lock tells nothing.
CREATE TABLE lockout ( -- state
    login TEXT NOT NULL PRIMARY KEY,
    failures INTEGER NOT NULL,
    lockouts INTEGER NOT NULL,             -- in a row: each is longer
    locked_until INTEGER NOT NULL,
    last_at INTEGER NOT NULL
);
CREATE INDEX lockout_by_time ON lockout (last_at);

CREATE TABLE session ( -- state
    digest TEXT NOT NULL PRIMARY KEY,      -- of the token; the token is kept nowhere
    account INTEGER NOT NULL,              -- 0: a visitor
    opened_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL
);
CREATE INDEX session_by_account ON session (account);
CREATE INDEX session_by_opening ON session (opened_at);
