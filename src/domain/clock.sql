-- Statements of domain/clock.c

-- name: clock_read              index: primary key
SELECT kind, started_day, days, unit, calendar, stopped_days, stopped_since, stopped_why, ended_day, due_at, provisional
  FROM clock WHERE case_id = ?1 ORDER BY kind;

-- name: clock_start
INSERT INTO clock (case_id, kind, started_day, days, unit, calendar, stopped_days, stopped_since, stopped_why,
                   ended_day, due_at, provisional)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, NULL, NULL, NULL, ?7, ?8)
ON CONFLICT (case_id, kind) DO UPDATE SET
       started_day = excluded.started_day, days = excluded.days, unit = excluded.unit, calendar = excluded.calendar,
       stopped_days = 0, stopped_since = NULL, stopped_why = NULL, ended_day = NULL, due_at = excluded.due_at,
       provisional = excluded.provisional;

-- name: clock_stop              index: primary key
UPDATE clock SET stopped_since = ?3, stopped_why = ?4, due_at = 9007199254740991 WHERE case_id = ?1 AND kind = ?2;

-- name: clock_resume            index: primary key
UPDATE clock SET ended_day = NULL, stopped_since = NULL, stopped_why = NULL, stopped_days = ?3, due_at = ?4, provisional = ?5
 WHERE case_id = ?1 AND kind = ?2;

-- name: clock_end               index: primary key
UPDATE clock SET ended_day = ?3 WHERE case_id = ?1 AND kind = ?2;

-- name: clock_tasks_due         index: task_by_case
UPDATE task SET due_at = ?3 WHERE case_id = ?1 AND stage = ?2 AND state = 0
       AND kind NOT IN ('decide_part', 'gather');

-- name: clock_gather_due        index: task_by_case
UPDATE task SET due_at = ?2 WHERE case_id = ?1 AND state = 0 AND kind = 'gather';

-- name: clock_part_due          index: task_by_case
UPDATE task SET due_at = ?3 WHERE case_id = ?1 AND department = ?2 AND state = 0 AND kind = 'decide_part';
