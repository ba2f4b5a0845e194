-- 核查到场人员: who was there when a step was looked at on the spot (行政许可法 34: two officers or more).

CREATE TABLE visit_officer ( -- projection
    case_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,                  -- of the event that records the visit
    n INTEGER NOT NULL,                    -- 1: who records it
    task_id INTEGER NOT NULL,
    account INTEGER NOT NULL,              -- 0: a colleague without account
    name TEXT NOT NULL,
    role INTEGER NOT NULL,                 -- of the account's post; else the number of roles
    place INTEGER NOT NULL,
    department TEXT NOT NULL,
    duty TEXT NOT NULL,                    -- 职务 as it was written, where there is no account
    PRIMARY KEY (case_id, seq, n)
) WITHOUT ROWID;
