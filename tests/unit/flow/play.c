/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "play.h"

#include <string.h>

#include "base/buf.h"
#include "base/json.h"

#define HEAD "<?xml version='1.0'?><definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' " \
    "xmlns:bcc='https://buchucun.org/bpmn/1.0' targetNamespace='t'>"

struct str play_process(struct arena *a, const char *inside)
{
    return arena_printf(a, HEAD "<process id='p' isExecutable='true'>%s</process></definitions>", inside);
}

struct str play_definitions(struct arena *a, const char *inside)
{
    return arena_printf(a, HEAD "%s</definitions>", inside);
}

static struct play compile(struct arena *a, struct str bytes)
{
    struct play p = { .arena = a, .now = 1700000000000 };
    struct flow_source file = { STR("test.bpmn"), bytes };

    if (flow_compile(a, &file, 1, STR(""), &p.flow, &p.report) != OK) {
        const struct flow_finding *f = p.report.items;
        fail_msg("line %d %.*s: %.*s: %.*s", f->line, STR_ARG(f->element), STR_ARG(f->rule), STR_ARG(f->text));
    }
    return p;
}

struct play play_make(const char *inside)
{
    struct arena *a = arena_new(0);

    return compile(a, play_process(a, inside));
}

struct play play_make_all(const char *definitions)
{
    struct arena *a = arena_new(0);

    return compile(a, play_definitions(a, definitions));
}

void play_end(struct play *p)
{
    arena_free(p->arena);
}

struct str play_findings(struct arena *a, struct str bytes)
{
    struct flow_source file = { STR("test.bpmn"), bytes };
    struct flow_report report;
    struct flow *flow;
    struct buf b = buf_in(a);
    enum err e = flow_compile(a, &file, 1, STR(""), &flow, &report);
    bool fatal = false;

    for (size_t i = 0; i < report.count; i++) {
        buf_printf(&b, "%s%.*s:%.*s", i > 0 ? " " : "", STR_ARG(report.items[i].rule), STR_ARG(report.items[i].element));
        fatal |= report.items[i].fatal;
        assert_true(report.items[i].line > 0 && report.items[i].text.len > 0 && report.items[i].file.len > 0);
    }
    assert_int_equal(e, fatal ? ERR_INVALID : OK);
    return buf_str(&b);
}

static void same_bytes(struct str l, struct str r)
{
    assert_int_equal(l.len, r.len);
    assert_memory_equal(l.p, r.p, l.len);
}

/* The promise of the engine: the state is the fold of its recorded effects. */
static void prove(struct play *p, const struct flow_state *before)
{
    struct arena *a = p->arena;
    struct str json = json_write(a, flow_effects_to_val(a, &p->last));
    struct str bytes = flow_encode(a, p->state);
    struct flow_effects again;
    struct flow_state *rebuilt, *decoded;
    struct val *v;

    assert_int_equal(json_read(a, json, &v, NULL), OK);
    assert_int_equal(flow_effects_from_val(a, v, &again), OK);
    assert_int_equal(flow_apply(a, NULL, before, &again, &rebuilt), OK);
    same_bytes(flow_encode(a, rebuilt), bytes);
    assert_int_equal(flow_decode(a, p->flow, bytes, &decoded), OK);
    same_bytes(flow_encode(a, decoded), bytes);
    p->state = decoded;
}

enum err play_event(struct play *p, struct flow_event ev)
{
    struct flow_state *before = p->state;
    struct flow_effects twice;
    enum err e = flow_step(p->arena, p->flow, before, p->now, &ev, p->facts, &p->last);

    assert_int_equal(flow_step(p->arena, p->flow, before, p->now, &ev, p->facts, &twice), e);
    assert_int_equal(twice.count, p->last.count);
    if (e != OK) {
        assert_int_equal(p->last.count, 0);
        assert_true(e != ERR_STATE || p->last.refused.len > 0);
        return e;
    }
    assert_int_equal(flow_apply(p->arena, p->flow, before, &p->last, &p->state), OK);
    prove(p, before);
    return OK;
}

const struct feel *play_json(struct play *p, const char *json)
{
    const struct feel *v = NULL;

    if (json != NULL)
        assert_int_equal(feel_from_json(p->arena, str_of(json), &v, NULL), OK);
    return v;
}

void play_start_with(struct play *p, const char *json)
{
    struct flow_event ev = { .kind = FLOW_START, .data = play_json(p, json) };
    enum err e = play_event(p, ev);

    if (e != OK)
        fail_msg("start: %s %.*s", err_name(e), STR_ARG(p->last.refused));
}

void play_start(struct play *p)
{
    play_start_with(p, NULL);
}

static uint32_t find(struct play *p, enum flow_effect_kind kind, const char *element)
{
    struct flow_effects open;
    uint32_t wanted = flow_find(p->flow, str_of(element));

    assert_int_equal(flow_open(p->arena, p->state, &open), OK);
    for (size_t i = 0; i < open.count; i++)
        if (open.items[i].kind == kind && open.items[i].element == wanted)
            return open.items[i].id;
    return 0;
}

uint32_t play_item(struct play *p, const char *element)
{
    return find(p, FLOW_ITEM_OPEN, element);
}

enum err play_do_with(struct play *p, const char *element, const char *json)
{
    struct flow_event ev = { .kind = FLOW_COMPLETE, .id = play_item(p, element), .data = play_json(p, json) };

    return play_event(p, ev);
}

enum err play_do(struct play *p, const char *element)
{
    return play_do_with(p, element, NULL);
}

enum err play_move(struct play *p, enum flow_event_kind kind, const char *item, const char *target, enum flow_how how,
                   int64_t who)
{
    struct flow_event ev = { .kind = kind, .id = item != NULL ? play_item(p, item) : 0,
        .element = target != NULL ? flow_find(p->flow, str_of(target)) : 0, .how = how, .who = who };

    return play_event(p, ev);
}

enum err play_timer(struct play *p, const char *element)
{
    return play_event(p, (struct flow_event){ .kind = FLOW_TIMER, .id = find(p, FLOW_WAIT_OPEN, element) });
}

enum err play_message(struct play *p, const char *name)
{
    return play_event(p, (struct flow_event){ .kind = FLOW_MESSAGE, .name = str_of(name) });
}

enum err play_signal(struct play *p, const char *name)
{
    return play_event(p, (struct flow_event){ .kind = FLOW_SIGNAL, .name = str_of(name) });
}

static void add_word(struct buf *b, struct str word, const char *sign)
{
    buf_printf(b, "%s%.*s%s", b->len > 0 ? " " : "", STR_ARG(word), sign);
}

struct str play_doing(struct play *p)
{
    struct buf b = buf_in(p->arena);
    struct flow_effects open;
    uint32_t live[100];
    size_t count = flow_live(p->state, live, 100);

    assert_int_equal(flow_open(p->arena, p->state, &open), OK);
    for (size_t i = 0; i < open.count; i++)
        add_word(&b, flow_element(p->flow, open.items[i].element)->id, open.items[i].kind == FLOW_ITEM_OPEN ? "" : "?");
    for (size_t i = 0; i < count; i++)
        if (str_is(flow_element(p->flow, live[i])->kind, "sequenceFlow"))
            add_word(&b, flow_element(p->flow, live[i])->id, ">");
    return buf_str(&b);
}

struct str play_status(struct play *p)
{
    static const char *const names[] = { "running", "suspended", "finished", "failed", "withdrawn" };

    return str_of(names[flow_status(p->state)]);
}

struct str play_value(struct play *p, const char *name)
{
    const struct feel *v = feel_get(flow_values(p->arena, p->state), str_of(name));

    return v != NULL ? feel_to_json(p->arena, v) : STR("");
}

bool play_says(struct play *p, enum flow_effect_kind kind, enum flow_what what, const char *element)
{
    for (size_t i = 0; i < p->last.count; i++)
        if (p->last.items[i].kind == kind && p->last.items[i].what == what
            && p->last.items[i].element == flow_find(p->flow, str_of(element)))
            return true;
    return false;
}
