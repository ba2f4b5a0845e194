-- Statements of the tests of the store.

-- name: item_add
INSERT INTO item (id, name, bytes, amount) VALUES (?1, ?2, ?3, ?4);

-- name: item_by_id  index: primary key
SELECT id, name, bytes, amount FROM item WHERE id = ?1;

-- name: item_names  scan: a test
SELECT name FROM item ORDER BY name;

-- name: item_count  scan: a test
SELECT COUNT(*), COALESCE(SUM(amount), 0) FROM item;

-- name: item_rename
UPDATE item SET name = ?2 WHERE id >= ?1;

-- name: item_whole
SELECT amount FROM item;

-- name: counter_add
UPDATE counter SET value = value + ?1 WHERE id = 1;

-- name: counter_read
SELECT value FROM counter WHERE id = 1;

-- name: line_add
INSERT INTO line (id, part, text) VALUES (?1, ?2, ?3);

-- name: line_count  scan: a test
SELECT COUNT(*) FROM line;

-- name: line_ids  scan: a test
SELECT id, COUNT(*) FROM line GROUP BY id ORDER BY id;

-- name: echo  the parameter of two dialects
SELECT ?1::bigint + 1, ?2::text, '?3 -- not a comment', 'it''s'; -- a comment with ?9

-- name: busy_once [sqlite]
SELECT 0;
-- name: busy_once [postgres]
SELECT busy_once();
