-- Statements of domain/lockout.c

-- name: lockout_read            index: primary key
SELECT failures, lockouts, locked_until, last_at FROM lockout WHERE login = ?1;

-- name: lockout_write           index: primary key
INSERT INTO lockout (login, failures, lockouts, locked_until, last_at) VALUES (?1, ?2, ?3, ?4, ?5)
    ON CONFLICT (login) DO UPDATE
   SET failures = excluded.failures, lockouts = excluded.lockouts, locked_until = excluded.locked_until,
       last_at = excluded.last_at;

-- name: lockout_clear           index: primary key
DELETE FROM lockout WHERE login = ?1;

-- name: lockout_prune           index: lockout_by_time
DELETE FROM lockout WHERE last_at < ?1;
