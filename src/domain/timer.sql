-- Statements of domain/timer.c

-- name: timer_write
INSERT INTO timer (case_id, wait, due_at) VALUES (?1, ?2, ?3);

-- name: timer_drop              index: primary key
DELETE FROM timer WHERE case_id = ?1 AND wait = ?2;

-- name: timer_read_due          index: timer_by_due
SELECT case_id, wait, due_at FROM timer WHERE due_at <= ?1 AND (due_at, case_id, wait) > (?3, ?4, ?5)
 ORDER BY due_at, case_id, wait LIMIT ?2;
