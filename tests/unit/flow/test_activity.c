/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "play.h"

static void an_embedded_sub_process_is_done_when_all_inside_is_done(void **state)
{
    struct play p = play_make("<startEvent id='s'/><subProcess id='sub'><startEvent id='s2'/><parallelGateway id='f'/>"
        "<userTask id='a'/><userTask id='b'/>" F(s2, f) F(f, a) F(f, b) "</subProcess><userTask id='c'/>" F(s, sub) F(sub, c));

    (void)state;
    play_start(&p);
    assert_doing(&p, "a b");
    assert_int_equal(play_do(&p, "a"), OK);
    assert_doing(&p, "b");
    assert_int_equal(play_do(&p, "b"), OK);
    assert_doing(&p, "c");
    play_end(&p);
}

#define MULTI(attrs, inside) "<startEvent id='s'/><userTask id='a'><multiInstanceLoopCharacteristics " attrs ">" inside \
    "</multiInstanceLoopCharacteristics></userTask><userTask id='z'/>" F(s, a) F(a, z)

static void a_parallel_multi_instance_opens_one_item_for_each_element(void **state)
{
    struct play p = play_make(MULTI("", "<loopDataInputRef>departments</loopDataInputRef><inputDataItem name='department'/>"));

    (void)state;
    p.facts = play_json(&p, "{\"departments\":[\"民政局\",\"国土局\",\"财政局\"]}");
    play_start(&p);
    assert_doing(&p, "a a a");
    assert_str(feel_str(p.last.items[p.last.count - 1].data), "财政局");
    assert_int_equal(play_do(&p, "a"), OK);
    assert_int_equal(play_do(&p, "a"), OK);
    assert_doing(&p, "a");
    assert_int_equal(play_do(&p, "a"), OK);
    assert_doing(&p, "z");
    play_end(&p);
}

static void a_sequential_multi_instance_opens_the_next_when_one_is_done(void **state)
{
    struct play p = play_make(MULTI("isSequential='true'", "<loopCardinality>2</loopCardinality>"));

    (void)state;
    play_start(&p);
    assert_doing(&p, "a");
    assert_int_equal(play_do(&p, "a"), OK);
    assert_doing(&p, "a");
    assert_int_equal(play_do(&p, "a"), OK);
    assert_doing(&p, "z");
    play_end(&p);
}

static void nobody_to_ask_means_the_step_is_done(void **state)
{
    struct play p = play_make(MULTI("", "<loopDataInputRef>list</loopDataInputRef>"));

    (void)state;
    p.facts = play_json(&p, "{\"list\":[]}");
    play_start(&p);
    assert_doing(&p, "z");
    p.state = NULL;
    p.facts = play_json(&p, "{\"list\":7}");
    assert_int_equal(play_event(&p, (struct flow_event){ .kind = FLOW_START }), ERR_STATE);
    assert_str(p.last.refused, "multi.count");
    play_end(&p);
}

static void any_all_ratio_and_veto_are_completion_conditions(void **state)
{
    static const struct { const char *process, *outputs[4]; int until; } cases[] = {
        { MULTI("", "<loopCardinality>3</loopCardinality><completionCondition>nrOfCompletedInstances >= 1"
                    "</completionCondition>"), { "{}" }, 1 },
        { MULTI("", "<loopCardinality>3</loopCardinality><completionCondition>nrOfCompletedInstances = nrOfInstances"
                    "</completionCondition>"), { "{}", "{}", "{}" }, 3 },
        { MULTI("", "<loopCardinality>4</loopCardinality><completionCondition>nrOfCompletedInstances / nrOfInstances >= 0.5"
                    "</completionCondition>"), { "{}", "{}" }, 2 },
        { MULTI("", "<loopCardinality>3</loopCardinality><completionCondition>decision = \"reject\""
                    "</completionCondition>"), { "{\"decision\":\"approve\"}", "{\"decision\":\"reject\"}" }, 2 },
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct play p = play_make(cases[i].process);
        play_start(&p);
        for (int k = 0; k < cases[i].until; k++) {
            assert_true(play_item(&p, "a") != 0);
            assert_int_equal(play_do_with(&p, "a", cases[i].outputs[k]), OK);
        }
        assert_doing(&p, "z");
        play_end(&p);
    }
}

static void outputs_of_all_instances_are_collected_in_a_list(void **state)
{
    struct play p = play_make(MULTI("", "<loopDataInputRef>people</loopDataInputRef><inputDataItem name='who'/>"
        "<loopDataOutputRef>opinions</loopDataOutputRef><outputDataItem name='who + opinion'/>"));

    (void)state;
    p.facts = play_json(&p, "{\"people\":[\"甲\",\"乙\"]}");
    play_start(&p);
    assert_int_equal(play_do_with(&p, "a", "{\"opinion\":\"同意\"}"), OK);
    assert_int_equal(play_do_with(&p, "a", "{\"opinion\":\"反对\"}"), OK);
    assert_str(play_value(&p, "opinions"), "[\"甲同意\",\"乙反对\"]");
    play_end(&p);
}

static void a_multi_instance_sub_process_keeps_its_instances_apart(void **state)
{
    struct play p = play_make("<startEvent id='s'/><subProcess id='sub'><multiInstanceLoopCharacteristics "
        "bcc:collection='[1, 2]' bcc:elementVariable='k'/><startEvent id='s2'/><exclusiveGateway id='g' default='g_b'/>"
        "<userTask id='a'/><userTask id='b'/>" F(s2, g) FC(g, a, "k = 1") F(g, b) "</subProcess><userTask id='z'/>"
        F(s, sub) F(sub, z));

    (void)state;
    play_start(&p);
    assert_doing(&p, "a b");
    assert_int_equal(play_do(&p, "b"), OK);
    assert_int_equal(play_do(&p, "a"), OK);
    assert_doing(&p, "z");
    play_end(&p);
}

static void a_standard_loop_repeats_while_its_condition_holds(void **state)
{
    struct play p = play_make("<startEvent id='s'/><userTask id='a'><standardLoopCharacteristics loopMaximum='3'>"
        "<loopCondition>again</loopCondition></standardLoopCharacteristics></userTask><scriptTask id='t'><script>{n: n + 1}"
        "</script><standardLoopCharacteristics testBefore='true'><loopCondition>n &lt; 5</loopCondition>"
        "</standardLoopCharacteristics></scriptTask><userTask id='z'/>" F(s, a) F(a, t) F(t, z));

    (void)state;
    play_start_with(&p, "{\"n\":1}");
    assert_int_equal(play_do_with(&p, "a", "{\"again\":true}"), OK);
    assert_doing(&p, "a");
    assert_int_equal(play_do(&p, "a"), OK);
    assert_doing(&p, "a");
    assert_int_equal(play_do(&p, "a"), OK);
    assert_doing(&p, "z");
    assert_str(play_value(&p, "n"), "5");
    play_end(&p);
}

static void a_call_activity_hands_data_in_and_out_and_nothing_else(void **state)
{
    struct play p = play_make_all("<process id='p' isExecutable='true'><startEvent id='s'/><callActivity id='c' calledElement='q'>"
        "<extensionElements><bcc:in source='x * 2' target='y'/><bcc:out source='y + 1' target='z'/></extensionElements>"
        "</callActivity><userTask id='a'/>" F(s, c) F(c, a) "</process><process id='q'><startEvent id='s2'/>"
        "<userTask id='b'/><scriptTask id='t'><script>{y: y + k, x: 99}</script></scriptTask>" F(s2, b) F(b, t) "</process>");

    (void)state;
    play_start_with(&p, "{\"x\":4}");
    assert_doing(&p, "b");
    assert_int_equal(play_do_with(&p, "b", "{\"k\":10}"), OK);
    assert_doing(&p, "a");
    assert_str(play_value(&p, "z"), "19");
    assert_str(play_value(&p, "x"), "4");
    assert_str(play_value(&p, "k"), "");
    play_end(&p);
}

static void a_timer_on_a_multi_instance_takes_all_of_them(void **state)
{
    struct play p = play_make("<startEvent id='s'/><userTask id='a'><multiInstanceLoopCharacteristics><loopCardinality>2"
        "</loopCardinality></multiInstanceLoopCharacteristics></userTask><boundaryEvent id='t' attachedToRef='a'>"
        "<timerEventDefinition><timeDuration>5WD</timeDuration></timerEventDefinition></boundaryEvent><userTask id='z'/>"
        F(s, a) F(t, z));

    (void)state;
    play_start(&p);
    assert_doing(&p, "a a t?");
    assert_int_equal(play_timer(&p, "t"), OK);
    assert_doing(&p, "z");
    play_end(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_embedded_sub_process_is_done_when_all_inside_is_done),
        cmocka_unit_test(a_parallel_multi_instance_opens_one_item_for_each_element),
        cmocka_unit_test(a_sequential_multi_instance_opens_the_next_when_one_is_done),
        cmocka_unit_test(nobody_to_ask_means_the_step_is_done),
        cmocka_unit_test(any_all_ratio_and_veto_are_completion_conditions),
        cmocka_unit_test(outputs_of_all_instances_are_collected_in_a_list),
        cmocka_unit_test(a_multi_instance_sub_process_keeps_its_instances_apart),
        cmocka_unit_test(a_standard_loop_repeats_while_its_condition_holds),
        cmocka_unit_test(a_call_activity_hands_data_in_and_out_and_nothing_else),
        cmocka_unit_test(a_timer_on_a_multi_instance_takes_all_of_them),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
