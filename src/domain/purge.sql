-- Statements of domain/purge.c; owners that begin with "visitor:" lie before "visitor;".

-- name: purge_sessions          index: session_by_account
DELETE FROM session WHERE account = 0 AND seen_at < ?1;

-- name: purge_scans             index: scan_by_draft
DELETE FROM scan WHERE draft_id IN (SELECT id FROM draft WHERE owner >= 'visitor:' AND owner < 'visitor;'
                                       AND case_id IS NULL AND saved_at < ?1);

-- name: purge_consents          index: primary key
DELETE FROM draft_consent WHERE draft_id IN (SELECT id FROM draft WHERE owner >= 'visitor:' AND owner < 'visitor;'
                                                AND case_id IS NULL AND saved_at < ?1);

-- name: purge_drafts            index: draft_by_owner
DELETE FROM draft WHERE owner >= 'visitor:' AND owner < 'visitor;' AND case_id IS NULL AND saved_at < ?1;
