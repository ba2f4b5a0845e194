-- Statements of domain/identity.c

-- name: identity_put
INSERT INTO draft_identity (draft_id, said) VALUES (?1, ?2)
ON CONFLICT (draft_id) DO UPDATE SET said = excluded.said;

-- name: identity_read           index: primary key
SELECT said FROM draft_identity WHERE draft_id = ?1;

-- name: identity_remove         index: primary key
DELETE FROM draft_identity WHERE draft_id = ?1;
