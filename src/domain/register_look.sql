-- Statements of domain/register_look.c

-- name: look_begin
INSERT INTO register_import (id, account, account_name, made_at, name, state, rows, refused, report, done, digest)
VALUES (?1, ?2, ?3, ?4, ?5, 0, 0, 0, ?6, 0, ?7);

-- name: look_add_piece
INSERT INTO register_import_file (import, n, sealed) VALUES (?1, ?2, ?3)
ON CONFLICT (import, n) DO NOTHING;

-- name: look_pieces             index: primary key
SELECT sealed FROM register_import_file WHERE import = ?1 ORDER BY n;

-- name: look_count_pieces       index: primary key
SELECT COUNT(*) FROM register_import_file WHERE import = ?1;

-- name: look_drop_pieces        index: primary key
DELETE FROM register_import_file WHERE import = ?1;

-- name: look_add
INSERT INTO register_import_household (import, n, verdict, sealed) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (import, n) DO NOTHING;

-- name: look_next               index: primary key
SELECT n, sealed FROM register_import_household WHERE import = ?1 AND n > ?2 ORDER BY n LIMIT ?3;

-- name: look_judge              index: primary key
UPDATE register_import_household SET verdict = ?3 WHERE import = ?1 AND n = ?2;

-- name: look_drop_one           index: primary key
DELETE FROM register_import_household WHERE import = ?1 AND n = ?2;

-- name: look_drop               index: primary key
DELETE FROM register_import_household WHERE import = ?1;

-- name: look_note               index: primary key
UPDATE register_import SET state = ?2, rows = ?3, refused = ?4, report = ?5, done = ?6 WHERE id = ?1;

-- name: look_forget             index: import_by_account
DELETE FROM register_import_household
 WHERE import IN (SELECT o.id FROM register_import n JOIN register_import o ON o.account = n.account
                   WHERE n.id = ?1 AND o.id <> ?1 AND o.state <> 2);

-- name: look_replace            index: import_by_account
UPDATE register_import SET state = 7
 WHERE account = (SELECT account FROM register_import WHERE id = ?1) AND id <> ?1 AND state IN (1, 4);

-- name: look_forget_pieces      index: import_by_account
DELETE FROM register_import_file WHERE import IN (SELECT id FROM register_import WHERE account = ?1);
