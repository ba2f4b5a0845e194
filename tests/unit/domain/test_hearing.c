/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "law_say.h"

#include "domain/hearing.h"

static const char NOTE[] = "申请人在窗口书面提出听证";

static struct case_file asked(int n)
{
    struct case_file c = accepted_licence(n, "2026-03-02"), out;

    assert_int_equal(hearing_tell(county_as(AT_TOWNSHIP_HANDLER), c.id, STR("许可涉及邻居的重大利益"), &out), OK);
    assert_str(last_paper(c.id).kind, "hearing");
    county_clock("2026-03-04", 9);
    assert_int_equal(hearing_ask(county_as(AT_TOWNSHIP_HANDLER), c.id, str_of(NOTE), &out), OK);
    return c;
}

static enum err set_day(int64_t case_id, const char *iso, const char *host)
{
    struct hearing_day when = { case_id, day_at(iso), STR("县政务服务中心二楼会议室"), str_of(host) };
    struct case_file out;

    return hearing_set(county_as(AT_TOWNSHIP_HANDLER), &when, &out);
}

static void whoever_asks_in_five_days_is_heard_and_the_clock_stands_meanwhile(void **state)
{
    struct case_file c = asked(1), out;

    (void)state;
    assert_int_equal(clock_now(c.id, "legal").due_at, DUE_NONE);
    assert_str(clock_now(c.id, "legal").stopped_why, "hearing");
    assert_due(c.id, "hearing.hold", "2026-04-01");
    assert_int_equal(set_day(c.id, "2026-03-18", "tchecker"), OK);
    assert_int_equal(hearing_hold(county_as(AT_TOWNSHIP_HANDLER), c.id, STR("笔录三页，参加人签字"), &out), ERR_STATE);
    assert_true(told("gap.hearing.ahead"));
    county_clock("2026-03-18", 16);
    assert_int_equal(hearing_hold(county_as(AT_TOWNSHIP_HANDLER), c.id, STR("笔录三页，参加人签字"), &out), OK);
    assert_int_equal(clock_now(c.id, "legal").stopped_days, 10);
    assert_false(clock_runs(c.id, "hearing.hold"));
}

static void who_asks_after_five_days_is_too_late(void **state)
{
    struct case_file c = accepted_licence(2, "2026-03-02"), out;

    (void)state;
    assert_int_equal(hearing_ask(county_as(AT_TOWNSHIP_HANDLER), c.id, str_of(NOTE), &out), ERR_STATE);
    assert_true(told("gap.hearing.not_told"));
    assert_int_equal(hearing_tell(county_as(AT_TOWNSHIP_HANDLER), c.id, STR("许可涉及邻居的重大利益"), &out), OK);
    assert_due(c.id, "hearing.ask", "2026-03-09");
    county_clock("2026-03-10", 9);
    assert_int_equal(hearing_ask(county_as(AT_TOWNSHIP_HANDLER), c.id, str_of(NOTE), &out), ERR_STATE);
    assert_true(told("gap.hearing.late"));
}

static void the_day_is_told_seven_days_before_and_lies_within_twenty(void **state)
{
    struct case_file c = asked(3);

    (void)state;
    assert_int_equal(set_day(c.id, "2026-03-12", "tchecker"), ERR_INVALID);
    assert_true(told("gap.hearing.soon"));
    assert_int_equal(set_day(c.id, "2026-04-02", "tchecker"), ERR_INVALID);
    assert_true(told("gap.hearing.far"));
    assert_int_equal(set_day(c.id, "2026-03-14", "tchecker"), ERR_INVALID);
    assert_true(told("gap.hearing.rest"));
    assert_int_equal(set_day(c.id, "2026-03-13", "tchecker"), OK);
}

static void who_examined_the_case_does_not_hold_the_hearing(void **state)
{
    struct case_file c = asked(4);

    (void)state;
    assert_int_equal(set_day(c.id, "2026-03-18", "handler"), ERR_INVALID);
    assert_true(told("gap.hearing.examiner"));
    assert_int_equal(set_day(c.id, "2026-03-18", "nobody"), ERR_INVALID);
    assert_true(told("gap.hearing.host"));
}

static void a_benefit_knows_no_hearing(void **state)
{
    struct case_file c, out;

    (void)state;
    county_clock("2026-03-02", 9);
    c = county_file("S-MZ-06", 5);
    assert_int_equal(county_act(c.id, AT_TOWNSHIP_HANDLER, "accepted", ""), OK);
    assert_int_equal(hearing_tell(county_as(AT_TOWNSHIP_CHECKER), c.id, STR("没有这样的规定"), &out), ERR_STATE);
    assert_true(told("gap.hearing.unknown"));
}

static void what_the_projections_say_is_what_the_events_give(void **state)
{
    (void)state;
    assert_rebuilt_alike();
}

/* Looking at the place is examining, whoever wrote the record. */
static void who_went_along_to_the_place_does_not_hold_the_hearing(void **state)
{
    struct case_file c = asked(9), out;
    struct hearing_day when = { c.id, day_at("2026-03-18"), STR("二楼会议室"), STR("tapprover") };
    struct ctx *cx = county_as(AT_TOWNSHIP_APPROVER);
    struct str went = arena_printf(cx->arena, "%lld", (long long)cx->actor->account);
    struct act act = { .task = county_task(c.id, AT_TOWNSHIP_HANDLER).id, .outcome = STR("agree"), .note = STR("现场查看，情况属实"),
                       .marks = county_marks(cx->arena), .visit = val_set_str(cx->arena, val_map(cx->arena), "officers", went) };

    (void)state;
    assert_int_equal(handling_act(county_as(AT_TOWNSHIP_HANDLER), &act, &out), OK);
    assert_int_equal(hearing_set(county_as(AT_COUNTY_CHECKER), &when, &out), ERR_INVALID);
    assert_true(told("gap.hearing.examiner"));
    when.host = STR("tchecker");
    assert_int_equal(hearing_set(county_as(AT_COUNTY_CHECKER), &when, &out), OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whoever_asks_in_five_days_is_heard_and_the_clock_stands_meanwhile),
        cmocka_unit_test(who_asks_after_five_days_is_too_late),
        cmocka_unit_test(the_day_is_told_seven_days_before_and_lies_within_twenty),
        cmocka_unit_test(who_examined_the_case_does_not_hold_the_hearing),
        cmocka_unit_test(who_went_along_to_the_place_does_not_hold_the_hearing),
        cmocka_unit_test(a_benefit_knows_no_hearing),
        cmocka_unit_test(what_the_projections_say_is_what_the_events_give),
    };

    return COUNTY_RUN_ON_BOTH(tests);
}
