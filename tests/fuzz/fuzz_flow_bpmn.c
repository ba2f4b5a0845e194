/* SPDX-License-Identifier: MulanPSL-2.0 */
/* Reads a process from hostile bytes and, where it is one, checks it, draws it and plays a case of it. */
#include "base/xml.h"
#include "flow/flow.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    xml_start();
    return 0;
}

static struct flow_event event_for(const struct flow_effect *open, size_t turn)
{
    static const enum flow_event_kind moves[] = { FLOW_COMPLETE, FLOW_COMPLETE, FLOW_COMPLETE, FLOW_RETURN, FLOW_ADD_SIGN,
                                                  FLOW_DELEGATE, FLOW_FAIL, FLOW_WITHDRAW };
    struct flow_event ev = { .kind = moves[turn % 8], .id = open->id, .element = (uint32_t)(turn % 7 + 1),
        .how = (enum flow_how)(turn % 5), .who = (int64_t)turn + 1, .name = STR("x") };

    if (open->kind != FLOW_WAIT_OPEN)
        return ev;
    ev.kind = open->what == FLOW_ON_TIMER ? FLOW_TIMER : open->what == FLOW_ON_MESSAGE ? FLOW_MESSAGE : FLOW_SIGNAL;
    ev.name = open->text;
    return ev;
}

/* The state must be the fold of its effects and survive its bytes, whatever the process. */
static struct flow_state *apply(struct arena *a, const struct flow *f, const struct flow_state *s, const struct flow_effects *e)
{
    struct flow_state *next, *again, *blind;
    struct str bytes;

    if (flow_apply(a, f, s, e, &next) != OK || flow_apply(a, NULL, s, e, &blind) != OK)
        __builtin_trap();
    bytes = flow_encode(a, next);
    if (!str_eq(bytes, flow_encode(a, blind)) || flow_decode(a, f, bytes, &again) != OK
        || !str_eq(flow_encode(a, again), bytes))
        __builtin_trap();
    return again;
}

static void play(struct arena *a, const struct flow *f)
{
    struct flow_event ev = { .kind = FLOW_START };
    struct flow_state *s = NULL;
    struct flow_effects e, open;

    for (size_t turn = 0; turn < 40; turn++) {
        if (flow_step(a, f, s, (int64_t)turn * 1000, &ev, NULL, &e) == OK)
            s = apply(a, f, s, &e);
        if (s == NULL || flow_open(a, s, &open) != OK || open.count == 0)
            return;
        ev = event_for(&open.items[turn % open.count], turn);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct flow_source file = { STR("f.bpmn"), { (const char *)data, size } };
    struct flow_report report;
    struct arena *a;
    struct flow *f;

    if (size > 16384)
        return 0;
    a = arena_new(65536);
    if (flow_compile(a, &file, 1, STR(""), &f, &report) == OK && flow_check(a, f, 500, &report) == OK) {
        flow_draw(a, f, NULL);
        play(a, f);
    }
    arena_free(a);
    return 0;
}
