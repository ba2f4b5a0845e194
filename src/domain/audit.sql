-- Statements of domain/audit.c

-- name: audit_write
INSERT INTO view_log (id, at, account, account_name, case_id, page) VALUES (?1, ?2, ?3, ?4, ?5, ?6);

-- name: audit_recent            index: view_by_reader
SELECT id FROM view_log WHERE account = ?1 AND case_id = ?2 AND at > ?3 AND page = ?4 LIMIT 1;

-- name: audit_recent_of         index: view_by_reader
SELECT DISTINCT case_id FROM view_log WHERE account = ?1 AND case_id IN LIST ?2 AND at > ?3 AND page = ?4;

-- name: audit_list              index: view_by_time
SELECT id, at, account, account_name, case_id, page FROM view_log WHERE (at, id) < (?1, ?2)
 ORDER BY at DESC, id DESC LIMIT ?3;
