/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"
#include "base/calendar.h"
#include "county_fixture.h"
#include "domain/actor.h"
#include "domain/leave.h"
#include "domain/rebuild.h"
#include "domain/timeline.h"

static int64_t away, taker, lonely, head, secadmin;

/* The context of any account with the posts it holds today. */
static struct ctx *as(int64_t account, const char *name)
{
    struct ctx *cx = people_as(&house, account);
    struct actor *actor = ARENA_NEW(cx->arena, struct actor);

    *actor = *cx->actor;
    actor->name = str_of(name);
    assert_int_equal(tenure_fill(cx, actor), OK);
    cx->actor = actor;
    return cx;
}

static bool told(const char *key)
{
    for (size_t i = 0; i < house.cx->gap_count; i++)
        if (str_is(house.cx->gaps[i].key, key))
            return true;
    return false;
}

static int64_t post_of(int64_t account)
{
    struct tenure_list held;

    assert_int_equal(tenure_of_account(house.cx, account, &held), OK);
    assert_true(held.count > 0);
    return held.items[0].post.id;
}

static enum err enter(int64_t by, int64_t account, const char *from, const char *until, struct leave *out)
{
    struct leave l = { .account = account, .kind = STR("annual") };
    enum err e;

    assert_int_equal(day_parse(str_of(from), &l.from_day), OK);
    assert_int_equal(day_parse(str_of(until), &l.until_day), OK);
    e = leave_enter(as(by, "someone"), &l);
    *out = l;
    return e;
}

/* Two officers of a township of their own, so that no other test has them. */
#define OTHER_TOWNSHIP 422823108000

static int settle(void **state)
{
    (void)state;
    county_clock("2026-03-02", 8);
    away = people_add(&house, "away", ROLE_HANDLER, OTHER_TOWNSHIP, STR(""));
    taker = people_add(&house, "taker", ROLE_CHECKER, OTHER_TOWNSHIP, STR(""));
    lonely = people_add(&house, "lonely", ROLE_HANDLER, 422823109000, STR(""));
    head = people_add(&house, "thead", ROLE_HEAD, 422823106000, STR(""));
    secadmin = people_add(&house, "secadmin", ROLE_SECADMIN, COUNTY_PLACE, STR(""));
    return 0;
}

static void a_leave_without_anybody_who_takes_over_is_refused(void **state)
{
    struct leave l;

    (void)state;
    assert_int_equal(enter(lonely, lonely, "2026-03-02", "2026-03-03", &l), ERR_INVALID);
    assert_true(told("gap.leave.no_standin"));
    assert_int_equal(enter(away, away, "2026-03-02", "2026-03-03", &l), ERR_INVALID);
    assert_true(told("gap.leave.no_standin"));
}

static void who_is_moved_to_another_office_stands_in_no_more_and_the_leave_is_ended_by_no_stranger(void **state)
{
    int64_t officer = people_add(&house, "moving1", ROLE_HANDLER, 422823105000, STR(""));
    int64_t boss = people_add(&house, "moving2", ROLE_HEAD, 422823105000, STR(""));
    struct tenure t = { .account = boss, .post = { .role = ROLE_HANDLER, .place = 422823104000 } };
    struct leave l;

    (void)state;
    assert_int_equal(enter(officer, officer, "2026-03-02", "2026-03-06", &l), OK);
    assert_int_equal(as(boss, "moving2")->actor->post_count, 2);
    assert_int_equal(tenure_end(as(secadmin, "secadmin"), post_of(boss)), OK);
    assert_int_equal(as(boss, "moving2")->actor->post_count, 0);
    assert_int_equal(tenure_assign(as(secadmin, "secadmin"), &t), OK);
    assert_int_equal(as(boss, "moving2")->actor->post_count, 1);
    assert_int_equal(tenure_end(as(secadmin, "secadmin"), post_of(officer)), OK);
    as(lonely, "lonely");
    assert_int_equal(leave_end(house.cx, l.id), ERR_FORBIDDEN);
    as(officer, "moving1");
    assert_int_equal(leave_end(house.cx, l.id), OK);
}

static void where_none_is_named_the_head_of_the_department_takes_over(void **state)
{
    int64_t officer = people_add(&house, "tofficer", ROLE_HANDLER, 422823106000, STR(""));
    struct colleague_list takers;
    struct leave l;

    (void)state;
    assert_int_equal(enter(officer, officer, "2026-03-02", "2026-03-02", &l), OK);
    assert_int_equal(leave_takers(house.cx, l.id, &takers), OK);
    assert_int_equal(takers.count, 1);
    assert_int_equal(takers.items[0].account, head);
}

static void a_stand_in_is_named_out_of_the_same_office_only(void **state)
{
    struct colleague_list all;
    struct tenure t;
    int64_t post = post_of(away);

    (void)state;
    assert_int_equal(standin_post(as(away, "away"), post, &t), OK);
    assert_int_equal(standin_candidates(house.cx, &t, &all), OK);
    assert_int_equal(all.count, 1);
    assert_int_equal(standin_name(as(away, "away"), post, lonely), ERR_INVALID);
    assert_true(told("gap.standin.office"));
    assert_int_equal(standin_name(as(away, "away"), post, away), ERR_INVALID);
    assert_int_equal(standin_name(as(lonely, "lonely"), post, taker), ERR_FORBIDDEN);
    assert_int_equal(standin_name(as(away, "away"), post, taker), OK);
    assert_int_equal(standin_name(as(secadmin, "secadmin"), post, taker), OK);
}

static void days_that_are_over_or_the_wrong_way_round_are_refused(void **state)
{
    struct leave l;

    (void)state;
    assert_int_equal(enter(away, away, "2026-03-01", "2026-03-03", &l), ERR_INVALID);
    assert_true(told("gap.leave.past"));
    assert_int_equal(enter(away, away, "2026-03-04", "2026-03-03", &l), ERR_INVALID);
    assert_true(told("gap.leave.days"));
    assert_int_equal(enter(away, away, "2026-03-04", "2028-03-03", &l), ERR_INVALID);
    assert_true(told("gap.leave.long"));
    l = (struct leave){ .account = away, .kind = STR("weather"), .until_day = day_of(house.cx->now) };
    assert_int_equal(leave_enter(as(away, "away"), &l), ERR_INVALID);
    assert_true(told("gap.leave.kind"));
}

static void only_oneself_or_who_rules_the_office_enters_a_leave(void **state)
{
    struct leave l;

    (void)state;
    assert_int_equal(enter(taker, away, "2026-03-02", "2026-03-02", &l), ERR_FORBIDDEN);
    assert_int_equal(enter(head, away, "2026-03-02", "2026-03-02", &l), ERR_FORBIDDEN);
}

static void posts_go_over_at_once_and_come_back_by_the_date(void **state)
{
    const struct post *p;
    struct leave l;

    (void)state;
    assert_int_equal(enter(away, away, "2026-03-02", "2026-03-04", &l), OK);
    assert_int_equal(as(away, "away")->actor->post_count, 0);
    assert_int_equal(house.cx->actor->leave, l.id);
    p = actor_post(as(taker, "taker"), ROLE_HANDLER, OTHER_TOWNSHIP, STR("MZ"), STR("S-MZ-01"));
    assert_non_null(p);
    assert_int_equal(p->for_account, away);
    assert_str(p->for_name, "away");
    county_clock("2026-03-05", 0);
    assert_int_equal(as(away, "away")->actor->post_count, 1);
    assert_int_equal(as(taker, "taker")->actor->post_count, 1);
}

static void leaves_of_both_may_not_overlap(void **state)
{
    struct leave l, other;

    (void)state;
    assert_int_equal(enter(away, away, "2026-03-09", "2026-03-13", &l), OK);
    assert_int_equal(enter(away, away, "2026-03-13", "2026-03-16", &other), ERR_INVALID);
    assert_true(told("gap.leave.own_overlap"));
    assert_int_equal(standin_name(as(taker, "taker"), post_of(taker), away), OK);
    assert_int_equal(enter(taker, taker, "2026-03-11", "2026-03-11", &other), ERR_INVALID);
    assert_true(told("gap.leave.stands_in"));
    assert_true(str_starts(house.cx->gaps[0].detail, STR("away|")));
    assert_int_equal(enter(taker, taker, "2026-03-16", "2026-03-18", &other), OK);
    assert_int_equal(enter(away, away, "2026-03-18", "2026-03-19", &l), ERR_INVALID);
    assert_true(told("gap.leave.standin_away") || told("gap.leave.stands_in"));
}

static void who_is_back_early_has_the_posts_at_once(void **state)
{
    struct leave_list mine;

    (void)state;
    county_clock("2026-03-10", 8);
    assert_int_equal(leave_of_account(as(away, "away"), away, &mine), OK);
    assert_int_equal(house.cx->actor->post_count, 0);
    assert_int_equal(leave_end(as(lonely, "lonely"), mine.items[0].id), ERR_FORBIDDEN);
    assert_int_equal(leave_end(as(away, "away"), mine.items[0].id), OK);
    assert_int_equal(as(away, "away")->actor->post_count, 1);
    assert_int_equal(as(taker, "taker")->actor->post_count, 1);
    assert_int_equal(leave_end(as(away, "away"), mine.items[0].id), ERR_STATE);
}

/* ---- at work ---- */

/* The approver of the county is away from today; who is named decides for him. */
static int64_t away_for(enum desk standin, const char *until)
{
    int64_t approver = county_as(AT_COUNTY_APPROVER)->actor->account, b = county_as(standin)->actor->account;
    struct leave l = { .account = approver, .kind = STR("sick") };

    assert_int_equal(day_parse(str_of(until), &l.until_day), OK);
    assert_int_equal(standin_name(county_as(AT_COUNTY_APPROVER), post_of(approver), b), OK);
    assert_int_equal(leave_enter(county_as(AT_COUNTY_APPROVER), &l), OK);
    return l.id;
}

static struct case_file at_decision(int n)
{
    struct case_file c = county_file("S-MZ-05", n);

    assert_int_equal(county_act(c.id, AT_TOWNSHIP_HANDLER, "accepted", ""), OK);
    assert_int_equal(county_act(c.id, AT_TOWNSHIP_CHECKER, "agree", "家庭困难属实，同意上报"), OK);
    assert_int_equal(county_act(c.id, AT_COUNTY_HANDLER, "agree", "材料齐全，建议准予救助"), OK);
    return c;
}

static void who_stands_in_may_not_decide_what_he_handled_himself(void **state)
{
    struct case_file c;
    int64_t leave;

    (void)state;
    county_clock("2026-04-01", 9);
    c = at_decision(801);
    leave = away_for(AT_COUNTY_HANDLER, "2026-04-02");
    assert_int_not_equal(county_task(c.id, AT_COUNTY_HANDLER).id, 0);
    assert_int_equal(county_act(c.id, AT_COUNTY_HANDLER, "granted", "符合条件，准予救助"), ERR_FORBIDDEN);
    assert_true(told("gap.standin.apart"));
    assert_int_equal(leave_end(county_as(AT_COUNTY_APPROVER), leave), OK);
    assert_int_equal(county_act(c.id, AT_COUNTY_APPROVER, "granted", "符合条件，准予救助"), OK);
}

static void both_names_stand_in_what_a_stand_in_does(void **state)
{
    struct case_file c = at_decision(802);
    struct task_list tasks;
    struct timeline t;
    int64_t leave = away_for(AT_COUNTY_CHECKER, "2026-04-02");

    (void)state;
    assert_int_equal(county_task(c.id, AT_COUNTY_APPROVER).id, 0);
    assert_int_equal(county_act(c.id, AT_COUNTY_CHECKER, "granted", "符合条件，准予救助"), OK);
    assert_int_equal(timeline_of_case(house.cx, c.id, &t), OK);
    assert_str(t.items[t.count - 1].actor_name, "checker");
    assert_str(t.items[t.count - 1].for_name, "approver");
    assert_int_equal(t.items[t.count - 1].role, ROLE_APPROVER);
    assert_int_equal(task_of_case(house.cx, c.id, &tasks), OK);
    for (size_t i = 0; i < tasks.count; i++)
        if (str_is(tasks.items[i].kind, "decide"))
            assert_str(tasks.items[i].done_for, "approver");
    assert_int_equal(leave_end(county_as(AT_COUNTY_APPROVER), leave), OK);
}

static void what_the_projections_say_is_what_the_events_give(void **state)
{
    struct rebuild_report report;

    (void)state;
    assert_int_equal(rebuild_all(people_as(&house, 0), false, &report), OK);
    assert_int_equal(report.different, 0);
}

static int open_on_sqlite(void **state) { return county_open_on_sqlite(state) + settle(state); }
static int open_on_postgres(void **state) { return county_open_on_postgres(state) + settle(state); }

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_leave_without_anybody_who_takes_over_is_refused),
        cmocka_unit_test(who_is_moved_to_another_office_stands_in_no_more_and_the_leave_is_ended_by_no_stranger),
        cmocka_unit_test(where_none_is_named_the_head_of_the_department_takes_over),
        cmocka_unit_test(a_stand_in_is_named_out_of_the_same_office_only),
        cmocka_unit_test(days_that_are_over_or_the_wrong_way_round_are_refused),
        cmocka_unit_test(only_oneself_or_who_rules_the_office_enters_a_leave),
        cmocka_unit_test(posts_go_over_at_once_and_come_back_by_the_date),
        cmocka_unit_test(leaves_of_both_may_not_overlap),
        cmocka_unit_test(who_is_back_early_has_the_posts_at_once),
        cmocka_unit_test(who_stands_in_may_not_decide_what_he_handled_himself),
        cmocka_unit_test(both_names_stand_in_what_a_stand_in_does),
        cmocka_unit_test(what_the_projections_say_is_what_the_events_give),
    };

    return cmocka_run_group_tests_name("sqlite", tests, open_on_sqlite, county_close) +
           (store_fixture_possible(ON_POSTGRES)
                ? cmocka_run_group_tests_name("postgres", tests, open_on_postgres, county_close) : 0);
}
