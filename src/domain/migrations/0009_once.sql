-- What may be claimed once only, by keyed blind indexes.

CREATE TABLE once_value ( -- projection
    case_id INTEGER NOT NULL,
    field TEXT NOT NULL,                   -- key of the answer
    whole TEXT NOT NULL,                   -- of the value and what makes it the same
    alone TEXT NOT NULL,                   -- of the value alone
    PRIMARY KEY (case_id, field)
) WITHOUT ROWID;
CREATE INDEX once_by_whole ON once_value (whole);
CREATE INDEX once_by_alone ON once_value (alone);
