/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pages - every handler of the route table, by the file it lives in. */
#ifndef WEB_PAGES_H
#define WEB_PAGES_H

#include "web/page.h"

/* page_guide.c */
enum err page_home(struct page *p);
enum err page_items(struct page *p);
enum err page_guide(struct page *p);
enum err page_checklist(struct page *p);
/* page_track.c */
enum err page_track_form(struct page *p);
enum err page_track_show(struct page *p);
/* page_filing.c, page_scan.c */
enum err page_apply(struct page *p);
enum err page_apply_begin(struct page *p);
enum err page_draft(struct page *p);
enum err page_draft_save(struct page *p);
enum err page_draft_submit(struct page *p);
/* The check page once more with what was wrong. */
enum err page_check_again(struct page *p, enum err e);
/* The page of papers likewise. */
enum err page_materials_again(struct page *p, enum err e);
enum err page_draft_done(struct page *p);
enum err page_draft_receipt(struct page *p);
enum err page_draft_qr(struct page *p);
enum err page_draft_drop(struct page *p);
enum err page_scan_add(struct page *p);
enum err page_scan_drop(struct page *p);
enum err page_scan_show(struct page *p);
enum err page_scan_thumb(struct page *p);
/* page_phone.c, page_link.c */
enum err page_phone(struct page *p);
enum err page_phone_add(struct page *p);
enum err page_phone_drop(struct page *p);
enum err page_phone_thumb(struct page *p);
enum err page_phone_done(struct page *p);
enum err page_part_begin(struct page *p);
enum err page_part_show(struct page *p);
enum err page_part_add(struct page *p);
enum err page_link_make(struct page *p);
enum err page_link_make_supplement(struct page *p);
enum err page_link_end(struct page *p);
enum err page_link_end_supplement(struct page *p);
enum err page_arrivals(struct page *p);
enum err page_arrivals_supplement(struct page *p);
enum err page_track_answer(struct page *p);
/* page_original.c, page_agents.c */
enum err page_originals(struct page *p);
enum err page_original_take(struct page *p);
enum err page_original_hand(struct page *p);
enum err page_original_return(struct page *p);
enum err page_agents(struct page *p);
enum err page_agent_add(struct page *p);
enum err page_agent_print(struct page *p);
enum err page_agent_revoke(struct page *p);
/* page_form_print.c, page_consent.c */
enum err page_form_print(struct page *p);
enum err page_letter_print(struct page *p);
enum err page_consent(struct page *p);
/* page_desk.c */
enum err page_desk(struct page *p);
enum err page_inbox(struct page *p);
enum err page_changes(struct page *p);
enum err page_cases(struct page *p);
enum err page_drafts(struct page *p);
/* page_case.c */
enum err page_case(struct page *p);
enum err page_case_drawing(struct page *p);
enum err page_paper_file(struct page *p);
enum err page_paper_thumb(struct page *p);
/* page_register.c, page_register_change.c */
enum err page_register(struct page *p);
enum err page_household(struct page *p);
enum err page_register_person(struct page *p);
enum err page_household_new(struct page *p);
enum err page_household_enter(struct page *p);
enum err page_household_edit(struct page *p);
enum err page_household_merge(struct page *p);
enum err page_member_form(struct page *p);
enum err page_member_set(struct page *p);
enum err page_proposal_decide(struct page *p);
/* page_import.c */
enum err page_imports(struct page *p);
enum err page_import_check(struct page *p);
enum err page_import(struct page *p);
enum err page_import_take(struct page *p);
enum err page_import_cancel(struct page *p);
enum err page_register_export(struct page *p);
/* register_file.c */
enum err page_held_link(struct page *p);
enum err page_original_seen(struct page *p);
/* page_act.c */
enum err page_act_form(struct page *p);
enum err page_act(struct page *p);
enum err page_withdraw_form(struct page *p);
enum err page_withdraw(struct page *p);
/* page_leave.c */
enum err page_leave(struct page *p);
enum err page_leave_enter(struct page *p);
enum err page_leave_end(struct page *p);
enum err page_standin_name(struct page *p);
/* page_delivery.c, page_money.c */
enum err page_delivery_form(struct page *p);
enum err page_delivery(struct page *p);
enum err page_delivery_proof(struct page *p);
enum err page_money(struct page *p);
enum err page_money_act(struct page *p);
/* page_redress.c, page_reassign.c */
enum err page_redress_form(struct page *p);
enum err page_redress(struct page *p);
enum err page_reassign_form(struct page *p);
enum err page_reassign(struct page *p);
enum err page_reassign_waiting(struct page *p);
enum err page_reassign_answer(struct page *p);
/* page_urgent.c */
enum err page_urgent_form(struct page *p);
enum err page_urgent(struct page *p);
enum err page_urgent_lift_form(struct page *p);
enum err page_urgent_lift(struct page *p);
enum err page_urgent_share(struct page *p);
/* page_office.c */
enum err page_office_form(struct page *p);
enum err page_office_act(struct page *p);
/* points.c, page_phrases.c, page_batch.c, page_head.c, page_copied.c */
enum err page_points(struct page *p);
enum err page_phrases(struct page *p);
enum err page_phrase_add(struct page *p);
enum err page_phrase_drop(struct page *p);
enum err page_batch_form(struct page *p);
enum err page_batch(struct page *p);
enum err page_batch_show(struct page *p);
enum err page_batch_list(struct page *p);
enum err page_head(struct page *p);
enum err page_copied(struct page *p);
enum err page_copied_enter(struct page *p);
/* page_supplement.c */
enum err page_supplement_add(struct page *p);
enum err page_supplement_drop(struct page *p);
enum err page_supplement_show(struct page *p);
enum err page_supplement_thumb(struct page *p);
/* page_notice.c */
enum err page_case_qr(struct page *p);
enum err page_receipt(struct page *p);
enum err page_notice(struct page *p);
enum err page_document(struct page *p);
/* page_published.c */
enum err page_published(struct page *p);
/* page_limits.c */
enum err page_limits(struct page *p);
enum err page_limits_act(struct page *p);
enum err page_limits_extend(struct page *p);
enum err page_track_paper(struct page *p);
/* page_wall.c */
enum err page_villages(struct page *p);
enum err page_village(struct page *p);
enum err page_wall(struct page *p);
enum err page_wall_events(struct page *p);
/* page_sign_in.c */
enum err page_sign_in_form(struct page *p);
enum err page_sign_in(struct page *p);
enum err page_sign_out(struct page *p);
enum err page_password_form(struct page *p);
enum err page_password(struct page *p);
/* page_people.c */
enum err page_people(struct page *p);
enum err page_person(struct page *p);
enum err page_person_open(struct page *p);
enum err page_person_act(struct page *p);
enum err page_post_give(struct page *p);
enum err page_post_end(struct page *p);
/* page_audit.c */
enum err page_audit(struct page *p);
enum err page_mandates(struct page *p);
enum err page_mandate_grant(struct page *p);
enum err page_mandate_revoke(struct page *p);
/* page_system.c */
enum err page_asset(struct page *p);
enum err page_health(struct page *p);
enum err page_metrics(struct page *p);
enum err page_openapi(struct page *p);
enum err page_access(struct page *p);
enum err page_system(struct page *p);

#endif
