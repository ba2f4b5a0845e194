-- Statements of domain/mandate.c

-- name: mandate_write
INSERT INTO mandate (id, department, organ_place, role, place, items, powers, document, from_day, until_day, revoked_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, NULL);

-- name: mandate_end             index: primary key
UPDATE mandate SET revoked_at = ?2 WHERE id = ?1;

-- name: mandate_read            index: primary key
SELECT revoked_at FROM mandate WHERE id = ?1;

-- name: mandate_by_department   index: mandate_by_department
SELECT id, department, organ_place, role, place, items, powers, document, from_day, until_day, revoked_at
  FROM mandate WHERE department = ?1 ORDER BY id;
