/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "play.h"

#define HANDLED(task, edge, handler) "<userTask id='" task "'/><boundaryEvent id='" edge "' attachedToRef='" task "'>" \
    "<compensateEventDefinition/></boundaryEvent><userTask id='" handler "' isForCompensation='true'/>" \
    "<association id='as-" task "' sourceRef='" edge "' targetRef='" handler "'/>"
#define THROW(id, more) "<intermediateThrowEvent id='" id "'><compensateEventDefinition " more "/></intermediateThrowEvent>"
#define SUB(more) "<subProcess id='sub'>" more "<startEvent id='s2'/>" HANDLED("a", "ca", "ua") HANDLED("b", "cb", "ub") \
    F(s2, a) F(a, b) "</subProcess>"
#define UNDOING "<subProcess id='es' triggeredByEvent='true'><startEvent id='s3'><compensateEventDefinition/></startEvent>"

static void done(struct play *p, const char *element)
{
    assert_int_equal(play_do(p, element), OK);
}

static void a_done_sub_process_is_undone_inside_the_latest_first(void **state)
{
    struct play p = play_make("<startEvent id='s'/>" SUB("") HANDLED("c", "cc", "uc") THROW("t", "") "<userTask id='z'/>"
                              F(s, sub) F(sub, c) F(c, t) F(t, z));

    (void)state;
    play_start(&p);
    done(&p, "a");
    done(&p, "b");
    assert_doing(&p, "c ca? cb? sub?");
    done(&p, "c");
    assert_doing(&p, "uc ca? cb? sub?");
    done(&p, "uc");
    assert_doing(&p, "ub ca?");
    done(&p, "ub");
    assert_doing(&p, "ua");
    done(&p, "ua");
    assert_doing(&p, "z");
    done(&p, "z");
    assert_str(play_status(&p), "finished");
    play_end(&p);
}

static void a_sub_process_that_is_not_done_is_not_undone(void **state)
{
    struct play p = play_make("<startEvent id='s'/><parallelGateway id='g'/>" SUB("") THROW("t", "") "<userTask id='z'/>"
                              F(s, g) F(g, sub) "<userTask id='y'/>" F(g, y) F(y, t) F(t, z));

    (void)state;
    play_start(&p);
    done(&p, "a");
    done(&p, "y");
    assert_doing(&p, "b z ca?");
    play_end(&p);
}

static void its_compensation_event_sub_process_runs_instead(void **state)
{
    struct play p = play_make("<startEvent id='s'/>" SUB(UNDOING "<userTask id='x'/>" F(s3, x) "</subProcess>")
                              THROW("t", "") "<userTask id='z'/>" F(s, sub) F(sub, t) F(t, z));

    (void)state;
    play_start(&p);
    done(&p, "a");
    assert_doing(&p, "b ca?");
    done(&p, "b");
    assert_doing(&p, "x ca? cb?");
    done(&p, "x");
    assert_doing(&p, "z");
    play_end(&p);
}

static void the_event_sub_process_may_undo_the_rest_of_its_level(void **state)
{
    struct play p = play_make("<startEvent id='s'/>" SUB(UNDOING "<userTask id='x'/>" THROW("t2", "") F(s3, x) F(x, t2)
                              "<userTask id='y'/>" F(t2, y) "</subProcess>")
                              THROW("t", "") "<userTask id='z'/>" F(s, sub) F(sub, t) F(t, z));

    (void)state;
    play_start(&p);
    done(&p, "a");
    done(&p, "b");
    done(&p, "x");
    assert_doing(&p, "ub ca?");
    done(&p, "ub");
    done(&p, "ua");
    done(&p, "y");
    assert_doing(&p, "z");
    play_end(&p);
}

static void an_error_event_sub_process_undoes_what_its_level_had_done(void **state)
{
    struct play p = play_make("<startEvent id='s'/>" SUB("") "<userTask id='c'/>" F(s, sub) F(sub, c)
        "<subProcess id='es' triggeredByEvent='true'><startEvent id='s3'><errorEventDefinition/></startEvent>"
        THROW("t", "activityRef='sub'") "<userTask id='z'/>" F(s3, t) F(t, z) "</subProcess>");

    (void)state;
    play_start(&p);
    done(&p, "a");
    done(&p, "b");
    assert_int_equal(play_event(&p, (struct flow_event){ .kind = FLOW_FAIL, .id = play_item(&p, "c"), .name = STR("x") }), OK);
    assert_doing(&p, "ub ca?");
    done(&p, "ub");
    done(&p, "ua");
    assert_doing(&p, "z");
    done(&p, "z");
    assert_str(play_status(&p), "finished");
    play_end(&p);
}

static void a_throw_that_names_an_activity_undoes_only_this_one(void **state)
{
    struct play p = play_make("<startEvent id='s'/>" HANDLED("a", "ca", "ua") HANDLED("b", "cb", "ub")
                              THROW("t", "activityRef='a'") "<userTask id='z'/>" F(s, a) F(a, b) F(b, t) F(t, z));

    (void)state;
    play_start(&p);
    done(&p, "a");
    done(&p, "b");
    assert_doing(&p, "ua cb?");
    done(&p, "ua");
    assert_doing(&p, "z cb?");
    done(&p, "z");
    assert_str(play_status(&p), "finished");
    play_end(&p);
}

static void a_throw_may_go_on_without_waiting(void **state)
{
    struct play p = play_make("<startEvent id='s'/>" HANDLED("a", "ca", "ua") THROW("t", "waitForCompletion='false'")
                              "<userTask id='z'/>" F(s, a) F(a, t) F(t, z));

    (void)state;
    play_start(&p);
    done(&p, "a");
    assert_doing(&p, "z ua");
    done(&p, "z");
    assert_str(play_status(&p), "running");
    done(&p, "ua");
    assert_str(play_status(&p), "finished");
    play_end(&p);
}

static void an_end_event_may_undo(void **state)
{
    struct play p = play_make("<startEvent id='s'/>" HANDLED("a", "ca", "ua")
                              "<endEvent id='t'><compensateEventDefinition/></endEvent>" F(s, a) F(a, t));

    (void)state;
    play_start(&p);
    done(&p, "a");
    done(&p, "ua");
    assert_str(play_status(&p), "finished");
    play_end(&p);
}

static void nothing_done_means_nothing_to_undo(void **state)
{
    struct play p = play_make("<startEvent id='s'/>" THROW("t", "") "<userTask id='z'/>" F(s, t) F(t, z));

    (void)state;
    play_start(&p);
    assert_doing(&p, "z");
    play_end(&p);
}

#define TWICE(kind) "<multiInstanceLoopCharacteristics " kind "><loopCardinality>2</loopCardinality>" \
    "</multiInstanceLoopCharacteristics>"

static void every_instance_of_a_multi_instance_sub_process_is_undone(void **state)
{
    struct play p = play_make("<startEvent id='s'/><subProcess id='sub'>" TWICE("isSequential='true'")
        "<startEvent id='s2'/>" HANDLED("a", "ca", "ua") F(s2, a) UNDOING
        "<scriptTask id='x'><script>{undone: if undone = null then [loopCounter] else append(undone, loopCounter)}</script>"
        "</scriptTask>" THROW("t2", "") F(s3, x) F(x, t2) "</subProcess></subProcess>"
        THROW("t", "") "<userTask id='z'/>" F(s, sub) F(sub, t) F(t, z));

    (void)state;
    play_start(&p);
    done(&p, "a");
    done(&p, "a");
    assert_doing(&p, "ua ca? sub?");
    assert_str(play_value(&p, "undone"), "[2]");
    done(&p, "ua");
    assert_str(play_value(&p, "undone"), "[2,1]");
    done(&p, "ua");
    assert_doing(&p, "z");
    play_end(&p);
}

static void a_handler_on_a_multi_instance_runs_once_for_all(void **state)
{
    struct play p = play_make("<startEvent id='s'/><userTask id='a'>" TWICE("") "</userTask><boundaryEvent id='ca' "
        "attachedToRef='a'><compensateEventDefinition/></boundaryEvent><userTask id='ua' isForCompensation='true'/>"
        "<association id='as' sourceRef='ca' targetRef='ua'/>" THROW("t", "") "<userTask id='z'/>" F(s, a) F(a, t) F(t, z));

    (void)state;
    play_start(&p);
    done(&p, "a");
    done(&p, "a");
    done(&p, "ua");
    assert_doing(&p, "z");
    play_end(&p);
}

static void what_is_left_of_undoing_goes_when_its_level_is_left(void **state)
{
    struct play p = play_make("<startEvent id='s'/><subProcess id='out'><startEvent id='s0'/>" SUB("") THROW("t", "")
        F(s0, sub) F(sub, t) "</subProcess><boundaryEvent id='m' attachedToRef='out'><messageEventDefinition messageRef='m'/>"
        "</boundaryEvent><userTask id='z'/>" F(s, out) F(m, z));

    (void)state;
    play_start(&p);
    done(&p, "a");
    done(&p, "b");
    assert_doing(&p, "ub m? ca?");
    assert_int_equal(play_message(&p, "m"), OK);
    assert_doing(&p, "z");
    done(&p, "z");
    assert_str(play_status(&p), "finished");
    play_end(&p);
}

static void a_step_gone_back_over_is_not_undone_twice(void **state)
{
    struct play p = play_make("<startEvent id='s'/>" HANDLED("k", "ck", "uk") SUB("") "<userTask id='c'/>" THROW("t", "")
                              "<userTask id='z'/>" F(s, k) F(k, sub) F(sub, c) F(c, t) F(t, z));

    (void)state;
    play_start(&p);
    done(&p, "k");
    done(&p, "a");
    done(&p, "b");
    assert_doing(&p, "c ck? ca? cb? sub?");
    assert_int_equal(play_move(&p, FLOW_RETURN, "c", "sub", FLOW_CASE, 0), OK);
    assert_doing(&p, "a ck?");
    done(&p, "a");
    done(&p, "b");
    done(&p, "c");
    done(&p, "ub");
    done(&p, "ua");
    done(&p, "uk");
    assert_doing(&p, "z");
    play_end(&p);
}

static void undoing_in_the_wrong_place_is_refused(void **state)
{
    struct arena *a = arena_new(0);

    (void)state;
    assert_str(play_findings(a, play_process(a, "<startEvent id='s'/><userTask id='a'/>" F(s, a) UNDOING
                                                "<userTask id='x'/>" F(s3, x) "</subProcess>")), "start.trigger:s3");
    assert_str(play_findings(a, play_process(a, "<startEvent id='s'/>" THROW("t", "activityRef='nobody'") F(s, t))),
               "compensation.activity:t");
    assert_str(play_findings(a, play_process(a, "<startEvent id='s'/><userTask id='a'/>" F(s, a)
        "<boundaryEvent id='b' attachedToRef='a'><compensateEventDefinition/></boundaryEvent>")), "compensation.handler:b");
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_done_sub_process_is_undone_inside_the_latest_first),
        cmocka_unit_test(a_sub_process_that_is_not_done_is_not_undone),
        cmocka_unit_test(its_compensation_event_sub_process_runs_instead),
        cmocka_unit_test(the_event_sub_process_may_undo_the_rest_of_its_level),
        cmocka_unit_test(an_error_event_sub_process_undoes_what_its_level_had_done),
        cmocka_unit_test(a_throw_that_names_an_activity_undoes_only_this_one),
        cmocka_unit_test(a_throw_may_go_on_without_waiting),
        cmocka_unit_test(an_end_event_may_undo),
        cmocka_unit_test(nothing_done_means_nothing_to_undo),
        cmocka_unit_test(every_instance_of_a_multi_instance_sub_process_is_undone),
        cmocka_unit_test(a_handler_on_a_multi_instance_runs_once_for_all),
        cmocka_unit_test(what_is_left_of_undoing_goes_when_its_level_is_left),
        cmocka_unit_test(a_step_gone_back_over_is_not_undone_twice),
        cmocka_unit_test(undoing_in_the_wrong_place_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
