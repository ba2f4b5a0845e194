-- Statements of domain/document.c

-- name: document_write
INSERT INTO document (case_id, n, kind, number, department, place, year, serial, at, is_public)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10);

-- name: document_of_case        index: primary key
SELECT case_id, n, kind, number, department, place, year, serial, at FROM document WHERE case_id = ?1 ORDER BY n;

-- name: document_read           index: primary key
SELECT case_id, n, kind, number, department, place, year, serial, at FROM document WHERE case_id = ?1 AND n = ?2;
