-- Statements of domain/timer.c

-- name: timer_write
INSERT INTO timer (case_id, wait, due_at) VALUES (?1, ?2, ?3);

-- name: timer_drop              index: primary key
DELETE FROM timer WHERE case_id = ?1 AND wait = ?2;

-- name: timer_read_due          index: timer_by_due
SELECT case_id, wait, due_at FROM timer WHERE due_at <= ?1 AND (due_at, case_id, wait) > (?3, ?4, ?5)
 ORDER BY due_at, case_id, wait LIMIT ?2;

-- name: timer_of_processes      index: primary key, scan: once a year, when a table of rest days is published
SELECT t.case_id, t.wait, c.flow_state FROM timer t JOIN case_file c ON c.id = t.case_id WHERE t.wait < ?1
 ORDER BY t.case_id, t.wait;

-- name: timer_move              index: primary key
UPDATE timer SET due_at = ?3 WHERE case_id = ?1 AND wait = ?2;
