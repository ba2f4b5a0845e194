/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "play.h"

#include <time.h>

#include "base/buf.h"
#include "flow/net.h"

static struct str verdict(struct play *p, size_t max_states)
{
    struct buf b = buf_in(p->arena);
    struct flow_report report;
    bool fatal = false;

    assert_int_equal(flow_check(p->arena, p->flow, max_states, &report), OK);
    for (size_t i = 0; i < report.count; i++) {
        const struct flow_finding *f = &report.items[i];
        assert_true(f->line > 0 && f->text.len > 0);
        fatal |= f->fatal;
        if (f->fatal)
            buf_printf(&b, " %.*s:%.*s", STR_ARG(f->rule), STR_ARG(f->element));
    }
    return arena_join(p->arena, fatal ? STR("unsound") : report.proven ? STR("sound") : STR("not proven"), buf_str(&b));
}

static void expect(const char *process, const char *wanted)
{
    struct play p = play_make(process);
    struct str got = verdict(&p, 0);

    if (!str_is(got, wanted))
        fail_msg("%.*s, not %s", STR_ARG(got), wanted);
    play_end(&p);
}

static void matching_blocks_and_loops_are_sound(void **state)
{
    (void)state;
    expect("<startEvent id='s'/><userTask id='a'/><endEvent id='e'/>" F(s, a) F(a, e), "sound");
    expect("<startEvent id='s'/><parallelGateway id='f'/><userTask id='a'/><userTask id='b'/><parallelGateway id='j'/>"
           "<endEvent id='e'/>" F(s, f) F(f, a) F(f, b) F(a, j) F(b, j) F(j, e), "sound");
    expect("<startEvent id='s'/><inclusiveGateway id='f'/><userTask id='a'/><userTask id='b'/><inclusiveGateway id='j'/>"
           "<endEvent id='e'/>" F(s, f) FC(f, a, "x") FC(f, b, "y") F(a, j) F(b, j) F(j, e), "sound");
    expect("<startEvent id='s'/><exclusiveGateway id='m'/><userTask id='a'/><exclusiveGateway id='g'/><endEvent id='e'/>"
           F(s, m) F(m, a) F(a, g) FC(g, m, "x") F(g, e), "sound");
    expect("<startEvent id='s'/><parallelGateway id='f'/><userTask id='a'/><userTask id='b'/><endEvent id='e1'/>"
           "<endEvent id='e2'/>" F(s, f) F(f, a) F(f, b) F(a, e1) F(b, e2), "sound");
}

static void an_exclusive_split_into_a_parallel_join_is_reported_with_both_ids(void **state)
{
    struct play p = play_make("<startEvent id='s'/><exclusiveGateway id='split'/><userTask id='a'/><userTask id='b'/>"
        "<parallelGateway id='join'/><endEvent id='e'/>" F(s, split) FC(split, a, "x") F(split, b) F(a, join) F(b, join)
        F(join, e));
    struct flow_report r;
    size_t i = 0;

    (void)state;
    assert_int_equal(flow_check(p.arena, p.flow, 0, &r), OK);
    while (i < r.count && !r.items[i].fatal)
        i++;
    assert_true(i < r.count && r.proven);
    assert_str(r.items[i].rule, "sound.starved");
    assert_str(r.items[i].element, "join");
    assert_true(str_find(r.items[i].text, STR("exclusiveGateway \"split\"")) >= 0);
    play_end(&p);
}

static void a_parallel_split_into_an_exclusive_merge_is_reported_with_both_ids(void **state)
{
    struct play p = play_make("<startEvent id='s'/><parallelGateway id='split'/><userTask id='a'/><userTask id='b'/>"
        "<exclusiveGateway id='merge'/><userTask id='c'/><endEvent id='e'/>"
        F(s, split) F(split, a) F(split, b) F(a, merge) F(b, merge) F(merge, c) F(c, e));
    struct flow_report r;
    size_t i = 0;

    (void)state;
    assert_int_equal(flow_check(p.arena, p.flow, 0, &r), OK);
    while (i < r.count && !r.items[i].fatal)
        i++;
    assert_true(i < r.count);
    assert_str(r.items[i].rule, "sound.twice");
    assert_str(r.items[i].element, "merge");
    assert_true(str_find(r.items[i].text, STR("parallelGateway \"split\"")) >= 0);
    play_end(&p);
}

static void a_loop_without_a_way_out_is_endless(void **state)
{
    (void)state;
    expect("<startEvent id='s'/><exclusiveGateway id='m'/><userTask id='a'/>" F(s, m) F(m, a) F(a, m),
           "unsound sound.endless:m");
}

static void unreachable_elements_are_found(void **state)
{
    (void)state;
    expect("<startEvent id='s'/><userTask id='a'/><userTask id='lost'/>" F(s, a),
           "unsound element.unreachable:lost sound.dead:lost");
}

static void boundary_events_are_choices_and_additions(void **state)
{
#define ON_A(attrs) "<startEvent id='s'/><userTask id='a'/><boundaryEvent id='t' attachedToRef='a' " attrs ">" \
    "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>"
    (void)state;
    expect(ON_A("") "<userTask id='b'/><exclusiveGateway id='m'/><endEvent id='e'/>" F(s, a) F(a, m) F(t, b) F(b, m) F(m, e),
           "sound");
    expect(ON_A("") "<userTask id='b'/><parallelGateway id='m'/><endEvent id='e'/>" F(s, a) F(a, m) F(t, b) F(b, m) F(m, e),
           "unsound sound.starved:m");
    expect(ON_A("cancelActivity='false'") "<userTask id='b'/><endEvent id='e'/><endEvent id='e2'/>" F(s, a) F(a, e) F(t, b)
           F(b, e2), "sound");
}

static void sub_processes_are_checked_on_their_own(void **state)
{
    (void)state;
    expect("<startEvent id='s'/><subProcess id='sub'><startEvent id='s2'/><exclusiveGateway id='g'/><userTask id='a'/>"
           "<userTask id='b'/><parallelGateway id='j'/>" F(s2, g) FC(g, a, "x") F(g, b) F(a, j) F(b, j) "</subProcess>"
           "<endEvent id='e'/>" F(s, sub) F(sub, e), "unsound sound.starved:j");
}

static void what_is_missing_is_told_but_not_fatal(void **state)
{
    struct play p = play_make("<startEvent id='s'/><userTask id='a'/><exclusiveGateway id='g'/><userTask id='b' bcc:post='x'/>"
        "<userTask id='c' bcc:post='x'/>" F(s, a) F(a, g) FC(g, b, "x") FC(g, c, "y"));
    struct flow_report r;

    (void)state;
    assert_int_equal(flow_check(p.arena, p.flow, 0, &r), OK);
    assert_int_equal(r.count, 2);
    assert_str(r.items[0].rule, "post.missing");
    assert_str(r.items[0].element, "a");
    assert_str(r.items[1].rule, "default.missing");
    assert_str(r.items[1].element, "g");
    assert_false(r.items[0].fatal || r.items[1].fatal);
    play_end(&p);
}

static void time_limits_that_cannot_hold_are_found(void **state)
{
    (void)state;
    expect("<startEvent id='s'/><userTask id='a' bcc:limit='10WD'/><boundaryEvent id='t' attachedToRef='a'>"
           "<timerEventDefinition><timeDuration>5WD</timeDuration></timerEventDefinition></boundaryEvent>" F(s, a),
           "unsound limit.cut:a");
    expect("<startEvent id='s'/><userTask id='a' bcc:limit='soon'/>" F(s, a), "unsound limit.form:a");
    expect("<startEvent id='s'/><subProcess id='sub' bcc:limit='5WD'><startEvent id='s2'/><userTask id='a' bcc:limit='3WD'/>"
           "<userTask id='b' bcc:limit='3WD'/>" F(s2, a) F(a, b) "</subProcess>" F(s, sub), "unsound limit.sum:sub");
    expect("<startEvent id='s'/><subProcess id='sub' bcc:limit='6WD'><startEvent id='s2'/><userTask id='a' bcc:limit='3WD'/>"
           "<userTask id='b' bcc:limit='3WD'/>" F(s2, a) F(a, b) "</subProcess>" F(s, sub), "sound");
}

static void a_bound_that_is_reached_proves_nothing(void **state)
{
    struct play p = play_make("<startEvent id='s'/><parallelGateway id='f'/><userTask id='a'/><userTask id='b'/>"
        "<parallelGateway id='h'/><userTask id='c'/><userTask id='d'/><parallelGateway id='j'/><parallelGateway id='k'/>"
        "<endEvent id='e'/>" F(s, f) F(f, a) F(f, b) F(a, h) F(h, c) F(h, d) F(c, j) F(b, j) F(j, k) F(d, k) F(k, e));

    (void)state;
    assert_str(verdict(&p, 2), "not proven");
    assert_str(verdict(&p, 0), "sound");
    play_end(&p);
}

/* Each of 8 tokens stands before or behind its step, and then there is none: 257 markings, each met once however many ways lead there. */
static void markings_are_counted_once_while_their_table_grows(void **state)
{
    enum { STEPS = 8, JOIN = STEPS + 1, MARKINGS = (1 << STEPS) + 1 };
    struct spot spots[STEPS + 2] = { [0] = { .split = ALL_OF, .out = STEPS }, [JOIN] = { .join = ALL_OF, .in = STEPS } };
    struct arc arcs[2 * STEPS];
    uint32_t start = 0;
    struct token_net net = { spots, STEPS + 2, arcs, 2 * STEPS, &start, 1 };
    struct arena *a = arena_new(0);
    struct space_result result;

    (void)state;
    for (uint32_t i = 1; i <= STEPS; i++) {
        spots[i] = (struct spot){ .in = 1, .out = 1 };
        arcs[2 * i - 2] = (struct arc){ .from = 0, .to = i };
        arcs[2 * i - 1] = (struct arc){ .from = i, .to = JOIN };
    }
    result = space_explore(a, &net, MARKINGS);
    assert_true(result.proven);
    assert_int_equal(result.count, 0);
    assert_int_equal(result.states, MARKINGS);
    assert_false(space_explore(a, &net, MARKINGS - 1).proven);
    arena_free(a);
}

/* 14 steps side by side, each with a time limit that may lead round it: 3 to the power of 14 markings if none were reduced. */
static void many_guarded_steps_side_by_side_are_proven_without_looking_at_every_marking(void **state)
{
    struct arena *a = arena_new(0);
    struct buf b = buf_in(a);
    struct play p;

    (void)state;
    buf_add(&b, STR("<startEvent id='s'/><parallelGateway id='f'/><parallelGateway id='j'/><endEvent id='e'/>" F(s, f) F(j, e)));
    for (int i = 0; i < 14; i++) {
        buf_printf(&b, "<userTask id='a%d'/><boundaryEvent id='b%d' attachedToRef='a%d'><timerEventDefinition><timeDuration>PT1H"
                   "</timeDuration></timerEventDefinition></boundaryEvent><userTask id='c%d'/><exclusiveGateway id='m%d'/>",
                   i, i, i, i, i);
        buf_printf(&b, "<boundaryEvent id='r%d' attachedToRef='a%d' cancelActivity='false'><timerEventDefinition><timeDuration>"
                   "PT1H</timeDuration></timerEventDefinition></boundaryEvent>", i, i);
        buf_printf(&b, "<sequenceFlow id='u%d' sourceRef='f' targetRef='a%d'/><sequenceFlow id='v%d' sourceRef='a%d' "
                   "targetRef='m%d'/><sequenceFlow id='w%d' sourceRef='b%d' targetRef='c%d'/>", i, i, i, i, i, i, i, i);
        buf_printf(&b, "<sequenceFlow id='x%d' sourceRef='c%d' targetRef='m%d'/><sequenceFlow id='y%d' sourceRef='m%d' "
                   "targetRef='j'/>", i, i, i, i, i);
    }
    p = play_make(arena_cstr(a, buf_str(&b)));
    assert_str(verdict(&p, 10), "sound");
    play_end(&p);
    arena_free(a);
}

static struct str chain(struct arena *a, int blocks)
{
    struct buf b = buf_in(a);

    buf_printf(&b, "<startEvent id='n0'/>");
    for (int i = 0; i < blocks; i++) {
        buf_printf(&b, "<parallelGateway id='f%d'/><userTask id='a%d'/><userTask id='b%d'/><parallelGateway id='j%d'/>"
                   "<userTask id='n%d'/>", i, i, i, i, i + 1);
        buf_printf(&b, "<sequenceFlow id='x%d' sourceRef='n%d' targetRef='f%d'/>", i, i, i);
        buf_printf(&b, "<sequenceFlow id='y%d' sourceRef='f%d' targetRef='a%d'/>", i, i, i);
        buf_printf(&b, "<sequenceFlow id='z%d' sourceRef='f%d' targetRef='b%d'/>", i, i, i);
        buf_printf(&b, "<sequenceFlow id='u%d' sourceRef='a%d' targetRef='j%d'/>", i, i, i);
        buf_printf(&b, "<sequenceFlow id='v%d' sourceRef='b%d' targetRef='j%d'/>", i, i, i);
        buf_printf(&b, "<sequenceFlow id='w%d' sourceRef='j%d' targetRef='n%d'/>", i, i, i + 1);
    }
    return buf_str(&b);
}

static double ms_now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1000 + (double)t.tv_nsec / 1e6;
}

static void two_hundred_elements_are_checked_in_the_blink_of_an_eye(void **state)
{
    struct arena *a = arena_new(0);
    struct play p = play_make(arena_cstr(a, chain(a, 20)));
    double before = ms_now();

    (void)state;
    assert_true(flow_elements(p.flow) > 200);
    assert_str(verdict(&p, 0), "sound");
    assert_true(ms_now() - before < 500);       /* 100 ms without sanitizers, as flow bench prints */
    play_end(&p);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(matching_blocks_and_loops_are_sound),
        cmocka_unit_test(an_exclusive_split_into_a_parallel_join_is_reported_with_both_ids),
        cmocka_unit_test(a_parallel_split_into_an_exclusive_merge_is_reported_with_both_ids),
        cmocka_unit_test(a_loop_without_a_way_out_is_endless),
        cmocka_unit_test(unreachable_elements_are_found),
        cmocka_unit_test(boundary_events_are_choices_and_additions),
        cmocka_unit_test(sub_processes_are_checked_on_their_own),
        cmocka_unit_test(what_is_missing_is_told_but_not_fatal),
        cmocka_unit_test(time_limits_that_cannot_hold_are_found),
        cmocka_unit_test(a_bound_that_is_reached_proves_nothing),
        cmocka_unit_test(markings_are_counted_once_while_their_table_grows),
        cmocka_unit_test(many_guarded_steps_side_by_side_are_proven_without_looking_at_every_marking),
        cmocka_unit_test(two_hundred_elements_are_checked_in_the_blink_of_an_eye),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
