-- Statements of domain/case.c

-- name: case_write
INSERT INTO case_file (id, number, item, item_zh, item_en, department, place, channel, state, outcome, reason,
                       applicant, applicant_name, agent, agent_name, acceptor_department, acceptor_place,
                       handler, handler_name, mandate, wall_rule, pack_version, process, flow_state,
                       received_at, accepted_at, decided_at, closed_at, corrected, position)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, '', '', ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21,
        ?22, NULL, NULL, NULL, 0, ?23);

-- name: case_step               index: primary key
UPDATE case_file SET state = ?2, outcome = ?3, reason = ?4, flow_state = ?5, accepted_at = ?6, decided_at = ?7,
       closed_at = ?8, corrected = ?9, position = ?10
 WHERE id = ?1;

-- name: case_touch              index: primary key
UPDATE case_file SET position = ?2 WHERE id = ?1;

-- name: case_write_material
INSERT INTO case_material (case_id, n, slot, name_zh, name_en, digest, type, bytes, added_at, added_by, source)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11);

-- name: case_write_joining
INSERT INTO case_joining (case_id, department) VALUES (?1, ?2);

-- name: case_by_id              index: primary key
SELECT id, number, item, item_zh, item_en, department, place, channel, state, outcome, reason, applicant, applicant_name,
       agent, agent_name, acceptor_department, acceptor_place, handler, handler_name, mandate, wall_rule, pack_version,
       process, flow_state, received_at, accepted_at, decided_at, closed_at, corrected, position
  FROM case_file WHERE id = ?1;

-- name: case_of_ids             index: primary key
SELECT id, number, item, item_zh, item_en, department, place, channel, state, outcome, reason, applicant, applicant_name,
       agent, agent_name, acceptor_department, acceptor_place, handler, handler_name, mandate, wall_rule, pack_version,
       process, flow_state, received_at, accepted_at, decided_at, closed_at, corrected, position
  FROM case_file WHERE id IN LIST ?1 ORDER BY id;

-- name: case_numbers            index: primary key
SELECT id, number FROM case_file WHERE id IN LIST ?1;

-- name: case_find_number        index: case_by_number
SELECT id, number, item, item_zh, item_en, department, place, channel, state, outcome, reason, applicant, applicant_name,
       agent, agent_name, acceptor_department, acceptor_place, handler, handler_name, mandate, wall_rule, pack_version,
       process, flow_state, received_at, accepted_at, decided_at, closed_at, corrected, position
  FROM case_file WHERE number = ?1;

-- name: case_page_of_place      index: case_by_place
SELECT id, number, item, item_zh, item_en, department, place, channel, state, outcome, reason, applicant, applicant_name,
       agent, agent_name, acceptor_department, acceptor_place, handler, handler_name, mandate, wall_rule, pack_version,
       process, '', received_at, accepted_at, decided_at, closed_at, corrected, position
  FROM case_file
 WHERE place >= ?1 AND place <= ?2 AND (?3 = '' OR department = ?3
       OR id IN (SELECT case_id FROM case_joining WHERE department = ?3)) AND (received_at, id) < (?4, ?5)
 ORDER BY received_at DESC, id DESC
 LIMIT ?6;

-- name: case_of_name            index: case_by_name
SELECT id, number, item, item_zh, item_en, department, place, channel, state, outcome, reason, applicant, applicant_name,
       agent, agent_name, acceptor_department, acceptor_place, handler, handler_name, mandate, wall_rule, pack_version,
       process, '', received_at, accepted_at, decided_at, closed_at, corrected, position
  FROM case_file
 WHERE applicant_name = ?7 AND place >= ?1 AND place <= ?2 AND (?3 = '' OR department = ?3
       OR id IN (SELECT case_id FROM case_joining WHERE department = ?3)) AND (received_at, id) < (?4, ?5)
 ORDER BY received_at DESC, id DESC
 LIMIT ?6;

-- name: case_open_of_place      index: case_by_place
SELECT id, number, item, item_zh, item_en, department, place, channel, state, outcome, reason, applicant, applicant_name,
       agent, agent_name, acceptor_department, acceptor_place, handler, handler_name, mandate, wall_rule, pack_version,
       process, '', received_at, accepted_at, decided_at, closed_at, corrected, position
  FROM case_file
 WHERE place >= ?1 AND place <= ?2 AND (state < 4 OR closed_at >= ?3)
 ORDER BY received_at DESC, id DESC
 LIMIT ?4;

-- name: case_read_materials     index: primary key
SELECT n, slot, name_zh, name_en, digest, type, bytes, added_at, added_by, source
  FROM case_material WHERE case_id = ?1 ORDER BY n;

-- name: case_read_joining       index: primary key
SELECT case_id FROM case_joining WHERE department = ?2 AND case_id = ?1;

-- name: case_joining_of         index: primary key
SELECT case_id FROM case_joining WHERE department = ?2 AND case_id IN LIST ?1;

-- name: case_slots              index: primary key
SELECT DISTINCT case_id, slot FROM case_material WHERE case_id IN LIST ?1;
