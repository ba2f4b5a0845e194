/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "law_say.h"

#include "domain/extension.h"

static enum err extend(struct ctx *cx, int64_t case_id, const char *reason, struct case_file *out)
{
    return extension_grant(cx, &(struct extension_act){ case_id, str_of(reason) }, out);
}

static void the_head_of_the_organ_extends_twenty_days_by_ten_and_says_why(void **state)
{
    struct case_file c = accepted_licence(1, "2026-02-13"), out;
    struct ctx *cx = county_as_new("head1", ROLE_HEAD, COUNTY_PLACE);

    (void)state;
    assert_due(c.id, "legal", "2026-03-19");
    assert_int_equal(extend(cx, c.id, " ", &out), ERR_INVALID);
    assert_true(told("gap.note.short"));
    assert_int_equal(extend(cx, c.id, "现场核查遇大雪封山", &out), OK);
    assert_due(c.id, "legal", "2026-04-02");
    assert_str(last_paper(c.id).kind, "extension");
    assert_int_equal(last_paper(c.id).place, COUNTY_PLACE);
}

static void a_second_extension_is_refused(void **state)
{
    struct case_file c = accepted_licence(2, "2026-03-02"), out;
    struct ctx *cx = county_as_new("head2", ROLE_HEAD, COUNTY_PLACE);

    (void)state;
    assert_int_equal(extend(cx, c.id, "现场核查遇大雪封山", &out), OK);
    assert_int_equal(extend(cx, c.id, "还没有做完现场核查", &out), ERR_STATE);
    assert_true(told("gap.extension.second"));
}

static void who_is_not_the_head_of_the_deciding_organ_does_not_extend(void **state)
{
    struct case_file c = accepted_licence(3, "2026-03-02"), out;

    (void)state;
    assert_int_equal(extend(county_as(AT_COUNTY_APPROVER), c.id, "现场核查遇大雪封山", &out), ERR_FORBIDDEN);
    assert_true(told("gap.extension.head"));
    assert_int_equal(extend(county_as_new("thead", ROLE_HEAD, HOME_TOWNSHIP), c.id, "现场核查遇大雪封山", &out), ERR_FORBIDDEN);
    assert_int_equal(extend(county_as_new("leader3", ROLE_LEADER, COUNTY_PLACE), c.id, "现场核查遇大雪封山", &out), ERR_FORBIDDEN);
    assert_str(last_paper(c.id).kind, "acceptance");
}

static void a_joint_case_is_extended_by_the_peoples_government(void **state)
{
    struct case_file c, out;

    (void)state;
    county_clock("2026-03-02", 9);
    c = county_file("S-GT-01", 4);
    for (int i = 0; i < 12 && again(c.id).state == CASE_RECEIVED; i++) {
        struct task t = county_task(c.id, AT_COUNTY_HANDLER);
        assert_int_equal(county_act(c.id, AT_COUNTY_HANDLER, str_is(t.kind, "gather") ? "no_gaps" : "accepted", ""), OK);
    }
    assert_int_equal(extend(county_as_new("head4", ROLE_HEAD, COUNTY_PLACE), c.id, "四个部门意见不一", &out), ERR_FORBIDDEN);
    assert_true(told("gap.extension.leader"));
    assert_int_equal(extend(county_as_new("leader4", ROLE_LEADER, COUNTY_PLACE), c.id, "四个部门意见不一", &out), OK);
    assert_int_equal(clock_now(c.id, "legal").extended_days, 15);
}

static void nothing_is_extended_before_acceptance_nor_after_the_last_day(void **state)
{
    struct case_file c, out;

    (void)state;
    county_clock("2026-03-02", 9);
    c = county_file(LICENCE, 5);
    assert_int_equal(extend(county_as_new("head5", ROLE_HEAD, COUNTY_PLACE), c.id, "现场核查遇大雪封山", &out), ERR_STATE);
    assert_true(told("gap.extension.state"));
    c = accepted_licence(6, "2026-03-02");
    county_clock("2026-05-02", 9);
    assert_int_equal(extend(county_as_new("head6", ROLE_HEAD, COUNTY_PLACE), c.id, "现场核查遇大雪封山", &out), ERR_STATE);
    assert_true(told("gap.extension.late"));
}

static void an_item_whose_rule_knows_no_extension_has_none(void **state)
{
    struct case_file c, out;

    (void)state;
    county_clock("2026-03-02", 9);
    c = county_file("S-MZ-06", 7);
    assert_int_equal(county_act(c.id, AT_TOWNSHIP_HANDLER, "accepted", ""), OK);
    assert_int_equal(extend(county_as_new("head7", ROLE_HEAD, COUNTY_PLACE), c.id, "人手不够来不及办", &out), ERR_STATE);
    assert_true(told("gap.extension.unknown"));
}

/* Dibao: 15 working days and 15 more at the township, 10 and 10 at the county (badong.md 3.3); each once. */
static void township_and_county_extend_each_its_own_days_once_as_long_as_it_has_the_case(void **state)
{
    struct case_file c, out;

    (void)state;
    county_clock("2026-03-02", 9);
    c = county_file("S-MZ-01", 10);
    assert_int_equal(county_act(c.id, AT_TOWNSHIP_HANDLER, "accepted", ""), OK);
    assert_int_equal(extend(county_as_new("head10", ROLE_HEAD, COUNTY_PLACE), c.id, "入户核查遇大雪封山", &out), ERR_FORBIDDEN);
    assert_int_equal(extend(county_as_new("thead10", ROLE_HEAD, HOME_TOWNSHIP), c.id, "入户核查遇大雪封山", &out), OK);
    assert_int_equal(clock_now(c.id, "legal").extended_days, 15);
    assert_int_equal(clock_now(c.id, "lower").extended_days, 15);
    assert_int_equal(last_paper(c.id).place, HOME_TOWNSHIP);
    assert_int_equal(extend(county_as_new("thead10b", ROLE_HEAD, HOME_TOWNSHIP), c.id, "入户核查遇大雪封山", &out), ERR_STATE);
    assert_true(told("gap.extension.second"));
    county_walk_to(c.id, LEVEL_COUNTY, "check");
    assert_int_equal(clock_now(c.id, "upper").extended_days, 0);
    assert_int_equal(extend(county_as_new("head10b", ROLE_HEAD, COUNTY_PLACE), c.id, "县级抽查还没做完", &out), OK);
    assert_int_equal(clock_now(c.id, "legal").extended_days, 25);
    assert_int_equal(clock_now(c.id, "upper").extended_days, 10);
    assert_int_equal(extend(county_as_new("head10c", ROLE_HEAD, COUNTY_PLACE), c.id, "县级抽查还没做完", &out), ERR_STATE);
    assert_true(told("gap.extension.second"));
}

static void once_the_county_has_it_the_county_extends_by_ten(void **state)
{
    struct case_file c, out;

    (void)state;
    county_clock("2026-03-02", 9);
    c = county_file("S-MZ-01", 11);
    county_walk_to(c.id, LEVEL_COUNTY, "check");
    assert_int_equal(extend(county_as_new("thead11", ROLE_HEAD, HOME_TOWNSHIP), c.id, "县级抽查还没做完", &out), ERR_FORBIDDEN);
    assert_int_equal(extend(county_as_new("head11", ROLE_HEAD, COUNTY_PLACE), c.id, "县级抽查还没做完", &out), OK);
    assert_int_equal(clock_now(c.id, "legal").extended_days, 10);
    assert_int_equal(last_paper(c.id).place, COUNTY_PLACE);
}

static void the_result_of_a_licence_is_delivered_within_ten_days_of_the_decision(void **state)
{
    struct case_file c = accepted_licence(8, "2026-03-02");

    (void)state;
    assert_int_equal(county_act(c.id, AT_TOWNSHIP_HANDLER, "agree", "现场看过，位置属实。"), OK);
    assert_int_equal(county_act(c.id, AT_COUNTY_CHECKER, "done", "材料和现场一致。"), OK);
    county_clock("2026-03-20", 9);
    assert_int_equal(county_act(c.id, AT_COUNTY_APPROVER, "granted", "符合条件，准予。"), OK);
    assert_false(clock_runs(c.id, "legal"));
    assert_due(c.id, "delivery", "2026-04-03");
    assert_str(last_paper(c.id).kind, "granted");
}

static void walk_to_the_decision(struct case_file *c)
{
    const struct act_choice *choices[8];

    for (int steps = 0; c->state < CASE_DECIDED && steps < 40; steps++)
        for (int desk = 0; desk < DESKS && c->state < CASE_DECIDED; desk++) {
            struct task t = county_task(c->id, (enum desk)desk);
            if (t.id == 0 || handling_choices(t.kind, 0, choices, 8) == 0)
                continue;
            assert_int_equal(county_act(c->id, (enum desk)desk, choices[0]->outcome, "情况属实，符合条件。"), OK);
            *c = again(c->id);
        }
}

static void a_granted_licence_is_published_and_a_benefit_is_not(void **state)
{
    struct published_list all;
    struct case_file c;

    (void)state;
    county_clock("2026-03-23", 9);
    c = county_file("S-MZ-06", 9);
    walk_to_the_decision(&c);
    assert_str(c.outcome, "granted");
    assert_int_equal(document_published(house.cx, (struct published_mark){ house.cx->now + 1, 0, 0 }, 10, &all), OK);
    assert_int_equal(all.count, 1);
    assert_str(all.items[0].paper.number, "巴国土准〔2026〕1号");
    assert_false(all.more);
    assert_int_equal(document_published(house.cx, (struct published_mark){ all.items[0].paper.at, all.items[0].paper.case_id, all.items[0].paper.n }, 10, &all), OK);
    assert_int_equal(all.count, 0);
}

static void what_the_projections_say_is_what_the_events_give(void **state)
{
    (void)state;
    assert_rebuilt_alike();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_head_of_the_organ_extends_twenty_days_by_ten_and_says_why),
        cmocka_unit_test(a_second_extension_is_refused),
        cmocka_unit_test(who_is_not_the_head_of_the_deciding_organ_does_not_extend),
        cmocka_unit_test(a_joint_case_is_extended_by_the_peoples_government),
        cmocka_unit_test(nothing_is_extended_before_acceptance_nor_after_the_last_day),
        cmocka_unit_test(an_item_whose_rule_knows_no_extension_has_none),
        cmocka_unit_test(township_and_county_extend_each_its_own_days_once_as_long_as_it_has_the_case),
        cmocka_unit_test(once_the_county_has_it_the_county_extends_by_ten),
        cmocka_unit_test(the_result_of_a_licence_is_delivered_within_ten_days_of_the_decision),
        cmocka_unit_test(a_granted_licence_is_published_and_a_benefit_is_not),
        cmocka_unit_test(what_the_projections_say_is_what_the_events_give),
    };

    return COUNTY_RUN_ON_BOTH(tests);
}
