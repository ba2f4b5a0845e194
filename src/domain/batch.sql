-- Statements of domain/batch.c

-- name: batch_write
INSERT INTO batch (id, request, account, account_name, at, item, item_zh, item_en, task_zh, task_en, role, place, department,
                   outcome, note)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15);

-- name: batch_write_line
INSERT INTO batch_line (batch, task_id, n, case_id, state, why, detail) VALUES (?1, ?2, ?3, ?4, 0, '', '');

-- name: batch_line_done         index: primary key
UPDATE batch_line SET state = 1 WHERE batch = ?1 AND task_id = ?2 AND state = 0;

-- name: batch_line_fell         index: primary key
UPDATE batch_line SET state = 2, why = ?3, detail = ?4 WHERE batch = ?1 AND task_id = ?2 AND state = 0;

-- name: batch_of_request        index: batch_once
SELECT id FROM batch WHERE account = ?1 AND request = ?2;

-- name: batch_read              index: primary key
SELECT id, account, at, account_name, item, item_zh, item_en, task_zh, task_en, outcome, note, role, place, department
  FROM batch WHERE id = ?1;

-- name: batch_lines             index: primary key
SELECT l.task_id, l.case_id, l.state, l.why, l.detail, c.number, c.applicant_name, c.place
  FROM batch_line l JOIN case_file c ON c.id = l.case_id WHERE l.batch = ?1 ORDER BY l.n;
