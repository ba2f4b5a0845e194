-- Statements of domain/clock.c

-- name: clock_read              index: primary key
SELECT kind, started_day, days, unit, calendar, stopped_days, stopped_since, stopped_why, ended_day, due_at, provisional,
       extended_days, stop_limit, falls, case_id
  FROM clock WHERE case_id = ?1 ORDER BY kind;

-- name: clock_of_cases          index: primary key
SELECT kind, started_day, days, unit, calendar, stopped_days, stopped_since, stopped_why, ended_day, due_at, provisional,
       extended_days, stop_limit, falls, case_id
  FROM clock WHERE case_id IN LIST ?1 ORDER BY case_id, kind;

-- name: clock_start
INSERT INTO clock (case_id, kind, started_day, days, unit, calendar, stopped_days, stopped_since, stopped_why,
                   ended_day, due_at, provisional, extended_days, stop_limit, falls)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, NULL, NULL, NULL, ?7, ?8, 0, 0, ?9)
ON CONFLICT (case_id, kind) DO UPDATE SET
       started_day = excluded.started_day, days = excluded.days, unit = excluded.unit, calendar = excluded.calendar,
       stopped_days = 0, stopped_since = NULL, stopped_why = NULL, ended_day = NULL, due_at = excluded.due_at,
       provisional = excluded.provisional, extended_days = 0, stop_limit = 0, falls = excluded.falls;

-- name: clock_stop              index: primary key
UPDATE clock SET stopped_since = ?3, stopped_why = ?4, stop_limit = ?5, due_at = ?6 WHERE case_id = ?1 AND kind = ?2;

-- name: clock_resume            index: primary key
UPDATE clock SET ended_day = NULL, stopped_since = NULL, stopped_why = NULL, stopped_days = ?3, due_at = ?4, provisional = ?5
 WHERE case_id = ?1 AND kind = ?2;

-- name: clock_provisional        index: clock_provisional, scan of what it holds
SELECT kind, started_day, days, unit, calendar, stopped_days, stopped_since, stopped_why, ended_day, due_at, provisional,
       extended_days, stop_limit, falls, case_id
  FROM clock WHERE provisional = 1 AND ended_day IS NULL ORDER BY case_id, kind;

-- name: clock_reckon            index: primary key
UPDATE clock SET calendar = ?3, due_at = ?4, provisional = ?5 WHERE case_id = ?1 AND kind = ?2;

-- name: clock_extend            index: primary key
UPDATE clock SET extended_days = ?3, due_at = ?4, provisional = ?5 WHERE case_id = ?1 AND kind = ?2;

-- name: clock_timer
INSERT INTO timer (case_id, wait, due_at) VALUES (?1, ?2, ?3)
ON CONFLICT (case_id, wait) DO UPDATE SET due_at = excluded.due_at;

-- name: clock_timer_drop         index: primary key
DELETE FROM timer WHERE case_id = ?1 AND wait = ?2;

-- name: clock_end               index: primary key
UPDATE clock SET ended_day = ?3 WHERE case_id = ?1 AND kind = ?2;

-- name: clock_tasks_due         index: task_by_case, primary key
UPDATE task SET due_at = COALESCE((
           SELECT MIN(k.due_at) FROM clock k
            WHERE k.case_id = ?1 AND k.ended_day IS NULL
              AND (k.kind = CASE task.kind WHEN 'decide_part' THEN 'part.' || task.department WHEN 'gather' THEN 'correction'
                                           ELSE 'stage.' || task.stage END
                   OR k.kind = 'correction' AND task.kind = 'accept'
                   OR k.kind = 'promise' AND NOT EXISTS (SELECT 1 FROM clock x WHERE x.case_id = ?1 AND x.kind = 'legal'
                                                                                 AND x.extended_days > 0))), ?2)
 WHERE case_id = ?1 AND state = 0;
