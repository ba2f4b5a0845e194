-- Statements of domain/draft.c

-- name: draft_write
INSERT INTO draft (id, owner, item, place, version, answers, made_at, saved_at, case_id)
VALUES (?1, ?2, ?3, ?4, 1, ?5, ?6, ?6, NULL);

-- name: draft_read              index: primary key
SELECT id, owner, item, place, version, answers, made_at, saved_at, case_id, printed
  FROM draft WHERE id = ?1 AND owner = ?2;

-- name: draft_by_owner          index: draft_by_owner
SELECT id, owner, item, place, version, answers, made_at, saved_at, case_id, printed
  FROM draft WHERE owner = ?1 AND case_id IS NULL ORDER BY saved_at DESC LIMIT ?2;

-- name: draft_count_open        index: draft_by_owner
SELECT COUNT(*) FROM draft WHERE owner = ?1 AND case_id IS NULL;

-- name: draft_save              index: primary key
UPDATE draft SET answers = ?3, version = version + 1, saved_at = ?4
 WHERE id = ?1 AND owner = ?5 AND version = ?2 AND case_id IS NULL;

-- name: draft_close             index: primary key
UPDATE draft SET case_id = ?2 WHERE id = ?1;

-- name: draft_remove            index: primary key
DELETE FROM draft WHERE id = ?1 AND owner = ?2 AND case_id IS NULL;

-- name: draft_remove_scans      index: scan_by_draft
DELETE FROM scan WHERE draft_id = ?1;

-- name: draft_scans             index: scan_by_draft
SELECT id, slot, digest, type, bytes, width, height, form, source FROM scan WHERE draft_id = ?1 ORDER BY slot, id;

-- name: draft_count_scans       index: scan_by_draft
SELECT COUNT(*), COALESCE(SUM(bytes), 0) FROM scan WHERE draft_id = ?1;

-- name: draft_write_scan
INSERT INTO scan (id, draft_id, slot, digest, type, bytes, width, height, added_at, added_by, form, source)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
ON CONFLICT (draft_id, slot, digest) DO NOTHING;

-- name: draft_remove_scan       index: primary key
DELETE FROM scan WHERE id = ?1 AND draft_id = ?2;
