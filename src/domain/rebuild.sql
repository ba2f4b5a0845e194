-- Statements of domain/rebuild.c: every projection, emptied and read whole. A test asks that none is missing.

-- name: rebuild_clear_calendar_version      scan: the whole table
DELETE FROM calendar_version;

-- name: rebuild_read_calendar_version       scan: the whole table
SELECT version, days
  FROM calendar_version ORDER BY version;

-- name: rebuild_clear_pack_version      scan: the whole table
DELETE FROM pack_version;

-- name: rebuild_read_pack_version       scan: the whole table
SELECT version, published_at
  FROM pack_version ORDER BY version;

-- name: rebuild_clear_mandate      scan: the whole table
DELETE FROM mandate;

-- name: rebuild_read_mandate       scan: the whole table
SELECT id, department, organ_place, role, place, items, powers, document, from_day, until_day, revoked_at
  FROM mandate ORDER BY id;

-- name: rebuild_clear_case_file      scan: the whole table
DELETE FROM case_file;

-- name: rebuild_read_case_file       scan: the whole table
SELECT id, number, item, item_zh, item_en, department, place, channel, state, outcome, reason, applicant,
       applicant_name, agent, agent_name, acceptor_department, acceptor_place, handler, handler_name, mandate,
       wall_rule, pack_version, process, flow_state, received_at, accepted_at, decided_at, closed_at, corrected,
       position
  FROM case_file ORDER BY id;

-- name: rebuild_clear_once_value      scan: the whole table
DELETE FROM once_value;

-- name: rebuild_read_once_value       scan: the whole table
SELECT case_id, field, whole, alone
  FROM once_value ORDER BY case_id, field;

-- name: rebuild_clear_case_joining      scan: the whole table
DELETE FROM case_joining;

-- name: rebuild_read_case_joining       scan: the whole table
SELECT case_id, department
  FROM case_joining ORDER BY case_id, department;

-- name: rebuild_clear_case_material      scan: the whole table
DELETE FROM case_material;

-- name: rebuild_read_case_material       scan: the whole table
SELECT case_id, n, slot, name_zh, name_en, digest, type, bytes, added_at, added_by, grade, held_case, taken_at, seen_at,
       seen_name, source
  FROM case_material ORDER BY case_id, n;

-- name: rebuild_clear_joint_gap      scan: the whole table
DELETE FROM joint_gap;

-- name: rebuild_read_joint_gap       scan: the whole table
SELECT case_id, n, department, text, at, actor_name
  FROM joint_gap ORDER BY case_id, n;

-- name: rebuild_clear_decision      scan: the whole table
DELETE FROM decision;

-- name: rebuild_read_decision       scan: the whole table
SELECT case_id, task, department, place, organ_zh, organ_en, part, outcome, reason, number, at, actor, actor_name,
       past
  FROM decision ORDER BY case_id, task;

-- name: rebuild_clear_case_result      scan: the whole table
DELETE FROM case_result;

-- name: rebuild_read_case_result       scan: the whole table
SELECT case_id, id, kind, name_zh, name_en, task, department, place, number, amount_fen, granted, at
  FROM case_result ORDER BY case_id, id;

-- name: rebuild_clear_prereview      scan: the whole table
DELETE FROM prereview;

-- name: rebuild_read_prereview       scan: the whole table
SELECT case_id, seq, department, complete, note, at, actor_name
  FROM prereview ORDER BY case_id, seq;

-- name: rebuild_clear_household      scan: the whole table
DELETE FROM household;

-- name: rebuild_read_household       scan: the whole table
SELECT id, number, place, group_name, address, head, merged_into, changed_at
  FROM household ORDER BY id;

-- name: rebuild_clear_household_member      scan: the whole table
DELETE FROM household_member;

-- name: rebuild_read_household_member       scan: the whole table
SELECT household, n, person, relation, standing
  FROM household_member ORDER BY household, n;

-- name: rebuild_clear_case_proxy      scan: the whole table
DELETE FROM case_proxy;

-- name: rebuild_read_case_proxy       scan: the whole table
SELECT case_id, n, person, name, relation, kind, powers, from_day, until_day, letter, revoked_at, reason
  FROM case_proxy ORDER BY case_id, n;

-- name: rebuild_clear_case_original      scan: the whole table
DELETE FROM case_original;

-- name: rebuild_read_case_original       scan: the whole table
SELECT case_id, n, name, pages, owner, place, taken_at, holder_kind, holder, held_since, returned_at, proof
  FROM case_original ORDER BY case_id, n;

-- name: rebuild_clear_case_original_move      scan: the whole table
DELETE FROM case_original_move;

-- name: rebuild_read_case_original_move       scan: the whole table
SELECT case_id, seq, n, at, from_kind, from_name, to_kind, to_name, by_name
  FROM case_original_move ORDER BY case_id, seq, n;

-- name: rebuild_clear_task      scan: the whole table
DELETE FROM task;

-- name: rebuild_read_task       scan: the whole table
SELECT id, case_id, flow_item, element, kind, name_zh, name_en, stage, role, place, department, state,
       opened_at, due_at, position, done_at, done_by, done_name, outcome, note,
       done_for, assignee, urgency
  FROM task ORDER BY id;

-- name: rebuild_clear_clock      scan: the whole table
DELETE FROM clock;

-- name: rebuild_read_clock       scan: the whole table
SELECT case_id, kind, started_day, days, unit, calendar, stopped_days, stopped_since, stopped_why, ended_day,
       due_at, provisional, extended_days, stop_limit, falls
  FROM clock ORDER BY case_id, kind;

-- name: rebuild_clear_document      scan: the whole table
DELETE FROM document;

-- name: rebuild_read_document       scan: the whole table
SELECT case_id, n, kind, number, department, place, year, serial, at, is_public
  FROM document ORDER BY case_id, n;

-- name: rebuild_clear_attempt      scan: the whole table
DELETE FROM attempt;

-- name: rebuild_read_attempt       scan: the whole table
SELECT case_id, seq, at, rule, what, role, place, department, actor, actor_name
  FROM attempt ORDER BY case_id, seq;

-- name: rebuild_clear_special      scan: the whole table
DELETE FROM special;

-- name: rebuild_read_special       scan: the whole table
SELECT case_id, seq, reason, from_day, days, unit, limited, until_day
  FROM special ORDER BY case_id, seq;

-- name: rebuild_clear_hearing      scan: the whole table
DELETE FROM hearing;

-- name: rebuild_read_hearing       scan: the whole table
SELECT case_id, told_at, asked_at, set_at, held_on, hall, host, host_name, done_at
  FROM hearing ORDER BY case_id;

-- name: rebuild_clear_hearing_party      scan: the whole table
DELETE FROM hearing_party;

-- name: rebuild_read_hearing_party       scan: the whole table
SELECT case_id, n, name, interest, told_at, asked_at, part
  FROM hearing_party ORDER BY case_id, n;

-- name: rebuild_clear_timer      scan: the whole table
DELETE FROM timer;

-- name: rebuild_read_timer       scan: the whole table
SELECT case_id, wait, due_at
  FROM timer ORDER BY case_id, wait;

-- name: rebuild_clear_review_tick      scan: the whole table
DELETE FROM review_tick;

-- name: rebuild_read_review_tick       scan: the whole table
SELECT case_id, task_id, point, mark, account, account_name, at
  FROM review_tick ORDER BY case_id, task_id, point;

-- name: rebuild_clear_turn      scan: the whole table
DELETE FROM turn;

-- name: rebuild_read_turn       scan: the whole table
SELECT case_id, task_id, n, role, done_at, done_by, done_name, outcome, note
  FROM turn ORDER BY case_id, task_id, n;

-- name: rebuild_clear_turn_back      scan: the whole table
DELETE FROM turn_back;

-- name: rebuild_read_turn_back       scan: the whole table
SELECT case_id, seq, n, task_id, role, done_at, done_by, done_name, outcome, note
  FROM turn_back ORDER BY case_id, seq, n;

-- name: rebuild_clear_visit_officer      scan: the whole table
DELETE FROM visit_officer;

-- name: rebuild_read_visit_officer       scan: the whole table
SELECT case_id, seq, n, task_id, account, name, role, place, department, duty
  FROM visit_officer ORDER BY case_id, seq, n;

-- name: rebuild_clear_batch      scan: the whole table
DELETE FROM batch;

-- name: rebuild_read_batch       scan: the whole table
SELECT id, request, account, account_name, at, item, item_zh, item_en, task_zh, task_en, role, place, department,
       outcome, note
  FROM batch ORDER BY id;

-- name: rebuild_clear_batch_line      scan: the whole table
DELETE FROM batch_line;

-- name: rebuild_read_batch_line       scan: the whole table
SELECT batch, task_id, n, case_id, state, why, detail
  FROM batch_line ORDER BY batch, task_id;

-- name: rebuild_clear_copied      scan: the whole table
DELETE FROM copied;

-- name: rebuild_read_copied       scan: the whole table
SELECT case_id, item, number, at, account_name, corrections, reason
  FROM copied ORDER BY case_id;

-- name: rebuild_clear_timeline      scan: the whole table
DELETE FROM timeline;

-- name: rebuild_read_timeline       scan: the whole table
SELECT case_id, seq, at, what, outcome, task_zh, task_en, role, place, department, actor, actor_name,
       for_name
  FROM timeline ORDER BY case_id, seq;

-- name: rebuild_clear_urgent      scan: the whole table
DELETE FROM urgent;

-- name: rebuild_read_urgent       scan: the whole table
SELECT case_id, reason_zh, reason_en, set_at, set_by, set_name, lifted_at
  FROM urgent ORDER BY case_id;

-- name: rebuild_clear_account      scan: the whole table
DELETE FROM account;

-- name: rebuild_read_account       scan: the whole table
SELECT id, login, name, opened_at, closed_at, must_change, password_at, locked_until, last_in_at
  FROM account ORDER BY id;

-- name: rebuild_clear_tenure      scan: the whole table
DELETE FROM tenure;

-- name: rebuild_read_tenure       scan: the whole table
SELECT id, account, role, place, department, items, from_day, until_day, ended_at
  FROM tenure ORDER BY id;

-- name: rebuild_clear_standin      scan: the whole table
DELETE FROM standin;

-- name: rebuild_read_standin       scan: the whole table
SELECT post, account, named_at
  FROM standin ORDER BY post;

-- name: rebuild_clear_leave      scan: the whole table
DELETE FROM leave;

-- name: rebuild_read_leave       scan: the whole table
SELECT id, account, kind, from_day, until_day, entered_at, entered_by, ended_at
  FROM leave ORDER BY id;

-- name: rebuild_clear_leave_post      scan: the whole table
DELETE FROM leave_post;

-- name: rebuild_read_leave_post       scan: the whole table
SELECT leave_id, post, account, until_day
  FROM leave_post ORDER BY leave_id, post;

-- name: rebuild_clear_delivery      scan: the whole table
DELETE FROM delivery;

-- name: rebuild_read_delivery       scan: the whole table
SELECT case_id, n, way, state, taken_by, relation, proof, carrier, tracking, payer, note, at, ended_at
  FROM delivery ORDER BY case_id, n;

-- name: rebuild_clear_payout      scan: the whole table
DELETE FROM payout;

-- name: rebuild_read_payout       scan: the whole table
SELECT case_id, n, amount_fen, day, batch, tail, paid_name, came_back_at, why
  FROM payout ORDER BY case_id, n;

-- name: rebuild_clear_payee      scan: the whole table
DELETE FROM payee;

-- name: rebuild_read_payee       scan: the whole table
SELECT case_id, n, tail, state, asked_at, asked_by, asked_name, called_at, called_name
  FROM payee ORDER BY case_id, n;

-- name: rebuild_clear_reassign      scan: the whole table
DELETE FROM reassign;

-- name: rebuild_read_reassign       scan: the whole table
SELECT id, case_id, task_id, state, from_name, account, name, role, place, department, reason, at, answered_at, answered_name
  FROM reassign ORDER BY id;

-- name: rebuild_clear_redress      scan: the whole table
DELETE FROM redress;

-- name: rebuild_read_redress       scan: the whole table
SELECT case_id, n, kind, reason, correct, old_outcome, old_reason, old_decided_at, by_name, at, told
  FROM redress ORDER BY case_id, n;

-- name: rebuild_clear_onsite      scan: the whole table
DELETE FROM onsite;

-- name: rebuild_read_onsite       scan: the whole table
SELECT case_id, n, note, by_name, at
  FROM onsite ORDER BY case_id, n;

-- name: rebuild_clear_said      scan: the whole table
DELETE FROM said;

-- name: rebuild_read_said       scan: the whole table
SELECT case_id, what, seq
  FROM said ORDER BY case_id, what;

-- name: rebuild_clear_task_organ      scan: the whole table
DELETE FROM task_organ;

-- name: rebuild_read_task_organ       scan: the whole table
SELECT task, organ_zh, organ_en, basis_zh, basis_en
  FROM task_organ ORDER BY task;

-- name: rebuild_clear_objection      scan: the whole table
DELETE FROM objection;

-- name: rebuild_read_objection       scan: the whole table
SELECT case_id, n, note, by_name, at, answered_at, answer, answered_name
  FROM objection ORDER BY case_id, n;
