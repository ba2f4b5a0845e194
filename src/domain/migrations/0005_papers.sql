-- The applicant's hand, agents, originals, and papers that come from a telephone.

ALTER TABLE draft ADD COLUMN printed TEXT NOT NULL DEFAULT '';     -- version of the form last printed, see consent.h
ALTER TABLE scan ADD COLUMN form TEXT NOT NULL DEFAULT '';         -- version of the form this sheet is a scan of
ALTER TABLE scan ADD COLUMN source TEXT NOT NULL DEFAULT '';       -- see paper.h
ALTER TABLE case_material ADD COLUMN source TEXT NOT NULL DEFAULT '';

-- The applicant's word where there is no signed form; gone when the draft is filed or dropped.
CREATE TABLE draft_consent ( -- state
    draft_id INTEGER NOT NULL PRIMARY KEY,
    form TEXT NOT NULL,                    -- version of the answers it was given for
    said BLOB NOT NULL                     -- sealed JSON
);

CREATE TABLE draft_identity ( -- state
    draft_id INTEGER NOT NULL PRIMARY KEY,
    said BLOB NOT NULL                     -- sealed JSON
);

-- Who may act for the applicant of a case, by which letter, until when.
CREATE TABLE case_proxy ( -- projection
    case_id INTEGER NOT NULL,
    n INTEGER NOT NULL,                    -- seq of the event that brought it
    person INTEGER NOT NULL,
    name TEXT NOT NULL,
    relation TEXT NOT NULL,
    kind TEXT NOT NULL,                    -- proxy, guardian
    powers TEXT NOT NULL,                  -- JSON list: file, supply, withdraw, receive
    from_day INTEGER NOT NULL,
    until_day INTEGER NOT NULL,            -- included; 0: as long as the guardianship lasts
    letter TEXT NOT NULL,                  -- digest of its scan
    revoked_at INTEGER,
    reason TEXT NOT NULL,
    PRIMARY KEY (case_id, n)
) WITHOUT ROWID;

-- Originals somebody handed over, and who holds them now.
CREATE TABLE case_original ( -- projection
    case_id INTEGER NOT NULL,
    n INTEGER NOT NULL,
    name TEXT NOT NULL,
    pages INTEGER NOT NULL,
    owner TEXT NOT NULL,                   -- whom they are to go back to
    place INTEGER NOT NULL,                -- of the case, for the reminder
    taken_at INTEGER NOT NULL,
    holder_kind TEXT NOT NULL,             -- village, courier, township, county, owner
    holder TEXT NOT NULL,
    held_since INTEGER NOT NULL,
    returned_at INTEGER,
    proof TEXT NOT NULL,                   -- how the return was signed: digest of a scan, or words
    PRIMARY KEY (case_id, n)
) WITHOUT ROWID;
CREATE INDEX original_open ON case_original (place, case_id) WHERE returned_at IS NULL;

CREATE TABLE case_original_move ( -- projection
    case_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    n INTEGER NOT NULL,
    at INTEGER NOT NULL,
    from_kind TEXT NOT NULL,
    from_name TEXT NOT NULL,
    to_kind TEXT NOT NULL,
    to_name TEXT NOT NULL,
    by_name TEXT NOT NULL,                 -- who entered it
    PRIMARY KEY (case_id, seq, n)
) WITHOUT ROWID;

-- One-time links by which papers come from a telephone; the token itself is kept nowhere.
CREATE TABLE link ( -- state
    id INTEGER NOT NULL PRIMARY KEY,
    digest TEXT NOT NULL,                  -- of the token
    subject INTEGER NOT NULL,              -- draft, or the case whose correction it answers
    task INTEGER NOT NULL,                 -- open task of the correction; 0: a draft
    item TEXT NOT NULL,
    pack_version TEXT NOT NULL,
    slots TEXT NOT NULL,                   -- JSON list
    keeper TEXT NOT NULL,                  -- owner of the draft; '' of a case
    made_at INTEGER NOT NULL,
    made_by INTEGER NOT NULL,              -- account; 0: the applicant, by number and query code
    made_name TEXT NOT NULL,
    until_at INTEGER NOT NULL,
    ended_at INTEGER,
    ended_why TEXT NOT NULL,               -- revoked, filed, done
    files INTEGER NOT NULL,
    bytes INTEGER NOT NULL
);
CREATE UNIQUE INDEX link_by_digest ON link (digest);
CREATE INDEX link_by_subject ON link (subject, id);

-- A paper that comes in pieces over a thin line.
CREATE TABLE link_part ( -- state
    id INTEGER NOT NULL PRIMARY KEY,
    link INTEGER NOT NULL,
    slot TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    digest TEXT NOT NULL,                  -- SHA-256 the telephone promised; '' none
    received INTEGER NOT NULL,
    made_at INTEGER NOT NULL
);
CREATE INDEX link_part_by_link ON link_part (link, id);

CREATE TABLE link_piece ( -- state
    part INTEGER NOT NULL,
    at INTEGER NOT NULL,                   -- offset
    stored TEXT NOT NULL,                  -- name of the piece among the files
    PRIMARY KEY (part, at)
);
