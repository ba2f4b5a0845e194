/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "play.h"

#define TIMER(id, attrs, spec) "<boundaryEvent id='" id "' attachedToRef='a' " attrs "><timerEventDefinition>" \
    spec "</timerEventDefinition></boundaryEvent>"
#define DURATION(d) "<timeDuration>" d "</timeDuration>"

static void an_interrupting_timer_takes_the_task_away(void **state)
{
    struct play p = play_make("<startEvent id='s'/><userTask id='a'/>" TIMER("late", "", DURATION("P5WD"))
                              "<userTask id='b'/><userTask id='c'/>" F(s, a) F(a, b) F(late, c));

    (void)state;
    play_start(&p);
    assert_doing(&p, "a late?");
    assert_int_equal(play_timer(&p, "late"), OK);
    assert_doing(&p, "c");
    assert_int_equal(play_timer(&p, "late"), ERR_STATE);
    assert_str(p.last.refused, "wait.closed");
    play_end(&p);
}

static void a_timer_closes_with_its_task_and_firing_late_is_harmless(void **state)
{
    struct play p = play_make("<startEvent id='s'/><userTask id='a'/>" TIMER("late", "", DURATION("PT2H"))
                              "<userTask id='b'/><userTask id='c'/>" F(s, a) F(a, b) F(late, c));

    (void)state;
    play_start(&p);
    assert_int_equal(play_do(&p, "a"), OK);
    assert_doing(&p, "b");
    assert_true(play_says(&p, FLOW_WAIT_CLOSE, FLOW_CLOSED_CANCELLED, "late"));
    play_end(&p);
}

static void a_cycle_beside_the_task_fires_as_often_as_it_says(void **state)
{
    struct play p = play_make("<startEvent id='s'/><userTask id='a'/>"
        TIMER("urge", "cancelActivity='false'", "<timeCycle>R2/PT1H</timeCycle>") "<userTask id='b'/>" F(s, a) F(urge, b));

    (void)state;
    play_start(&p);
    assert_int_equal(play_timer(&p, "urge"), OK);
    assert_doing(&p, "a b urge?");
    assert_int_equal(play_timer(&p, "urge"), OK);
    assert_doing(&p, "a b b");
    play_end(&p);
}

static void a_timer_may_be_an_expression_fixed_when_it_is_set(void **state)
{
    struct play p = play_make("<startEvent id='s'/><intermediateCatchEvent id='w'><timerEventDefinition>"
        "<timeDuration>if urgent then \"P1WD\" else \"P5WD\"</timeDuration></timerEventDefinition></intermediateCatchEvent>"
        "<endEvent id='e'/>" F(s, w) F(w, e));
    struct flow_effects open;

    (void)state;
    play_start_with(&p, "{\"urgent\":true}");
    assert_int_equal(flow_open(p.arena, p.state, &open), OK);
    assert_str(open.items[0].text, "P1WD");
    assert_true(open.items[0].at == p.now && open.items[0].what == FLOW_ON_TIMER);
    assert_int_equal(play_timer(&p, "w"), OK);
    assert_str(play_status(&p), "finished");
    play_end(&p);
}

static void a_message_reaches_the_catch_event_with_its_data(void **state)
{
    struct play p = play_make_all("<message id='m1' name='材料补齐'/><process id='p'><startEvent id='s'/>"
        "<intermediateCatchEvent id='w'><messageEventDefinition messageRef='m1'/></intermediateCatchEvent>"
        "<userTask id='a'/>" F(s, w) F(w, a) "</process>");
    struct flow_event ev = { .kind = FLOW_MESSAGE, .name = STR("材料补齐"), .data = NULL };

    (void)state;
    play_start(&p);
    assert_int_equal(play_message(&p, "another"), ERR_STATE);
    assert_str(p.last.refused, "message.unawaited");
    ev.data = play_json(&p, "{\"pages\":3}");
    assert_int_equal(play_event(&p, ev), OK);
    assert_doing(&p, "a");
    assert_str(play_value(&p, "pages"), "3");
    play_end(&p);
}

static void a_signal_wakes_everybody_who_waits_for_it(void **state)
{
    struct play p = play_make_all("<signal id='g' name='go'/><process id='p'><startEvent id='s'/><parallelGateway id='f'/>"
        "<intermediateCatchEvent id='w'><signalEventDefinition signalRef='g'/></intermediateCatchEvent>"
        "<intermediateCatchEvent id='v'><signalEventDefinition signalRef='g'/></intermediateCatchEvent>"
        "<userTask id='a'/><userTask id='b'/>" F(s, f) F(f, w) F(f, v) F(w, a) F(v, b) "</process>");

    (void)state;
    play_start(&p);
    assert_int_equal(play_signal(&p, "go"), OK);
    assert_doing(&p, "a b");
    assert_int_equal(play_signal(&p, "go"), ERR_STATE);
    play_end(&p);
}

static void a_thrown_signal_is_sent_and_caught_inside(void **state)
{
    struct play p = play_make_all("<signal id='g' name='go'/><process id='p'><startEvent id='s'/><parallelGateway id='f'/>"
        "<intermediateCatchEvent id='w'><signalEventDefinition signalRef='g'/></intermediateCatchEvent>"
        "<userTask id='t'/><intermediateThrowEvent id='x'><signalEventDefinition signalRef='g'/></intermediateThrowEvent>"
        "<userTask id='a'/><userTask id='b'/>" F(s, f) F(f, w) F(f, t) F(t, x) F(w, a) F(x, b) "</process>");

    (void)state;
    play_start(&p);
    assert_int_equal(play_do(&p, "t"), OK);
    assert_true(play_says(&p, FLOW_SEND, FLOW_SEND_SIGNAL, "x"));
    assert_doing(&p, "b a");
    play_end(&p);
}

static void the_first_event_behind_an_event_based_gateway_wins(void **state)
{
    struct play p = play_make_all("<message id='m' name='paid'/><process id='p'><startEvent id='s'/><eventBasedGateway id='g'/>"
        "<intermediateCatchEvent id='t'><timerEventDefinition>" DURATION("P3D") "</timerEventDefinition></intermediateCatchEvent>"
        "<receiveTask id='r' messageRef='m'/><userTask id='a'/><userTask id='b'/>"
        F(s, g) F(g, t) F(g, r) F(t, a) F(r, b) "</process>");

    (void)state;
    play_start(&p);
    assert_doing(&p, "t? r? s_g>");
    assert_int_equal(play_message(&p, "paid"), OK);
    assert_doing(&p, "b");
    p.state = NULL;
    play_start(&p);
    assert_int_equal(play_timer(&p, "t"), OK);
    assert_doing(&p, "a");
    play_end(&p);
}

static void a_receive_task_is_done_by_its_message(void **state)
{
    struct play p = play_make_all("<message id='m' name='paid'/><process id='p'><startEvent id='s'/>"
        "<receiveTask id='r' messageRef='m'/><userTask id='b'/>" F(s, r) F(r, b) "</process>");

    (void)state;
    play_start(&p);
    assert_doing(&p, "r r?");
    assert_int_equal(play_message(&p, "paid"), OK);
    assert_doing(&p, "b");
    p.state = NULL;
    play_start(&p);
    assert_int_equal(play_do(&p, "r"), OK);
    assert_doing(&p, "b");
    play_end(&p);
}

static void learn(struct play *p, const char *facts)
{
    p->facts = play_json(p, facts);
    assert_int_equal(play_event(p, (struct flow_event){ .kind = FLOW_FACTS }), OK);
}

static void conditional_events_fire_whenever_their_condition_becomes_true(void **state)
{
    struct play p = play_make("<startEvent id='s'/><userTask id='a'/><boundaryEvent id='c' attachedToRef='a' "
        "cancelActivity='false'><conditionalEventDefinition><condition>urgent</condition></conditionalEventDefinition>"
        "</boundaryEvent><userTask id='b'/>" F(s, a) F(c, b));

    (void)state;
    play_start(&p);
    assert_doing(&p, "a c?");
    assert_int_equal(play_event(&p, (struct flow_event){ .kind = FLOW_FACTS }), OK);
    assert_doing(&p, "a c?");
    learn(&p, "{\"urgent\":true}");
    assert_doing(&p, "a b c?");
    learn(&p, "{\"urgent\":true}");
    assert_doing(&p, "a b c?");
    learn(&p, "{\"urgent\":false}");
    learn(&p, "{\"urgent\":true}");
    assert_doing(&p, "a b b c?");
    play_end(&p);
}

#define ERRORS "<error id='e1' errorCode='no_money'/><process id='p'><startEvent id='s'/><subProcess id='sub'>" \
    "<startEvent id='s2'/><userTask id='a'/><endEvent id='x'><errorEventDefinition errorRef='e1'/></endEvent>" \
    F(s2, a) F(a, x) "</subProcess><boundaryEvent id='named' attachedToRef='sub'><errorEventDefinition errorRef='e1'/>" \
    "</boundaryEvent><boundaryEvent id='any' attachedToRef='sub'><errorEventDefinition/></boundaryEvent>" \
    "<userTask id='b'/><userTask id='c'/>" F(s, sub) F(named, b) F(any, c) "</process>"

static void an_error_leaves_by_the_boundary_event_of_its_code(void **state)
{
    struct play p = play_make_all(ERRORS);
    struct flow_event fail = { .kind = FLOW_FAIL, .name = STR("other") };

    (void)state;
    play_start(&p);
    assert_int_equal(play_do(&p, "a"), OK);
    assert_doing(&p, "b");
    p.state = NULL;
    play_start(&p);
    fail.id = play_item(&p, "a");
    assert_int_equal(play_event(&p, fail), OK);
    assert_doing(&p, "c");
    play_end(&p);
}

static void an_error_nobody_catches_fails_the_case(void **state)
{
    struct play p = play_make("<startEvent id='s'/><parallelGateway id='f'/><serviceTask id='a'/><userTask id='b'/>"
                              F(s, f) F(f, a) F(f, b));

    (void)state;
    play_start(&p);
    assert_int_equal(play_event(&p, (struct flow_event){ .kind = FLOW_FAIL, .id = play_item(&p, "a"), .name = STR("x") }), OK);
    assert_str(play_status(&p), "failed");
    assert_doing(&p, "");
    play_end(&p);
}

#define EVENT_SUB(start) "<startEvent id='s'/><userTask id='a'/><endEvent id='e'/>" F(s, a) F(a, e) \
    "<subProcess id='es' triggeredByEvent='true'>" start "<userTask id='x'/>" F(s2, x) "</subProcess>"

static void an_event_sub_process_interrupts_or_runs_beside(void **state)
{
    struct play p = play_make(EVENT_SUB("<startEvent id='s2'><messageEventDefinition messageRef='m'/></startEvent>"));
    struct play q = play_make(EVENT_SUB("<startEvent id='s2' isInterrupting='false'>"
                                        "<messageEventDefinition messageRef='m'/></startEvent>"));

    (void)state;
    play_start(&p);
    assert_doing(&p, "a s2?");
    assert_int_equal(play_message(&p, "m"), OK);
    assert_doing(&p, "x");
    assert_int_equal(play_do(&p, "x"), OK);
    assert_str(play_status(&p), "finished");
    play_start(&q);
    assert_int_equal(play_message(&q, "m"), OK);
    assert_doing(&q, "a x s2?");
    assert_int_equal(play_do(&q, "a"), OK);
    assert_str(play_status(&q), "running");
    assert_int_equal(play_do(&q, "x"), OK);
    assert_str(play_status(&q), "finished");
    play_end(&p);
    play_end(&q);
}

static void an_error_starts_the_event_sub_process_of_its_level(void **state)
{
    struct play p = play_make(EVENT_SUB("<startEvent id='s2'><errorEventDefinition/></startEvent>"));

    (void)state;
    play_start(&p);
    assert_int_equal(play_event(&p, (struct flow_event){ .kind = FLOW_FAIL, .id = play_item(&p, "a"), .name = STR("x") }), OK);
    assert_doing(&p, "x");
    play_end(&p);
}

static void an_escalation_is_heard_outside_while_the_work_goes_on(void **state)
{
    struct play p = play_make_all("<escalation id='k' escalationCode='tell'/><process id='p'><startEvent id='s'/>"
        "<subProcess id='sub'><startEvent id='s2'/><userTask id='a'/><intermediateThrowEvent id='t'>"
        "<escalationEventDefinition escalationRef='k'/></intermediateThrowEvent><userTask id='b'/>"
        F(s2, a) F(a, t) F(t, b) "</subProcess><boundaryEvent id='h' attachedToRef='sub' cancelActivity='false'>"
        "<escalationEventDefinition escalationRef='k'/></boundaryEvent><userTask id='c'/>" F(s, sub) F(h, c) "</process>");

    (void)state;
    play_start(&p);
    assert_int_equal(play_do(&p, "a"), OK);
    assert_doing(&p, "b c");
    play_end(&p);
}

static void an_interrupting_escalation_stops_the_thrower(void **state)
{
    struct play p = play_make("<startEvent id='s'/><userTask id='a'/><intermediateThrowEvent id='t'>"
        "<escalationEventDefinition/></intermediateThrowEvent><userTask id='b'/>" F(s, a) F(a, t) F(t, b)
        "<subProcess id='es' triggeredByEvent='true'><startEvent id='s2'><escalationEventDefinition/></startEvent>"
        "<userTask id='x'/>" F(s2, x) "</subProcess>");

    (void)state;
    play_start(&p);
    assert_int_equal(play_do(&p, "a"), OK);
    assert_doing(&p, "x");
    play_end(&p);
}

static void a_link_goes_on_at_its_catch_event(void **state)
{
    struct play p = play_make("<startEvent id='s'/><intermediateThrowEvent id='t'><linkEventDefinition name='L'/>"
        "</intermediateThrowEvent><intermediateCatchEvent id='c'><linkEventDefinition name='L'/></intermediateCatchEvent>"
        "<userTask id='a'/>" F(s, t) F(c, a));

    (void)state;
    play_start(&p);
    assert_doing(&p, "a");
    play_end(&p);
}

static void compensation_undoes_what_was_done_the_latest_first(void **state)
{
    struct play p = play_make("<startEvent id='s'/><userTask id='a'/><userTask id='b'/><userTask id='c'/>"
        "<boundaryEvent id='ca' attachedToRef='a'><compensateEventDefinition/></boundaryEvent>"
        "<boundaryEvent id='cb' attachedToRef='b'><compensateEventDefinition/></boundaryEvent>"
        "<userTask id='ua' isForCompensation='true'/><userTask id='ub' isForCompensation='true'/>"
        "<association id='x1' sourceRef='ca' targetRef='ua'/><association id='x2' sourceRef='cb' targetRef='ub'/>"
        "<intermediateThrowEvent id='t'><compensateEventDefinition/></intermediateThrowEvent><userTask id='z'/>"
        F(s, a) F(a, b) F(b, c) F(c, t) F(t, z));

    (void)state;
    play_start(&p);
    assert_int_equal(play_do(&p, "a"), OK);
    assert_int_equal(play_do(&p, "b"), OK);
    assert_int_equal(play_do(&p, "c"), OK);
    assert_doing(&p, "ub ca?");
    assert_int_equal(play_do(&p, "ub"), OK);
    assert_doing(&p, "ua");
    assert_int_equal(play_do(&p, "ua"), OK);
    assert_doing(&p, "z");
    assert_int_equal(play_do(&p, "z"), OK);
    assert_str(play_status(&p), "finished");
    play_end(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_interrupting_timer_takes_the_task_away),
        cmocka_unit_test(a_timer_closes_with_its_task_and_firing_late_is_harmless),
        cmocka_unit_test(a_cycle_beside_the_task_fires_as_often_as_it_says),
        cmocka_unit_test(a_timer_may_be_an_expression_fixed_when_it_is_set),
        cmocka_unit_test(a_message_reaches_the_catch_event_with_its_data),
        cmocka_unit_test(a_signal_wakes_everybody_who_waits_for_it),
        cmocka_unit_test(a_thrown_signal_is_sent_and_caught_inside),
        cmocka_unit_test(the_first_event_behind_an_event_based_gateway_wins),
        cmocka_unit_test(a_receive_task_is_done_by_its_message),
        cmocka_unit_test(conditional_events_fire_whenever_their_condition_becomes_true),
        cmocka_unit_test(an_error_leaves_by_the_boundary_event_of_its_code),
        cmocka_unit_test(an_error_nobody_catches_fails_the_case),
        cmocka_unit_test(an_event_sub_process_interrupts_or_runs_beside),
        cmocka_unit_test(an_error_starts_the_event_sub_process_of_its_level),
        cmocka_unit_test(an_escalation_is_heard_outside_while_the_work_goes_on),
        cmocka_unit_test(an_interrupting_escalation_stops_the_thrower),
        cmocka_unit_test(a_link_goes_on_at_its_catch_event),
        cmocka_unit_test(compensation_undoes_what_was_done_the_latest_first),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
