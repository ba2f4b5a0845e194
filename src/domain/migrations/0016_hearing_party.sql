-- 听证的参加人 (行政许可法 47, 48): each who was told of the right has days of his own to ask, and signs the record or does not.

CREATE TABLE hearing_party ( -- projection
    case_id INTEGER NOT NULL,
    n INTEGER NOT NULL,                    -- 0: the applicant; else an interested party (利害关系人), as told
    name TEXT NOT NULL,                    -- '' of the applicant: it stands with the case
    interest TEXT NOT NULL,
    told_at INTEGER NOT NULL,
    asked_at INTEGER,
    part TEXT NOT NULL,                    -- signed, refused, absent; '' before the record
    PRIMARY KEY (case_id, n)
) WITHOUT ROWID;
INSERT INTO hearing_party (case_id, n, name, interest, told_at, asked_at, part)
SELECT case_id, 0, '', '', told_at, asked_at, '' FROM hearing;
