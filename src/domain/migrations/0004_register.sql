-- Households and their people, what was done with a person's data, what was proposed for the register, lists read in.

ALTER TABLE person ADD COLUMN account_sealed BLOB;
CREATE INDEX person_by_name ON person (name, id);

CREATE TABLE household ( -- projection
    id INTEGER NOT NULL PRIMARY KEY,
    number TEXT NOT NULL,                  -- 户号; '' while not known
    place INTEGER NOT NULL,
    group_name TEXT NOT NULL,              -- 村民小组
    address TEXT NOT NULL,
    head INTEGER NOT NULL,
    merged_into INTEGER NOT NULL,          -- 0: in force
    changed_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX household_by_number ON household (number) WHERE number <> '';
CREATE INDEX household_by_place ON household (place, group_name, number, id);

CREATE TABLE household_member ( -- projection
    household INTEGER NOT NULL,
    n INTEGER NOT NULL,
    person INTEGER NOT NULL,
    relation INTEGER NOT NULL,             -- to the head
    standing INTEGER NOT NULL,             -- 0 lives here, 1 moved away, 2 dead
    PRIMARY KEY (household, n)
) WITHOUT ROWID;
CREATE INDEX member_by_person ON household_member (person);

-- Every use of a person's data besides reading, which view_log keeps.
CREATE TABLE person_use ( -- state
    id INTEGER NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL,
    account INTEGER NOT NULL,              -- 0: the applicant on line
    account_name TEXT NOT NULL,
    person INTEGER NOT NULL,               -- 0: everybody of the place
    place INTEGER NOT NULL,
    case_id INTEGER NOT NULL,              -- 0: for no case
    what TEXT NOT NULL,
    why TEXT NOT NULL
);
CREATE INDEX use_by_person ON person_use (person, at);
CREATE INDEX view_by_case ON view_log (case_id, at);

-- What a case said of a person otherwise than the register, until somebody decides.
CREATE TABLE register_proposal ( -- state
    id INTEGER NOT NULL PRIMARY KEY,
    person INTEGER NOT NULL,
    field TEXT NOT NULL,
    value BLOB NOT NULL,                   -- sealed
    case_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    account INTEGER NOT NULL,
    account_name TEXT NOT NULL
);
CREATE UNIQUE INDEX proposal_by_person ON register_proposal (person, field);

-- A list on its way into the register: read, checked, waiting to be taken over or taken over.
CREATE TABLE register_import ( -- state
    id INTEGER NOT NULL PRIMARY KEY,
    account INTEGER NOT NULL,
    account_name TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    name TEXT NOT NULL,                    -- of the file
    state INTEGER NOT NULL,                -- 0 reading, 1 checked, 2 being taken over, 3 done
    rows INTEGER NOT NULL,
    refused INTEGER NOT NULL,
    report BLOB NOT NULL,                  -- sealed JSON: what was wrong, row by row
    done INTEGER NOT NULL                  -- households taken over so far
);
CREATE INDEX import_by_account ON register_import (account, made_at);

CREATE TABLE register_import_household ( -- state
    import INTEGER NOT NULL,
    n INTEGER NOT NULL,
    verdict INTEGER NOT NULL,              -- 0 new, 1 changed, 2 unchanged
    sealed BLOB NOT NULL,                  -- JSON of the household and its people
    PRIMARY KEY (import, n)
) WITHOUT ROWID;

-- Trust grade of each paper (国办函〔2016〕108号), where it was first taken in, and who saw the original since.
ALTER TABLE case_material ADD COLUMN grade TEXT NOT NULL DEFAULT '';
ALTER TABLE case_material ADD COLUMN held_case INTEGER NOT NULL DEFAULT 0;
ALTER TABLE case_material ADD COLUMN taken_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE case_material ADD COLUMN seen_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE case_material ADD COLUMN seen_name TEXT NOT NULL DEFAULT '';

-- Papers of a draft that were not brought but taken from an earlier case.
CREATE TABLE scan_held ( -- state
    draft_id INTEGER NOT NULL,
    slot TEXT NOT NULL,
    digest TEXT NOT NULL,
    case_id INTEGER NOT NULL,
    grade TEXT NOT NULL,
    taken_at INTEGER NOT NULL,
    PRIMARY KEY (draft_id, slot, digest)
) WITHOUT ROWID;
