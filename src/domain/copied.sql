-- Statements of domain/copied.c

-- name: copied_write
INSERT INTO copied (case_id, item, number, at, account_name, corrections, reason)
VALUES (?1, ?2, ?3, ?4, ?5, 0, '')
ON CONFLICT (case_id) DO UPDATE
   SET number = excluded.number, at = excluded.at, account_name = excluded.account_name,
       corrections = copied.corrections + 1, reason = ?6;

-- name: copied_of_case          index: primary key
SELECT number, at, account_name, corrections, reason FROM copied WHERE case_id = ?1;

-- name: copied_of_number        index: copied_once
SELECT f.number FROM copied c JOIN case_file f ON f.id = c.case_id WHERE c.item = ?1 AND c.number = ?2 AND c.case_id <> ?3;

-- name: copied_touch            index: primary key
UPDATE case_file SET position = ?2 WHERE id = ?1;
