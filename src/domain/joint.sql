-- Statements of domain/joint.c

-- name: joint_write_gap
INSERT INTO joint_gap (case_id, n, department, text, at, actor_name) VALUES (?1, ?2, ?3, ?4, ?5, ?6);

-- name: joint_read_gaps         index: primary key
SELECT department, text, at, actor_name FROM joint_gap WHERE case_id = ?1 ORDER BY n;

-- name: joint_drop_gaps         index: primary key
DELETE FROM joint_gap WHERE case_id = ?1;
