-- 退回修改: drafts that went back to who wrote them.

-- What each person of the step had done, and last the one who sent it back (why).
CREATE TABLE turn_back ( -- projection
    case_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,                  -- of the event that sent it back
    n INTEGER NOT NULL,                    -- of the turn
    task_id INTEGER NOT NULL,
    role INTEGER NOT NULL,
    done_at INTEGER NOT NULL,
    done_by INTEGER NOT NULL,
    done_name TEXT NOT NULL,
    outcome TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (case_id, seq, n)
);
