-- Statements of domain/account.c

-- name: account_make
INSERT INTO account (id, login, name, opened_at, closed_at, must_change, password_at, locked_until, last_in_at)
VALUES (?1, ?2, ?3, ?4, 0, 1, 0, 0, 0);

-- name: account_read            index: primary key
SELECT id, login, name, opened_at, closed_at, must_change, password_at, locked_until, last_in_at
  FROM account WHERE id = ?1;

-- name: account_find            index: account_by_login
SELECT id, login, name, opened_at, closed_at, must_change, password_at, locked_until, last_in_at
  FROM account WHERE login = ?1;

-- name: account_list            index: account_by_login
SELECT id, login, name, opened_at, closed_at, must_change, password_at, locked_until, last_in_at
  FROM account WHERE login > ?1 ORDER BY login LIMIT ?2;

-- name: account_named_in        scan: the accounts of a county are some hundreds, and only a short text asks
SELECT name FROM account WHERE ?1 LIKE '%' || name || '%' ORDER BY id LIMIT ?2;

-- name: account_set_password    index: primary key
UPDATE account SET password_at = ?2, must_change = ?3 WHERE id = ?1;

-- name: account_set_lock        index: primary key
UPDATE account SET locked_until = ?2 WHERE id = ?1 AND locked_until < ?2;

-- name: account_clear_lock      index: primary key
UPDATE account SET locked_until = 0 WHERE id = ?1;

-- name: account_set_closed      index: primary key
UPDATE account SET closed_at = ?2 WHERE id = ?1;

-- name: account_set_in          index: primary key
UPDATE account SET last_in_at = ?2, locked_until = 0 WHERE id = ?1;

-- name: account_hashes          index: primary key
SELECT n, hash FROM account_password WHERE account = ?1 ORDER BY n DESC;

-- name: account_add_hash
INSERT INTO account_password (account, n, hash) VALUES (?1, ?2, ?3);

-- name: account_drop_hashes     index: primary key
DELETE FROM account_password WHERE account = ?1 AND n <= ?2;
