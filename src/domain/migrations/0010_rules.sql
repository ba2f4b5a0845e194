-- What law adds beside the ordinary way: mended on the spot, objections, who decides, what still counts.

-- 当场更正: what the applicant mended at once, no correction notice.
CREATE TABLE onsite ( -- projection
    case_id INTEGER NOT NULL,
    n INTEGER NOT NULL,
    note TEXT NOT NULL,
    by_name TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (case_id, n)
) WITHOUT ROWID;

-- Where the log of a case says something last, so that nobody walks all of it.
CREATE TABLE said ( -- projection
    case_id INTEGER NOT NULL,
    what TEXT NOT NULL,                    -- identity, gaps
    seq INTEGER NOT NULL,
    PRIMARY KEY (case_id, what)
) WITHOUT ROWID;

-- The organ which the county's table named when the task was opened.
CREATE TABLE task_organ ( -- projection
    task INTEGER NOT NULL PRIMARY KEY,
    organ_zh TEXT NOT NULL,
    organ_en TEXT NOT NULL,
    basis_zh TEXT NOT NULL,
    basis_en TEXT NOT NULL
);

-- 异议: against what a public notice said, and what looking into it again found.
CREATE TABLE objection ( -- projection
    case_id INTEGER NOT NULL,
    n INTEGER NOT NULL,                    -- 1 is the first of the case
    note TEXT NOT NULL,
    by_name TEXT NOT NULL,
    at INTEGER NOT NULL,
    answered_at INTEGER,
    answer TEXT NOT NULL,
    answered_name TEXT NOT NULL,
    PRIMARY KEY (case_id, n)
) WITHOUT ROWID;

ALTER TABLE decision ADD COLUMN past INTEGER NOT NULL DEFAULT 0;        -- 1: of a run before the case was reopened
ALTER TABLE redress ADD COLUMN told TEXT NOT NULL DEFAULT '';           -- corrected: as the published list says it
