-- Statements of domain/once.c

-- name: once_write
INSERT INTO once_value (case_id, field, whole, alone) VALUES (?1, ?2, ?3, ?4);

-- name: once_find               index: once_by_whole
SELECT c.id
  FROM once_value o JOIN case_file c ON c.id = o.case_id
 WHERE o.whole = ?1 AND (c.state < 3 OR c.outcome IN ('granted', 'partly'))
 ORDER BY c.id LIMIT 1;

-- name: once_others             index: once_by_alone
SELECT o.case_id, o.field, CASE WHEN o.whole = own.whole THEN 1 ELSE 0 END
  FROM once_value own JOIN once_value o ON o.alone = own.alone AND o.case_id <> own.case_id
 WHERE own.case_id = ?1
 ORDER BY o.case_id, o.field LIMIT 20;
