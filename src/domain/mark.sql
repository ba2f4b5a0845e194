-- Statements of domain/mark.c

-- name: mark_touch              index: primary key
UPDATE case_file SET position = ?2 WHERE id = ?1;
