-- Statements of domain/person_use.c

-- name: person_use_write
INSERT INTO person_use (id, at, account, account_name, person, place, case_id, what, why)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9);

-- name: person_use_read         index: use_by_person, view_by_case, case_by_applicant
SELECT at, account_name, case_id, what, why, id FROM person_use WHERE person = ?1
UNION ALL
SELECT at, account_name, case_id, what, why, id FROM person_use
 WHERE person = 0 AND place <= ?3
       AND place + CASE WHEN place % 1000000 = 0 THEN 999999 WHEN place % 1000 = 0 THEN 999 ELSE 0 END >= ?3
UNION ALL
SELECT at, account_name, 0, page, '', id FROM view_log WHERE case_id IN (?1, ?2)
UNION ALL
SELECT v.at, v.account_name, v.case_id, v.page, c.item, v.id
  FROM case_file c JOIN view_log v ON v.case_id = c.id WHERE c.applicant = ?1
 ORDER BY at DESC, id DESC LIMIT ?4;
