-- Statements of domain/turn.c

-- name: turn_write
INSERT INTO turn (case_id, task_id, n, role) VALUES (?1, ?2, ?3, ?4);

-- name: turn_done               index: primary key
UPDATE turn SET done_at = ?4, done_by = ?5, done_name = ?6, outcome = ?7, note = ?8
 WHERE case_id = ?1 AND task_id = ?2 AND n = ?3;

-- name: turn_hand_on            index: primary key
UPDATE task SET role = ?2, position = ?3 WHERE id = ?1;

-- name: turn_of_case            index: primary key
SELECT task_id, n, role, done_at, done_by, done_name, outcome, note, case_id FROM turn WHERE case_id = ?1 ORDER BY task_id, n;

-- name: turn_of_cases           index: primary key
SELECT task_id, n, role, done_at, done_by, done_name, outcome, note, case_id
  FROM turn WHERE case_id IN LIST ?1 ORDER BY case_id, task_id, n;

-- name: turn_parts              index: task_by_case
SELECT role, done_at, done_name FROM task
 WHERE case_id = ?1 AND done_by = ?2 AND state = 1 AND kind NOT IN ('deliver', 'supplement')
UNION ALL
SELECT role, done_at, done_name FROM turn WHERE case_id = ?1 AND done_by = ?2
UNION ALL
SELECT role, done_at, done_name FROM turn_back WHERE case_id = ?1 AND done_by = ?2;

-- name: turn_parts_of           index: task_by_case
SELECT case_id, role FROM task
 WHERE case_id IN LIST ?1 AND done_by = ?2 AND state = 1 AND kind NOT IN ('deliver', 'supplement')
UNION ALL
SELECT case_id, role FROM turn WHERE case_id IN LIST ?1 AND done_by = ?2
UNION ALL
SELECT case_id, role FROM turn_back WHERE case_id IN LIST ?1 AND done_by = ?2;

-- name: turn_back_write
INSERT INTO turn_back (case_id, seq, n, task_id, role, done_at, done_by, done_name, outcome, note)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10);

-- name: turn_back_keep          index: primary key
INSERT INTO turn_back (case_id, seq, n, task_id, role, done_at, done_by, done_name, outcome, note)
SELECT case_id, ?3, n, task_id, role, done_at, done_by, done_name, outcome, note
  FROM turn WHERE case_id = ?1 AND task_id = ?2 AND done_at IS NOT NULL;

-- name: turn_back_begin         index: primary key
UPDATE turn SET done_at = NULL, done_by = NULL, done_name = NULL, outcome = NULL, note = NULL
 WHERE case_id = ?1 AND task_id = ?2;

-- name: turn_back_of_case       index: primary key
SELECT task_id, n, role, done_at, done_by, done_name, outcome, note FROM turn_back WHERE case_id = ?1 ORDER BY seq, n;
