-- Statements of domain/consent.c

-- name: consent_print           index: primary key
UPDATE draft SET printed = ?2 WHERE id = ?1 AND owner = ?3 AND case_id IS NULL;

-- name: consent_write
INSERT INTO draft_consent (draft_id, form, said) VALUES (?1, ?2, ?3)
ON CONFLICT (draft_id) DO UPDATE SET form = excluded.form, said = excluded.said;

-- name: consent_read            index: primary key
SELECT form, said FROM draft_consent WHERE draft_id = ?1;

-- name: consent_remove          index: primary key
DELETE FROM draft_consent WHERE draft_id = ?1;
