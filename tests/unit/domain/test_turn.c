/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "law_say.h"
#include "domain/timeline.h"
#include "domain/turn.h"

/* The pack of the test is its own: what no item of Badong has can be said of one here. */
static struct item *own_item(const char *code)
{
    return (struct item *)(uintptr_t)pack_item(house.house.pack, str_of(code));
}

static struct persons three[] = { { { "decide", 6 }, 3 } };
static struct persons two[] = { { { "accept", 6 }, 2 } };

static void take_persons(const char *code, struct persons *persons, bool separate)
{
    struct item *item = own_item(code);

    item->persons = persons;
    item->persons_count = persons != NULL ? 1 : 0;
    item->separate = separate;
}

static struct case_file to_decision(const char *code, int n)
{
    static const struct { const char *kind, *outcome; } ways[] = {
        { "accept", "accepted" }, { "opinion", "agree" }, { "record", "done" }, { "notice", "done" }, { "check", "done" },
    };
    struct case_file c = county_file(code, n);

    for (int i = 0; i < 20 * DESKS; i++) {
        enum desk desk = (enum desk)(i % DESKS);
        struct str kind = county_task(c.id, desk).kind;
        if (str_is(kind, "decide"))
            return c;
        for (size_t w = 0; w < sizeof ways / sizeof *ways; w++)
            if (str_is(kind, ways[w].kind))
                assert_int_equal(county_act(c.id, desk, ways[w].outcome, "核对无误，符合条件"), OK);
    }
    fail_msg("no decision");
    return c;
}

static void handler_checker_and_approver_act_one_after_the_other_and_the_last_one_decides(void **state)
{
    struct case_file c;
    struct turn_list turns;

    (void)state;
    take_persons("S-JS-01", three, true);
    c = to_decision("S-JS-01", 921);
    assert_int_not_equal(county_task(c.id, AT_COUNTY_HANDLER).id, 0);
    assert_int_equal(county_task(c.id, AT_COUNTY_APPROVER).id, 0);
    assert_int_equal(county_act(c.id, AT_COUNTY_HANDLER, "refused", "面积超过标准，拟不予"), OK);
    assert_int_equal(case_get(house.cx, c.id, &c), OK);
    assert_int_equal(c.state, CASE_ACCEPTED);
    assert_int_equal(county_act(c.id, AT_COUNTY_CHECKER, "granted", "面积没有超过标准，拟准予"), OK);
    assert_int_equal(county_act(c.id, AT_COUNTY_APPROVER, "granted", "同意审核意见，准予"), OK);
    assert_int_equal(case_get(house.cx, c.id, &c), OK);
    assert_int_equal(c.state, CASE_DECIDED);
    assert_str(c.outcome, "granted");
    assert_int_equal(turn_of_case(house.cx, c.id, &turns), OK);
    assert_int_equal(turns.count, 3);
    assert_str(turns.items[0].outcome, "refused");
    assert_str(turns.items[1].done_name, "checker");
    assert_str(turns.items[2].done_name, "approver");
    assert_rebuilt_alike();
    take_persons("S-JS-01", NULL, false);
}

static void a_step_passes_only_to_the_role_whose_turn_it_is(void **state)
{
    struct case_file c;

    (void)state;
    take_persons("S-MZ-06", two, false);
    c = county_file("S-MZ-06", 922);
    assert_int_equal(county_task(c.id, AT_TOWNSHIP_CHECKER).id, 0);
    assert_int_equal(county_act(c.id, AT_TOWNSHIP_HANDLER, "accepted", ""), OK);
    assert_int_equal(county_task(c.id, AT_TOWNSHIP_HANDLER).id, 0);
    assert_int_equal(case_get(house.cx, c.id, &c), OK);
    assert_int_equal(c.state, CASE_RECEIVED);
    assert_int_equal(county_act(c.id, AT_TOWNSHIP_CHECKER, "accepted", ""), OK);
    assert_int_equal(case_get(house.cx, c.id, &c), OK);
    assert_int_equal(c.state, CASE_ACCEPTED);
    take_persons("S-MZ-06", NULL, false);
}

static void roles_of_a_step_end_with_the_one_the_process_names(void **state)
{
    enum role roles[TURNS_MAX];

    (void)state;
    assert_int_equal(turn_roles(ROLE_APPROVER, 1, roles), 1);
    assert_int_equal(roles[0], ROLE_APPROVER);
    assert_int_equal(turn_roles(ROLE_APPROVER, 2, roles), 2);
    assert_int_equal(roles[0], ROLE_HANDLER);
    assert_int_equal(roles[1], ROLE_APPROVER);
    assert_int_equal(turn_roles(ROLE_HANDLER, 2, roles), 2);
    assert_int_equal(roles[1], ROLE_CHECKER);
    assert_int_equal(turn_roles(ROLE_HEAD, 3, roles), 3);
    assert_int_equal(roles[2], ROLE_HEAD);
}

/* Whoever holds two posts, or stands in for a colleague, is still one person. */
static void one_person_at_two_desks_does_not_sign_twice(void **state)
{
    struct case_file c;
    struct actor both;
    struct ctx *cx;
    struct task t;

    (void)state;
    take_persons("S-MZ-06", two, true);
    c = county_file("S-MZ-06", 923);
    assert_int_equal(county_act(c.id, AT_TOWNSHIP_HANDLER, "accepted", ""), OK);
    t = county_task(c.id, AT_TOWNSHIP_CHECKER);
    cx = county_as(AT_TOWNSHIP_HANDLER);
    both = *cx->actor;
    cx->actor = &both;
    assert_int_equal(turn_check(cx, own_item("S-MZ-06"), &t), ERR_STATE);
    assert_true(told("gap.turn.same"));
    assert_true(str_starts(cx->gaps[cx->gap_count - 1].detail, STR("thandler|")));
    assert_int_equal(turn_check(county_as(AT_TOWNSHIP_CHECKER), own_item("S-MZ-06"), &t), OK);
    take_persons("S-MZ-06", NULL, false);
}

static enum err send_draft_back(int64_t case_id, enum desk desk, const char *why)
{
    struct turn_return r = { case_id, str_of(why) };
    struct case_file c;

    return turn_send_back(county_as(desk), &r, &c);
}

static size_t returns_in_timeline(int64_t case_id)
{
    struct timeline lines;
    size_t count = 0;

    assert_int_equal(timeline_of_case(house.cx, case_id, &lines), OK);
    for (size_t i = 0; i < lines.count; i++)
        count += str_is(lines.items[i].what, "case.draft_returned");
    return count;
}

static void a_draft_goes_back_to_its_writer_with_a_reason_as_often_as_it_must_and_is_decided_once(void **state)
{
    const struct turn *back;
    struct turn_list returns;
    struct case_file c;
    struct task before;
    int times;

    (void)state;
    take_persons("S-JS-01", three, true);
    c = to_decision("S-JS-01", 931);
    before = county_task(c.id, AT_COUNTY_HANDLER);
    assert_int_equal(send_draft_back(c.id, AT_COUNTY_HANDLER, "还没有写，不能退"), ERR_FORBIDDEN);
    assert_int_equal(county_act(c.id, AT_COUNTY_HANDLER, "granted", "面积没有超过标准，拟准予"), OK);
    assert_int_equal(send_draft_back(c.id, AT_COUNTY_CHECKER, "改"), ERR_INVALID);
    assert_true(told("gap.note.short"));
    assert_int_equal(send_draft_back(c.id, AT_COUNTY_APPROVER, "还没有轮到"), ERR_FORBIDDEN);
    assert_int_equal(send_draft_back(c.id, AT_COUNTY_CHECKER, "依据写错了，改引第十条"), OK);
    assert_int_equal(send_draft_back(c.id, AT_COUNTY_CHECKER, "依据写错了，改引第十条"), ERR_FORBIDDEN);
    assert_int_equal(county_task(c.id, AT_COUNTY_CHECKER).id, 0);
    assert_int_equal(county_act(c.id, AT_COUNTY_HANDLER, "granted", "依据第十条，拟准予"), OK);
    assert_int_equal(county_act(c.id, AT_COUNTY_CHECKER, "granted", "核对无误，拟准予"), OK);
    assert_int_equal(send_draft_back(c.id, AT_COUNTY_APPROVER, "面积要写明多少平方米"), OK);
    assert_int_equal(county_task(c.id, AT_COUNTY_APPROVER).id, 0);
    assert_int_equal(county_task(c.id, AT_COUNTY_HANDLER).id, before.id);
    assert_int_equal(county_task(c.id, AT_COUNTY_HANDLER).due_at, before.due_at);
    assert_int_equal(turn_returns(house.cx, c.id, &returns), OK);
    back = turn_returned(&returns, before.id, &times);
    assert_non_null(back);
    assert_str(back->note, "面积要写明多少平方米");
    assert_str(back->done_name, "approver");
    assert_int_equal(times, 2);
    assert_int_equal(returns.count, 5);
    assert_int_equal(returns_in_timeline(c.id), 2);
    assert_int_equal(county_act(c.id, AT_COUNTY_HANDLER, "granted", "面积九十八平方米，拟准予"), OK);
    assert_int_equal(county_act(c.id, AT_COUNTY_CHECKER, "granted", "核对无误，拟准予"), OK);
    assert_int_equal(county_act(c.id, AT_COUNTY_APPROVER, "granted", "同意审核意见，准予"), OK);
    assert_int_equal(case_get(house.cx, c.id, &c), OK);
    assert_int_equal(c.state, CASE_DECIDED);
    assert_int_equal(send_draft_back(c.id, AT_COUNTY_APPROVER, "决定以后不能再退"), ERR_FORBIDDEN);
    assert_rebuilt_alike();
    take_persons("S-JS-01", NULL, false);
}

/* Who wrote a draft that went back is still one of its persons. */
static void who_wrote_a_draft_that_went_back_does_not_check_the_next_one(void **state)
{
    struct case_file c;
    struct ctx *cx;
    struct task t;

    (void)state;
    take_persons("S-MZ-06", two, true);
    c = county_file("S-MZ-06", 932);
    assert_int_equal(county_act(c.id, AT_TOWNSHIP_HANDLER, "accepted", ""), OK);
    assert_int_equal(send_draft_back(c.id, AT_TOWNSHIP_CHECKER, "村名写错了，请改"), OK);
    t = county_task(c.id, AT_TOWNSHIP_HANDLER);
    t.role = ROLE_CHECKER;
    cx = county_as(AT_TOWNSHIP_HANDLER);
    assert_int_equal(turn_check(cx, own_item("S-MZ-06"), &t), ERR_STATE);
    take_persons("S-MZ-06", NULL, false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(handler_checker_and_approver_act_one_after_the_other_and_the_last_one_decides),
        cmocka_unit_test(a_step_passes_only_to_the_role_whose_turn_it_is),
        cmocka_unit_test(roles_of_a_step_end_with_the_one_the_process_names),
        cmocka_unit_test(one_person_at_two_desks_does_not_sign_twice),
        cmocka_unit_test(a_draft_goes_back_to_its_writer_with_a_reason_as_often_as_it_must_and_is_decided_once),
        cmocka_unit_test(who_wrote_a_draft_that_went_back_does_not_check_the_next_one),
    };

    return COUNTY_RUN_ON_BOTH(tests);
}
