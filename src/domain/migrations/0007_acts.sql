-- Stand-ins and leave, cases handed on, urgent ones, wrong decisions mended, how results reach people.

-- The stand-in (B角) of a post (A角); post: the holder's tenure.
CREATE TABLE standin ( -- projection
    post INTEGER NOT NULL PRIMARY KEY,
    account INTEGER NOT NULL,
    named_at INTEGER NOT NULL
);

CREATE TABLE leave ( -- projection
    id INTEGER NOT NULL PRIMARY KEY,
    account INTEGER NOT NULL,
    kind TEXT NOT NULL,                    -- annual, sick, personal, duty, training, other
    from_day INTEGER NOT NULL,
    until_day INTEGER NOT NULL,            -- included
    entered_at INTEGER NOT NULL,
    entered_by INTEGER NOT NULL,
    ended_at INTEGER NOT NULL              -- back before its end; 0: not
);
CREATE INDEX leave_by_account ON leave (account, until_day);
CREATE INDEX leave_by_end ON leave (until_day);

CREATE TABLE leave_post ( -- projection
    leave_id INTEGER NOT NULL,
    post INTEGER NOT NULL,
    account INTEGER NOT NULL,              -- who stands in
    until_day INTEGER NOT NULL,
    PRIMARY KEY (leave_id, post)
) WITHOUT ROWID;
CREATE INDEX leave_post_by_account ON leave_post (account, until_day);
CREATE INDEX tenure_by_place ON tenure (place, account);

-- For whom a stand-in acted, beside his own name.
ALTER TABLE timeline ADD COLUMN for_name TEXT NOT NULL DEFAULT '';
ALTER TABLE task ADD COLUMN done_for TEXT;

-- A task that was handed on is one person's; urgent ones come first.
ALTER TABLE task ADD COLUMN assignee INTEGER NOT NULL DEFAULT 0;       -- account; 0: whoever holds the post
ALTER TABLE task ADD COLUMN urgency INTEGER NOT NULL DEFAULT 1;        -- 0 urgent, 1 ordinary
DROP INDEX task_inbox;
CREATE INDEX task_inbox ON task (place, role, state, urgency, due_at, id);

CREATE TABLE urgent ( -- projection
    case_id INTEGER NOT NULL PRIMARY KEY,
    reason_zh TEXT NOT NULL,
    reason_en TEXT NOT NULL,
    set_at INTEGER NOT NULL,
    set_by INTEGER NOT NULL,
    set_name TEXT NOT NULL,
    lifted_at INTEGER NOT NULL             -- 0: in force
);
CREATE INDEX urgent_by_time ON urgent (set_at);

-- How results went out: handed over, posted and come back, electronic.
CREATE TABLE delivery ( -- projection
    case_id INTEGER NOT NULL,
    n INTEGER NOT NULL,                    -- seq of its first event
    way TEXT NOT NULL,                     -- counter, post, electronic
    state TEXT NOT NULL,                   -- sent, came_back, delivered
    taken_by TEXT NOT NULL,
    relation TEXT NOT NULL,                -- self, family, agent, other; '' while under way
    proof TEXT NOT NULL,                   -- signature, thumbprint, post_receipt, consent
    carrier TEXT NOT NULL,
    tracking TEXT NOT NULL,
    payer TEXT NOT NULL,                   -- office, applicant
    note TEXT NOT NULL,
    at INTEGER NOT NULL,
    ended_at INTEGER NOT NULL,             -- 0: under way
    PRIMARY KEY (case_id, n)
) WITHOUT ROWID;

CREATE TABLE payout ( -- projection
    case_id INTEGER NOT NULL,
    n INTEGER NOT NULL,
    amount_fen INTEGER NOT NULL,
    day INTEGER NOT NULL,
    batch TEXT NOT NULL,
    tail TEXT NOT NULL,                    -- last digits of the account; the account lies in the sealed events only
    paid_name TEXT NOT NULL,
    came_back_at INTEGER NOT NULL,         -- 退票; 0: it arrived
    why TEXT NOT NULL,
    PRIMARY KEY (case_id, n)
) WITHOUT ROWID;

-- A bank account changed after filing counts once the applicant said so on his old telephone.
CREATE TABLE payee ( -- projection
    case_id INTEGER NOT NULL,
    n INTEGER NOT NULL,
    tail TEXT NOT NULL,
    state TEXT NOT NULL,                   -- asked, confirmed, denied
    asked_at INTEGER NOT NULL,
    asked_by INTEGER NOT NULL,
    asked_name TEXT NOT NULL,
    called_at INTEGER NOT NULL,
    called_name TEXT NOT NULL,
    PRIMARY KEY (case_id, n)
) WITHOUT ROWID;

CREATE TABLE reassign ( -- projection
    id INTEGER NOT NULL PRIMARY KEY,
    case_id INTEGER NOT NULL,
    task_id INTEGER NOT NULL,
    state TEXT NOT NULL,                   -- offered, centre (a second one: the centre decides), accepted, declined
    from_name TEXT NOT NULL,
    account INTEGER NOT NULL,              -- the receiver
    name TEXT NOT NULL,
    role INTEGER NOT NULL,
    place INTEGER NOT NULL,
    department TEXT NOT NULL,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL,
    answered_at INTEGER NOT NULL,
    answered_name TEXT NOT NULL
);
CREATE INDEX reassign_by_case ON reassign (case_id, id);
CREATE INDEX reassign_by_account ON reassign (account, state);
CREATE INDEX reassign_by_state ON reassign (state, id);

-- Wrong decisions mended: the old one stays readable here.
CREATE TABLE redress ( -- projection
    case_id INTEGER NOT NULL,
    n INTEGER NOT NULL,
    kind TEXT NOT NULL,                    -- corrected, annulled, reopened
    reason TEXT NOT NULL,
    correct TEXT NOT NULL,                 -- corrected: how it reads rightly
    old_outcome TEXT NOT NULL,
    old_reason TEXT NOT NULL,
    old_decided_at INTEGER NOT NULL,
    by_name TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (case_id, n)
) WITHOUT ROWID;
