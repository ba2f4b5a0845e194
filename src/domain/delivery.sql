-- Statements of domain/delivery.c

-- name: delivery_write
INSERT INTO delivery (case_id, n, way, state, taken_by, relation, proof, carrier, tracking, payer, note, at, ended_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13);

-- name: delivery_end            index: primary key
UPDATE delivery SET state = ?2, taken_by = ?3, relation = ?4, proof = ?5, note = ?6, ended_at = ?7
 WHERE case_id = ?1 AND state = 'sent';

-- name: delivery_read           index: primary key
SELECT n, way, state, taken_by, relation, proof, carrier, tracking, payer, note, at, ended_at
  FROM delivery WHERE case_id = ?1 ORDER BY n;
