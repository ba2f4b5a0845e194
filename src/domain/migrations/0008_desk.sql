-- What officers check, sign one after the other, decide together, copy and say often.

-- What was said last of a point of review on a task; a row with mark 0 was taken back.
CREATE TABLE review_tick ( -- projection
    case_id INTEGER NOT NULL,
    task_id INTEGER NOT NULL,
    point TEXT NOT NULL,
    mark INTEGER NOT NULL,                 -- 0 open, 1 holds, 2 does not apply
    account INTEGER NOT NULL,
    account_name TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (case_id, task_id, point)
) WITHOUT ROWID;

-- The persons of a step that takes more than one, in their order.
CREATE TABLE turn ( -- projection
    case_id INTEGER NOT NULL,
    task_id INTEGER NOT NULL,
    n INTEGER NOT NULL,
    role INTEGER NOT NULL,
    done_at INTEGER,
    done_by INTEGER,
    done_name TEXT,
    outcome TEXT,
    note TEXT,
    PRIMARY KEY (case_id, task_id, n)
) WITHOUT ROWID;

CREATE TABLE batch ( -- projection
    id INTEGER NOT NULL PRIMARY KEY,
    request TEXT NOT NULL,                 -- the key of the page that asked, so that pressing twice makes one list
    account INTEGER NOT NULL,
    account_name TEXT NOT NULL,
    at INTEGER NOT NULL,
    item TEXT NOT NULL,
    item_zh TEXT NOT NULL,
    item_en TEXT NOT NULL,
    task_zh TEXT NOT NULL,
    task_en TEXT NOT NULL,
    role INTEGER NOT NULL,                 -- of the post that signs the list
    place INTEGER NOT NULL,
    department TEXT NOT NULL,
    outcome TEXT NOT NULL,
    note TEXT NOT NULL
);
CREATE UNIQUE INDEX batch_once ON batch (account, request);
CREATE INDEX batch_by_account ON batch (account, at);

CREATE TABLE batch_line ( -- projection
    batch INTEGER NOT NULL,
    task_id INTEGER NOT NULL,
    n INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    state INTEGER NOT NULL,                -- 0 waiting, 1 done, 2 fell out
    why TEXT NOT NULL,                     -- message key, '' where it did not fall out
    detail TEXT NOT NULL,
    PRIMARY KEY (batch, task_id)
) WITHOUT ROWID;

-- The number which the ministry's own system gave.
CREATE TABLE copied ( -- projection
    case_id INTEGER NOT NULL PRIMARY KEY,
    item TEXT NOT NULL,
    number TEXT NOT NULL,
    at INTEGER NOT NULL,
    account_name TEXT NOT NULL,
    corrections INTEGER NOT NULL,
    reason TEXT NOT NULL                   -- of the last correction
);
CREATE UNIQUE INDEX copied_once ON copied (item, number);

CREATE TABLE phrase ( -- state
    id INTEGER NOT NULL PRIMARY KEY,
    account INTEGER NOT NULL,              -- who wrote it
    account_name TEXT NOT NULL,
    place INTEGER NOT NULL,                -- the office it is shared with; 0: nobody
    department TEXT NOT NULL,
    outcome TEXT NOT NULL,                 -- the act it is for; '': any
    text TEXT NOT NULL,
    made_at INTEGER NOT NULL
);
CREATE INDEX phrase_by_account ON phrase (account, id);
CREATE INDEX phrase_by_office ON phrase (place, department, id);
