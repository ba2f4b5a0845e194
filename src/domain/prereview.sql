-- Statements of domain/prereview.c

-- name: prereview_write
INSERT INTO prereview (case_id, seq, department, complete, note, at, actor_name) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7);

-- name: prereview_read          index: primary key
SELECT department, complete, note, at, actor_name FROM prereview WHERE case_id = ?1 ORDER BY seq;
