-- Statements of domain/hearing.c

-- name: hearing_tell
INSERT INTO hearing (case_id, told_at, asked_at, set_at, held_on, hall, host, host_name, done_at)
VALUES (?1, ?2, NULL, NULL, NULL, '', NULL, '', NULL)
ON CONFLICT (case_id) DO NOTHING;

-- name: hearing_asked           index: primary key
UPDATE hearing SET asked_at = COALESCE(asked_at, ?2) WHERE case_id = ?1;

-- name: hearing_set             index: primary key
UPDATE hearing SET set_at = ?2, held_on = ?3, hall = ?4, host = ?5, host_name = ?6 WHERE case_id = ?1;

-- name: hearing_held            index: primary key
UPDATE hearing SET done_at = ?2 WHERE case_id = ?1;

-- name: hearing_read            index: primary key
SELECT told_at, asked_at, set_at, held_on, hall, host, host_name, done_at FROM hearing WHERE case_id = ?1;

-- name: hearing_party_write
INSERT INTO hearing_party (case_id, n, name, interest, told_at, asked_at, part) VALUES (?1, ?2, ?3, ?4, ?5, NULL, '')
ON CONFLICT (case_id, n) DO NOTHING;

-- name: hearing_party_asked     index: primary key
UPDATE hearing_party SET asked_at = ?3, part = '' WHERE case_id = ?1 AND n = ?2;

-- name: hearing_party_dropped   index: primary key
UPDATE hearing_party SET asked_at = NULL, part = 'waived' WHERE case_id = ?1 AND n = ?2;

-- name: hearing_dropped         index: primary key
UPDATE hearing SET asked_at = NULL, set_at = NULL, held_on = NULL, hall = '', host = NULL, host_name = ''
WHERE case_id = ?1 AND NOT EXISTS (SELECT 1 FROM hearing_party p WHERE p.case_id = ?1 AND p.asked_at IS NOT NULL);

-- name: hearing_party_took      index: primary key
UPDATE hearing_party SET part = ?3 WHERE case_id = ?1 AND n = ?2;

-- name: hearing_parties         index: primary key
SELECT n, name, interest, told_at, asked_at, part FROM hearing_party WHERE case_id = ?1 ORDER BY n;

-- name: hearing_held_of         index: primary key
SELECT case_id FROM hearing WHERE case_id IN LIST ?1 AND done_at IS NOT NULL;
