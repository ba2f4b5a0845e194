-- Statements of domain/decision.c

-- name: decision_write
INSERT INTO decision (case_id, task, department, place, organ_zh, organ_en, part, outcome, reason, number, at, actor, actor_name)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13);

-- name: decision_write_result
INSERT INTO case_result (case_id, id, kind, name_zh, name_en, task, department, place, number, amount_fen, granted, at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
ON CONFLICT (case_id, id) DO UPDATE SET
       task = excluded.task, department = excluded.department, place = excluded.place, number = excluded.number,
       amount_fen = excluded.amount_fen, granted = excluded.granted, at = excluded.at;

-- name: decision_read           index: primary key
SELECT task, department, place, organ_zh, organ_en, part, outcome, reason, number, at, actor, actor_name
  FROM decision WHERE case_id = ?1 AND past = 0 ORDER BY at, task;

-- name: decision_read_results   index: primary key
SELECT id, kind, name_zh, name_en, task, department, place, number, amount_fen, granted, at
  FROM case_result WHERE case_id = ?1 ORDER BY at, task, id;

-- name: decision_past           index: primary key
UPDATE decision SET past = 1 WHERE case_id = ?1;

-- name: decision_drop_results   index: primary key
DELETE FROM case_result WHERE case_id = ?1;

-- name: decision_write_organ
INSERT INTO task_organ (task, organ_zh, organ_en, basis_zh, basis_en) VALUES (?1, ?2, ?3, ?4, ?5);

-- name: decision_read_organ     index: primary key
SELECT organ_zh, organ_en, basis_zh, basis_en FROM task_organ WHERE task = ?1;
