/* SPDX-License-Identifier: MulanPSL-2.0 */
/* What law adds beside the ordinary way: mended on the spot, the lower organ's days, no licence needed, objections. */
#include "law_say.h"

#include "domain/decision.h"
#include "domain/formality.h"
#include "domain/identity.h"
#include "domain/objection.h"
#include "domain/onsite.h"
#include "domain/slot.h"
#include "domain/stepback.h"

/* The township examines before the county decides, and accepts itself. */
#define BIRTH "S-JS-01"
#define FELLING "S-LY-01"
#define DIBAO "S-MZ-01"

/* ---- mended on the spot (32(3)) ---- */

static struct act one_gap(int64_t case_id, const char *gap)
{
    struct val *gaps = val_list(house.cx->arena);

    val_push(house.cx->arena, gaps, val_text(house.cx->arena, str_of(gap)));
    return (struct act){ .task = county_task(case_id, AT_COUNTY_HANDLER).id, .outcome = STR("correction"), .gaps = gaps };
}

static void what_is_mended_on_the_spot_is_kept_and_is_no_correction_notice(void **state)
{
    struct onsite_list mended;
    struct document_list papers;
    struct case_file c;

    (void)state;
    county_clock("2026-03-02", 9);
    c = county_file(LICENCE, 1);
    assert_int_equal(onsite_mend(county_as(AT_COUNTY_HANDLER), c.id, STR("联系电话少写一位，当场补上")), OK);
    assert_int_equal(onsite_mend(county_as(AT_VILLAGE), c.id, STR("申请书漏签日期，当场补签")), OK);
    assert_int_equal(onsite_of_case(house.cx, c.id, &mended), OK);
    assert_int_equal(mended.count, 2);
    assert_str(mended.items[0].note, "联系电话少写一位，当场补上");
    assert_int_equal(document_of_case(house.cx, c.id, &papers), OK);
    assert_null(document_last(&papers, STR("correction")));
    assert_int_equal(again(c.id).corrected, 0);
    assert_int_equal(again(c.id).state, CASE_RECEIVED);
}

static void the_five_days_run_on_and_the_one_notice_may_still_be_sent(void **state)
{
    struct case_file c, out;
    struct act act;

    (void)state;
    county_clock("2026-02-13", 9);
    c = county_file(LICENCE, 2);
    county_clock("2026-02-26", 9);
    assert_int_equal(onsite_mend(county_as(AT_COUNTY_HANDLER), c.id, STR("联系电话少写一位，当场补上")), OK);
    assert_due(c.id, "correction", "2026-02-27");
    assert_int_equal(clock_now(c.id, "correction").started_day, day_at("2026-02-13"));
    assert_int_equal(clock_now(c.id, "correction").stopped_days, 0);
    act = one_gap(c.id, "缺土地权属证明");
    assert_int_equal(handling_act(county_as(AT_COUNTY_HANDLER), &act, &out), OK);
    assert_int_equal(out.corrected, 1);
    c = county_file(LICENCE, 3);
    assert_int_equal(onsite_mend(county_as(AT_COUNTY_HANDLER), c.id, STR("联系电话少写一位，当场补上")), OK);
    county_clock("2026-03-06", 1);
    county_fire();
    assert_int_equal(again(c.id).state, CASE_ACCEPTED);
}

static void mending_needs_words_the_window_or_the_examiner_and_a_case_not_yet_accepted(void **state)
{
    struct case_file c;

    (void)state;
    county_clock("2026-03-02", 9);
    c = county_file(LICENCE, 4);
    assert_int_equal(onsite_mend(county_as(AT_COUNTY_HANDLER), c.id, STR("改")), ERR_INVALID);
    assert_true(told("gap.note.short"));
    assert_int_equal(onsite_mend(county_as(AT_COUNTY_APPROVER), c.id, STR("联系电话少写一位，当场补上")), ERR_FORBIDDEN);
    assert_true(told("gap.onsite.not_yours"));
    assert_int_equal(county_act(c.id, AT_COUNTY_HANDLER, "accepted", ""), OK);
    assert_int_equal(onsite_mend(county_as(AT_COUNTY_HANDLER), c.id, STR("联系电话少写一位，当场补上")), ERR_STATE);
    assert_true(told("gap.onsite.state"));
}

/* ---- the lower organ's twenty days (43) ---- */

/* Hubei 2014: ten days for the township, which end within Spring Festival and so on the 24th; the county's twenty follow. */
static void a_township_that_accepts_has_the_days_of_the_item_and_then_the_county_has_its_own(void **state)
{
    struct case_file c;

    (void)state;
    county_clock("2026-02-13", 9);
    c = county_file(BIRTH, 5);
    assert_false(clock_runs(c.id, "lower"));
    assert_int_equal(county_act(c.id, AT_TOWNSHIP_HANDLER, "accepted", ""), OK);
    assert_true(clock_runs(c.id, "lower"));
    assert_due(c.id, "lower", "2026-02-24");
    assert_int_equal(clock_now(c.id, "lower").days, 10);
    assert_false(clock_runs(c.id, "upper"));
    county_walk_to(c.id, LEVEL_COUNTY, NULL);
    assert_false(clock_runs(c.id, "lower"));
    assert_int_equal(clock_now(c.id, "upper").days, 20);
    assert_true(clock_runs(c.id, "legal"));
}

static void where_the_county_accepts_the_township_has_twenty_days_from_its_first_task(void **state)
{
    struct case_file c;

    (void)state;
    county_clock("2026-02-13", 9);
    c = county_file(LICENCE, 6);
    county_clock("2026-02-25", 9);
    assert_int_equal(county_act(c.id, AT_COUNTY_HANDLER, "accepted", ""), OK);
    assert_true(clock_runs(c.id, "lower"));
    assert_int_equal(clock_now(c.id, "lower").started_day, day_at("2026-02-25"));
    county_clock("2026-03-02", 9);
    assert_int_equal(county_act(c.id, AT_TOWNSHIP_HANDLER, "agree", "现场看过，位置属实。"), OK);
    assert_false(clock_runs(c.id, "lower"));
    assert_int_equal(clock_now(c.id, "lower").ended_day, day_at("2026-03-02"));
}

static void a_case_sent_back_counts_on_for_the_township(void **state)
{
    struct case_file c, out;
    struct stepback_ways ways;
    struct stepback back;
    int64_t due;

    (void)state;
    c = accepted_licence(7, "2026-03-02");
    assert_int_equal(county_act(c.id, AT_TOWNSHIP_HANDLER, "agree", "现场看过，位置属实。"), OK);
    due = clock_now(c.id, "lower").due_at;
    county_clock("2026-03-04", 9);
    c = again(c.id);
    assert_int_equal(stepback_ways(county_as(AT_COUNTY_CHECKER), &c, &ways), OK);
    assert_true(ways.count > 0);
    back = (struct stepback){ c.id, ways.items[0].element, STR("现场照片看不清四至") };
    assert_int_equal(stepback_send_back(county_as(AT_COUNTY_CHECKER), &back, &out), OK);
    assert_true(clock_runs(c.id, "lower"));
    assert_int_equal(clock_now(c.id, "lower").stopped_days, 2);
    assert_true(clock_now(c.id, "lower").due_at > due);
}

static void the_lower_organ_has_no_days_where_all_must_be_done_in_fewer_or_for_a_benefit(void **state)
{
    struct clock_list clocks;
    struct case_file c;

    (void)state;
    county_clock("2026-03-02", 9);
    c = county_file("S-LY-02", 8);
    county_walk_to(c.id, LEVEL_TOWNSHIP, NULL);
    assert_int_equal(clock_of_case(house.cx, c.id, &clocks), OK);
    assert_null(clock_find(&clocks, STR("lower")));
    county_clock("2026-03-02", 9);
    c = county_file("S-MZ-06", 9);
    assert_int_equal(county_act(c.id, AT_TOWNSHIP_HANDLER, "accepted", ""), OK);
    assert_int_equal(clock_of_case(house.cx, c.id, &clocks), OK);
    assert_null(clock_find(&clocks, STR("lower")));
}

/* ---- no licence needed (32(1)) ---- */

/* A draft about trees that stand there; papers: every one the guide names. */
static int64_t felling_draft(int n, const char *land, bool papers)
{
    int64_t id = county_draft(FELLING, n);
    struct ctx *cx = county_as(AT_VILLAGE);
    struct scan_list scans;
    struct draft d;

    assert_int_equal(draft_get(cx, id, &d), OK);
    val_set_str(cx->arena, d.answers, "trees.land", str_of(land));
    assert_int_equal(draft_save(cx, &d), OK);
    assert_int_equal(draft_scans(cx, id, &scans), OK);
    for (size_t i = 0; !papers && i < scans.count; i++)
        assert_int_equal(draft_drop_scan(cx, id, scans.items[i].id), OK);
    county_scan(id, SLOT_SIGNED_FORM);
    return id;
}

static void scattered_trees_are_answered_at_once_with_a_numbered_paper_and_no_open_case(void **state)
{
    struct case_file c;
    struct document_list papers;
    struct clock_list clocks;
    struct task_list tasks;

    (void)state;
    county_clock("2026-03-02", 9);
    assert_int_equal(filing_submit(county_as(AT_VILLAGE), felling_draft(10, "house", false), &c), OK);
    assert_int_equal(c.state, CASE_CLOSED);
    assert_str(c.outcome, "not_required");
    assert_int_equal(c.accepted_at, 0);
    assert_int_equal(document_of_case(house.cx, c.id, &papers), OK);
    assert_int_equal(papers.count, 2);
    assert_str(papers.items[0].kind, "receipt");
    assert_str(papers.items[1].kind, "not_required");
    assert_int_equal(papers.items[1].serial, 1);
    assert_int_equal(task_of_case(house.cx, c.id, &tasks), OK);
    for (size_t i = 0; i < tasks.count; i++)
        assert_int_equal(tasks.items[i].state, TASK_CANCELLED);
    assert_int_equal(clock_of_case(house.cx, c.id, &clocks), OK);
    for (size_t i = 0; i < clocks.count; i++)
        assert_int_not_equal(clocks.items[i].ended_day, 0);
    county_clock("2026-03-20", 9);
    county_fire();
    assert_int_equal(again(c.id).state, CASE_CLOSED);
}

static void handing_in_the_same_scattered_trees_twice_gives_the_same_answer(void **state)
{
    int64_t id = felling_draft(11, "private_plot", true);
    struct case_file one, two;

    (void)state;
    assert_int_equal(filing_submit(county_as(AT_VILLAGE), id, &one), OK);
    assert_int_equal(filing_submit(county_as(AT_VILLAGE), id, &two), OK);
    assert_int_equal(one.id, two.id);
    assert_str(two.outcome, "not_required");
}

static void trees_on_a_hill_go_to_the_officer_and_need_their_papers(void **state)
{
    struct case_file c;

    (void)state;
    assert_int_equal(filing_submit(county_as(AT_VILLAGE), felling_draft(12, "contracted", false), &c), ERR_INVALID);
    assert_int_equal(filing_submit(county_as(AT_VILLAGE), felling_draft(13, "contracted", true), &c), OK);
    assert_int_equal(c.state, CASE_RECEIVED);
    assert_int_not_equal(county_task(c.id, AT_COUNTY_HANDLER).id, 0);
}

static void the_organ_the_table_named_stands_in_the_decision(void **state)
{
    struct decision_list made;
    struct case_file c;

    (void)state;
    county_clock("2026-03-02", 9);
    c = county_file("S-GT-01", 14);
    assert_int_equal(county_act(c.id, county_walk_to(c.id, LEVEL_TOWNSHIP, "decide"), "granted", "符合规划，准予。"), OK);
    assert_int_equal(decision_of_case(house.cx, c.id, &made), OK);
    assert_true(made.items[made.count - 1].organ_zh.len > 0);
}

/* ---- an objection to the notice of dibao ---- */

/* Its first notice hangs. */
static struct case_file noticed(int n)
{
    struct case_file c;
    enum desk desk;

    county_clock("2026-03-02", 9);
    c = county_file(DIBAO, n);
    desk = county_walk_to(c.id, LEVEL_TOWNSHIP, "notice");
    assert_int_equal(county_act(c.id, desk, "done", "公示张贴在村委会门口。"), OK);
    return again(c.id);
}

static void an_objection_is_looked_into_again_within_twenty_working_days(void **state)
{
    struct case_file c = noticed(15), out;
    struct objection_list all;

    (void)state;
    county_clock("2026-04-30", 9);
    assert_int_equal(objection_make(county_as(AT_VILLAGE), c.id, STR("反映其子在外有房产"), &out), OK);
    assert_true(clock_runs(c.id, "objection.1"));
    assert_due(c.id, "objection.1", "2026-06-01");
    assert_int_equal(objection_answer(county_as(AT_VILLAGE), c.id, STR("问过本人，没有房产"), &out), ERR_FORBIDDEN);
    assert_int_equal(objection_answer(county_as(AT_TOWNSHIP_HANDLER), c.id, STR("两人重新入户，核对无误"), &out), OK);
    assert_false(clock_runs(c.id, "objection.1"));
    assert_int_equal(objection_of_case(house.cx, c.id, &all), OK);
    assert_int_equal(all.count, 1);
    assert_str(all.items[0].answer, "两人重新入户，核对无误");
    assert_int_equal(objection_answer(county_as(AT_TOWNSHIP_HANDLER), c.id, STR("两人重新入户，核对无误"), &out), ERR_STATE);
}

static void nothing_is_decided_while_an_objection_is_open(void **state)
{
    struct case_file c = noticed(16), out;
    enum desk desk;

    (void)state;
    assert_int_equal(objection_make(county_as(AT_TOWNSHIP_HANDLER), c.id, STR("反映其子在外有房产"), &out), OK);
    desk = county_walk_to(c.id, LEVEL_COUNTY, "decide");
    assert_int_equal(county_act(c.id, desk, "granted", "符合条件，准予。"), ERR_STATE);
    assert_true(told("gap.objection.open"));
    assert_int_equal(objection_answer(county_as(AT_COUNTY_HANDLER), c.id, STR("两人重新入户，核对无误"), &out), OK);
    assert_int_equal(county_act(c.id, desk, "granted", "符合条件，准予。"), OK);
}

static void days_of_notice_do_not_lengthen_the_days_of_an_objection(void **state)
{
    struct case_file c = noticed(17), out;
    int64_t due;

    (void)state;
    assert_int_equal(objection_make(county_as(AT_VILLAGE), c.id, STR("反映其子在外有房产"), &out), OK);
    due = clock_now(c.id, "objection.1").due_at;
    county_walk_to(c.id, LEVEL_COUNTY, "decide");
    assert_true(clock_runs(c.id, "objection.1"));
    assert_int_equal(clock_now(c.id, "objection.1").due_at, due);
    assert_int_equal(objection_make(county_as(AT_VILLAGE), c.id, STR("另有人反映收入不实"), &out), OK);
    assert_true(clock_runs(c.id, "objection.2"));
}

static void an_objection_needs_a_notice_and_an_item_that_gives_it_days(void **state)
{
    struct case_file c, out;

    (void)state;
    county_clock("2026-03-02", 9);
    c = county_file(DIBAO, 18);
    assert_int_equal(objection_make(county_as(AT_VILLAGE), c.id, STR("反映其子在外有房产"), &out), ERR_STATE);
    assert_true(told("gap.objection.state"));
    c = county_file(LICENCE, 19);
    assert_int_equal(objection_make(county_as(AT_VILLAGE), c.id, STR("反映其子在外有房产"), &out), ERR_STATE);
    assert_true(told("gap.objection.unknown"));
}

/* ---- what the log says last ---- */

static void the_gaps_told_are_those_of_the_notice_and_of_no_other_event(void **state)
{
    struct case_file c, out;
    const struct val *gaps;
    struct identity_list seen;
    struct act act;

    (void)state;
    county_clock("2026-03-02", 9);
    c = county_file(LICENCE, 20);
    assert_int_equal(formality_told(house.cx, c.id, &gaps), OK);
    assert_int_equal(gaps->count, 0);
    act = one_gap(c.id, "缺土地权属证明");
    assert_int_equal(handling_act(county_as(AT_COUNTY_HANDLER), &act, &out), OK);
    assert_int_equal(county_act(c.id, AT_VILLAGE, "supplied", ""), OK);
    assert_int_equal(formality_told(house.cx, c.id, &gaps), OK);
    assert_int_equal(gaps->count, 1);
    assert_str(gaps->items[0]->text, "缺土地权属证明");
    assert_int_equal(identity_of_case(house.cx, c.id, &seen), OK);
    assert_int_equal(seen.count, 0);
}

static void what_the_projections_say_is_what_the_events_give(void **state)
{
    (void)state;
    assert_rebuilt_alike();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_mended_on_the_spot_is_kept_and_is_no_correction_notice),
        cmocka_unit_test(the_five_days_run_on_and_the_one_notice_may_still_be_sent),
        cmocka_unit_test(mending_needs_words_the_window_or_the_examiner_and_a_case_not_yet_accepted),
        cmocka_unit_test(a_township_that_accepts_has_the_days_of_the_item_and_then_the_county_has_its_own),
        cmocka_unit_test(where_the_county_accepts_the_township_has_twenty_days_from_its_first_task),
        cmocka_unit_test(a_case_sent_back_counts_on_for_the_township),
        cmocka_unit_test(the_lower_organ_has_no_days_where_all_must_be_done_in_fewer_or_for_a_benefit),
        cmocka_unit_test(scattered_trees_are_answered_at_once_with_a_numbered_paper_and_no_open_case),
        cmocka_unit_test(handing_in_the_same_scattered_trees_twice_gives_the_same_answer),
        cmocka_unit_test(trees_on_a_hill_go_to_the_officer_and_need_their_papers),
        cmocka_unit_test(the_organ_the_table_named_stands_in_the_decision),
        cmocka_unit_test(an_objection_is_looked_into_again_within_twenty_working_days),
        cmocka_unit_test(nothing_is_decided_while_an_objection_is_open),
        cmocka_unit_test(days_of_notice_do_not_lengthen_the_days_of_an_objection),
        cmocka_unit_test(an_objection_needs_a_notice_and_an_item_that_gives_it_days),
        cmocka_unit_test(the_gaps_told_are_those_of_the_notice_and_of_no_other_event),
        cmocka_unit_test(what_the_projections_say_is_what_the_events_give),
    };

    return COUNTY_RUN_ON_BOTH(tests);
}
