/* SPDX-License-Identifier: MulanPSL-2.0 */
/* The first five days of all 64 approval items: nobody says anything, or gaps are told once and mended or not. */
#include "../test.h"

#include <stdio.h>
#include <string.h>

#include "domain/document.h"
#include "domain/extension.h"
#include "domain/special.h"
#include "walk_case.h"

enum { MINUTE = 60000, HOUR = 3600000 };

static bool is_licence(void)
{
    return strcmp(walk.item->type, "01") == 0;
}

static bool is_joint(void)
{
    return walk.item->joining[0] != '\0';
}

static void at(int64_t now)
{
    house.cx->now = now;
    walk.today = day_of(now);
}

static int64_t working_days_behind(int64_t day, int n)
{
    for (int i = 0; i < n; i++)
        day = days_next_working(day);
    return day;
}

static void file_it(const struct walk_item *item, int n, int64_t day)
{
    struct case_file c;

    walk = (struct walk){ .item = item, .way = GRANTED, .at = "filing" };
    at(day_start(days_working(day) ? day : days_next_working(day)) + 9 * HOUR);
    c = county_file(item->code, n);
    walk.id = c.id;
}

static struct case_file now_is(void)
{
    struct case_file c;

    assert_int_equal(case_get(house.cx, walk.id, &c), OK);
    return c;
}

/* Papers of the acceptor in that order, and no other. */
static void same_papers(const char *const *kinds, int count)
{
    struct document_list all;

    assert_int_equal(document_of_case(house.cx, walk.id, &all), OK);
    walk_same_num("papers", (int64_t)all.count, count);
    for (int i = 0; i < count && i < (int)all.count; i++) {
        walk_same_text("paper", all.items[i].kind, kinds[i]);
        walk_same_text("its organ", all.items[i].department, walk_lead());
        walk_same_num("its place", all.items[i].place, walk_acceptor_place());
    }
}

static void same_limit(const char *kind, int days, char unit, int64_t from)
{
    struct watch want = watch_begin(kind, days, unit, from);
    struct clock_list all;
    const struct clock *got;

    assert_int_equal(clock_of_case(house.cx, walk.id, &all), OK);
    got = clock_find(&all, str_of(kind));
    walk_same_num(kind, got != NULL, days > 0);
    if (got == NULL)
        return;
    walk_same_num("start", got->started_day, from);
    walk_same_num("last day", day_of(got->due_at), watch_due(&want));
}

/* What runs from acceptance, which counts from that day. */
static void same_limits_from(int64_t day)
{
    walk_same_num("state", now_is().state, CASE_ACCEPTED);
    walk_same_num("accepted on", day_of(now_is().accepted_at), day);
    same_limit("promise", walk.item->promise, 'w', day);
    same_limit("legal", walk.item->legal, walk.item->legal_unit, day);
    if (walk.item->acceptor == LEVEL_TOWNSHIP)      /* else it begins with the township's first step */
        same_limit("lower", walk_lower().days, walk_lower().unit, day);
}

/* ---- silence ---- */

static void keep_silent(int64_t received)
{
    static const char *const kinds[] = { "receipt", "acceptance" };

    walk.at = "silence";
    if (is_joint()) {                   /* the departments' four days are over before */
        at(day_end(working_days_behind(received, 4)) + MINUTE);
        county_fire();
    }
    at(day_end(working_days_behind(received, 5)) - MINUTE);
    county_fire();
    walk_same_num("state on the fifth day", now_is().state, CASE_RECEIVED);
    same_papers(kinds, 1);
    at(day_end(working_days_behind(received, 5)) + MINUTE);
    county_fire();
    same_papers(kinds, is_licence() ? 2 : 1);
    if (is_licence())
        same_limits_from(received);
    else
        walk_same_num("state behind it", now_is().state, CASE_RECEIVED);
}

/* 行政许可法 32(4): 逾期不告知的，自收到申请材料之日起即为受理 */
static void a_licence_of_which_no_gap_was_told_in_five_days_is_accepted_from_its_receipt_and_nothing_else_is(void **state)
{
    (void)state;
    assert_true(days_read(COUNTY_FOLDER "/calendars/2026.yaml"));
    walk_reset();
    for (int i = 0; i < WALK_ITEMS; i++) {
        file_it(&walk_items[i], 400 + i, days_of(1, 5) + i * 37 % 165);
        keep_silent(walk.today);
    }
    assert_int_equal(walk_wrong, 0);
}

/* ---- gaps ---- */

static enum desk acceptor_desk(void)
{
    if (walk.item->stages[LEVEL_TOWNSHIP] < 0)
        return strcmp(walk.item->process, "village-direct") == 0 ? AT_VILLAGE : AT_TOWNSHIP_HANDLER;
    return walk.item->acceptor == LEVEL_TOWNSHIP ? AT_TOWNSHIP_HANDLER : AT_COUNTY_HANDLER;
}

static enum err act(const char *outcome, struct str gap)
{
    struct ctx *cx = county_as(acceptor_desk());
    struct val *gaps = val_list(cx->arena);
    struct act a = { .outcome = str_of(outcome), .note = STR("补来的材料仍然看不清"), .marks = county_marks(cx->arena), .gaps = gaps };
    struct case_file c;

    val_push(cx->arena, gaps, val_text(cx->arena, gap));
    a.task = county_task(walk.id, acceptor_desk()).id;
    return handling_act(cx, &a, &c);
}

/* Joining departments have none, so that the lead may speak. */
static void to_acceptance(void)
{
    while (str_is(county_task(walk.id, AT_COUNTY_HANDLER).kind, "gather"))
        assert_int_equal(county_act(walk.id, AT_COUNTY_HANDLER, "no_gaps", ""), OK);
}

static void tell_gaps(void)
{
    walk.at = "correction";
    to_acceptance();
    at(day_start(working_days_behind(walk.today, 2)) + 10 * HOUR);
    assert_int_equal(act("correction", STR("身份证看不清")), OK);
    walk_same_num("state", now_is().state, CASE_AWAITING_CORRECTION);
    at(day_start(working_days_behind(walk.today, 9)) + 10 * HOUR);
    assert_int_equal(county_act(walk.id, AT_VILLAGE, "supplied", ""), OK);
    same_limit("correction", 5, 'w', walk.today);
    to_acceptance();
    walk_same_num("a second notice", act("correction", STR("户口簿看不清")), ERR_STATE);
}

static void mended(int64_t complete)
{
    static const char *const kinds[] = { "receipt", "correction", "acceptance" };

    walk.at = "mended";
    at(day_start(working_days_behind(walk.today, 1)) + 10 * HOUR);
    assert_int_equal(county_act(walk.id, acceptor_desk(), "accepted", ""), OK);
    same_papers(kinds, 3);
    same_limits_from(is_licence() ? complete : walk.today);
}

static void not_mended(void)
{
    static const char *const kinds[] = { "receipt", "correction", "not_accepted" };

    walk.at = "not mended";
    walk_same_num("a gap that was not told", act("not_mended", STR("没有结婚证")), ERR_STATE);
    assert_int_equal(act("not_mended", STR("身份证看不清")), OK);
    same_papers(kinds, 3);
    walk_same_num("state", now_is().state, CASE_CLOSED);
    walk_same_text("outcome", now_is().outcome, "not_accepted");
}

/* 32(5): 申请材料齐全 counts from the day they were complete; the second notice is refused (32(4)). */
static void gaps_are_told_once_and_what_is_mended_counts_from_its_day_and_what_is_not_ends(void **state)
{
    (void)state;
    walk_reset();
    for (int i = 0; i < 2 * WALK_ITEMS; i++) {
        file_it(&walk_items[i / 2], 500 + i, days_of(1, 5) + i * 37 % 165);
        tell_gaps();
        if (i % 2 == 0)
            mended(walk.today);
        else
            not_mended();
    }
    assert_int_equal(walk_wrong, 0);
}

/* ---- a term that is over ---- */

static enum err issue(struct ctx *cx, int64_t task, const char *outcome)
{
    struct act a = { .task = task, .outcome = str_of(outcome), .note = STR("二十日已满，依法应当发证"), .marks = county_marks(cx->arena) };
    struct case_file c;

    return handling_act(cx, &a, &c);
}

/* The county has it since that day; n makes the person. */
static int64_t birth_at_county(const char *day, int n)
{
    struct case_file c;

    county_clock(day, 9);
    c = county_file("S-JS-01", n);
    county_walk_to(c.id, LEVEL_COUNTY, "decide");
    return c.id;
}

/* Until the end of that day it may be refused, a minute later no more. */
static void assert_term_ends(int64_t case_id, int month, int day)
{
    at(day_end(days_of(month, day)) - MINUTE);
    county_fire();
    assert_int_not_equal(county_task(case_id, AT_COUNTY_HANDLER).id, 0);
    at(house.cx->now + 2 * MINUTE);
    county_fire();
    assert_int_equal(county_task(case_id, AT_COUNTY_HANDLER).id, 0);
}

/* Hubei 2014 (badong.md 3.3): if ineligibility cannot be shown in time the permit must be issued. */
static void a_second_birth_not_decided_in_twenty_days_can_only_be_granted_and_by_the_head(void **state)
{
    struct case_file c = { .id = birth_at_county("2026-03-03", 700) };
    struct task_list all;
    const struct task *left = NULL;
    int open = 0;

    (void)state;
    assert_term_ends(c.id, 3, 23);
    assert_int_equal(task_of_case(house.cx, c.id, &all), OK);
    for (size_t i = 0; i < all.count; i++)
        if (all.items[i].state == TASK_OPEN) {
            left = &all.items[i];
            open++;
        }
    assert_int_equal(open, 1);
    assert_str(left->kind, "issue");
    assert_int_equal(left->role, ROLE_HEAD);
    assert_int_equal(issue(county_as_new("chief", ROLE_HEAD, COUNTY_PLACE), left->id, "refused"), ERR_INVALID);
    assert_int_equal(issue(house.cx, left->id, "granted"), OK);
    assert_int_equal(case_get(house.cx, c.id, &c), OK);
    assert_str(c.outcome, "granted");
}

/* 民法典 203: twenty days from 2 February end on the 22nd, within Spring Festival; the first working day behind it is the 24th. */
static void the_last_of_the_twenty_days_is_a_working_day(void **state)
{
    (void)state;
    assert_term_ends(birth_at_county("2026-02-02", 701), 2, 24);
}

/* An expert finding (鉴定) stops the clock (行政许可法 45): nobody loses the days in which he may refuse. */
static void while_the_clock_stands_the_twenty_days_stand(void **state)
{
    int64_t id = birth_at_county("2026-03-03", 702);
    struct special_act act = { id, STR("finding"), 30, CALENDAR_DAYS, false, STR("病残儿医学鉴定，等州里结论") };
    struct case_file c;

    (void)state;
    county_clock("2026-03-10", 9);
    assert_int_equal(special_begin(county_as(AT_COUNTY_HANDLER), &act, &c), OK);
    county_clock("2026-04-09", 9);
    county_fire();
    assert_int_equal(special_end(county_as(AT_COUNTY_HANDLER), id, STR("鉴定结论已到"), &c), OK);
    assert_term_ends(id, 4, 22);
}

/* An extension by the head gives the days on top. */
static void an_extension_lengthens_the_twenty_days(void **state)
{
    int64_t id = birth_at_county("2026-03-03", 703);
    struct extension_act act = { id, STR("向女方户籍地核实婚育情况") };
    struct case_file c;

    (void)state;
    county_clock("2026-03-10", 9);
    assert_int_equal(extension_grant(county_as_new("chief3", ROLE_HEAD, COUNTY_PLACE), &act, &c), OK);
    assert_term_ends(id, 4, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_licence_of_which_no_gap_was_told_in_five_days_is_accepted_from_its_receipt_and_nothing_else_is),
        cmocka_unit_test(gaps_are_told_once_and_what_is_mended_counts_from_its_day_and_what_is_not_ends),
        cmocka_unit_test(a_second_birth_not_decided_in_twenty_days_can_only_be_granted_and_by_the_head),
        cmocka_unit_test(the_last_of_the_twenty_days_is_a_working_day),
        cmocka_unit_test(while_the_clock_stands_the_twenty_days_stand),
        cmocka_unit_test(an_extension_lengthens_the_twenty_days),
    };

    return COUNTY_RUN_ON_BOTH(tests);
}
