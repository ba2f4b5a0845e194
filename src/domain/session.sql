-- Statements of domain/session.c

-- name: session_make
INSERT INTO session (digest, account, opened_at, seen_at) VALUES (?1, ?2, ?3, ?3);

-- name: session_read            index: primary key
SELECT account, opened_at, seen_at FROM session WHERE digest = ?1;

-- name: session_set_seen        index: primary key
UPDATE session SET seen_at = ?2 WHERE digest = ?1 AND seen_at < ?2;

-- name: session_end             index: primary key
DELETE FROM session WHERE digest = ?1;

-- name: session_end_of_account  index: session_by_account
DELETE FROM session WHERE account = ?1 AND digest <> ?2;

-- name: session_prune           index: session_by_opening
DELETE FROM session WHERE opened_at < ?1;
