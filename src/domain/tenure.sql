-- Statements of domain/tenure.c

-- name: tenure_write
INSERT INTO tenure (id, account, role, place, department, items, from_day, until_day, ended_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0);

-- name: tenure_set_ended        index: primary key
UPDATE tenure SET ended_at = ?2 WHERE id = ?1;

-- name: tenure_read             index: primary key
SELECT id, account, role, place, department, items, from_day, until_day, ended_at FROM tenure WHERE id = ?1;

-- name: tenure_of_reader        index: tenure_by_account, leave_by_account, leave_post_by_account
SELECT id, account, role, place, department, items, from_day, until_day, ended_at,
       CASE WHEN EXISTS (SELECT 1 FROM leave WHERE account = ?1 AND until_day >= ?2)
              OR EXISTS (SELECT 1 FROM leave_post WHERE account = ?1 AND until_day >= ?2) THEN 1 ELSE 0 END
  FROM tenure WHERE account = ?1 ORDER BY id;

-- name: tenure_by_account       index: tenure_by_account
SELECT id, account, role, place, department, items, from_day, until_day, ended_at
  FROM tenure WHERE account = ?1 ORDER BY id;
