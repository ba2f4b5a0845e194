-- Statements of domain/held.c and domain/prefill.c

-- name: held_papers             index: case_by_applicant
SELECT c.id, m.n, c.number, c.item_zh, c.item_en, m.slot, m.name_zh, m.name_en, m.digest, m.type, m.grade, m.bytes, m.taken_at
  FROM case_file c JOIN case_material m ON m.case_id = c.id
 WHERE c.applicant = ?1 AND m.grade IN ('A', 'B') AND c.outcome <> 'void'
       AND NOT EXISTS (SELECT 1 FROM case_material o WHERE o.case_id = m.case_id AND o.slot = m.slot AND o.grade NOT IN ('A', 'B'))
 ORDER BY m.taken_at DESC, c.id, m.n LIMIT 500;

-- name: held_results            index: case_by_applicant
SELECT c.id, c.number, c.item, c.item_zh, c.item_en, c.applicant_name, r.id, r.name_zh, r.name_en, r.department, r.place, r.number, r.at
  FROM case_file c JOIN case_result r ON r.case_id = c.id
 WHERE c.applicant = ?1 AND r.granted = 1 AND r.kind <> 'money' AND c.state >= 3 AND c.outcome IN ('granted', 'partly')
 ORDER BY r.at DESC, c.id DESC LIMIT 200;

-- name: held_link
INSERT INTO scan_held (draft_id, slot, digest, case_id, grade, taken_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (draft_id, slot, digest) DO NOTHING;

-- name: held_of_draft           index: primary key
SELECT h.case_id, 0, c.number, c.item_zh, c.item_en, h.slot, '', '', h.digest, '', h.grade, 0, h.taken_at
  FROM scan_held h JOIN case_file c ON c.id = h.case_id WHERE h.draft_id = ?1 ORDER BY h.slot, h.digest;

-- name: held_trust_write        index: primary key
UPDATE case_material SET grade = ?3, held_case = ?4, taken_at = ?5 WHERE case_id = ?1 AND n = ?2;

-- name: held_trust_read         index: primary key
SELECT n, held_case, taken_at, seen_at, grade, seen_name FROM case_material WHERE case_id = ?1 ORDER BY n;

-- name: held_seen               index: primary key
UPDATE case_material SET grade = 'B', seen_at = ?3, seen_name = ?4 WHERE case_id = ?1 AND n = ?2;

-- name: held_touch              index: primary key
UPDATE case_file SET position = ?2 WHERE id = ?1;

-- name: prefill_cases           index: case_by_applicant
SELECT id, number, item, item_zh, item_en, pack_version, received_at FROM case_file
 WHERE applicant = ?1 AND channel <> 3 AND accepted_at IS NOT NULL AND outcome <> 'void'
 ORDER BY received_at DESC, id DESC LIMIT 10;
