-- Statements of domain/proxy.c

-- name: proxy_write
INSERT INTO case_proxy (case_id, n, person, name, relation, kind, powers, from_day, until_day, letter, revoked_at, reason)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, NULL, '');

-- name: proxy_end               index: primary key
UPDATE case_proxy SET revoked_at = ?3, reason = ?4 WHERE case_id = ?1 AND n = ?2;

-- name: proxy_read              index: primary key
SELECT n, person, name, relation, kind, powers, from_day, until_day, letter, revoked_at, reason
  FROM case_proxy WHERE case_id = ?1 ORDER BY n;
