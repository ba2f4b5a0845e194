/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"

#include "county_fixture.h"
#include "domain/attempt.h"
#include "domain/filing.h"
#include "domain/held.h"
#include "domain/household_change.h"
#include "domain/paper.h"
#include "domain/payee.h"
#include "domain/person_use.h"
#include "domain/prefill.h"
#include "domain/rebuild.h"
#include "domain/redress.h"
#include "domain/register_note.h"

static bool told(const char *key)
{
    for (size_t i = 0; i < house.cx->gap_count; i++)
        if (str_is(house.cx->gaps[i].key, key))
            return true;
    return false;
}

static struct val *answers_of(int64_t draft)
{
    struct draft d;

    assert_int_equal(draft_get(county_as(AT_VILLAGE), draft, &d), OK);
    return d.answers;
}

/* Files the item for a person of the register: begun from it, the rest answered as in the fixture's model. */
static int64_t begun(const char *item, int64_t person)
{
    int64_t draft = 0;

    assert_int_equal(prefill_begin(county_as(AT_VILLAGE), str_of(item), person, &draft), OK);
    return draft;
}

static int64_t home_of(int64_t person)
{
    int64_t home;

    assert_int_equal(household_of_person(county_as(AT_VILLAGE), person, &home), OK);
    return home;
}

static void whoever_a_clerk_files_for_enters_the_register_with_the_case(void **state)
{
    struct case_file c = county_file("S-MZ-06", 101);
    struct household h;

    (void)state;
    assert_true(home_of(c.applicant) != 0);
    assert_int_equal(household_see(county_as(AT_VILLAGE), home_of(c.applicant), &h), OK);
    assert_int_equal(h.head, c.applicant);
    assert_int_equal(h.place, HOME_VILLAGE);
}

static void the_second_case_asks_for_nothing_the_register_says(void **state)
{
    struct case_file c = county_file("S-MZ-06", 102);
    struct val *answers = answers_of(begun("S-MZ-01", c.applicant));

    (void)state;
    assert_str(val_str(answers, "applicant.name"), "覃守英");
    assert_str(val_str(answers, "applicant.phone"), "13871000001");
    assert_str(val_str(answers, "account.holder"), "覃守英");
    assert_str(val_str(answers, "household.size"), "1");
    assert_str(val_str(prefill_source(answers, STR("applicant.phone")), "from"), "register");
    assert_null(prefill_source(answers, STR("hardship.story")));
}

static void a_fact_an_organ_accepted_is_not_asked_again_and_says_where_it_comes_from(void **state)
{
    struct case_file c = county_file("S-MZ-06", 103);
    struct val *answers = answers_of(begun("S-MZ-01", c.applicant));

    (void)state;
    assert_null(val_find(answers, STR("account.bank")));
    assert_int_equal(county_act(c.id, AT_TOWNSHIP_HANDLER, "accepted", "材料齐全，同意受理"), OK);
    answers = answers_of(begun("S-MZ-01", c.applicant));
    assert_true(val_str(answers, "account.bank").len > 0);
    assert_str(val_str(prefill_source(answers, STR("account.bank")), "from"), "case");
    assert_true(str_eq(val_str(prefill_source(answers, STR("account.bank")), "number"), c.number));
}

static void an_answer_that_is_changed_no_longer_comes_from_the_register(void **state)
{
    struct case_file c = county_file("S-MZ-06", 104);
    struct val *before = answers_of(begun("S-MZ-01", c.applicant));
    struct arena *a = house.cx->arena;
    struct val *after = val_copy(a, before);

    (void)state;
    val_set_str(a, after, "applicant.phone", STR("13871000009"));
    prefill_compare(a, before, after);
    assert_null(prefill_source(after, STR("applicant.phone")));
    assert_non_null(prefill_source(after, STR("applicant.name")));
}

static void a_paper_of_an_earlier_case_is_linked_and_keeps_its_grade_and_day(void **state)
{
    struct case_file c = county_file("S-MZ-06", 105);
    int64_t draft = begun("S-MZ-01", c.applicant);
    struct held_list linked;
    struct scan_list scans;

    (void)state;
    assert_int_equal(held_of_draft(county_as(AT_VILLAGE), draft, &linked), OK);
    assert_non_null(held_in(&linked, STR("id_card")));
    assert_non_null(held_in(&linked, STR("household_register")));
    assert_null(held_in(&linked, STR("application")));
    assert_str(held_in(&linked, STR("id_card"))->grade, "B");
    assert_int_equal(held_in(&linked, STR("id_card"))->case_id, c.id);
    assert_int_equal(draft_scans(house.cx, draft, &scans), OK);
    assert_int_equal(scans.count, linked.count);
}

static void a_paper_of_the_household_serves_all_who_live_there_and_an_id_card_its_holder_only(void **state)
{
    struct case_file c = county_file("S-MZ-06", 106);
    const struct item *item = pack_item(house.house.pack, STR("S-MZ-01"));
    struct member_entry m = { .relation = RELATION_CHILD, .name = STR("覃小妹"), .id_no = STR("422823200012314563") };
    struct held_list held;
    struct household h;

    (void)state;
    assert_int_equal(household_set_member(county_as(AT_VILLAGE), home_of(c.applicant), &m, STR("")), OK);
    assert_int_equal(household_see(county_as(AT_VILLAGE), home_of(c.applicant), &h), OK);
    assert_int_equal(held_for(county_as(AT_VILLAGE), item, h.members[1].person, &held), OK);
    assert_non_null(held_in(&held, STR("household_register")));
    assert_null(held_in(&held, STR("id_card")));
}

/* ---- grade A: what our own departments made ---- */

static struct case_file granted(const char *item, int n)
{
    struct case_file c = county_file(item, n);

    county_walk_to(c.id, LEVEL_VILLAGE, "deliver");
    assert_int_equal(case_get(house.cx, c.id, &c), OK);
    assert_str(c.outcome, "granted");
    return c;
}

static struct case_file granted_dibao(int n)
{
    return granted("S-MZ-01", n);
}

static void what_our_own_department_granted_is_grade_a_and_no_scan_is_asked_of_it(void **state)
{
    struct case_file c = granted_dibao(131);
    const struct held_paper *paper;
    struct held_list linked;
    struct str text;
    int64_t draft;

    (void)state;
    draft = begun("S-MZ-02", c.applicant);
    assert_int_equal(held_of_draft(county_as(AT_VILLAGE), draft, &linked), OK);
    paper = held_in(&linked, STR("dibao_certificate"));
    assert_non_null(paper);
    assert_str(paper->grade, "A");
    assert_int_equal(paper->case_id, c.id);
    assert_int_equal(paper_bytes(house.cx, paper->digest, &text), OK);
    assert_true(str_find(text, c.number) >= 0 && str_find(text, STR("民政局")) >= 0);
    county_clock("2026-01-05", 9);
}

static const char *grade_held(const char *item, int64_t person, const char *slot)
{
    struct held_list held;

    assert_int_equal(held_for(county_as(AT_VILLAGE), pack_item(house.house.pack, str_of(item)), person, &held), OK);
    return held_in(&held, str_of(slot)) != NULL ? held_in(&held, str_of(slot))->grade.p : "none";
}

static void a_certificate_of_hardship_and_the_handbook_of_a_poor_household_serve_where_they_are_asked_for(void **state)
{
    struct case_file certificate = granted("S-MZ-14", 134), handbook;

    (void)state;
    assert_string_equal(grade_held("S-MZ-04", certificate.applicant, "hardship_status"), "A");
    assert_string_equal(grade_held("S-ZJ-02", certificate.applicant, "hardship_category"), "none");
    handbook = granted("S-FP-01", 135);
    assert_string_equal(grade_held("S-FP-02", handbook.applicant, "poor_household_proof"), "A");
    assert_string_equal(grade_held("S-ZJ-02", handbook.applicant, "hardship_category"), "A");
    assert_string_equal(grade_held("S-MZ-04", handbook.applicant, "hardship_status"), "none");
    county_clock("2026-01-05", 9);
}

static void a_case_keeps_the_grade_a_of_the_result_it_was_filed_with(void **state)
{
    struct case_file first = granted_dibao(132), c;
    int64_t draft = county_draft("S-MZ-02", 132);
    struct paper_trust_list trust;
    struct scan_list scans;
    size_t graded_a = 0;

    (void)state;
    assert_int_equal(draft_scans(house.cx, draft, &scans), OK);
    for (size_t i = 0; i < scans.count; i++)
        if (str_is(scans.items[i].slot, "dibao_certificate"))
            assert_int_equal(draft_drop_scan(county_as(AT_VILLAGE), draft, scans.items[i].id), OK);
    assert_int_equal(held_link(county_as(AT_VILLAGE), draft, STR("dibao_certificate")), OK);
    assert_int_equal(filing_submit(county_as(AT_VILLAGE), draft, &c), OK);
    assert_int_equal(held_trust(house.cx, c.id, &trust), OK);
    for (size_t i = 0; i < trust.count; i++)
        if (str_is(trust.items[i].grade, "A")) {
            graded_a++;
            assert_int_equal(trust.items[i].held_case, first.id);
        }
    assert_int_equal(graded_a, 1);
    county_clock("2026-01-05", 9);
}

static void a_result_serves_the_household_and_no_longer_when_it_is_annulled(void **state)
{
    const struct item *item = pack_item(house.house.pack, STR("S-MZ-02"));
    struct member_entry m = { .relation = RELATION_CHILD, .name = STR("覃小妹"), .id_no = STR("42282320001231458X") };
    struct redress_new annul = { .kind = STR("annulled"), .reason = STR("核查发现不符合条件") };
    struct case_file c = granted_dibao(133);
    struct held_list held;
    struct household h;

    (void)state;
    assert_int_equal(household_set_member(county_as(AT_VILLAGE), home_of(c.applicant), &m, STR("")), OK);
    assert_int_equal(household_see(county_as(AT_VILLAGE), home_of(c.applicant), &h), OK);
    assert_int_equal(held_for(county_as(AT_VILLAGE), item, h.members[1].person, &held), OK);
    assert_non_null(held_in(&held, STR("dibao_certificate")));
    assert_str(held_in(&held, STR("dibao_certificate"))->grade, "A");
    annul.case_id = c.id;
    assert_int_equal(redress_make(county_as_new("annulling_head", ROLE_HEAD, COUNTY_PLACE), &annul), OK);
    assert_int_equal(held_for(county_as(AT_VILLAGE), item, h.members[1].person, &held), OK);
    assert_null(held_in(&held, STR("dibao_certificate")));
    county_clock("2026-01-05", 9);
}

/* ---- pages, households, villages ---- */

static size_t pages_of(const struct held_list *papers, const char *slot)
{
    size_t count = 0;

    for (size_t i = 0; i < papers->count; i++)
        count += str_is(papers->items[i].slot, slot);
    return count;
}

static struct case_file filed(int64_t draft)
{
    struct case_file c;

    assert_int_equal(filing_submit(county_as(AT_VILLAGE), draft, &c), OK);
    return c;
}

static void a_paper_of_several_pages_is_linked_with_all_of_them(void **state)
{
    const struct item *item = pack_item(house.house.pack, STR("S-MZ-01"));
    int64_t draft = county_draft("S-MZ-06", 120), second;
    struct held_list linked;
    struct scan_list scans;
    struct case_file c;
    struct val *papers;
    int graded = 0;

    (void)state;
    county_scan(draft, "household_register");
    county_scan(draft, "household_register");
    c = filed(draft);
    second = begun("S-MZ-01", c.applicant);
    assert_int_equal(held_of_draft(county_as(AT_VILLAGE), second, &linked), OK);
    assert_int_equal(pages_of(&linked, "household_register"), 3);
    assert_int_equal(pages_of(&linked, "id_card"), 1);
    assert_int_equal(draft_scans(house.cx, second, &scans), OK);
    papers = filing_say_papers(house.cx, item, &scans);
    assert_int_equal(held_say(county_as(AT_VILLAGE), second, item, papers), OK);
    for (size_t i = 0; i < papers->count; i++)
        if (str_is(val_str(papers->items[i], "slot"), "household_register")) {
            assert_str(val_str(papers->items[i], "grade"), "B");
            graded++;
        }
    assert_int_equal(graded, 3);
}

static size_t held_pages(const char *code, int64_t person, const char *slot)
{
    struct held_list held;

    assert_int_equal(held_for(county_as(AT_VILLAGE), pack_item(house.house.pack, str_of(code)), person, &held), OK);
    return pages_of(&held, slot);
}

static void a_paper_one_page_of_which_nobody_compared_is_not_held_before_it_was(void **state)
{
    struct scan copy = { .slot = STR("id_card"), .type = STR("PNG"), .bytes = 4, .source = STR(SOURCE_COPY) };
    int64_t draft = county_draft("S-MZ-06", 121);
    struct paper_trust_list all;
    struct case_file c;

    (void)state;
    copy.digest = arena_printf(house.cx->arena, "%064x", 0x777);
    assert_int_equal(draft_add_scan(county_as(AT_VILLAGE), draft, &copy), OK);
    c = filed(draft);
    assert_int_equal(held_pages("S-MZ-01", c.applicant, "id_card"), 0);
    assert_int_equal(held_pages("S-MZ-01", c.applicant, "household_register"), 1);
    assert_int_equal(held_trust(house.cx, c.id, &all), OK);
    for (size_t i = 0; i < all.count; i++)
        if (str_is(all.items[i].grade, "C"))
            assert_int_equal(held_see_original(county_as(AT_TOWNSHIP_HANDLER), c.id, all.items[i].n), OK);
    assert_int_equal(held_pages("S-MZ-01", c.applicant, "id_card"), 2);
}

static void of_the_papers_of_a_household_the_newest_serves_whoever_brought_it(void **state)
{
    struct case_file his = county_file("S-MZ-06", 122), hers;
    const struct item *item = pack_item(house.house.pack, STR("S-MZ-01"));
    struct held_list held;

    (void)state;
    county_clock("2026-01-06", 9);
    hers = county_file("S-MZ-06", 123);
    assert_int_equal(household_merge(county_as(AT_VILLAGE), home_of(hers.applicant), home_of(his.applicant), STR("")), OK);
    assert_int_equal(held_for(county_as(AT_VILLAGE), item, his.applicant, &held), OK);
    assert_int_equal(held_in(&held, STR("household_register"))->case_id, hers.id);
    assert_int_equal(held_in(&held, STR("id_card"))->case_id, his.id);
    county_clock("2026-01-05", 9);
}

static void nobody_learns_by_a_number_typed_in_what_lies_here_of_who_lives_in_another_village(void **state)
{
    struct case_file c = county_file("S-MZ-06", 124);
    int64_t draft = county_draft("S-MZ-01", 124), person;
    struct draft d;

    (void)state;
    assert_int_equal(draft_get(county_as(AT_VILLAGE), draft, &d), OK);
    assert_int_equal(held_person(county_as(AT_VILLAGE), &d, &person), OK);
    assert_int_equal(person, c.applicant);
    assert_int_equal(held_person(county_as(AT_TOWNSHIP_HANDLER), &d, &person), OK);
    assert_int_equal(person, c.applicant);
    assert_int_equal(held_person(county_as_new("far_clerk", ROLE_CLERK, HOME_VILLAGE + 1), &d, &person), OK);
    assert_int_equal(person, 0);
}

static void a_paper_that_was_linked_for_one_person_is_not_filed_for_another(void **state)
{
    struct case_file his = county_file("S-MZ-06", 128), hers = county_file("S-MZ-06", 129);
    int64_t draft = begun("S-MZ-01", his.applicant);
    struct person other;
    struct draft d;

    (void)state;
    assert_int_equal(person_get(house.cx, hers.applicant, &other), OK);
    assert_int_equal(draft_get(county_as(AT_VILLAGE), draft, &d), OK);
    assert_int_equal(filing_check(county_as(AT_VILLAGE), &d), ERR_INVALID);
    assert_false(told("gap.held.other"));
    val_set_str(house.cx->arena, d.answers, "applicant.id_no", other.id_no);
    assert_int_equal(filing_check(county_as(AT_VILLAGE), &d), ERR_INVALID);
    assert_true(told("gap.held.other"));
}

/* ---- the account and its bank ---- */

static struct val *second_answers(int64_t applicant)
{
    return answers_of(begun("S-MZ-01", applicant));
}

static void an_account_the_register_does_not_say_comes_from_the_case_that_was_accepted(void **state)
{
    struct case_file c = county_file("S-MZ-06", 125);
    struct val *answers;

    (void)state;
    assert_int_equal(county_act(c.id, AT_TOWNSHIP_HANDLER, "accepted", "材料齐全，同意受理"), OK);
    answers = second_answers(c.applicant);
    assert_str(val_str(answers, "account.number"), "6228480012345678903");
    assert_str(val_str(prefill_source(answers, STR("account.number")), "from"), "case");
}

static void a_bank_is_not_said_of_another_account(void **state)
{
    struct case_file c = county_file("S-MZ-06", 126);
    struct member_entry m = { .person = c.applicant, .relation = RELATION_HEAD, .account = STR("6217000012345678") };
    struct val *answers;

    (void)state;
    assert_int_equal(county_act(c.id, AT_TOWNSHIP_HANDLER, "accepted", "材料齐全，同意受理"), OK);
    assert_int_equal(household_set_member(county_as(AT_VILLAGE), home_of(c.applicant), &m, STR("")), OK);
    answers = second_answers(c.applicant);
    assert_str(val_str(answers, "account.number"), "6217000012345678");
    assert_null(val_find(answers, STR("account.bank")));
}

static void an_account_that_was_changed_in_its_case_is_asked_anew(void **state)
{
    struct case_file c = county_file("S-MZ-06", 127);
    struct payee_wish w = { c.id, STR("6217000087654321"), STR("旧卡丢失换卡"), STR("") };
    struct val *answers;

    (void)state;
    assert_int_equal(county_act(c.id, AT_TOWNSHIP_HANDLER, "accepted", "材料齐全，同意受理"), OK);
    assert_int_equal(payee_ask(county_as(AT_COUNTY_HANDLER), &w), OK);
    assert_int_equal(payee_call(county_as(AT_COUNTY_CHECKER), c.id, true, STR("本人接听，确认换卡")), OK);
    answers = second_answers(c.applicant);
    assert_null(val_find(answers, STR("account.number")));
    assert_null(val_find(answers, STR("account.bank")));
}

static void a_paper_nobody_compared_is_of_grade_c_until_somebody_sees_the_original(void **state)
{
    int64_t draft = county_draft("S-MZ-06", 108);
    struct val *papers = val_list(house.cx->arena), *paper = val_map(house.cx->arena);
    const struct item *item = pack_item(house.house.pack, STR("S-MZ-06"));

    (void)state;
    val_set_str(house.cx->arena, paper, "slot", STR("id_card"));
    val_set_str(house.cx->arena, paper, "source", STR("phone_link"));
    val_push(house.cx->arena, papers, paper);
    assert_int_equal(held_say(county_as(AT_VILLAGE), draft, item, papers), OK);
    assert_str(val_str(paper, "grade"), "C");
}

static void a_paper_of_grade_b_needs_no_second_look_at_the_original(void **state)
{
    struct case_file c = county_file("S-MZ-06", 109);
    struct paper_trust_list all;

    (void)state;
    assert_int_equal(held_trust(county_as(AT_VILLAGE), c.id, &all), OK);
    assert_true(all.count > 0);
    assert_str(all.items[0].grade, "B");
    assert_int_equal(held_see_original(county_as(AT_TOWNSHIP_HANDLER), c.id, all.items[0].n), ERR_STATE);
    assert_true(told("gap.original.not_needed"));
}

static enum err ask(int64_t case_id, const char *words)
{
    struct ctx *cx = county_as(AT_TOWNSHIP_HANDLER);
    struct val *gaps = val_list(cx->arena);
    struct act act = { .task = county_task(case_id, AT_TOWNSHIP_HANDLER).id, .outcome = STR("correction"), .gaps = gaps };
    struct case_file c;

    val_push(cx->arena, gaps, val_text(cx->arena, str_of(words)));
    return handling_act(county_as(AT_TOWNSHIP_HANDLER), &act, &c);
}

static void a_notice_that_asks_for_a_paper_the_guide_does_not_name_is_refused_and_kept(void **state)
{
    struct case_file c = county_file("S-MZ-06", 110);
    struct attempt_list kept;

    (void)state;
    assert_int_equal(ask(c.id, "请提供无犯罪记录证明"), ERR_INVALID);
    assert_true(told("gap.correction.unlisted"));
    assert_int_equal(attempt_of_case(house.cx, c.id, &kept), OK);
    assert_int_equal(kept.count, 1);
    assert_str(kept.items[0].rule, "gap.correction.unlisted");
    assert_int_equal(ask(c.id, "受灾日期填错了，请核对"), OK);
}

static void a_notice_about_a_paper_of_the_case_that_is_not_legible_goes_out(void **state)
{
    struct case_file c = county_file("S-MZ-06", 111);

    (void)state;
    assert_int_equal(ask(c.id, "居民身份证照片不清楚，请重新提交"), OK);
}

static void what_a_case_says_otherwise_waits_for_a_keeper_of_the_register(void **state)
{
    struct case_file c = county_file("S-MZ-06", 112), again;
    int64_t draft = county_draft("S-MZ-06", 112);
    struct proposal_list open;
    struct person p;
    struct draft d;

    (void)state;
    assert_int_equal(draft_get(county_as(AT_VILLAGE), draft, &d), OK);
    val_set_str(house.cx->arena, d.answers, "applicant.phone", STR("13987654321"));
    assert_int_equal(draft_save(county_as(AT_VILLAGE), &d), OK);
    county_scan(draft, "signed_form");
    assert_int_equal(filing_submit(county_as(AT_VILLAGE), draft, &again), OK);
    assert_int_equal(person_get(house.cx, c.applicant, &p), OK);
    assert_str(p.phone, "13871000001");
    assert_int_equal(proposal_of(house.cx, &c.applicant, 1, &open), OK);
    for (size_t i = 0; i < open.count; i++)
        if (str_is(open.items[i].field, "phone"))
            assert_int_equal(proposal_decide(county_as(AT_VILLAGE), open.items[i].id, true), OK);
    assert_int_equal(person_get(house.cx, c.applicant, &p), OK);
    assert_str(p.phone, "13987654321");
    assert_int_equal(proposal_decide(county_as(AT_VILLAGE), open.items[0].id + 1000, true), ERR_NOT_FOUND);
}

static void every_use_of_his_data_is_told_with_the_case_it_was_for(void **state)
{
    struct case_file c = county_file("S-MZ-06", 113);
    struct person_use_list uses;
    bool filed = false, filled = false, reused = false;

    (void)state;
    begun("S-MZ-01", c.applicant);
    assert_int_equal(person_use_of(house.cx, c.applicant, home_of(c.applicant), HOME_VILLAGE, &uses), OK);
    for (size_t i = 0; i < uses.count; i++) {
        filed = filed || (str_is(uses.items[i].what, "filed") && uses.items[i].case_id == c.id);
        filled = filled || (str_is(uses.items[i].what, "filled") && str_is(uses.items[i].why, "S-MZ-01"));
        reused = reused || str_is(uses.items[i].what, "reused");
    }
    assert_true(filed && filled && reused);
}

static void nobody_begins_an_application_for_a_person_of_another_village(void **state)
{
    int64_t draft;

    (void)state;
    assert_int_equal(prefill_begin(county_as(AT_VILLAGE), STR("S-MZ-01"), 4711, &draft), ERR_NOT_FOUND);
}

static void all_of_it_is_the_same_when_it_is_made_anew_from_the_events(void **state)
{
    struct rebuild_report report;

    (void)state;
    assert_int_equal(rebuild_all(people_as(&house, 0), false, &report), OK);
    assert_int_equal(report.different, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whoever_a_clerk_files_for_enters_the_register_with_the_case),
        cmocka_unit_test(the_second_case_asks_for_nothing_the_register_says),
        cmocka_unit_test(a_fact_an_organ_accepted_is_not_asked_again_and_says_where_it_comes_from),
        cmocka_unit_test(an_answer_that_is_changed_no_longer_comes_from_the_register),
        cmocka_unit_test(a_paper_of_an_earlier_case_is_linked_and_keeps_its_grade_and_day),
        cmocka_unit_test(a_paper_of_the_household_serves_all_who_live_there_and_an_id_card_its_holder_only),
        cmocka_unit_test(a_paper_of_several_pages_is_linked_with_all_of_them),
        cmocka_unit_test(a_paper_one_page_of_which_nobody_compared_is_not_held_before_it_was),
        cmocka_unit_test(of_the_papers_of_a_household_the_newest_serves_whoever_brought_it),
        cmocka_unit_test(nobody_learns_by_a_number_typed_in_what_lies_here_of_who_lives_in_another_village),
        cmocka_unit_test(a_paper_that_was_linked_for_one_person_is_not_filed_for_another),
        cmocka_unit_test(an_account_the_register_does_not_say_comes_from_the_case_that_was_accepted),
        cmocka_unit_test(a_bank_is_not_said_of_another_account),
        cmocka_unit_test(an_account_that_was_changed_in_its_case_is_asked_anew),
        cmocka_unit_test(a_paper_nobody_compared_is_of_grade_c_until_somebody_sees_the_original),
        cmocka_unit_test(a_paper_of_grade_b_needs_no_second_look_at_the_original),
        cmocka_unit_test(a_notice_that_asks_for_a_paper_the_guide_does_not_name_is_refused_and_kept),
        cmocka_unit_test(a_notice_about_a_paper_of_the_case_that_is_not_legible_goes_out),
        cmocka_unit_test(what_a_case_says_otherwise_waits_for_a_keeper_of_the_register),
        cmocka_unit_test(what_our_own_department_granted_is_grade_a_and_no_scan_is_asked_of_it),
        cmocka_unit_test(a_case_keeps_the_grade_a_of_the_result_it_was_filed_with),
        cmocka_unit_test(a_certificate_of_hardship_and_the_handbook_of_a_poor_household_serve_where_they_are_asked_for),
        cmocka_unit_test(a_result_serves_the_household_and_no_longer_when_it_is_annulled),
        cmocka_unit_test(every_use_of_his_data_is_told_with_the_case_it_was_for),
        cmocka_unit_test(nobody_begins_an_application_for_a_person_of_another_village),
        cmocka_unit_test(all_of_it_is_the_same_when_it_is_made_anew_from_the_events),
    };

    return COUNTY_RUN_ON_BOTH(tests);
}
