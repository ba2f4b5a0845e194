/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "play.h"

#include "base/buf.h"
#include "flow/path.h"

/* Each of the named elements is a group of its own; the ways as the groups they pass: "a,b a,c". */
static struct str ways_of(struct play *p, const char *const *names, size_t count)
{
    struct buf b = buf_in(p->arena);
    uint64_t *groups = ARENA_ARRAY(p->arena, flow_elements(p->flow) + 1, uint64_t);
    struct path_list ways;

    for (size_t i = 0; i < count; i++)
        groups[flow_find(p->flow, str_of(names[i]))] = UINT64_C(1) << i;
    assert_int_equal(path_find(p->arena, p->flow, groups, &ways), OK);
    for (size_t w = 0; w < ways.count; w++) {
        buf_printf(&b, "%s", w > 0 ? " " : "");
        for (size_t i = 0; i < count; i++)
            if (ways.items[w].groups >> i & 1)
                buf_printf(&b, "%s", names[i]);
    }
    return buf_str(&b);
}

static void expect(const char *process, const char *wanted)
{
    static const char *const names[] = { "a", "b", "c" };
    struct play p = play_make(process);
    struct str got = ways_of(&p, names, 3);

    if (!str_is(got, wanted))
        fail_msg("\"%.*s\", not \"%s\"", STR_ARG(got), wanted);
    play_end(&p);
}

static void one_step_after_another_is_one_way(void **state)
{
    (void)state;
    expect("<startEvent id='s'/><userTask id='a'/><userTask id='b'/><endEvent id='e'/>" F(s, a) F(a, b) F(b, e), "ab");
}

static void a_way_takes_one_branch_of_a_fork_and_never_both(void **state)
{
    (void)state;
    expect("<startEvent id='s'/><parallelGateway id='f'/><userTask id='a'/><userTask id='b'/><parallelGateway id='j'/>"
           "<userTask id='c'/><endEvent id='e'/>" F(s, f) F(f, a) F(f, b) F(a, j) F(b, j) F(j, c) F(c, e), "ac bc");
}

static void a_loop_is_gone_through_once(void **state)
{
    (void)state;
    expect("<startEvent id='s'/><userTask id='a'/><exclusiveGateway id='x'/><userTask id='b'/><endEvent id='e'/>"
           F(s, a) F(a, x) F(x, b) F(b, a) F(x, e), "ab");
}

static void a_boundary_event_is_a_way_too(void **state)
{
    (void)state;
    expect("<startEvent id='s'/><userTask id='a'/><boundaryEvent id='t' attachedToRef='a'><timerEventDefinition>"
           "<timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent><userTask id='b'/><endEvent id='e'/>"
           "<endEvent id='g'/>" F(s, a) F(a, e) F(t, b) F(b, g), "ab");
}

static void the_inside_of_a_sub_process_is_part_of_the_way(void **state)
{
    (void)state;
    expect("<startEvent id='s'/><subProcess id='u'><startEvent id='us'/><userTask id='a'/><endEvent id='ue'/>"
           F(us, a) F(a, ue) "</subProcess><userTask id='b'/><endEvent id='e'/>" F(s, u) F(u, b) F(b, e), "ab");
}

static void a_timer_says_what_it_waits_for(void **state)
{
    struct play p = play_make("<startEvent id='s'/><intermediateCatchEvent id='t'><timerEventDefinition><timeDuration>P7WD"
                              "</timeDuration></timerEventDefinition></intermediateCatchEvent><endEvent id='e'/>" F(s, t) F(t, e));

    (void)state;
    assert_str(path_timer(p.flow, flow_find(p.flow, STR("t"))), "P7WD");
    assert_str(path_timer(p.flow, flow_find(p.flow, STR("s"))), "");
    play_end(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_step_after_another_is_one_way),
        cmocka_unit_test(a_way_takes_one_branch_of_a_fork_and_never_both),
        cmocka_unit_test(a_loop_is_gone_through_once),
        cmocka_unit_test(a_boundary_event_is_a_way_too),
        cmocka_unit_test(the_inside_of_a_sub_process_is_part_of_the_way),
        cmocka_unit_test(a_timer_says_what_it_waits_for),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
