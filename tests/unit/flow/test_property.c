/* SPDX-License-Identifier: MulanPSL-2.0 */
/* Properties of all processes, tried on random ones; FLOW_MODELS says how many (2,000; 100,000 in the long test), FLOW_SEED where to begin. */
#include "play.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/json.h"
#include "model.h"

enum { TURNS_MAX = 25, END_MAX = 150, STATES_MAX = 300 };

struct trial { struct arena *arena; struct dice dice; struct flow *flow; struct flow_state *state; uint64_t seed;
               int64_t opened, closed; };

static void same(const struct trial *t, struct str l, struct str r, const char *what)
{
    if (!str_eq(l, r))
        fail_msg("seed %llu: %s", (unsigned long long)t->seed, what);
}

static struct str bytes_of(struct trial *t, const struct flow_effects *e)
{
    return json_write(t->arena, flow_effects_to_val(t->arena, e));
}

/* Whatever is put or opened is taken or closed, and nothing else is live. */
static void count(struct trial *t, const struct flow_effects *e)
{
    for (size_t i = 0; i < e->count; i++) {
        enum flow_effect_kind k = e->items[i].kind;
        t->opened += k == FLOW_SCOPE_OPEN || k == FLOW_ITEM_OPEN || k == FLOW_WAIT_OPEN
            || (k == FLOW_TOKEN_PUT && e->items[i].id != 0);
        t->closed += k == FLOW_SCOPE_CLOSE || k == FLOW_ITEM_CLOSE || k == FLOW_WAIT_CLOSE || k == FLOW_TOKEN_TAKE;
    }
}

static void check_conservation(struct trial *t)
{
    struct flow_counts live = flow_counts(t->state);

    if (t->opened - t->closed != (int64_t)(live.scopes + live.tokens + live.items + live.waits))
        fail_msg("seed %llu: something is live that was not opened, or was lost", (unsigned long long)t->seed);
    if (flow_status(t->state) > FLOW_SUSPENDED && live.scopes + live.tokens + live.items + live.waits != 0)
        fail_msg("seed %llu: a closed case still lives", (unsigned long long)t->seed);
}

static enum err step(struct trial *t, struct flow_event ev)
{
    struct flow_effects e, twice, read;
    struct flow_state *next, *rebuilt, *decoded;
    enum err err = flow_step(t->arena, t->flow, t->state, 1000, &ev, NULL, &e);
    struct str bytes;
    struct val *v;

    if (err == ERR_STATE || err == ERR_LIMIT) {
        assert_int_equal(e.count, 0);
        return err;
    }
    assert_int_equal(err, OK);
    assert_int_equal(flow_step(t->arena, t->flow, t->state, 1000, &ev, NULL, &twice), OK);
    same(t, bytes_of(t, &e), bytes_of(t, &twice), "the same event gives other effects");
    assert_int_equal(flow_apply(t->arena, t->flow, t->state, &e, &next), OK);
    assert_int_equal(json_read(t->arena, bytes_of(t, &e), &v, NULL), OK);
    assert_int_equal(flow_effects_from_val(t->arena, v, &read), OK);
    assert_int_equal(flow_apply(t->arena, NULL, t->state, &read, &rebuilt), OK);
    bytes = flow_encode(t->arena, next);
    same(t, bytes, flow_encode(t->arena, rebuilt), "replay of the recorded effects gives another state");
    assert_int_equal(flow_decode(t->arena, t->flow, bytes, &decoded), OK);
    same(t, bytes, flow_encode(t->arena, decoded), "the state does not survive its bytes");
    t->state = decoded;
    count(t, &e);
    check_conservation(t);
    return OK;
}

static struct flow_event choose(struct trial *t, const struct flow_effects *open)
{
    static const enum flow_event_kind office[] = { FLOW_RETURN, FLOW_ADD_SIGN, FLOW_DELEGATE, FLOW_TRANSFER, FLOW_TAKE_BACK,
                                                   FLOW_WITHDRAW, FLOW_FAIL, FLOW_URGE };
    const struct flow_effect *one = &open->items[dice_roll(&t->dice, (uint32_t)open->count)];
    struct flow_event ev = { .kind = FLOW_COMPLETE, .id = one->id, .who = 1 + dice_roll(&t->dice, 5), .name = STR("x"),
        .how = (enum flow_how)dice_roll(&t->dice, 5), .element = 1 + dice_roll(&t->dice, flow_elements(t->flow)) };
    static const char *const outputs[] = { "{\"x\":2,\"again\":false}", "{\"x\":5,\"y\":\"b\",\"again\":false}",
                                           "{\"z\":true,\"again\":true}", "{\"again\":false}" };

    if (one->kind == FLOW_WAIT_OPEN) {
        ev.kind = one->what == FLOW_ON_TIMER ? FLOW_TIMER : one->what == FLOW_ON_MESSAGE ? FLOW_MESSAGE : FLOW_SIGNAL;
        ev.name = one->text;
    } else if (dice_roll(&t->dice, 5) == 0) {
        ev.kind = office[dice_roll(&t->dice, 8)];
    } else
        assert_int_equal(feel_from_json(t->arena, str_of(outputs[dice_roll(&t->dice, 4)]), &ev.data, NULL), OK);
    return ev;
}

static void play(struct trial *t)
{
    struct flow_effects open;

    if (step(t, (struct flow_event){ .kind = FLOW_START }) != OK)
        return;
    for (int i = 0; i < TURNS_MAX; i++) {
        assert_int_equal(flow_open(t->arena, t->state, &open), OK);
        if (open.count == 0)
            return;
        step(t, choose(t, &open));
    }
}

static bool compile(struct trial *t, struct str bytes)
{
    struct flow_source file = { STR("model.bpmn"), bytes };
    struct flow_report report;

    return flow_compile(t->arena, &file, 1, STR(""), &t->flow, &report) == OK;
}

static bool is_sound(struct trial *t)
{
    struct flow_report report;

    assert_int_equal(flow_check(t->arena, t->flow, STATES_MAX, &report), OK);
    for (size_t i = 0; i < report.count; i++)
        if (report.items[i].fatal)
            return false;
    return report.proven;
}

/* Completes all that can be completed: a sound process comes to its end, or waits for what is outside. */
static void play_to_the_end(struct trial *t)
{
    struct flow_effects open;
    struct flow_event ev = { .kind = FLOW_START };
    size_t k;

    t->state = NULL;
    t->opened = t->closed = 0;
    for (int i = 0; i < END_MAX; i++) {
        if (step(t, ev) != OK)
            return;
        if (flow_status(t->state) == FLOW_FINISHED)
            return;
        assert_int_equal(flow_open(t->arena, t->state, &open), OK);
        for (k = 0; k < open.count && open.items[k].what == FLOW_ON_COMPENSATION;)
            k++;
        if (k == open.count)
            fail_msg("seed %llu: sound, but stuck", (unsigned long long)t->seed);
        ev = (struct flow_event){ .kind = FLOW_COMPLETE, .id = open.items[k].id };
        if (open.items[k].kind == FLOW_WAIT_OPEN) {
            ev.kind = open.items[k].what == FLOW_ON_TIMER ? FLOW_TIMER
                : open.items[k].what == FLOW_ON_MESSAGE ? FLOW_MESSAGE : FLOW_SIGNAL;
            ev.name = open.items[k].text;
        }
    }
}

static uint64_t setting(const char *name, uint64_t usual)
{
    const char *text = getenv(name);
    int64_t n;

    return text != NULL && str_int(str_of(text), &n) == OK && n > 0 ? (uint64_t)n : usual;
}

static bool is_long(void)
{
    const char *text = getenv("BUCHUCUN_TEST_LONG");

    return text != NULL && *text == '1';
}

static void random_processes_keep_tokens_and_replay_to_the_same_bytes(void **state)
{
    uint64_t models = setting("FLOW_MODELS", is_long() ? 100000 : 2000), seed = setting("FLOW_SEED", 1), sound = 0;

    (void)state;
    for (uint64_t i = 0; i < models; i++) {
        struct trial t = { .arena = arena_new(0), .dice = { (seed + i) * 7919 }, .seed = seed + i };
        bool blocks = t.seed % 3 != 1;
        struct str bytes = blocks ? model_of_blocks(t.arena, &t.dice) : model_free(t.arena, &t.dice);
        if (!compile(&t, bytes))
            fail_msg("seed %llu: does not compile: %.*s", (unsigned long long)t.seed, STR_ARG(play_findings(t.arena, bytes)));
        play(&t);
        if (is_sound(&t)) {
            sound++;
            play_to_the_end(&t);
        } else if (blocks) {
            fprintf(stderr, "%.*s\n", STR_ARG(bytes));
            fail_msg("seed %llu: built of blocks, but not sound", (unsigned long long)t.seed);
        }
        arena_free(t.arena);
    }
    assert_true(sound >= models * 2 / 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_processes_keep_tokens_and_replay_to_the_same_bytes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
