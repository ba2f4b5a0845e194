/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "play.h"

#include <stdio.h>

#include "base/buf.h"
#include "base/json.h"
#include "flow/run.h"

struct told { struct arena *arena; struct buf lines; struct str last; };

/* "event:element" of each line, with the time where it is not 0; the last line as it is. */
static void listen(void *user, struct str json)
{
    struct told *t = user;
    struct val *v;

    t->last = arena_str(t->arena, json);
    assert_int_equal(json_read(t->arena, json, &v, NULL), OK);
    if (!val_has(v, "t"))
        return;
    if (t->lines.len > 0)
        buf_char(&t->lines, ' ');
    if (val_num(v, "t") != 0)
        buf_printf(&t->lines, "%lld/", (long long)val_num(v, "t") / 1000);
    buf_printf(&t->lines, "%.*s:%.*s", STR_ARG(val_str(v, "event")), STR_ARG(val_str(v, "element")));
}

static struct told run(struct play *p, struct run_plan plan, enum run_outcome wanted)
{
    struct told t = { p->arena, buf_in(p->arena), STR("") };

    plan.line = listen;
    plan.user = &t;
    assert_int_equal(flow_run(p->arena, p->flow, &plan), wanted);
    return t;
}

static void without_auto_a_run_waits_for_the_first_work(void **state)
{
    struct play p = play_make("<startEvent id='s'/><scriptTask id='t'><script>{n: 1}</script></scriptTask><userTask id='a'/>"
                              F(s, t) F(t, a));
    struct told t = run(&p, (struct run_plan){ .until_ms = -1 }, RUN_WAITING);

    (void)state;
    assert_str(buf_str(&t.lines), "enter:s complete:s enter:t script:t complete:t enter:a wait:a");
    assert_str(t.last, "{\"event\":\"waiting\",\"tokens\":[\"a\"],\"data\":{\"n\":1}}");
    play_end(&p);
}

static void auto_completes_all_work_and_jumps_to_the_next_timer(void **state)
{
    struct play p = play_make("<startEvent id='s'/><userTask id='a'/><intermediateCatchEvent id='w'><timerEventDefinition>"
        "<timeDuration>PT2H</timeDuration></timerEventDefinition></intermediateCatchEvent><endEvent id='e'/>"
        F(s, a) F(a, w) F(w, e));
    struct told t = run(&p, (struct run_plan){ .automatic = true, .until_ms = -1 }, RUN_FINISHED);

    (void)state;
    assert_str(buf_str(&t.lines), "enter:s complete:s enter:a wait:a complete:a enter:w wait:w "
                                  "7200/timer:w 7200/complete:w 7200/end:e");
    assert_str(t.last, "{\"event\":\"finished\",\"tokens\":[],\"data\":{}}");
    t = run(&p, (struct run_plan){ .automatic = true, .until_ms = 3600000 }, RUN_WAITING);
    assert_str(t.last, "{\"event\":\"waiting\",\"tokens\":[\"w\"],\"data\":{}}");
    play_end(&p);
}

static void messages_and_signals_arrive_at_their_time(void **state)
{
    struct play p = play_make("<startEvent id='s'/><intermediateCatchEvent id='w'><messageEventDefinition messageRef='m'/>"
        "</intermediateCatchEvent><intermediateCatchEvent id='v'><signalEventDefinition signalRef='g'/>"
        "</intermediateCatchEvent><endEvent id='e'/>" F(s, w) F(w, v) F(v, e));
    struct run_post posts[] = { { STR("m"), 60000, false }, { STR("g"), 120000, true } };
    struct told t = run(&p, (struct run_plan){ .until_ms = -1, .posts = posts, .post_count = 2 }, RUN_FINISHED);

    (void)state;
    assert_str(buf_str(&t.lines), "enter:s complete:s enter:w wait:w 60/catch:w 60/complete:w 60/enter:v 60/wait:v "
                                  "120/catch:v 120/complete:v 120/end:e");
    play_end(&p);
}

static void what_is_to_be_done_is_done_when_its_turn_comes(void **state)
{
    struct play p = play_make("<startEvent id='s'/><userTask id='a'/><userTask id='b'/><endEvent id='e'/>"
                              F(s, a) F(a, b) F(b, e));
    struct run_do dos[] = { { STR("a"), STR("approve"), NULL }, { STR("b"), STR("return"), NULL },
                            { STR("a"), STR("complete"), NULL } };
    struct told t;

    (void)state;
    dos[1].data = play_json(&p, "\"a\"");
    t = run(&p, (struct run_plan){ .until_ms = -1, .dos = dos, .do_count = 3 }, RUN_WAITING);
    assert_str(t.last, "{\"event\":\"waiting\",\"tokens\":[\"b\"],\"data\":{\"action\":\"approve\"}}");
    dos[1].action = STR("return");
    dos[1].data = play_json(&p, "\"nowhere\"");
    t = run(&p, (struct run_plan){ .until_ms = -1, .dos = dos, .do_count = 2 }, RUN_FAILED);
    assert_true(str_ends(buf_str(&t.lines), STR("error:b")));
    play_end(&p);
}

static void a_process_that_cannot_go_on_is_stuck_or_failed(void **state)
{
    struct play p = play_make("<startEvent id='s'/><exclusiveGateway id='g'/><task id='a'/><task id='b'/>"
        "<parallelGateway id='j'/>" F(s, g) F(g, a) FC(g, b, "x") F(a, j) F(b, j));
    struct play q = play_make("<startEvent id='s'/><exclusiveGateway id='g'/><task id='a'/><task id='b'/>"
                              F(s, g) FC(g, a, "x") FC(g, b, "y"));
    struct told t = run(&p, (struct run_plan){ .automatic = true, .until_ms = -1 }, RUN_STUCK);

    (void)state;
    assert_str(t.last, "{\"event\":\"stuck\",\"tokens\":[\"a_j\"],\"data\":{}}");
    t = run(&q, (struct run_plan){ .automatic = true, .until_ms = -1 }, RUN_FAILED);
    assert_str(buf_str(&t.lines), "error:g");
    play_end(&p);
    play_end(&q);
}

static struct flow_source fixture(struct arena *a, const char *name)
{
    char *bytes = ARENA_ARRAY(a, 65536, char);
    FILE *file = fopen(arena_cstr(a, arena_printf(a, "%s/%s", FIXTURES, name)), "r");
    size_t len;

    assert_non_null(file);
    len = fread(bytes, 1, 65536, file);
    fclose(file);
    return (struct flow_source){ str_of(name), { bytes, len } };
}

static void the_processes_of_the_fixtures_are_sound_and_come_to_their_end(void **state)
{
    static const struct { const char *file, *data; } fixtures[] = { { "joint.bpmn", "{}" },
        { "licence.bpmn", "{\"departments\":[1,2,3]}" }, { "relief.bpmn", "{\"household\":4}" } };

    (void)state;
    for (size_t i = 0; i < sizeof fixtures / sizeof *fixtures; i++) {
        struct play p = { .arena = arena_new(0) };
        struct flow_source file = fixture(p.arena, fixtures[i].file);
        struct flow_report report;
        struct told t;
        assert_int_equal(flow_compile(p.arena, &file, 1, STR(""), &p.flow, &report), OK);
        assert_int_equal(flow_check(p.arena, p.flow, 0, &report), OK);
        assert_true(report.proven && report.count == 0);
        t = run(&p, (struct run_plan){ .automatic = true, .until_ms = -1, .data = play_json(&p, fixtures[i].data) },
                RUN_FINISHED);
        assert_true(str_ends(buf_str(&t.lines), STR("end:end")));
        play_end(&p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_auto_a_run_waits_for_the_first_work),
        cmocka_unit_test(auto_completes_all_work_and_jumps_to_the_next_timer),
        cmocka_unit_test(messages_and_signals_arrive_at_their_time),
        cmocka_unit_test(what_is_to_be_done_is_done_when_its_turn_comes),
        cmocka_unit_test(a_process_that_cannot_go_on_is_stuck_or_failed),
        cmocka_unit_test(the_processes_of_the_fixtures_are_sound_and_come_to_their_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
