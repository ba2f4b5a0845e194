-- Statements of domain/objection.c

-- name: objection_write
INSERT INTO objection (case_id, n, note, by_name, at, answered_at, answer, answered_name)
VALUES (?1, ?2, ?3, ?4, ?5, NULL, '', '');

-- name: objection_answer        index: primary key
UPDATE objection SET answered_at = ?3, answer = ?4, answered_name = ?5 WHERE case_id = ?1 AND n = ?2;

-- name: objection_read          index: primary key
SELECT n, note, by_name, at, answered_at, answer, answered_name FROM objection WHERE case_id = ?1 ORDER BY n;
