-- Statements of domain/review.c

-- name: review_write
INSERT INTO review_tick (case_id, task_id, point, mark, account, account_name, at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (case_id, task_id, point) DO UPDATE
   SET mark = excluded.mark, account = excluded.account, account_name = excluded.account_name, at = excluded.at;

-- name: review_of_case          index: primary key
SELECT task_id, point, mark, account, at, account_name, case_id FROM review_tick WHERE case_id = ?1 ORDER BY task_id, point;

-- name: review_of_cases         index: primary key
SELECT task_id, point, mark, account, at, account_name, case_id
  FROM review_tick WHERE case_id IN LIST ?1 ORDER BY case_id, task_id, point;

-- name: review_touch            index: primary key
UPDATE case_file SET position = ?2 WHERE id = ?1;
