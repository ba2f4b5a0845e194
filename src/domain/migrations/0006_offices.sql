-- What several offices do with one case: gaps they gather, what each decides, what a window looked at beforehand.

CREATE TABLE joint_gap ( -- projection
    case_id INTEGER NOT NULL,
    n INTEGER NOT NULL,
    department TEXT NOT NULL,
    text TEXT NOT NULL,
    at INTEGER NOT NULL,
    actor_name TEXT NOT NULL,
    PRIMARY KEY (case_id, n)
) WITHOUT ROWID;

CREATE TABLE decision ( -- projection
    case_id INTEGER NOT NULL,
    task INTEGER NOT NULL,
    department TEXT NOT NULL,              -- the organ that decided, with its place
    place INTEGER NOT NULL,
    organ_zh TEXT NOT NULL,                -- the name the county's table gives it, '' : department and place
    organ_en TEXT NOT NULL,
    part INTEGER NOT NULL,                 -- 1: a department's own in a joint case
    outcome TEXT NOT NULL,                 -- granted, refused
    reason TEXT NOT NULL,
    number TEXT NOT NULL,                  -- document number, '' where it has none
    at INTEGER NOT NULL,
    actor INTEGER NOT NULL,
    actor_name TEXT NOT NULL,
    PRIMARY KEY (case_id, task)
) WITHOUT ROWID;

CREATE TABLE case_result ( -- projection
    case_id INTEGER NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,                    -- paper, licence, money
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    task INTEGER NOT NULL,                 -- of the decision
    department TEXT NOT NULL,
    place INTEGER NOT NULL,
    number TEXT NOT NULL,
    amount_fen INTEGER NOT NULL,           -- 0: none, or not said
    granted INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (case_id, id)
) WITHOUT ROWID;

CREATE TABLE prereview ( -- projection
    case_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    department TEXT NOT NULL,              -- '' : the window of all departments
    complete INTEGER NOT NULL,             -- 1: nothing missing so far
    note TEXT NOT NULL,
    at INTEGER NOT NULL,
    actor_name TEXT NOT NULL,
    PRIMARY KEY (case_id, seq)
) WITHOUT ROWID;
