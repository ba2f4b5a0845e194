-- Statements of domain/register_note.c

-- name: proposal_write
INSERT INTO register_proposal (id, person, field, value, case_id, at, account, account_name)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
ON CONFLICT (person, field) DO UPDATE SET value = ?4, case_id = ?5, at = ?6, account = ?7, account_name = ?8;

-- name: proposal_of             index: proposal_by_person
SELECT id, person, case_id, at, field, value, account_name FROM register_proposal
 WHERE person IN LIST ?1 ORDER BY person, field;

-- name: proposal_read           index: primary key
SELECT id, person, case_id, at, field, value, account_name FROM register_proposal WHERE id = ?1;

-- name: proposal_remove         index: primary key
DELETE FROM register_proposal WHERE id = ?1;
