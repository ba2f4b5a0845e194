-- Statements of domain/phrase.c

-- name: phrase_write
INSERT INTO phrase (id, account, account_name, place, department, outcome, text, made_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8);

-- name: phrase_of_account       index: phrase_by_account
SELECT id, account, account_name, place, department, outcome, text
  FROM phrase WHERE account = ?1 ORDER BY id LIMIT ?2;

-- name: phrase_of_office        index: phrase_by_office
SELECT id, account, account_name, place, department, outcome, text
  FROM phrase WHERE place = ?1 AND department = ?2 AND account <> ?3 ORDER BY id LIMIT ?4;

-- name: phrase_count            index: phrase_by_account
SELECT COUNT(*) FROM phrase WHERE account = ?1;

-- name: phrase_remove           index: primary key
DELETE FROM phrase WHERE id = ?1 AND account = ?2;
