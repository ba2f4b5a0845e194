-- Statements of the store itself.

-- NORMAL: the library syncs for checkpoints alone, and sqlite.c puts each commit on the disk itself.
-- name: store_setup_writer [sqlite]
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
PRAGMA wal_autocheckpoint = 0;
PRAGMA journal_size_limit = 67108864;
PRAGMA mmap_size = 0;
PRAGMA foreign_keys = ON;
PRAGMA trusted_schema = OFF;
PRAGMA cache_size = -32768;
PRAGMA temp_store = MEMORY;
CREATE TABLE IF NOT EXISTS writer_mark (id INTEGER PRIMARY KEY, batch INTEGER NOT NULL);
INSERT INTO writer_mark (id, batch) VALUES (1, 0) ON CONFLICT DO NOTHING;
CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL);
-- name: store_setup_writer [postgres]
SET client_min_messages = warning;
SET synchronous_commit = on;
SET lock_timeout = '30s';
CREATE TABLE IF NOT EXISTS writer_mark (id BIGINT PRIMARY KEY, batch BIGINT NOT NULL);
INSERT INTO writer_mark (id, batch) VALUES (1, 0) ON CONFLICT DO NOTHING;
CREATE TABLE IF NOT EXISTS migration (number BIGINT PRIMARY KEY, name TEXT NOT NULL);

-- name: store_setup_reader [sqlite]
PRAGMA wal_autocheckpoint = 0;
PRAGMA mmap_size = 0;
PRAGMA foreign_keys = ON;
PRAGMA trusted_schema = OFF;
PRAGMA cache_size = -2048;
PRAGMA temp_store = MEMORY;
PRAGMA query_only = ON;
-- name: store_setup_reader [postgres]
SET client_min_messages = warning;
SET default_transaction_read_only = on;

-- How safe a commit is; anything but this answer refuses the start.
-- name: store_safety [sqlite]
SELECT CASE (SELECT synchronous FROM pragma_synchronous) WHEN 1 THEN 'on' ELSE 'synchronous is not NORMAL' END
       || CASE (SELECT journal_mode FROM pragma_journal_mode) WHEN 'wal' THEN '' ELSE ', no write-ahead log' END;
-- name: store_safety [postgres]
SELECT CASE WHEN current_setting('fsync') = 'off' THEN 'fsync is off' ELSE current_setting('synchronous_commit') END
       || CASE WHEN current_setting('server_encoding') = 'UTF8' THEN '' ELSE ', encoding is not UTF8' END;

-- The key is this program's name in ASCII: one writer a database.
-- name: store_take_lease [postgres]  only
SELECT CASE WHEN pg_try_advisory_lock(7094703692146929006) THEN 1 ELSE 0 END;

-- name: store_begin [sqlite]
BEGIN IMMEDIATE;
-- name: store_begin [postgres]
BEGIN;
-- name: store_view [sqlite]  only
BEGIN;
-- name: store_savepoint
SAVEPOINT command;
-- name: store_release
RELEASE SAVEPOINT command;
-- name: store_undo
ROLLBACK TO SAVEPOINT command;
-- name: store_commit
COMMIT;
-- name: store_rollback
ROLLBACK;

-- name: store_mark
UPDATE writer_mark SET batch = ?1 WHERE id = 1;
-- name: store_marked
SELECT batch FROM writer_mark WHERE id = 1;

-- name: store_migrations
SELECT number, name FROM migration ORDER BY number;
-- name: store_migrated
INSERT INTO migration (number, name) VALUES (?1, ?2);
