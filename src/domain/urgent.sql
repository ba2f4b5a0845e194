-- Statements of domain/urgent.c

-- name: urgent_write
INSERT INTO urgent (case_id, reason_zh, reason_en, set_at, set_by, set_name, lifted_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0)
ON CONFLICT (case_id) DO UPDATE SET reason_zh = excluded.reason_zh, reason_en = excluded.reason_en,
       set_at = excluded.set_at, set_by = excluded.set_by, set_name = excluded.set_name, lifted_at = 0;

-- name: urgent_set_lifted       index: primary key
UPDATE urgent SET lifted_at = ?2 WHERE case_id = ?1;

-- name: urgent_tasks            index: task_by_case
UPDATE task SET urgency = ?2 WHERE case_id = ?1 AND state = 0;

-- name: urgent_read             index: primary key
SELECT reason_zh, reason_en, set_at, set_by, set_name, lifted_at FROM urgent WHERE case_id = ?1;

-- name: urgent_share_of         index: case_by_department
SELECT COUNT(*), COUNT(u.case_id)
  FROM case_file c LEFT JOIN urgent u ON u.case_id = c.id
 WHERE c.department = ?1 AND c.received_at >= ?2;
