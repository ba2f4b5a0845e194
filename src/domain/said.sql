-- Statements of domain/said.c

-- name: said_write
INSERT INTO said (case_id, what, seq) VALUES (?1, ?2, ?3)
ON CONFLICT (case_id, what) DO UPDATE SET seq = excluded.seq;

-- name: said_read               index: primary key
SELECT seq FROM said WHERE case_id = ?1 AND what = ?2;
