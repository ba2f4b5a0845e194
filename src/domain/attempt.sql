-- Statements of domain/attempt.c

-- name: attempt_write
INSERT INTO attempt (case_id, seq, at, rule, what, role, place, department, actor, actor_name)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10);

-- name: attempt_of_case         index: primary key
SELECT seq, at, rule, what, role, place, department, actor, actor_name FROM attempt WHERE case_id = ?1 ORDER BY at, seq;

-- name: attempt_any             index: primary key
SELECT 1 FROM attempt WHERE case_id = ?1 LIMIT 1;

-- name: attempt_filed           index: primary key
UPDATE attempt SET case_id = ?2, seq = -seq WHERE case_id = ?1;
