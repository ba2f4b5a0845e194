-- name: line_add
INSERT INTO line (id, part, text) VALUES (?1, ?2, ?3);
