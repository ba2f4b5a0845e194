-- Statements of domain/document.c

-- name: document_write
INSERT INTO document (case_id, n, kind, number, department, place, year, serial, at, is_public)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10);

-- name: document_of_case        index: primary key
SELECT case_id, n, kind, number, department, place, year, serial, at FROM document WHERE case_id = ?1 ORDER BY n;

-- name: document_read           index: primary key
SELECT case_id, n, kind, number, department, place, year, serial, at FROM document WHERE case_id = ?1 AND n = ?2;

-- name: document_public         index: document_published
SELECT d.case_id, d.n, d.kind, d.number, d.department, d.place, d.year, d.serial, d.at,
       c.item_zh, c.item_en, c.applicant_name, c.wall_rule,
       COALESCE((SELECT r.told FROM redress r WHERE r.case_id = d.case_id AND r.kind = 'corrected' AND r.at >= d.at
                  ORDER BY r.n DESC LIMIT 1), ''),
       COALESCE((SELECT r.at FROM redress r WHERE r.case_id = d.case_id AND r.kind = 'corrected' AND r.at >= d.at
                  ORDER BY r.n DESC LIMIT 1), 0)
  FROM document d JOIN case_file c ON c.id = d.case_id
 WHERE d.is_public = 1 AND (d.at, d.case_id, d.n) < (?1, ?2, ?3)
 ORDER BY d.at DESC, d.case_id DESC, d.n DESC
 LIMIT ?4;

-- name: document_unpublish      index: primary key
UPDATE document SET is_public = 0 WHERE case_id = ?1 AND is_public = 1;

-- name: document_in_public      index: primary key
SELECT n FROM document WHERE case_id = ?1 AND is_public = 1 LIMIT 1;
