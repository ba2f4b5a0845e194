-- Statements of domain/redress.c

-- name: redress_write
INSERT INTO redress (case_id, n, kind, reason, correct, old_outcome, old_reason, old_decided_at, by_name, at, told)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11);

-- name: redress_annul           index: primary key
UPDATE case_file SET outcome = 'annulled', state = 4, closed_at = COALESCE(closed_at, ?2) WHERE id = ?1;

-- name: redress_end_tasks       index: task_by_case
UPDATE task SET state = 2, done_at = ?2 WHERE case_id = ?1 AND state = 0;

-- name: redress_end_timers      index: primary key
DELETE FROM timer WHERE case_id = ?1;

-- name: redress_end_clocks      index: primary key
DELETE FROM clock WHERE case_id = ?1;

-- name: redress_drop_hearing    index: primary key
DELETE FROM hearing WHERE case_id = ?1;

-- name: redress_drop_parties    index: primary key
DELETE FROM hearing_party WHERE case_id = ?1;

-- name: redress_read            index: primary key
SELECT n, kind, reason, correct, old_outcome, old_reason, old_decided_at, by_name, at, told, case_id
  FROM redress WHERE case_id = ?1 ORDER BY n;

-- name: redress_of_cases        index: primary key
SELECT n, kind, reason, correct, old_outcome, old_reason, old_decided_at, by_name, at, told, case_id
  FROM redress WHERE case_id IN LIST ?1 ORDER BY case_id, n;
