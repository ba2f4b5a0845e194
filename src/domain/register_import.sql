-- Statements of domain/register_import.c

-- name: import_read             index: primary key
SELECT id, made_at, name, account_name, state, rows, refused, done, digest, report FROM register_import
 WHERE id = ?1 AND account = ?2;

-- name: import_mine             index: import_by_account
SELECT id, made_at, name, account_name, state, rows, refused, done, digest FROM register_import
 WHERE account = ?1 ORDER BY made_at DESC, id DESC LIMIT 10;

-- name: import_some             index: primary key
SELECT n, sealed FROM register_import_household WHERE import = ?1 ORDER BY n LIMIT ?2;

-- name: import_drop             index: primary key
DELETE FROM register_import_household WHERE import = ?1 AND n <= ?2;

-- name: import_step             index: primary key
UPDATE register_import SET state = ?2, done = done + ?3 WHERE id = ?1;

-- name: import_set_state        index: primary key
UPDATE register_import SET state = ?2 WHERE id = ?1;
