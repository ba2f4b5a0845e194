/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "flow/step.h"

enum { FIRST_EFFECTS = 16 };

uint32_t step_id(const struct run *r)
{
    return r->state->next_id;
}

void step_emit(struct run *r, struct flow_effect e)
{
    struct flow_effects *out = r->out;

    if (r->err != OK)
        return;
    if (!state_apply(r->arena, r->state, &e)) {
        r->err = ERR_LIMIT;
        return;
    }
    if (out->cap == 0) {
        out->items = ARENA_ARRAY(r->arena, FIRST_EFFECTS, struct flow_effect);
        out->cap = FIRST_EFFECTS;
    }
    out->items = arena_grow(r->arena, out->items, out->count, &out->cap, sizeof *out->items);
    out->items[out->count++] = e;
    if (e.kind == FLOW_VALUE_SET) {
        r->data_changed = true;
        r->seen_scope = 0;
    }
}

void step_refuse(struct run *r, const char *rule, uint32_t element)
{
    if (r->err != OK)
        return;
    r->err = ERR_STATE;
    r->out->refused = str_of(rule);
    r->out->element = element;
}

void step_trace(struct run *r, enum flow_what what, uint32_t scope, uint32_t element, struct str text)
{
    step_emit(r, (struct flow_effect){ .kind = FLOW_TRACE, .what = what, .scope = scope, .element = element,
                                       .text = text });
}

void step_send(struct run *r, enum flow_what what, uint32_t scope, uint32_t element, struct str text)
{
    step_emit(r, (struct flow_effect){ .kind = FLOW_SEND, .what = what, .scope = scope, .element = element,
                                       .at = r->now, .text = text });
}

/* ---- one function for each event ---- */

static struct item *open_item(struct run *r)
{
    struct item *it = state_item(r->state, r->event->id);

    if (it == NULL)
        step_refuse(r, "item.closed", 0);
    else if (it->held)
        step_refuse(r, "item.held", it->element);
    return r->err == OK ? it : NULL;
}

/* The start the event asks for: by number, else by the name of its message or signal, else the plain one. */
static uint32_t choose_start(const struct run *r)
{
    const struct box *box = &r->flow->boxes[1];

    for (uint32_t k = 0; k < box->starts.count; k++) {
        uint32_t i = r->flow->links[box->starts.at + k];
        const struct node *n = step_node(r, i);
        if (i == r->event->element)
            return i;
        if (r->event->element == 0 && r->event->name.len > 0 && str_eq(n->text, r->event->name)
            && (n->trigger == ON_MESSAGE || n->trigger == ON_SIGNAL))
            return i;
    }
    return r->event->element == 0 && r->event->name.len == 0 ? box->start : 0;
}

static void on_start(struct run *r)
{
    uint32_t start = choose_start(r), scope;

    if (r->state->elements > 0)
        step_refuse(r, "case.started", 0);
    else if (start == 0)
        step_refuse(r, "start.unknown", r->event->element);
    step_emit(r, (struct flow_effect){ .kind = FLOW_CASE_SET, .what = FLOW_CASE_STARTED, .n = r->flow->count, .at = r->now,
        .text = r->flow->hash_text });
    scope = step_id(r);
    step_emit(r, (struct flow_effect){ .kind = FLOW_SCOPE_OPEN, .what = FLOW_IN_PROCESS, .id = scope,
                                       .element = r->flow->boxes[1].element });
    r->state->fits = r->flow;
    data_set_all(r, scope, r->event->data);
    scope_open_event_subs(r, scope, 1);
    token_enter(r, scope, start);
}

static void on_complete(struct run *r)
{
    if (open_item(r) != NULL)
        activity_complete_item(r, r->event->id, r->event->data);
}

static void on_fail(struct run *r)
{
    struct item *it = open_item(r);

    if (it == NULL)
        return;
    data_set_all(r, it->scope, r->event->data);
    throw_error(r, it->scope, it->element, it->id, r->event->name);
}

static void on_wait(struct run *r, enum flow_what what)
{
    const struct wait *w = state_wait(r->state, r->event->id);

    if (w == NULL || w->what != what)
        step_refuse(r, "wait.closed", 0);
    else
        wait_fire(r, w->id, r->event->data);
}

static void on_timer(struct run *r)
{
    on_wait(r, FLOW_ON_TIMER);
}

static void on_message(struct run *r)
{
    if (r->event->id != 0) {
        on_wait(r, FLOW_ON_MESSAGE);
        return;
    }
    for (size_t i = 0; i < r->state->wait_count; i++) {
        const struct wait *w = &r->state->waits[i];
        if (w->what == FLOW_ON_MESSAGE && str_eq(w->text, r->event->name)) {
            wait_fire(r, w->id, r->event->data);
            return;
        }
    }
    step_refuse(r, "message.unawaited", 0);
}

static void on_signal(struct run *r)
{
    if (!wait_fire_signal(r, r->event->name, r->event->data))
        step_refuse(r, "signal.unawaited", 0);
}

static void on_facts(struct run *r)
{
    data_set_all(r, r->state->scope_count > 0 ? r->state->scopes[0].id : 0, r->event->data);
    r->data_changed = true;
}

static void on_suspend(struct run *r)
{
    step_emit(r, (struct flow_effect){ .kind = FLOW_CASE_SET, .what = FLOW_CASE_SUSPENDED, .at = r->now });
}

static void on_resume(struct run *r)
{
    if (r->state->status != FLOW_SUSPENDED)
        step_refuse(r, "case.not_suspended", 0);
    step_emit(r, (struct flow_effect){ .kind = FLOW_CASE_SET, .what = FLOW_CASE_RESUMED, .at = r->now });
}

struct event_row { const char *name; void (*act)(struct run *r); bool while_suspended; };

static const struct event_row rows[FLOW_EVENT_COUNT] = {
    [FLOW_START]     = { "start", on_start, false },
    [FLOW_COMPLETE]  = { "complete", on_complete, false },
    [FLOW_FAIL]      = { "fail", on_fail, false },
    [FLOW_TIMER]     = { "timer", on_timer, false },
    [FLOW_MESSAGE]   = { "message", on_message, false },
    [FLOW_SIGNAL]    = { "signal", on_signal, false },
    [FLOW_FACTS]     = { "facts", on_facts, false },
    [FLOW_RETURN]    = { "return", office_return, false },
    [FLOW_ADD_SIGN]  = { "add_sign", sign_add, false },
    [FLOW_DELEGATE]  = { "delegate", office_hand_on, false },
    [FLOW_TAKE_BACK] = { "take_back", office_hand_on, false },
    [FLOW_TRANSFER]  = { "transfer", office_hand_on, false },
    [FLOW_WITHDRAW]  = { "withdraw", office_withdraw, true },
    [FLOW_COPY]      = { "copy", office_tell, true },
    [FLOW_URGE]      = { "urge", office_tell, false },
    [FLOW_SUSPEND]   = { "suspend", on_suspend, false },
    [FLOW_RESUME]    = { "resume", on_resume, true },
};

const char *flow_event_name(enum flow_event_kind kind)
{
    return kind < FLOW_EVENT_COUNT ? rows[kind].name : "";
}

/* Tokens move first in first out; joins, conditions and ends of scopes are looked at only when nothing moves. */
static void settle(struct run *r)
{
    while (r->err == OK) {
        if (++r->budget > FLOW_MOVES_MAX)
            r->err = ERR_LIMIT;
        else if (r->move_head < r->move_count)
            token_move(r, r->moves[r->move_head++]);
        else if (!token_try_joins(r) && !wait_try_conditions(r) && !scope_try_complete(r))
            return;
    }
}

static void admit(struct run *r)
{
    const struct flow_state *s = r->state;
    enum flow_event_kind kind = r->event->kind;

    if (kind >= FLOW_EVENT_COUNT)
        step_refuse(r, "event.unknown", 0);
    else if (kind != FLOW_START && s->elements == 0)
        step_refuse(r, "case.not_started", 0);
    else if (s->status > FLOW_SUSPENDED)
        step_refuse(r, "case.closed", 0);
    else if (s->status == FLOW_SUSPENDED && !rows[kind].while_suspended)
        step_refuse(r, "case.suspended", 0);
}

enum err flow_step(struct arena *a, const struct flow *f, const struct flow_state *s, int64_t now,
                   const struct flow_event *ev, const struct feel *facts, struct flow_effects *out)
{
    struct run r = { .arena = a, .flow = f, .event = ev, .facts = facts, .now = now, .out = out, .err = OK };

    *out = (struct flow_effects){ .refused = { "", 0 } };
    if (s != NULL && s->elements > 0 && s->fits != f && !state_fits(f, s))
        return ERR_INVALID;
    r.state = s != NULL ? state_copy(a, s) : state_new(a);
    r.state->fits = f;
    admit(&r);
    if (r.err == OK)
        rows[ev->kind].act(&r);
    settle(&r);
    if (r.err != OK)
        *out = (struct flow_effects){ .refused = out->refused, .element = out->element };
    return r.err;
}

enum err flow_apply(struct arena *a, const struct flow *f, const struct flow_state *s, const struct flow_effects *e,
                    struct flow_state **out)
{
    struct flow_state *t = s != NULL ? state_copy(a, s) : state_new(a);

    for (size_t i = 0; i < e->count; i++)
        if (!state_apply(a, t, &e->items[i]))
            return ERR_INVALID;
    if (f != NULL && t->elements > 0 && !state_fits(f, t))
        return ERR_INVALID;
    t->fits = f;
    *out = t;
    return OK;
}
