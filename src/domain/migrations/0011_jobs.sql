-- 后台任务: work too long for a request. A row is done piece by piece, each piece a command, by a thread of the program.

CREATE TABLE job ( -- state
    id INTEGER NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,                    -- import
    subject INTEGER NOT NULL,              -- what it works on
    key TEXT NOT NULL,                     -- one of a kind and key at a time
    account INTEGER NOT NULL,              -- in whose name
    state INTEGER NOT NULL,                -- 0 waits or is under way, 1 done, 2 cancelled, 3 failed
    made_at INTEGER NOT NULL,
    ended_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX job_once ON job (kind, key) WHERE state = 0;
CREATE INDEX job_open ON job (id) WHERE state = 0;

ALTER TABLE register_import ADD COLUMN digest TEXT NOT NULL DEFAULT '';
-- 4: stopped half-way. What was broken off before there were jobs is.
UPDATE register_import SET state = 4 WHERE state = 2;
