-- The log, and what every case needs.  Each table is labelled event, projection or state.
-- Times are unix milliseconds, days are day numbers, ids are node << 40 | counter.

CREATE TABLE stream ( -- event
    kind INTEGER NOT NULL,
    id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    salt BLOB,                            -- NULL once the content was destroyed
    PRIMARY KEY (kind, id)
) WITHOUT ROWID;

CREATE TABLE event ( -- event
    node INTEGER NOT NULL,
    node_seq INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    stream INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    position INTEGER NOT NULL,
    type TEXT NOT NULL,
    header TEXT NOT NULL,
    PRIMARY KEY (node, node_seq)
) WITHOUT ROWID;
CREATE UNIQUE INDEX event_in_stream ON event (kind, stream, seq);
CREATE UNIQUE INDEX event_at_position ON event (position);

CREATE TABLE event_payload ( -- event
    node INTEGER NOT NULL,
    node_seq INTEGER NOT NULL,
    salt BLOB NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (node, node_seq)
);

-- One row: where the counters of this node stand, written at the end of each batch.
CREATE TABLE node_state ( -- state
    node INTEGER NOT NULL PRIMARY KEY,
    counter INTEGER NOT NULL,
    node_seq INTEGER NOT NULL,
    position INTEGER NOT NULL
);

CREATE TABLE counter ( -- state
    name TEXT NOT NULL PRIMARY KEY,
    value INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE calendar_version ( -- projection
    version TEXT NOT NULL PRIMARY KEY,
    days TEXT NOT NULL                     -- canonical JSON: [{"date","off"}]
);

CREATE TABLE pack_version ( -- projection
    version TEXT NOT NULL PRIMARY KEY,
    published_at INTEGER NOT NULL
);

CREATE TABLE person ( -- state
    id INTEGER NOT NULL PRIMARY KEY,
    id_index TEXT NOT NULL,                -- keyed blind index of the ID number
    id_sealed BLOB NOT NULL,
    name TEXT NOT NULL,
    sex INTEGER NOT NULL,
    birth_day INTEGER NOT NULL,
    phone_sealed BLOB,
    address TEXT NOT NULL,
    place INTEGER NOT NULL
);
CREATE UNIQUE INDEX person_by_id ON person (id_index);

CREATE TABLE mandate ( -- projection
    id INTEGER NOT NULL PRIMARY KEY,
    department TEXT NOT NULL,              -- the organ that mandates
    organ_place INTEGER NOT NULL,
    role INTEGER NOT NULL,
    place INTEGER NOT NULL,                -- all posts of that role in this place and below
    items TEXT NOT NULL,                   -- JSON list of item codes; [] means all of the organ
    powers TEXT NOT NULL,                  -- JSON list: accept, review, decide, seal
    document TEXT NOT NULL,                -- number of the signed paper
    from_day INTEGER NOT NULL,
    until_day INTEGER NOT NULL,
    revoked_at INTEGER
);
CREATE INDEX mandate_by_department ON mandate (department, role);

CREATE TABLE draft ( -- state
    id INTEGER NOT NULL PRIMARY KEY,
    owner TEXT NOT NULL,                   -- "account:ID", or "visitor:DIGEST" of a cookie
    item TEXT NOT NULL,
    place INTEGER NOT NULL,
    version INTEGER NOT NULL,
    answers BLOB NOT NULL,                 -- sealed JSON
    made_at INTEGER NOT NULL,
    saved_at INTEGER NOT NULL,
    case_id INTEGER                        -- set once submitted
);
CREATE INDEX draft_by_owner ON draft (owner, saved_at) WHERE case_id IS NULL;

CREATE TABLE scan ( -- state
    id INTEGER NOT NULL PRIMARY KEY,
    draft_id INTEGER NOT NULL,
    slot TEXT NOT NULL,
    digest TEXT NOT NULL,
    type TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    added_at INTEGER NOT NULL,
    added_by INTEGER NOT NULL              -- account, 0: the applicant
);
CREATE INDEX scan_by_draft ON scan (draft_id, slot, id);
CREATE UNIQUE INDEX scan_once ON scan (draft_id, slot, digest);

CREATE TABLE thumbnail ( -- state
    digest TEXT NOT NULL PRIMARY KEY,
    image TEXT NOT NULL                    -- blob; '' where there is none. Made when first asked for
);

CREATE TABLE case_file ( -- projection
    id INTEGER NOT NULL PRIMARY KEY,
    number TEXT NOT NULL,
    item TEXT NOT NULL,
    item_zh TEXT NOT NULL,
    item_en TEXT NOT NULL,
    department TEXT NOT NULL,
    place INTEGER NOT NULL,
    channel INTEGER NOT NULL,
    state INTEGER NOT NULL,
    outcome TEXT NOT NULL,                 -- '', granted, refused, not_accepted, withdrawn, lapsed
    reason TEXT NOT NULL,
    applicant INTEGER NOT NULL,
    applicant_name TEXT NOT NULL,
    agent INTEGER,
    agent_name TEXT NOT NULL,
    acceptor_department TEXT NOT NULL,     -- legal acceptor (受理机关)
    acceptor_place INTEGER NOT NULL,
    handler INTEGER NOT NULL,              -- account that took it in; 0: the applicant on line
    handler_name TEXT NOT NULL,
    mandate INTEGER,
    wall_rule INTEGER NOT NULL,
    pack_version TEXT NOT NULL,
    process TEXT NOT NULL,
    flow_state BLOB NOT NULL,
    received_at INTEGER NOT NULL,
    accepted_at INTEGER,
    decided_at INTEGER,
    closed_at INTEGER,
    corrected INTEGER NOT NULL,            -- correction notices so far
    position INTEGER NOT NULL              -- of its last event
);
CREATE UNIQUE INDEX case_by_number ON case_file (number);
CREATE INDEX case_by_place ON case_file (place, received_at);
CREATE INDEX case_by_department ON case_file (department, received_at);
CREATE INDEX case_by_applicant ON case_file (applicant);
CREATE INDEX case_by_name ON case_file (applicant_name, place);

-- Which departments see the case besides the one that leads it (joining departments).
CREATE TABLE case_joining ( -- projection
    case_id INTEGER NOT NULL,
    department TEXT NOT NULL,
    PRIMARY KEY (department, case_id)
) WITHOUT ROWID;

CREATE TABLE case_material ( -- projection
    case_id INTEGER NOT NULL,
    n INTEGER NOT NULL,
    slot TEXT NOT NULL,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    digest TEXT NOT NULL,
    type TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    added_at INTEGER NOT NULL,
    added_by INTEGER NOT NULL,
    PRIMARY KEY (case_id, n)
) WITHOUT ROWID;

CREATE TABLE task ( -- projection
    id INTEGER NOT NULL PRIMARY KEY,
    case_id INTEGER NOT NULL,
    flow_item INTEGER NOT NULL,
    element TEXT NOT NULL,
    kind TEXT NOT NULL,
    name_zh TEXT NOT NULL,
    name_en TEXT NOT NULL,
    stage INTEGER NOT NULL,                -- level: 0 county, 1 township, 2 village
    role INTEGER NOT NULL,
    place INTEGER NOT NULL,
    department TEXT NOT NULL,
    state INTEGER NOT NULL,                -- 0 open, 1 done, 2 cancelled
    opened_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,               -- 9007199254740991: no limit, or its clock is stopped
    position INTEGER NOT NULL,             -- of the event that opened it
    done_at INTEGER,
    done_by INTEGER,
    done_name TEXT,
    outcome TEXT,
    note TEXT
);
CREATE INDEX task_inbox ON task (place, role, state, due_at, id);
CREATE INDEX task_by_case ON task (case_id, id);

CREATE TABLE clock ( -- projection
    case_id INTEGER NOT NULL,
    kind TEXT NOT NULL,                    -- correction, promise, legal, stage.0, stage.1, stage.2
    started_day INTEGER NOT NULL,
    days INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    calendar TEXT NOT NULL,
    stopped_days INTEGER NOT NULL,         -- working or calendar days, as unit
    stopped_since INTEGER,                 -- day; NULL: running
    stopped_why TEXT,
    ended_day INTEGER,
    due_at INTEGER NOT NULL,               -- 9007199254740991 while stopped
    provisional INTEGER NOT NULL,
    PRIMARY KEY (case_id, kind)
) WITHOUT ROWID;

CREATE TABLE timer ( -- projection
    case_id INTEGER NOT NULL,
    wait INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    PRIMARY KEY (case_id, wait)
) WITHOUT ROWID;
CREATE INDEX timer_by_due ON timer (due_at);

-- What the timeline shows; no personal data, so the public page may read it.
CREATE TABLE timeline ( -- projection
    case_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    what TEXT NOT NULL,                    -- event type
    outcome TEXT NOT NULL,
    task_zh TEXT NOT NULL,
    task_en TEXT NOT NULL,
    role INTEGER NOT NULL,
    place INTEGER NOT NULL,
    department TEXT NOT NULL,
    actor INTEGER NOT NULL,
    actor_name TEXT NOT NULL,
    PRIMARY KEY (case_id, seq)
) WITHOUT ROWID;

-- Staff reading a person's data: who, which case, when, on which page.
CREATE TABLE view_log ( -- state
    id INTEGER NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL,
    account INTEGER NOT NULL,
    account_name TEXT NOT NULL,
    case_id INTEGER NOT NULL,
    page TEXT NOT NULL
);
CREATE INDEX view_by_time ON view_log (at);
CREATE INDEX view_by_reader ON view_log (account, case_id, at);
