-- Statements of domain/payee.c

-- name: payee_write
INSERT INTO payee (case_id, n, tail, state, asked_at, asked_by, asked_name, called_at, called_name)
VALUES (?1, ?2, ?3, 'asked', ?4, ?5, ?6, 0, '');

-- name: payee_answer            index: primary key
UPDATE payee SET state = ?2, called_at = ?3, called_name = ?4 WHERE case_id = ?1 AND state = 'asked';

-- name: payee_read              index: primary key
SELECT n, tail, state, asked_at, asked_by, asked_name, called_at, called_name FROM payee WHERE case_id = ?1 ORDER BY n;
