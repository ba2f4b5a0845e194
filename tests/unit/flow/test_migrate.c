/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "play.h"

#define TIMED(spec, more) "<startEvent id='s'/><userTask id='a'/><boundaryEvent id='t' attachedToRef='a'><timerEventDefinition>" \
    "<timeDuration>" spec "</timeDuration></timerEventDefinition></boundaryEvent><userTask id='b'/><userTask id='x'/>" more \
    F(s, a) F(a, b) F(t, x)

static enum err migrate(struct play *p, struct play *to, struct flow_report *report)
{
    struct flow_effects e;
    enum err err = flow_migrate(p->arena, p->flow, p->state, to->flow, p->now + 5000, &e, report);

    if (err != OK) {
        assert_int_equal(e.count, 0);
        return err;
    }
    assert_int_equal(flow_apply(p->arena, to->flow, p->state, &e, &to->state), OK);
    to->last = e;
    to->now = p->now + 5000;
    return OK;
}

static void a_running_case_moves_to_a_new_version_and_goes_on_there(void **state)
{
    struct play p = play_make(TIMED("P5WD", "")), q = play_make("<userTask id='first'/>" TIMED("P9WD", "<userTask id='c'/>" F(b, c)));
    struct flow_report r;
    struct flow_effects open;

    (void)state;
    play_start(&p);
    assert_int_equal(migrate(&p, &q, &r), OK);
    assert_doing(&q, "a t?");
    assert_int_equal(flow_open(q.arena, q.state, &open), OK);
    assert_str(open.items[1].text, "P9WD");
    assert_true(open.items[1].at == p.now);
    assert_int_equal(play_do(&q, "a"), OK);
    assert_int_equal(play_do(&q, "b"), OK);
    assert_doing(&q, "c");
    play_end(&p);
    play_end(&q);
}

static void the_dry_run_says_what_has_no_place(void **state)
{
    struct play p = play_make(TIMED("P5WD", ""));
    struct play q = play_make("<startEvent id='s'/><serviceTask id='a'/><userTask id='b'/>" F(s, a) F(a, b));
    struct flow_report r;

    (void)state;
    play_start(&p);
    assert_int_equal(migrate(&p, &q, &r), ERR_STATE);
    assert_int_equal(r.count, 2);
    assert_str(r.items[0].rule, "migrate.kind");
    assert_str(r.items[0].element, "a");
    assert_str(r.items[1].rule, "migrate.missing");
    assert_str(r.items[1].element, "t");
    assert_doing(&p, "a t?");
    play_end(&p);
    play_end(&q);
}

static void another_sub_process_is_another_place(void **state)
{
    struct play p = play_make("<startEvent id='s'/><userTask id='a'/>" F(s, a));
    struct play q = play_make("<startEvent id='s'/><subProcess id='sub'><startEvent id='s2'/><userTask id='a'/>" F(s2, a)
                              "</subProcess>" F(s, sub));
    struct play back = play_make("<startEvent id='s'/><userTask id='a'/><endEvent id='e'/>" F(s, a) F(a, e));
    struct flow_report r;

    (void)state;
    play_start(&p);
    assert_int_equal(migrate(&p, &q, &r), ERR_STATE);
    play_start(&q);
    assert_int_equal(migrate(&q, &back, &r), ERR_STATE);
    assert_str(r.items[0].element, "sub");
    play_end(&p);
    play_end(&q);
    play_end(&back);
}

static void held_tokens_multi_instances_and_rounds_move_along(void **state)
{
#define REVIEW(more) "<startEvent id='s'/><parallelGateway id='f'/><userTask id='a'/><userTask id='m'>" \
    "<multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics></userTask>" \
    "<parallelGateway id='j'/><userTask id='z'/>" more F(s, f) F(f, a) F(f, m) F(a, j) F(m, j) F(j, z)
    struct play p = play_make(REVIEW("")), q = play_make("<userTask id='other'/>" REVIEW("<task id='later'/>" F(z, later)));
    struct flow_report r;

    (void)state;
    play_start(&p);
    assert_int_equal(play_do(&p, "a"), OK);
    assert_int_equal(play_do(&p, "m"), OK);
    assert_int_equal(play_move(&p, FLOW_ADD_SIGN, "m", NULL, FLOW_AFTER, 7), OK);
    assert_int_equal(migrate(&p, &q, &r), OK);
    assert_doing(&q, "m m a_j>");
    for (int i = 0; i < 3; i++)
        assert_int_equal(play_do(&q, "m"), OK);
    assert_doing(&q, "z");
    play_end(&p);
    play_end(&q);
}

static void a_state_of_another_version_is_refused_everywhere_else(void **state)
{
    struct play p = play_make(TIMED("P5WD", "")), q = play_make(TIMED("P6WD", ""));
    struct flow_report r;
    struct flow_state *s;
    struct flow_effects e;
    struct flow_event ev = { .kind = FLOW_FACTS };

    (void)state;
    play_start(&p);
    assert_int_equal(flow_decode(p.arena, q.flow, flow_encode(p.arena, p.state), &s), ERR_INVALID);
    assert_int_equal(flow_step(p.arena, q.flow, p.state, 0, &ev, NULL, &e), ERR_INVALID);
    assert_int_equal(flow_migrate(p.arena, p.flow, p.state, p.flow, 0, &e, &r), ERR_STATE);
    assert_str(e.refused, "migrate.same");
    play_end(&p);
    play_end(&q);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_running_case_moves_to_a_new_version_and_goes_on_there),
        cmocka_unit_test(the_dry_run_says_what_has_no_place),
        cmocka_unit_test(another_sub_process_is_another_place),
        cmocka_unit_test(held_tokens_multi_instances_and_rounds_move_along),
        cmocka_unit_test(a_state_of_another_version_is_refused_everywhere_else),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
