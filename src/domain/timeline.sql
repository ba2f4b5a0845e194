-- Statements of domain/timeline.c

-- name: timeline_write
INSERT INTO timeline (case_id, seq, at, what, outcome, task_zh, task_en, role, place, department, actor, actor_name, for_name)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13);

-- name: timeline_read           index: primary key
SELECT seq, at, what, outcome, task_zh, task_en, role, place, department, actor, actor_name, for_name
  FROM timeline WHERE case_id = ?1 ORDER BY seq;
