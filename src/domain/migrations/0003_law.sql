-- What law asks of a case: numbered papers, what stops and lengthens its clocks, what was tried against a rule.

CREATE TABLE document ( -- projection
    case_id INTEGER NOT NULL,
    n INTEGER NOT NULL,                    -- seq of its event * 100 + place in the list
    kind TEXT NOT NULL,
    number TEXT NOT NULL,                  -- 巴民受〔2026〕12号
    department TEXT NOT NULL,              -- the organ that speaks
    place INTEGER NOT NULL,
    year INTEGER NOT NULL,
    serial INTEGER NOT NULL,               -- runs without gaps in organ, kind and year
    at INTEGER NOT NULL,
    is_public INTEGER NOT NULL,            -- 1: in the published list (行政许可法 40)
    PRIMARY KEY (case_id, n)
) WITHOUT ROWID;
CREATE UNIQUE INDEX document_by_serial ON document (place, department, kind, year, serial);
CREATE INDEX document_published ON document (at) WHERE is_public = 1;

-- What an officer tried that a rule forbids; shown to supervision.
CREATE TABLE attempt ( -- projection
    case_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    rule TEXT NOT NULL,                    -- message key of the refusal
    what TEXT NOT NULL,                    -- the words that were refused
    role INTEGER NOT NULL,
    place INTEGER NOT NULL,
    department TEXT NOT NULL,
    actor INTEGER NOT NULL,
    actor_name TEXT NOT NULL,
    PRIMARY KEY (case_id, seq)
) WITHOUT ROWID;
CREATE INDEX attempt_by_time ON attempt (at);

-- 特别程序 (行政许可法 45): what stops the clocks by an act of the office.
CREATE TABLE special ( -- projection
    case_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,                  -- of the event that began it
    reason TEXT NOT NULL,                  -- code of the closed list
    from_day INTEGER NOT NULL,
    days INTEGER NOT NULL,                 -- expected
    unit INTEGER NOT NULL,
    limited INTEGER NOT NULL,              -- 1: days beyond them count
    until_day INTEGER,                     -- NULL: still open
    PRIMARY KEY (case_id, seq)
) WITHOUT ROWID;

-- 听证 (行政许可法 46 to 48); one a case.
CREATE TABLE hearing ( -- projection
    case_id INTEGER NOT NULL PRIMARY KEY,
    told_at INTEGER NOT NULL,
    asked_at INTEGER,
    set_at INTEGER,
    held_on INTEGER,                       -- day it is to be held, or was
    hall TEXT NOT NULL,
    host INTEGER,                          -- account
    host_name TEXT NOT NULL,
    done_at INTEGER
);

ALTER TABLE clock ADD COLUMN extended_days INTEGER NOT NULL DEFAULT 0;
ALTER TABLE clock ADD COLUMN stop_limit INTEGER NOT NULL DEFAULT 0;    -- days of the stop under way that do not count; -1: all
ALTER TABLE clock ADD COLUMN falls TEXT NOT NULL DEFAULT '';           -- what happens when it runs out: accepted
