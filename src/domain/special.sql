-- Statements of domain/special.c

-- name: special_write
INSERT INTO special (case_id, seq, reason, from_day, days, unit, limited, until_day) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, NULL);

-- name: special_close           index: primary key
UPDATE special SET until_day = ?2 WHERE case_id = ?1 AND until_day IS NULL;

-- name: special_read            index: primary key
SELECT seq, reason, from_day, days, unit, limited, until_day FROM special WHERE case_id = ?1 ORDER BY seq;
