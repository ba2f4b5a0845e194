-- Statements of domain/reassign.c

-- name: reassign_write
INSERT INTO reassign (id, case_id, task_id, state, from_name, account, name, role, place, department, reason, at, answered_at, answered_name)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 0, '');

-- name: reassign_set_answer     index: primary key
UPDATE reassign SET state = ?2, answered_at = ?3, answered_name = ?4 WHERE id = ?1;

-- name: reassign_move           index: primary key
UPDATE task SET place = r.place, department = r.department, assignee = r.account
  FROM reassign r WHERE r.id = ?1 AND task.id = r.task_id AND task.state = 0;

-- name: reassign_read           index: primary key
SELECT id, case_id, task_id, state, from_name, account, name, role, place, department, reason, at, answered_at, answered_name
  FROM reassign WHERE id = ?1;

-- name: reassign_by_case        index: reassign_by_case
SELECT id, case_id, task_id, state, from_name, account, name, role, place, department, reason, at, answered_at, answered_name
  FROM reassign WHERE case_id = ?1 ORDER BY id;

-- name: reassign_offered        index: reassign_by_account, primary key
SELECT r.id, r.case_id, r.task_id, r.state, r.from_name, r.account, r.name, r.role, r.place, r.department, r.reason, r.at, r.answered_at, r.answered_name
  FROM reassign r JOIN task t ON t.id = r.task_id WHERE r.account = ?1 AND r.state = 'offered' AND t.state = 0 ORDER BY r.id;

-- name: reassign_at_centre      index: reassign_by_state, primary key
SELECT r.id, r.case_id, r.task_id, r.state, r.from_name, r.account, r.name, r.role, r.place, r.department, r.reason, r.at, r.answered_at, r.answered_name
  FROM reassign r JOIN task t ON t.id = r.task_id WHERE r.state = 'centre' AND t.state = 0 ORDER BY r.id LIMIT 100;
