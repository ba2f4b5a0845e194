/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "law_say.h"

#include "domain/batch.h"
#include "domain/hearing.h"
#include "domain/said.h"
#include "domain/special.h"

static const char NOTE[] = "申请人在窗口书面提出听证";

static enum err tell(struct ctx *cx, int64_t case_id, struct str why, const char *parties)
{
    struct hearing_telling t = { case_id, why, parties != NULL ? val_text(cx->arena, str_of(parties)) : NULL };
    struct case_file out;

    return hearing_tell(cx, &t, &out);
}

static enum err ask(struct ctx *cx, int64_t case_id, int64_t party)
{
    struct hearing_wish w = { case_id, party, str_of(NOTE) };
    struct case_file out;

    return hearing_ask(cx, &w, &out);
}

/* The record; part: what is said of the applicant, and of whoever else was told. */
static enum err hold(struct ctx *cx, int64_t case_id, const char *part)
{
    struct val *form = val_map(cx->arena);
    struct hearing_record r = { case_id, STR("笔录三页，双方各自说明理由"), form };
    struct case_file out;

    for (int n = 0; part != NULL && n < 4; n++)
        val_put(cx->arena, form, arena_printf(cx->arena, "signed.%d", n), val_text(cx->arena, str_of(part)));
    return hearing_hold(cx, &r, &out);
}

static struct hearing_party_list parties_of(int64_t case_id)
{
    struct hearing_party_list all;

    assert_int_equal(hearing_parties(house.cx, pack_item(house.house.pack, STR(LICENCE)), case_id, &all), OK);
    return all;
}

static struct case_file asked(int n)
{
    struct case_file c = accepted_licence(n, "2026-03-02");

    assert_int_equal(tell(county_as(AT_TOWNSHIP_HANDLER), c.id, STR("许可涉及邻居的重大利益"), NULL), OK);
    assert_str(last_paper(c.id).kind, "hearing");
    county_clock("2026-03-04", 9);
    assert_int_equal(ask(county_as(AT_TOWNSHIP_HANDLER), c.id, HEARING_NOBODY_NAMED), OK);
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
    struct case_file c = asked(1);

    (void)state;
    assert_int_equal(clock_now(c.id, "legal").due_at, DUE_NONE);
    assert_str(clock_now(c.id, "legal").stopped_why, "hearing");
    assert_due(c.id, "hearing.hold", "2026-04-01");
    assert_int_equal(set_day(c.id, "2026-03-18", "tchecker"), OK);
    assert_int_equal(hold(county_as(AT_TOWNSHIP_HANDLER), c.id, "signed"), ERR_STATE);
    assert_true(told("gap.hearing.ahead"));
    county_clock("2026-03-18", 16);
    assert_int_equal(hold(county_as(AT_TOWNSHIP_HANDLER), c.id, "signed"), OK);
    assert_int_equal(clock_now(c.id, "legal").stopped_days, 10);
    assert_false(clock_runs(c.id, "hearing.hold"));
}

static enum err give_up(int64_t case_id, int64_t party)
{
    struct hearing_wish w = { case_id, party, STR("电话里说不开了，村干部在场") };
    struct case_file out;

    return hearing_give_up(county_as(AT_TOWNSHIP_HANDLER), &w, &out);
}

static void a_clock_that_stands_for_a_hearing_goes_on_when_it_was_held_or_given_up_not_before(void **state)
{
    struct case_file c = asked(21), out;

    (void)state;
    assert_int_equal(special_end(county_as(AT_TOWNSHIP_HANDLER), c.id, STR("不开了"), &out), ERR_STATE);
    assert_true(told("gap.special.hearing"));
    assert_int_equal(clock_now(c.id, "legal").due_at, DUE_NONE);
    assert_int_equal(set_day(c.id, "2026-03-18", "tchecker"), OK);
    assert_int_equal(give_up(c.id, HEARING_NOBODY_NAMED), OK);
    assert_int_not_equal(clock_now(c.id, "legal").due_at, DUE_NONE);
    assert_false(clock_runs(c.id, "hearing.hold"));
    assert_int_equal(set_day(c.id, "2026-03-18", "tchecker"), ERR_STATE);
    assert_true(told("gap.hearing.not_asked"));
    assert_int_equal(give_up(c.id, HEARING_NOBODY_NAMED), ERR_INVALID);
    county_clock("2026-03-05", 9);
    assert_int_equal(ask(county_as(AT_TOWNSHIP_HANDLER), c.id, 0), OK);        /* within his five days he may ask again */
    assert_str(clock_now(c.id, "legal").stopped_why, "hearing");
    assert_due(c.id, "hearing.hold", "2026-04-02");
}

static void as_long_as_one_still_asks_the_hearing_stands(void **state)
{
    struct case_file c = accepted_licence(22, "2026-03-02");

    (void)state;
    assert_int_equal(tell(county_as(AT_TOWNSHIP_HANDLER), c.id, STR("许可涉及邻居的重大利益"), "李明 西边邻居，采光受影响"), OK);
    county_clock("2026-03-04", 9);
    assert_int_equal(ask(county_as(AT_TOWNSHIP_HANDLER), c.id, 0), OK);
    assert_int_equal(ask(county_as(AT_TOWNSHIP_HANDLER), c.id, 1), OK);
    assert_int_equal(give_up(c.id, HEARING_NOBODY_NAMED), ERR_INVALID);
    assert_true(told("gap.hearing.gives_up"));
    assert_int_equal(give_up(c.id, 1), OK);
    assert_int_equal(clock_now(c.id, "legal").due_at, DUE_NONE);
    assert_true(clock_runs(c.id, "hearing.hold"));
    assert_int_equal(set_day(c.id, "2026-03-18", "tchecker"), OK);
    assert_int_equal(give_up(c.id, 1), ERR_INVALID);
    assert_int_equal(give_up(c.id, 0), OK);
    assert_int_not_equal(clock_now(c.id, "legal").due_at, DUE_NONE);
}

static void who_asks_after_five_days_is_too_late(void **state)
{
    struct case_file c = accepted_licence(2, "2026-03-02");

    (void)state;
    assert_int_equal(ask(county_as(AT_TOWNSHIP_HANDLER), c.id, 0), ERR_STATE);
    assert_true(told("gap.hearing.not_told"));
    assert_int_equal(tell(county_as(AT_TOWNSHIP_HANDLER), c.id, STR("许可涉及邻居的重大利益"), NULL), OK);
    assert_due(c.id, "hearing.ask", "2026-03-09");
    county_clock("2026-03-10", 9);
    assert_int_equal(ask(county_as(AT_TOWNSHIP_HANDLER), c.id, 0), ERR_STATE);
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

static void each_who_has_an_interest_is_told_and_may_ask_within_days_of_his_own(void **state)
{
    struct case_file c = accepted_licence(10, "2026-03-02");
    struct hearing_party_list all;

    (void)state;
    assert_int_equal(tell(county_as(AT_TOWNSHIP_HANDLER), c.id, STR("涉及邻居的重大利益"), "李明 西邻采光受影响\n王芳，南邻通行受影响"), OK);
    county_clock("2026-03-04", 9);
    assert_int_equal(tell(county_as(AT_TOWNSHIP_HANDLER), c.id, STR("北邻刚知道"), "赵强 北邻排水受影响"), OK);
    assert_str(last_paper(c.id).kind, "hearing");
    all = parties_of(c.id);
    assert_int_equal(all.count, 4);
    assert_str(all.items[1].name, "李明");
    assert_str(all.items[2].interest, "南邻通行受影响");
    assert_int_equal(all.items[2].last_day, day_at("2026-03-09"));
    assert_int_equal(all.items[3].last_day, day_at("2026-03-11"));
    assert_int_equal(ask(county_as(AT_TOWNSHIP_HANDLER), c.id, HEARING_NOBODY_NAMED), ERR_INVALID);
    assert_true(told("gap.hearing.party"));
    assert_int_equal(ask(county_as(AT_TOWNSHIP_HANDLER), c.id, 1), OK);
    assert_str(clock_now(c.id, "legal").stopped_why, "hearing");
    assert_due(c.id, "hearing.hold", "2026-04-01");
    assert_int_equal(ask(county_as(AT_TOWNSHIP_HANDLER), c.id, 1), ERR_STATE);
    assert_true(told("gap.hearing.asked"));
    county_clock("2026-03-10", 9);
    assert_int_equal(ask(county_as(AT_TOWNSHIP_HANDLER), c.id, 2), ERR_STATE);
    assert_true(told("gap.hearing.late"));
    assert_int_equal(ask(county_as(AT_TOWNSHIP_HANDLER), c.id, 9), ERR_STATE);
    assert_true(told("gap.hearing.not_told"));
    assert_int_equal(ask(county_as(AT_TOWNSHIP_HANDLER), c.id, 3), OK);
    assert_due(c.id, "hearing.hold", "2026-04-01");
    assert_int_equal(parties_of(c.id).items[3].asked_at, house.cx->now);
}

static void who_has_an_interest_is_named_once_with_what_it_is(void **state)
{
    struct case_file c = accepted_licence(11, "2026-03-02");
    static const struct { const char *line, *key; } rows[] = {
        { "李", "gap.hearing.name" }, { "李明", "gap.hearing.interest" }, { "覃守英 本人", "gap.hearing.applicant" },
        { "李明 西邻\n李　明 东邻", "gap.hearing.twice" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(tell(county_as(AT_TOWNSHIP_HANDLER), c.id, STR("涉及邻居"), rows[i].line), ERR_INVALID);
        assert_true(told(rows[i].key));
    }
    assert_int_equal(parties_of(c.id).count, 0);
    assert_int_equal(tell(county_as(AT_TOWNSHIP_HANDLER), c.id, STR("涉及邻居"), "李明 西邻"), OK);
    assert_int_equal(tell(county_as(AT_TOWNSHIP_HANDLER), c.id, STR("涉及邻居"), "李明 西邻"), ERR_INVALID);
    assert_true(told("gap.hearing.twice"));
    assert_int_equal(tell(county_as(AT_TOWNSHIP_HANDLER), c.id, STR("涉及邻居"), NULL), ERR_STATE);
    assert_true(told("gap.hearing.told"));
}

static void once_a_day_is_set_nobody_more_is_told(void **state)
{
    struct case_file c = asked(12);

    (void)state;
    assert_int_equal(tell(county_as(AT_TOWNSHIP_HANDLER), c.id, STR("西邻刚知道"), "李明 西邻"), OK);
    assert_int_equal(set_day(c.id, "2026-03-18", "tchecker"), OK);
    assert_int_equal(tell(county_as(AT_TOWNSHIP_HANDLER), c.id, STR("东邻刚知道"), "王芳 东邻"), ERR_STATE);
    assert_true(told("gap.hearing.set"));
}

static struct case_file held(int n)
{
    struct case_file c = asked(n);

    assert_int_equal(tell(county_as(AT_TOWNSHIP_HANDLER), c.id, STR("西邻刚知道"), "李明 西邻"), OK);
    assert_int_equal(set_day(c.id, "2026-03-18", "tchecker"), OK);
    county_clock("2026-03-18", 16);
    return c;
}

static void of_each_who_was_told_the_record_says_whether_he_signed_it(void **state)
{
    struct case_file c = held(13);
    struct hearing_party_list all;

    (void)state;
    assert_int_equal(hold(county_as(AT_TOWNSHIP_HANDLER), c.id, NULL), ERR_INVALID);
    assert_true(told("gap.hearing.signed"));
    assert_int_equal(hold(county_as(AT_TOWNSHIP_HANDLER), c.id, "maybe"), ERR_INVALID);
    assert_int_equal(hold(county_as(AT_TOWNSHIP_HANDLER), c.id, "refused"), OK);
    all = parties_of(c.id);
    assert_int_equal(all.count, 2);
    assert_str(all.items[0].part, "refused");
    assert_str(all.items[1].part, "refused");
    assert_int_equal(ask(county_as(AT_TOWNSHIP_HANDLER), c.id, 1), ERR_STATE);
    assert_true(told("gap.hearing.over"));
}

/* Why a list for several does not decide it. */
static struct str falls_out(enum desk desk, int64_t task)
{
    struct batch_new new = { .request = STR("heard"), .tasks = &task, .count = 1, .outcome = STR("granted"), .note = STR("符合条件，准予") };
    struct batch b;

    assert_int_equal(batch_run(county_as(desk), &new, &b), OK);
    assert_int_equal(b.fell, 1);
    return b.lines[0].why;
}

/* 行政许可法 48: 行政机关应当根据听证笔录，作出行政许可决定. */
static void the_decision_rests_on_the_record_and_who_decides_says_that_he_read_it(void **state)
{
    struct case_file c = held(14), out;
    const struct val *record;
    struct event_list events;
    struct act act = { .outcome = STR("granted"), .note = STR("听证意见成立的已采纳，准予"), .heard = true };
    enum desk desk;

    (void)state;
    assert_int_equal(hold(county_as(AT_TOWNSHIP_HANDLER), c.id, "signed"), OK);
    assert_int_equal(said_last(house.cx, c.id, SAID_HEARING_RECORD, &record), OK);
    assert_str(record->text, "笔录三页，双方各自说明理由");
    desk = county_walk_to(c.id, LEVEL_COUNTY, "decide");
    act.task = county_task(c.id, desk).id;
    assert_int_equal(review_save(county_as(desk), act.task, county_marks(house.cx->arena)), OK);
    assert_str(falls_out(desk, act.task), "gap.batch.hearing");
    assert_int_equal(county_act(c.id, desk, "refused", "听证意见不成立，不予"), ERR_INVALID);
    assert_true(told("gap.hearing.read"));
    act.marks = county_marks(house.cx->arena);
    assert_int_equal(handling_act(county_as(desk), &act, &out), OK);
    assert_int_equal(event_stream(house.cx, STREAM_CASE, c.id, &events), OK);
    assert_int_equal(val_num(events.items[events.count - 1].payload, "heard"), day_at("2026-03-18"));
}

/* 行政许可法 47: who is told of his right has five days for it. */
static void nothing_is_decided_before_each_who_was_told_asked_gave_it_up_or_let_his_days_pass(void **state)
{
    struct case_file c = accepted_licence(23, "2026-03-02"), late = accepted_licence(24, "2026-03-02");
    enum desk desk;

    (void)state;
    assert_int_equal(tell(county_as(AT_TOWNSHIP_HANDLER), c.id, STR("许可涉及邻居的重大利益"), NULL), OK);
    assert_int_equal(tell(county_as(AT_TOWNSHIP_HANDLER), late.id, STR("许可涉及邻居的重大利益"), NULL), OK);
    desk = county_walk_to(c.id, LEVEL_COUNTY, "decide");
    assert_int_equal(county_act(c.id, desk, "granted", "符合条件，准予"), ERR_STATE);
    assert_true(told("gap.hearing.waiting"));
    assert_int_equal(hearing_give_up(county_as(desk), &(struct hearing_wish){ c.id, 0, STR("当面书面放弃") }, &c), OK);
    assert_str(parties_of(c.id).items[0].part, HEARING_WAIVED);
    assert_int_equal(county_act(c.id, desk, "granted", "符合条件，准予"), OK);
    desk = county_walk_to(late.id, LEVEL_COUNTY, "decide");
    county_clock("2026-03-09", 17);
    assert_int_equal(county_act(late.id, desk, "granted", "符合条件，准予"), ERR_STATE);
    county_clock("2026-03-10", 9);
    assert_int_equal(county_act(late.id, desk, "granted", "符合条件，准予"), OK);
}

static void who_asks_while_the_clock_stands_for_something_else_is_heard_behind_it(void **state)
{
    struct case_file c = accepted_licence(25, "2026-03-02"), out;
    struct special_act finding = { .case_id = c.id, .reason = STR("finding"), .note = STR("县自然资源局组织鉴定"), .days = 10,
                                   .unit = WORKING_DAYS };

    (void)state;
    assert_int_equal(tell(county_as(AT_TOWNSHIP_HANDLER), c.id, STR("许可涉及邻居的重大利益"), NULL), OK);
    finding.reason = STR("hearing");
    assert_int_equal(special_begin(county_as(AT_TOWNSHIP_HANDLER), &finding, &out), ERR_INVALID);
    assert_true(told("gap.special.by_hearing"));
    finding.reason = STR("finding");
    assert_int_equal(special_begin(county_as(AT_TOWNSHIP_HANDLER), &finding, &out), OK);
    county_clock("2026-03-04", 9);
    assert_int_equal(ask(county_as(AT_TOWNSHIP_HANDLER), c.id, 0), OK);
    assert_str(clock_now(c.id, "legal").stopped_why, "finding");
    assert_due(c.id, "hearing.hold", "2026-04-01");
    county_clock("2026-03-06", 9);
    assert_int_equal(special_end(county_as(AT_TOWNSHIP_HANDLER), c.id, STR("山体稳定"), &out), OK);
    assert_str(clock_now(c.id, "legal").stopped_why, "hearing");
    assert_int_equal(special_end(county_as(AT_TOWNSHIP_HANDLER), c.id, STR("不开了"), &out), ERR_STATE);
    assert_int_equal(give_up(c.id, 0), OK);
    assert_int_not_equal(clock_now(c.id, "legal").due_at, DUE_NONE);
}

static void who_has_the_case_does_not_hold_the_hearing_and_who_holds_it_does_not_examine(void **state)
{
    struct case_file c = asked(26);
    enum desk desk;

    (void)state;
    assert_int_equal(set_day(c.id, "2026-03-18", "thandler"), ERR_INVALID);
    assert_true(told("gap.hearing.examiner"));
    assert_int_equal(set_day(c.id, "2026-03-18", "approver"), OK);
    county_clock("2026-03-18", 16);
    assert_int_equal(hold(county_as(AT_TOWNSHIP_HANDLER), c.id, "signed"), OK);
    desk = county_walk_to(c.id, LEVEL_COUNTY, "decide");
    assert_int_equal(desk, AT_COUNTY_APPROVER);
    assert_int_equal(county_act(c.id, desk, "granted", "符合条件，准予"), ERR_STATE);
    assert_true(told("gap.hearing.hosts"));
}

static void a_benefit_knows_no_hearing(void **state)
{
    struct case_file c;

    (void)state;
    county_clock("2026-03-02", 9);
    c = county_file("S-MZ-06", 5);
    assert_int_equal(county_act(c.id, AT_TOWNSHIP_HANDLER, "accepted", ""), OK);
    assert_int_equal(tell(county_as(AT_TOWNSHIP_CHECKER), c.id, STR("没有这样的规定"), NULL), ERR_STATE);
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
        cmocka_unit_test(a_clock_that_stands_for_a_hearing_goes_on_when_it_was_held_or_given_up_not_before),
        cmocka_unit_test(as_long_as_one_still_asks_the_hearing_stands),
        cmocka_unit_test(who_asks_after_five_days_is_too_late),
        cmocka_unit_test(the_day_is_told_seven_days_before_and_lies_within_twenty),
        cmocka_unit_test(who_examined_the_case_does_not_hold_the_hearing),
        cmocka_unit_test(who_went_along_to_the_place_does_not_hold_the_hearing),
        cmocka_unit_test(each_who_has_an_interest_is_told_and_may_ask_within_days_of_his_own),
        cmocka_unit_test(who_has_an_interest_is_named_once_with_what_it_is),
        cmocka_unit_test(once_a_day_is_set_nobody_more_is_told),
        cmocka_unit_test(of_each_who_was_told_the_record_says_whether_he_signed_it),
        cmocka_unit_test(the_decision_rests_on_the_record_and_who_decides_says_that_he_read_it),
        cmocka_unit_test(nothing_is_decided_before_each_who_was_told_asked_gave_it_up_or_let_his_days_pass),
        cmocka_unit_test(who_asks_while_the_clock_stands_for_something_else_is_heard_behind_it),
        cmocka_unit_test(who_has_the_case_does_not_hold_the_hearing_and_who_holds_it_does_not_examine),
        cmocka_unit_test(a_benefit_knows_no_hearing),
        cmocka_unit_test(what_the_projections_say_is_what_the_events_give),
    };

    return COUNTY_RUN_ON_BOTH(tests);
}
