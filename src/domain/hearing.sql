-- Statements of domain/hearing.c

-- name: hearing_tell
INSERT INTO hearing (case_id, told_at, asked_at, set_at, held_on, hall, host, host_name, done_at)
VALUES (?1, ?2, NULL, NULL, NULL, '', NULL, '', NULL);

-- name: hearing_asked           index: primary key
UPDATE hearing SET asked_at = ?2 WHERE case_id = ?1;

-- name: hearing_set             index: primary key
UPDATE hearing SET set_at = ?2, held_on = ?3, hall = ?4, host = ?5, host_name = ?6 WHERE case_id = ?1;

-- name: hearing_held            index: primary key
UPDATE hearing SET done_at = ?2 WHERE case_id = ?1;

-- name: hearing_read            index: primary key
SELECT told_at, asked_at, set_at, held_on, hall, host, host_name, done_at FROM hearing WHERE case_id = ?1;
