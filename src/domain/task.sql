-- Statements of domain/task.c

-- name: task_write
INSERT INTO task (id, case_id, flow_item, element, kind, name_zh, name_en, stage, role, place, department, state,
                  opened_at, due_at, position, urgency)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 0, ?12, ?13, ?14,
        CASE WHEN EXISTS (SELECT 1 FROM urgent WHERE case_id = ?2 AND lifted_at = 0) THEN 0 ELSE 1 END);

-- name: task_done               index: primary key
UPDATE task SET state = 1, done_at = ?2, done_by = ?3, done_name = ?4, outcome = ?5, note = ?6, done_for = ?7
 WHERE id = ?1;

-- name: task_undo               index: primary key
UPDATE task SET outcome = ?2, note = ?3 WHERE id = ?1;

-- name: task_cancel             index: task_by_case
UPDATE task SET state = 2, done_at = ?3 WHERE case_id = ?1 AND flow_item = ?2 AND state = 0;

-- name: task_by_id              index: primary key
SELECT id, case_id, flow_item, element, kind, name_zh, name_en, stage, role, place, department, state, opened_at, due_at,
       position, done_at, done_by, done_name, outcome, note, done_for, assignee, urgency
  FROM task WHERE id = ?1;

-- name: task_by_case            index: task_by_case
SELECT id, case_id, flow_item, element, kind, name_zh, name_en, stage, role, place, department, state, opened_at, due_at,
       position, done_at, done_by, done_name, outcome, note, done_for, assignee, urgency
  FROM task WHERE case_id = ?1 ORDER BY id;

-- name: task_of_cases           index: task_by_case
SELECT id, case_id, flow_item, element, kind, name_zh, name_en, stage, role, place, department, state, opened_at, due_at,
       position, done_at, done_by, done_name, outcome, note, done_for, assignee, urgency
  FROM task WHERE case_id IN LIST ?1 ORDER BY case_id, id;

-- name: task_holders            index: tenure_by_account
SELECT account, role, place, department FROM tenure
 WHERE account IN LIST ?1 AND from_day <= ?2 AND (until_day = 0 OR until_day >= ?2) AND ended_at = 0;

-- name: task_inbox              index: task_inbox, tenure_by_account
SELECT t.id, t.case_id, t.flow_item, t.element, t.kind, t.name_zh, t.name_en, t.stage, t.role, t.place, t.department,
       t.state, t.opened_at, t.due_at, t.position, t.done_at, t.done_by, t.done_name, t.outcome, t.note,
       t.done_for, t.assignee, t.urgency,
       c.number, c.item, c.item_zh, c.item_en, c.applicant_name, c.place, c.received_at, c.state
  FROM task t JOIN case_file c ON c.id = t.case_id
 WHERE t.place = ?1 AND t.role = ?2 AND t.state = 0 AND (?3 = '' OR t.department = ?3)
   AND (t.assignee = 0 OR t.assignee = ?5 OR t.assignee = ?6
        OR NOT EXISTS (SELECT 1 FROM tenure h WHERE h.account = t.assignee AND h.role = ?7 AND h.place = t.place
                          AND (h.department = '' OR h.department = t.department)
                          AND h.from_day <= ?8 AND (h.until_day = 0 OR h.until_day >= ?8) AND h.ended_at = 0))
 ORDER BY t.urgency, t.due_at, t.id
 LIMIT ?4;

-- name: task_count_since        index: task_inbox
SELECT COUNT(*) FROM task
 WHERE place = ?1 AND role = ?2 AND state = 0 AND (?3 = '' OR department = ?3) AND position > ?4
   AND (assignee = 0 OR assignee = ?5 OR assignee = ?6);

