/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "play.h"

static void a_case_runs_from_start_to_end(void **state)
{
    struct play p = play_make("<startEvent id='s'/><userTask id='a'/><task id='t'/><manualTask id='b'/><endEvent id='e'/>"
                              F(s, a) F(a, t) F(t, b) F(b, e));

    (void)state;
    play_start(&p);
    assert_doing(&p, "a");
    assert_int_equal(play_do(&p, "b"), ERR_STATE);
    assert_str(p.last.refused, "item.closed");
    assert_int_equal(play_do(&p, "a"), OK);
    assert_doing(&p, "b");
    assert_str(play_status(&p), "running");
    assert_int_equal(play_do(&p, "b"), OK);
    assert_str(play_status(&p), "finished");
    assert_int_equal(play_do(&p, "b"), ERR_STATE);
    assert_str(p.last.refused, "case.closed");
    play_end(&p);
}

static void an_exclusive_gateway_takes_the_first_true_condition_else_the_default(void **state)
{
    struct play p = play_make("<startEvent id='s'/><userTask id='a'/><exclusiveGateway id='g' default='g_d'/>"
        "<userTask id='b'/><userTask id='c'/><userTask id='d'/>"
        F(s, a) F(a, g) FC(g, b, "x > 10") FC(g, c, "x > 5") F(g, d));

    (void)state;
    for (int i = 0; i < 3; i++) {
        static const char *const given[] = { "{\"x\":11}", "{\"x\":6}", "{\"x\":null}" };
        p.state = NULL;
        play_start(&p);
        assert_int_equal(play_do_with(&p, "a", given[i]), OK);
        if (i == 0)
            assert_doing(&p, "b");
        if (i == 1)
            assert_doing(&p, "c");
        if (i == 2)
            assert_doing(&p, "d");
    }
    play_end(&p);
}

static void without_a_true_condition_or_default_the_event_is_refused_and_nothing_changes(void **state)
{
    struct play p = play_make("<startEvent id='s'/><userTask id='a'/><exclusiveGateway id='g'/><userTask id='b'/>"
                              "<userTask id='c'/>" F(s, a) F(a, g) FC(g, b, "x > 10") FC(g, c, "x &lt; 5"));

    (void)state;
    play_start(&p);
    assert_int_equal(play_do_with(&p, "a", "{\"x\":7}"), ERR_STATE);
    assert_str(p.last.refused, "condition.none");
    assert_str(flow_element(p.flow, p.last.element)->id, "g");
    assert_doing(&p, "a");
    assert_int_equal(play_do_with(&p, "a", "{\"x\":4}"), OK);
    assert_doing(&p, "c");
    play_end(&p);
}

static void conditions_see_facts_and_values_lie_above_them(void **state)
{
    struct play p = play_make("<startEvent id='s'/><userTask id='a'/><exclusiveGateway id='g' default='g_c'/>"
        "<userTask id='b'/><userTask id='c'/>" F(s, a) F(a, g) FC(g, b, "household.size = 3 and x = 1") F(g, c));

    (void)state;
    p.facts = play_json(&p, "{\"household\":{\"size\":3},\"x\":2}");
    play_start(&p);
    assert_int_equal(play_do(&p, "a"), OK);
    assert_doing(&p, "c");
    p.state = NULL;
    play_start(&p);
    assert_int_equal(play_do_with(&p, "a", "{\"x\":1}"), OK);
    assert_doing(&p, "b");
    play_end(&p);
}

static void a_parallel_join_waits_for_every_branch(void **state)
{
    struct play p = play_make("<startEvent id='s'/><parallelGateway id='f'/><userTask id='a'/><userTask id='b'/>"
        "<parallelGateway id='j'/><userTask id='c'/><endEvent id='e'/>"
        F(s, f) F(f, a) F(f, b) F(a, j) F(b, j) F(j, c) F(c, e));

    (void)state;
    play_start(&p);
    assert_doing(&p, "a b");
    assert_int_equal(play_do(&p, "b"), OK);
    assert_doing(&p, "a b_j>");
    assert_int_equal(play_do(&p, "a"), OK);
    assert_doing(&p, "c");
    assert_int_equal(play_do(&p, "c"), OK);
    assert_str(play_status(&p), "finished");
    play_end(&p);
}

#define INCLUSIVE "<startEvent id='s'/><inclusiveGateway id='f' default='f_c'/><userTask id='a'/><userTask id='b'/>" \
    "<userTask id='c'/><inclusiveGateway id='j'/><userTask id='z'/>" \
    F(s, f) FC(f, a, "x") FC(f, b, "y") F(f, c) F(a, j) F(b, j) F(c, j) F(j, z)

static void an_inclusive_join_waits_for_exactly_the_tokens_that_can_still_arrive(void **state)
{
    struct play p = play_make(INCLUSIVE);

    (void)state;
    play_start_with(&p, "{\"x\":true,\"y\":true}");
    assert_doing(&p, "a b");
    assert_int_equal(play_do(&p, "a"), OK);
    assert_doing(&p, "b a_j>");
    assert_int_equal(play_do(&p, "b"), OK);
    assert_doing(&p, "z");
    p.state = NULL;
    play_start_with(&p, "{\"x\":false,\"y\":true}");
    assert_doing(&p, "b");
    assert_int_equal(play_do(&p, "b"), OK);
    assert_doing(&p, "z");
    p.state = NULL;
    play_start_with(&p, "{\"x\":false,\"y\":false}");
    assert_doing(&p, "c");
    play_end(&p);
}

static void an_inclusive_join_in_a_loop_does_not_wait_for_itself(void **state)
{
    struct play p = play_make("<startEvent id='s'/><inclusiveGateway id='m'/><userTask id='a'/>"
        "<exclusiveGateway id='g' default='g_e'/><endEvent id='e'/>" F(s, m) F(m, a) F(a, g) FC(g, m, "again") F(g, e));

    (void)state;
    play_start(&p);
    assert_int_equal(play_do_with(&p, "a", "{\"again\":true}"), OK);
    assert_doing(&p, "a");
    assert_int_equal(play_do_with(&p, "a", "{\"again\":false}"), OK);
    assert_str(play_status(&p), "finished");
    play_end(&p);
}

static void several_conditional_ways_out_of_a_task_are_all_taken(void **state)
{
    struct play p = play_make("<startEvent id='s'/><userTask id='a'/><userTask id='b'/><userTask id='c'/><userTask id='d'/>"
                              F(s, a) F(a, b) FC(a, c, "1 = 1") FC(a, d, "1 = 2"));

    (void)state;
    play_start(&p);
    assert_int_equal(play_do(&p, "a"), OK);
    assert_doing(&p, "b c");
    play_end(&p);
}

static void a_terminate_end_takes_everything_with_it(void **state)
{
    struct play p = play_make("<startEvent id='s'/><parallelGateway id='f'/><userTask id='a'/><userTask id='b'/>"
        "<endEvent id='e'><terminateEventDefinition/></endEvent>" F(s, f) F(f, a) F(f, b) F(a, e));

    (void)state;
    play_start(&p);
    assert_int_equal(play_do(&p, "a"), OK);
    assert_doing(&p, "");
    assert_true(play_says(&p, FLOW_ITEM_CLOSE, FLOW_CLOSED_CANCELLED, "b"));
    assert_str(play_status(&p), "finished");
    play_end(&p);
}

static void an_automatic_loop_ends_at_the_budget_without_effects(void **state)
{
    struct play p = play_make("<startEvent id='s'/><userTask id='a'/><exclusiveGateway id='m'/><scriptTask id='t'>"
        "<script>{n: 1}</script></scriptTask>" F(s, a) F(a, m) F(m, t) F(t, m));

    (void)state;
    play_start(&p);
    assert_int_equal(play_do(&p, "a"), ERR_LIMIT);
    assert_doing(&p, "a");
    play_end(&p);
}

static void a_script_sets_values_that_later_conditions_see(void **state)
{
    struct play p = play_make("<startEvent id='s'/><scriptTask id='t'><script>{n: 1, m: n + 1}</script></scriptTask>"
        "<exclusiveGateway id='g' default='g_b'/><userTask id='a'/><userTask id='b'/>"
        F(s, t) F(t, g) FC(g, a, "m = 2") F(g, b));

    (void)state;
    play_start(&p);
    assert_doing(&p, "a");
    assert_str(play_value(&p, "m"), "2");
    play_end(&p);
}

static void a_case_may_start_by_message_signal_timer_or_condition(void **state)
{
    struct play p = play_make("<startEvent id='n'/><startEvent id='m'><messageEventDefinition messageRef='M'/></startEvent>"
        "<startEvent id='t'><timerEventDefinition><timeCycle>R/P1D</timeCycle></timerEventDefinition></startEvent>"
        "<userTask id='a'/><userTask id='b'/><userTask id='c'/>" F(n, a) F(m, b) F(t, c));

    (void)state;
    play_start(&p);
    assert_doing(&p, "a");
    p.state = NULL;
    assert_int_equal(play_event(&p, (struct flow_event){ .kind = FLOW_START, .name = STR("M") }), OK);
    assert_doing(&p, "b");
    p.state = NULL;
    assert_int_equal(play_event(&p, (struct flow_event){ .kind = FLOW_START, .element = flow_find(p.flow, STR("t")) }), OK);
    assert_doing(&p, "c");
    p.state = NULL;
    assert_int_equal(play_event(&p, (struct flow_event){ .kind = FLOW_START, .name = STR("other") }), ERR_STATE);
    play_end(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_case_may_start_by_message_signal_timer_or_condition),
        cmocka_unit_test(a_case_runs_from_start_to_end),
        cmocka_unit_test(an_exclusive_gateway_takes_the_first_true_condition_else_the_default),
        cmocka_unit_test(without_a_true_condition_or_default_the_event_is_refused_and_nothing_changes),
        cmocka_unit_test(conditions_see_facts_and_values_lie_above_them),
        cmocka_unit_test(a_parallel_join_waits_for_every_branch),
        cmocka_unit_test(an_inclusive_join_waits_for_exactly_the_tokens_that_can_still_arrive),
        cmocka_unit_test(an_inclusive_join_in_a_loop_does_not_wait_for_itself),
        cmocka_unit_test(several_conditional_ways_out_of_a_task_are_all_taken),
        cmocka_unit_test(a_terminate_end_takes_everything_with_it),
        cmocka_unit_test(an_automatic_loop_ends_at_the_budget_without_effects),
        cmocka_unit_test(a_script_sets_values_that_later_conditions_see),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
