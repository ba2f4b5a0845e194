/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "law_say.h"

#include "domain/attempt.h"
#include "domain/special.h"

static enum err begin(int64_t case_id, const char *reason, int32_t days, bool limited)
{
    struct special_act act = { case_id, str_of(reason), days, WORKING_DAYS, limited, STR("请州里的专家看山体是否稳定") };
    struct case_file c;

    return special_begin(county_as(AT_TOWNSHIP_HANDLER), &act, &c);
}

static enum err end(int64_t case_id)
{
    struct case_file c;

    return special_end(county_as(AT_TOWNSHIP_HANDLER), case_id, STR("专家意见：山体稳定"), &c);
}

static int32_t left(int64_t case_id)
{
    struct clock c = clock_now(case_id, "legal");
    int32_t days;

    assert_int_equal(clock_left(house.cx, &c, &days), OK);
    return days;
}

static void without_limit_the_days_left_stand_still_until_it_ends(void **state)
{
    struct case_file c = accepted_licence(1, "2026-03-02");

    (void)state;
    assert_due(c.id, "legal", "2026-03-30");
    county_clock("2026-03-04", 10);
    assert_int_equal(left(c.id), 18);
    assert_int_equal(begin(c.id, "finding", 15, false), OK);
    assert_str(last_paper(c.id).kind, "special");
    assert_int_equal(clock_now(c.id, "legal").due_at, DUE_NONE);
    county_clock("2026-04-20", 10);
    assert_int_equal(left(c.id), 18);
    county_clock("2026-03-11", 10);
    assert_int_equal(end(c.id), OK);
    assert_int_equal(clock_now(c.id, "legal").stopped_days, 5);
    assert_due(c.id, "legal", "2026-04-07");
}

static void with_a_limit_the_last_day_moves_at_once_and_days_beyond_count_again(void **state)
{
    struct case_file c = accepted_licence(2, "2026-03-02");

    (void)state;
    county_clock("2026-03-04", 10);
    assert_int_equal(begin(c.id, "expert_review", 10, true), OK);
    assert_due(c.id, "legal", "2026-04-14");
    county_clock("2026-03-18", 10);
    assert_int_equal(left(c.id), 18);
    county_clock("2026-03-20", 10);
    assert_int_equal(left(c.id), 16);
    assert_int_equal(end(c.id), OK);
    assert_int_equal(clock_now(c.id, "legal").stopped_days, 10);
    assert_due(c.id, "legal", "2026-04-14");
}

static void what_ends_before_its_limit_excludes_only_the_days_it_took(void **state)
{
    struct case_file c = accepted_licence(3, "2026-03-02");

    (void)state;
    county_clock("2026-03-04", 10);
    assert_int_equal(begin(c.id, "test", 10, true), OK);
    county_clock("2026-03-06", 10);
    assert_int_equal(end(c.id), OK);
    assert_int_equal(clock_now(c.id, "legal").stopped_days, 2);
    assert_due(c.id, "legal", "2026-04-01");
}

static void several_add_up_and_one_that_ends_the_same_day_costs_none(void **state)
{
    struct case_file c = accepted_licence(4, "2026-03-02");

    (void)state;
    county_clock("2026-03-04", 10);
    assert_int_equal(begin(c.id, "test", 5, false), OK);
    assert_int_equal(end(c.id), OK);
    assert_due(c.id, "legal", "2026-03-30");
    assert_int_equal(begin(c.id, "finding", 5, false), OK);
    county_clock("2026-03-06", 10);
    assert_int_equal(end(c.id), OK);
    county_clock("2026-03-09", 10);
    assert_int_equal(begin(c.id, "quarantine", 5, false), OK);
    county_clock("2026-03-10", 10);
    assert_int_equal(end(c.id), OK);
    assert_int_equal(clock_now(c.id, "legal").stopped_days, 3);
}

static void the_list_of_reasons_is_closed_and_who_tries_another_is_kept(void **state)
{
    struct case_file c = accepted_licence(5, "2026-03-02");
    struct attempt_list tried;

    (void)state;
    assert_int_equal(begin(c.id, "visit", 5, false), ERR_INVALID);
    assert_true(told("gap.special.reason"));
    assert_int_equal(begin(c.id, "public_notice", 5, false), ERR_INVALID);
    assert_int_equal(attempt_of_case(house.cx, c.id, &tried), OK);
    assert_int_equal(tried.count, 2);
    assert_str(tried.items[0].what, "visit");
    assert_int_not_equal(clock_now(c.id, "legal").due_at, DUE_NONE);
}

static void it_begins_only_while_the_clock_runs_by_who_has_the_case(void **state)
{
    struct case_file c;
    struct special_act act = { 0, STR("test"), 5, WORKING_DAYS, false, STR("送样检测土壤") };

    (void)state;
    county_clock("2026-03-02", 9);
    c = county_file(LICENCE, 6);
    act.case_id = c.id;
    assert_int_equal(special_begin(county_as(AT_COUNTY_HANDLER), &act, &c), ERR_STATE);
    assert_true(told("gap.special.state"));
    assert_int_equal(county_act(c.id, AT_COUNTY_HANDLER, "accepted", ""), OK);
    assert_int_equal(special_begin(county_as(AT_COUNTY_APPROVER), &act, &c), ERR_FORBIDDEN);
    assert_int_equal(begin(act.case_id, "test", 0, false), ERR_INVALID);
    assert_true(told("gap.special.days"));
    assert_int_equal(begin(act.case_id, "test", 5, false), OK);
    assert_int_equal(begin(act.case_id, "test", 5, false), ERR_STATE);
    assert_true(told("gap.special.standing"));
    assert_int_equal(end(act.case_id), OK);
    assert_int_equal(end(act.case_id), ERR_STATE);
}

static void nothing_is_decided_while_one_is_open(void **state)
{
    struct special_act act = { 0, STR("test"), 5, WORKING_DAYS, false, STR("送样检测土壤") };
    struct case_file c = accepted_licence(7, "2026-03-02"), out;

    (void)state;
    assert_int_equal(county_act(c.id, AT_TOWNSHIP_HANDLER, "agree", "现场看过，位置属实。"), OK);
    assert_int_equal(county_act(c.id, AT_COUNTY_CHECKER, "done", "材料和现场一致。"), OK);
    act.case_id = c.id;
    assert_int_equal(special_begin(county_as(AT_COUNTY_APPROVER), &act, &out), OK);
    assert_int_equal(county_act(c.id, AT_COUNTY_APPROVER, "granted", "符合条件，准予。"), ERR_STATE);
    assert_true(told("gap.special.open"));
    assert_int_equal(special_end(county_as(AT_COUNTY_APPROVER), c.id, STR("检测合格"), &out), OK);
    assert_int_equal(county_act(c.id, AT_COUNTY_APPROVER, "granted", "符合条件，准予。"), OK);
}

static void steps_of_the_process_do_not_let_the_clock_go_on(void **state)
{
    struct case_file c = accepted_licence(8, "2026-03-02");

    (void)state;
    assert_int_equal(begin(c.id, "test", 5, false), OK);
    assert_int_equal(county_act(c.id, AT_TOWNSHIP_HANDLER, "agree", "现场看过，位置属实。"), OK);
    assert_int_equal(clock_now(c.id, "legal").due_at, DUE_NONE);
}

static void what_the_projections_say_is_what_the_events_give(void **state)
{
    (void)state;
    assert_rebuilt_alike();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_limit_the_days_left_stand_still_until_it_ends),
        cmocka_unit_test(with_a_limit_the_last_day_moves_at_once_and_days_beyond_count_again),
        cmocka_unit_test(what_ends_before_its_limit_excludes_only_the_days_it_took),
        cmocka_unit_test(several_add_up_and_one_that_ends_the_same_day_costs_none),
        cmocka_unit_test(the_list_of_reasons_is_closed_and_who_tries_another_is_kept),
        cmocka_unit_test(it_begins_only_while_the_clock_runs_by_who_has_the_case),
        cmocka_unit_test(nothing_is_decided_while_one_is_open),
        cmocka_unit_test(steps_of_the_process_do_not_let_the_clock_go_on),
        cmocka_unit_test(what_the_projections_say_is_what_the_events_give),
    };

    return COUNTY_RUN_ON_BOTH(tests);
}
