-- Statements of domain/visit.c

-- name: visit_write
INSERT INTO visit_officer (case_id, seq, n, task_id, account, name, role, place, department, duty)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10);

-- name: visit_of_case           index: primary key
SELECT seq, task_id, account, name, role, place, department, duty FROM visit_officer WHERE case_id = ?1 ORDER BY seq, n;
