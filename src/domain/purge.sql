-- Statements of domain/purge.c; owners that begin with "visitor:" lie before "visitor;".

-- name: purge_sessions          index: session_by_account
DELETE FROM session WHERE account = 0 AND seen_at < ?1;

-- name: purge_scans             index: scan_by_draft
DELETE FROM scan WHERE draft_id IN (SELECT id FROM draft WHERE owner >= 'visitor:' AND owner < 'visitor;'
                                       AND case_id IS NULL AND saved_at < ?1);

-- name: purge_consents          index: primary key
DELETE FROM draft_consent WHERE draft_id IN (SELECT id FROM draft WHERE owner >= 'visitor:' AND owner < 'visitor;'
                                                AND case_id IS NULL AND saved_at < ?1);

-- name: purge_pieces           index: part_by_time
DELETE FROM link_piece WHERE part IN (SELECT p.id FROM link_part p JOIN link l ON l.id = p.link
                                       WHERE p.made_at < ?1 AND (l.until_at < ?1 OR l.ended_at < ?1));

-- name: purge_parts            index: part_by_time
DELETE FROM link_part WHERE id IN (SELECT p.id FROM link_part p JOIN link l ON l.id = p.link
                                    WHERE p.made_at < ?1 AND (l.until_at < ?1 OR l.ended_at < ?1));

-- name: purge_named            index: scan_by_digest, material_by_digest, thumbnail_by_image
SELECT 1 WHERE EXISTS (SELECT 1 FROM scan WHERE digest = ?1) OR EXISTS (SELECT 1 FROM scan_held WHERE digest = ?1)
            OR EXISTS (SELECT 1 FROM case_material WHERE digest = ?1) OR EXISTS (SELECT 1 FROM case_proxy WHERE letter = ?1)
            OR EXISTS (SELECT 1 FROM link_piece WHERE stored = ?1) OR EXISTS (SELECT 1 FROM thumbnail WHERE image = ?1)
            OR EXISTS (SELECT 1 FROM pack_version WHERE version = ?1);

-- name: purge_thumbnail        index: primary key
DELETE FROM thumbnail WHERE digest = ?1;

-- name: purge_drafts            index: draft_by_owner
DELETE FROM draft WHERE owner >= 'visitor:' AND owner < 'visitor;' AND case_id IS NULL AND saved_at < ?1;
