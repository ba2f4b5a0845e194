-- Statements of domain/onsite.c

-- name: onsite_write
INSERT INTO onsite (case_id, n, note, by_name, at) VALUES (?1, ?2, ?3, ?4, ?5);

-- name: onsite_read             index: primary key
SELECT n, note, by_name, at FROM onsite WHERE case_id = ?1 ORDER BY n;
