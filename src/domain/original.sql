-- Statements of domain/original.c

-- name: original_write
INSERT INTO case_original (case_id, n, name, pages, owner, place, taken_at, holder_kind, holder, held_since, returned_at, proof)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?7, NULL, '');

-- name: original_move_on        index: primary key
UPDATE case_original SET holder_kind = ?3, holder = ?4, held_since = ?5 WHERE case_id = ?1 AND n = ?2;

-- name: original_end            index: primary key
UPDATE case_original SET holder_kind = 'owner', holder = ?3, held_since = ?4, returned_at = ?4, proof = ?5
 WHERE case_id = ?1 AND n = ?2;

-- name: original_write_move
INSERT INTO case_original_move (case_id, seq, n, at, from_kind, from_name, to_kind, to_name, by_name)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9);

-- name: original_read           index: primary key
SELECT case_id, n, name, pages, owner, taken_at, holder_kind, holder, held_since, returned_at, proof
  FROM case_original WHERE case_id = ?1 ORDER BY n;

-- name: original_read_moves     index: primary key
SELECT n, at, from_kind, from_name, to_kind, to_name, by_name
  FROM case_original_move WHERE case_id = ?1 ORDER BY seq, n;

-- name: original_count_open     index: primary key
SELECT COUNT(*) FROM case_original WHERE case_id = ?1 AND returned_at IS NULL;

-- name: original_left_behind    index: original_open
SELECT o.case_id, c.number, c.applicant_name, COUNT(*), c.place, c.department, c.item
  FROM case_original o JOIN case_file c ON c.id = o.case_id
 WHERE o.place >= ?1 AND o.place <= ?2 AND o.returned_at IS NULL AND c.state >= 3
 GROUP BY o.case_id, c.number, c.applicant_name, c.place, c.department, c.item ORDER BY o.case_id LIMIT ?3;
