/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "play.h"

#define SERIES "<startEvent id='s'/><userTask id='a'/><userTask id='b'/><userTask id='c'/><endEvent id='e'/>" \
    F(s, a) F(a, b) F(b, c) F(c, e)
#define BRANCHES "<startEvent id='s'/><userTask id='a'/><parallelGateway id='f'/><userTask id='b1'/><userTask id='b2'/>" \
    "<userTask id='c1'/><userTask id='c2'/><parallelGateway id='j'/><userTask id='z'/>" \
    F(s, a) F(a, f) F(f, b1) F(b1, b2) F(f, c1) F(c1, c2) F(b2, j) F(c2, j) F(j, z)

static void refused(struct play *p, enum err e, const char *rule)
{
    assert_int_equal(e, ERR_STATE);
    if (!str_is(p->last.refused, rule))
        fail_msg("%.*s, not %s", STR_ARG(p->last.refused), rule);
}

static struct play reach(const char *process, const char *const *steps)
{
    struct play p = play_make(process);

    play_start(&p);
    for (; *steps != NULL; steps++)
        assert_int_equal(play_do(&p, *steps), OK);
    return p;
}

#define REACH(process, ...) reach(process, (const char *const[]){ __VA_ARGS__, NULL })

static void a_case_goes_back_to_a_step_that_was_done_and_comes_again(void **state)
{
    struct play p = REACH(SERIES, "a", "b");

    (void)state;
    assert_int_equal(play_move(&p, FLOW_RETURN, "c", "a", FLOW_CASE, 0), OK);
    assert_doing(&p, "a");
    assert_true(play_says(&p, FLOW_ITEM_CLOSE, FLOW_CLOSED_CANCELLED, "c"));
    refused(&p, play_move(&p, FLOW_RETURN, "a", "b", FLOW_CASE, 0), "return.not_done");
    assert_int_equal(play_do(&p, "a"), OK);
    assert_int_equal(play_do(&p, "b"), OK);
    assert_int_equal(play_do(&p, "c"), OK);
    assert_str(play_status(&p), "finished");
    play_end(&p);
}

static void a_return_that_makes_no_sense_is_refused(void **state)
{
    struct play p = REACH(SERIES, "a");

    (void)state;
    refused(&p, play_move(&p, FLOW_RETURN, "b", "c", FLOW_CASE, 0), "return.not_done");
    refused(&p, play_move(&p, FLOW_RETURN, "b", "b", FLOW_CASE, 0), "return.same");
    refused(&p, play_move(&p, FLOW_RETURN, "b", "s", FLOW_CASE, 0), "return.target");
    refused(&p, play_move(&p, FLOW_RETURN, "b", "nowhere", FLOW_CASE, 0), "return.target");
    refused(&p, play_move(&p, FLOW_RETURN, "b", "a", FLOW_BESIDE, 0), "return.how");
    refused(&p, play_move(&p, FLOW_RETURN, "a", "a", FLOW_CASE, 0), "item.closed");
    assert_doing(&p, "b");
    play_end(&p);
}

static void a_branch_goes_back_alone_and_the_join_still_waits_for_both(void **state)
{
    struct play p = REACH(BRANCHES, "a", "b1", "c1", "c2");

    (void)state;
    assert_doing(&p, "b2 c2_j>");
    refused(&p, play_move(&p, FLOW_RETURN, "b2", "a", FLOW_BRANCH, 0), "return.branch");
    refused(&p, play_move(&p, FLOW_RETURN, "b2", "c1", FLOW_CASE, 0), "return.not_before");
    assert_int_equal(play_move(&p, FLOW_RETURN, "b2", "b1", FLOW_BRANCH, 0), OK);
    assert_doing(&p, "b1 c2_j>");
    assert_int_equal(play_do(&p, "b1"), OK);
    assert_int_equal(play_do(&p, "b2"), OK);
    assert_doing(&p, "z");
    play_end(&p);
}

static void the_whole_case_goes_back_from_inside_a_branch_with_one_token(void **state)
{
    struct play p = REACH(BRANCHES, "a", "b1", "c1");

    (void)state;
    assert_int_equal(play_move(&p, FLOW_RETURN, "b2", "a", FLOW_CASE, 0), OK);
    assert_doing(&p, "a");
    assert_int_equal(play_do(&p, "a"), OK);
    assert_doing(&p, "b1 c1");
    play_end(&p);
}

static void the_page_offers_exactly_the_steps_the_engine_accepts(void **state)
{
    struct play p = REACH(BRANCHES, "a", "b1", "c1");
    uint32_t out[10], item = play_item(&p, "b2");
    size_t n = flow_returns(p.flow, p.state, item, out, 10);

    (void)state;
    assert_int_equal(n, 2);
    assert_str(flow_element(p.flow, out[0])->id, "a");
    assert_str(flow_element(p.flow, out[1])->id, "b1");
    assert_int_equal(flow_returns(p.flow, p.state, item, out, 0), 2);
    assert_int_equal(flow_returns(p.flow, p.state, 9999, out, 10), 0);
    play_end(&p);
}

static void a_return_re_arms_the_timer_of_the_step(void **state)
{
    struct play p = REACH("<startEvent id='s'/><userTask id='a'/><boundaryEvent id='t' attachedToRef='a'>"
        "<timerEventDefinition><timeDuration>P5WD</timeDuration></timerEventDefinition></boundaryEvent>"
        "<userTask id='b'/><userTask id='x'/>" F(s, a) F(a, b) F(t, x), "a");

    (void)state;
    assert_doing(&p, "b");
    p.now += 1000;
    assert_int_equal(play_move(&p, FLOW_RETURN, "b", "a", FLOW_CASE, 0), OK);
    assert_doing(&p, "a t?");
    assert_true(p.last.items[p.last.count - 1].at == p.now);
    play_end(&p);
}

static void a_return_from_inside_a_multi_instance_takes_all_instances_back(void **state)
{
    struct play p = REACH("<startEvent id='s'/><userTask id='a'/><userTask id='m'><multiInstanceLoopCharacteristics>"
        "<loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics></userTask><userTask id='z'/>"
        F(s, a) F(a, m) F(m, z), "a", "m");

    (void)state;
    assert_doing(&p, "m m");
    assert_int_equal(play_move(&p, FLOW_RETURN, "m", "a", FLOW_BRANCH, 0), OK);
    assert_doing(&p, "a");
    assert_int_equal(play_do(&p, "a"), OK);
    assert_doing(&p, "m m m");
    play_end(&p);
}

static void one_instance_goes_back_inside_itself(void **state)
{
    struct play p = REACH("<startEvent id='s'/><subProcess id='sub'><multiInstanceLoopCharacteristics><loopCardinality>2"
        "</loopCardinality></multiInstanceLoopCharacteristics><startEvent id='s2'/><userTask id='a'/><userTask id='b'/>"
        F(s2, a) F(a, b) "</subProcess><userTask id='z'/>" F(s, sub) F(sub, z), "a", "a");

    (void)state;
    assert_doing(&p, "b b");
    assert_int_equal(play_move(&p, FLOW_RETURN, "b", "a", FLOW_CASE, 0), OK);
    assert_doing(&p, "b a");
    play_end(&p);
}

static void who_signs_before_holds_the_item(void **state)
{
    struct play p = REACH(SERIES, "a");
    uint32_t own = play_item(&p, "b");

    (void)state;
    assert_int_equal(play_move(&p, FLOW_ADD_SIGN, "b", NULL, FLOW_BEFORE, 77), OK);
    assert_doing(&p, "b b");
    refused(&p, play_do(&p, "b"), "item.held");
    assert_int_equal(p.last.element, flow_find(p.flow, STR("b")));
    refused(&p, play_move(&p, FLOW_TRANSFER, "b", NULL, FLOW_BRANCH, 9), "item.held");
    assert_int_equal(play_event(&p, (struct flow_event){ .kind = FLOW_COMPLETE, .id = p.last.element ? own + 2 : 0 }), OK);
    assert_doing(&p, "b");
    assert_int_equal(play_do(&p, "b"), OK);
    assert_doing(&p, "c");
    play_end(&p);
}

static void who_signs_after_comes_when_the_item_is_done(void **state)
{
    struct play p = REACH(SERIES, "a");

    (void)state;
    assert_int_equal(play_move(&p, FLOW_ADD_SIGN, "b", NULL, FLOW_AFTER, 77), OK);
    assert_doing(&p, "b");
    assert_int_equal(play_do(&p, "b"), OK);
    assert_doing(&p, "b");
    assert_int_equal(p.last.items[p.last.count - 1].who, 77);
    assert_int_equal(play_do(&p, "b"), OK);
    assert_doing(&p, "c");
    play_end(&p);
}

static void who_signs_beside_works_at_the_same_time(void **state)
{
    struct play p = REACH(SERIES, "a");

    (void)state;
    assert_int_equal(play_move(&p, FLOW_ADD_SIGN, "b", NULL, FLOW_BESIDE, 77), OK);
    assert_int_equal(play_move(&p, FLOW_ADD_SIGN, "b", NULL, FLOW_BESIDE, 78), OK);
    assert_doing(&p, "b b b");
    for (int i = 0; i < 3; i++)
        assert_int_equal(play_do(&p, "b"), OK);
    assert_doing(&p, "c");
    play_end(&p);
}

static void beside_in_a_joint_review_is_one_instance_more(void **state)
{
    struct play p = REACH("<startEvent id='s'/><userTask id='a'/><userTask id='m'><multiInstanceLoopCharacteristics>"
        "<loopCardinality>2</loopCardinality><completionCondition>nrOfCompletedInstances = nrOfInstances"
        "</completionCondition></multiInstanceLoopCharacteristics></userTask><userTask id='z'/>"
        F(s, a) F(a, m) F(m, z), "a");

    (void)state;
    assert_int_equal(play_move(&p, FLOW_ADD_SIGN, "m", NULL, FLOW_BESIDE, 77), OK);
    assert_doing(&p, "m m m");
    for (int i = 0; i < 3; i++)
        assert_int_equal(play_do(&p, "m"), OK);
    assert_doing(&p, "z");
    play_end(&p);
}

static void the_time_limit_of_a_step_survives_its_sign_round(void **state)
{
    struct play p = play_make("<startEvent id='s'/><userTask id='a'/><boundaryEvent id='t' attachedToRef='a'>"
        "<timerEventDefinition><timeDuration>P5WD</timeDuration></timerEventDefinition></boundaryEvent><userTask id='x'/>"
        "<userTask id='b'/>" F(s, a) F(a, b) F(t, x));

    (void)state;
    play_start(&p);
    assert_int_equal(play_move(&p, FLOW_ADD_SIGN, "a", NULL, FLOW_AFTER, 77), OK);
    assert_int_equal(play_do(&p, "a"), OK);
    assert_doing(&p, "a t?");
    assert_int_equal(play_timer(&p, "t"), OK);
    assert_doing(&p, "x");
    play_end(&p);
}

static void adding_a_sign_is_refused_where_it_makes_no_sense(void **state)
{
    struct play p = play_make("<startEvent id='s'/><serviceTask id='a'/><userTask id='b'/>" F(s, a) F(a, b));

    (void)state;
    play_start(&p);
    refused(&p, play_move(&p, FLOW_ADD_SIGN, "a", NULL, FLOW_AFTER, 77), "item.kind");
    assert_int_equal(play_do(&p, "a"), OK);
    refused(&p, play_move(&p, FLOW_ADD_SIGN, "b", NULL, FLOW_AFTER, 0), "who.missing");
    refused(&p, play_move(&p, FLOW_ADD_SIGN, "b", NULL, FLOW_CASE, 7), "sign.how");
    refused(&p, play_move(&p, FLOW_ADD_SIGN, "a", NULL, FLOW_AFTER, 7), "item.closed");
    play_end(&p);
}

static void work_is_transferred_delegated_and_taken_back(void **state)
{
    struct play p = REACH(SERIES, "a");
    struct flow_effects open;

    (void)state;
    refused(&p, play_move(&p, FLOW_TRANSFER, "b", NULL, FLOW_BRANCH, 0), "who.missing");
    assert_int_equal(play_move(&p, FLOW_TRANSFER, "b", NULL, FLOW_BRANCH, 5), OK);
    refused(&p, play_move(&p, FLOW_TRANSFER, "b", NULL, FLOW_BRANCH, 5), "who.missing");
    refused(&p, play_move(&p, FLOW_TAKE_BACK, "b", NULL, FLOW_BRANCH, 0), "delegate.none");
    assert_int_equal(play_move(&p, FLOW_DELEGATE, "b", NULL, FLOW_BRANCH, 6), OK);
    refused(&p, play_move(&p, FLOW_DELEGATE, "b", NULL, FLOW_BRANCH, 7), "delegate.twice");
    assert_int_equal(play_move(&p, FLOW_TAKE_BACK, "b", NULL, FLOW_BRANCH, 0), OK);
    assert_int_equal(flow_open(p.arena, p.state, &open), OK);
    assert_int_equal(open.items[0].who, 5);
    play_end(&p);
}

static void a_step_takes_its_work_back_while_nobody_behind_it_has_acted(void **state)
{
    struct play p = REACH(BRANCHES, "a");

    (void)state;
    assert_int_equal(play_move(&p, FLOW_WITHDRAW, "b1", "a", FLOW_BRANCH, 0), OK);
    assert_doing(&p, "a");
    assert_int_equal(play_do(&p, "a"), OK);
    assert_int_equal(play_do(&p, "c1"), OK);
    refused(&p, play_move(&p, FLOW_WITHDRAW, "b1", "a", FLOW_BRANCH, 0), "withdraw.moved_on");
    play_end(&p);
}

static void the_applicant_withdraws_the_whole_case(void **state)
{
    struct play p = REACH(BRANCHES, "a");

    (void)state;
    assert_int_equal(play_move(&p, FLOW_SUSPEND, NULL, NULL, FLOW_BRANCH, 0), OK);
    assert_int_equal(play_move(&p, FLOW_WITHDRAW, NULL, NULL, FLOW_CASE, 0), OK);
    assert_str(play_status(&p), "withdrawn");
    assert_doing(&p, "");
    refused(&p, play_move(&p, FLOW_WITHDRAW, NULL, NULL, FLOW_CASE, 0), "case.closed");
    play_end(&p);
}

static void copies_and_urges_are_told_and_change_nothing(void **state)
{
    struct play p = REACH(SERIES, "a");
    struct str before = flow_encode(p.arena, p.state), after;

    (void)state;
    assert_int_equal(play_move(&p, FLOW_COPY, "b", NULL, FLOW_BRANCH, 9), OK);
    assert_true(play_says(&p, FLOW_SEND, FLOW_SEND_COPY, "b"));
    assert_int_equal(play_move(&p, FLOW_URGE, "b", NULL, FLOW_BRANCH, 0), OK);
    assert_true(play_says(&p, FLOW_SEND, FLOW_SEND_URGE, "b"));
    refused(&p, play_move(&p, FLOW_COPY, "b", NULL, FLOW_BRANCH, 0), "who.missing");
    refused(&p, play_move(&p, FLOW_URGE, "a", NULL, FLOW_BRANCH, 0), "item.closed");
    after = flow_encode(p.arena, p.state);
    assert_true(str_eq(before, after));
    play_end(&p);
}

static void a_suspended_case_accepts_only_its_resumption(void **state)
{
    struct play p = REACH(SERIES, "a");

    (void)state;
    refused(&p, play_move(&p, FLOW_RESUME, NULL, NULL, FLOW_BRANCH, 0), "case.not_suspended");
    assert_int_equal(play_move(&p, FLOW_SUSPEND, NULL, NULL, FLOW_BRANCH, 0), OK);
    assert_str(play_status(&p), "suspended");
    refused(&p, play_do(&p, "b"), "case.suspended");
    refused(&p, play_timer(&p, "b"), "case.suspended");
    refused(&p, play_move(&p, FLOW_SUSPEND, NULL, NULL, FLOW_BRANCH, 0), "case.suspended");
    assert_int_equal(play_move(&p, FLOW_RESUME, NULL, NULL, FLOW_BRANCH, 0), OK);
    assert_int_equal(play_do(&p, "b"), OK);
    play_end(&p);
}

#define INTERRUPTED "<startEvent id='s'/><userTask id='a'/><userTask id='b'/>" F(s, a) F(a, b) \
    "<subProcess id='es' triggeredByEvent='true'><startEvent id='s2'><messageEventDefinition messageRef='m'/></startEvent>" \
    "<userTask id='x'/>" F(s2, x) "</subProcess>"

static void a_return_out_of_an_event_sub_process_arms_it_again(void **state)
{
    struct play p = play_make(INTERRUPTED);

    (void)state;
    play_start(&p);
    assert_int_equal(play_do(&p, "a"), OK);
    assert_int_equal(play_message(&p, "m"), OK);
    assert_doing(&p, "x");
    assert_int_equal(play_move(&p, FLOW_WITHDRAW, "x", "a", FLOW_CASE, 0), ERR_STATE);
    assert_int_equal(play_move(&p, FLOW_RETURN, "x", "a", FLOW_CASE, 0), OK);
    assert_doing(&p, "a s2?");
    play_end(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_return_out_of_an_event_sub_process_arms_it_again),
        cmocka_unit_test(a_case_goes_back_to_a_step_that_was_done_and_comes_again),
        cmocka_unit_test(a_return_that_makes_no_sense_is_refused),
        cmocka_unit_test(a_branch_goes_back_alone_and_the_join_still_waits_for_both),
        cmocka_unit_test(the_whole_case_goes_back_from_inside_a_branch_with_one_token),
        cmocka_unit_test(the_page_offers_exactly_the_steps_the_engine_accepts),
        cmocka_unit_test(a_return_re_arms_the_timer_of_the_step),
        cmocka_unit_test(a_return_from_inside_a_multi_instance_takes_all_instances_back),
        cmocka_unit_test(one_instance_goes_back_inside_itself),
        cmocka_unit_test(who_signs_before_holds_the_item),
        cmocka_unit_test(who_signs_after_comes_when_the_item_is_done),
        cmocka_unit_test(who_signs_beside_works_at_the_same_time),
        cmocka_unit_test(beside_in_a_joint_review_is_one_instance_more),
        cmocka_unit_test(the_time_limit_of_a_step_survives_its_sign_round),
        cmocka_unit_test(adding_a_sign_is_refused_where_it_makes_no_sense),
        cmocka_unit_test(work_is_transferred_delegated_and_taken_back),
        cmocka_unit_test(a_step_takes_its_work_back_while_nobody_behind_it_has_acted),
        cmocka_unit_test(the_applicant_withdraws_the_whole_case),
        cmocka_unit_test(copies_and_urges_are_told_and_change_nothing),
        cmocka_unit_test(a_suspended_case_accepts_only_its_resumption),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
