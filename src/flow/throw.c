/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "flow/step.h"

/* A named code goes before the event that takes every code. */
static uint32_t better(const struct run *r, uint32_t best, uint32_t candidate, enum trigger t, struct str code)
{
    const struct node *n = step_node(r, candidate);

    if (n->trigger != t || (n->text.len > 0 && !str_eq(n->text, code)))
        return best;
    return best == 0 || n->text.len > 0 ? candidate : best;
}

static uint32_t edge_for(const struct run *r, uint32_t element, enum trigger t, struct str code)
{
    const struct slice *edges = &step_node(r, element)->edges;
    uint32_t best = 0;

    for (uint32_t k = 0; k < edges->count; k++)
        best = better(r, best, r->flow->links[edges->at + k], t, code);
    return best;
}

/* The start of an event sub-process of the level that takes it. */
static uint32_t start_for(const struct run *r, const struct scope *level, enum trigger t, struct str code)
{
    const struct box *box = &r->flow->boxes[level->what == FLOW_IN_PROCESS ? 1 : step_node(r, level->element)->body];
    uint32_t best = 0;

    for (uint32_t k = 0; k < box->event_subs.count; k++) {
        uint32_t sub = r->flow->links[box->event_subs.at + k];
        best = better(r, best, r->flow->boxes[step_node(r, sub)->body].start, t, code);
    }
    return best;
}

void throw_start_event_sub(struct run *r, uint32_t scope, uint32_t start, const struct feel *data)
{
    uint32_t sub = r->flow->boxes[step_node(r, start)->box].element, id;

    if (step_node(r, start)->interrupting)
        scope_stop(r, scope, NULL);
    id = step_id(r);
    step_emit(r, (struct flow_effect){ .kind = FLOW_SCOPE_OPEN, .what = FLOW_IN_EVENT_SUB, .id = id, .scope = scope,
                                       .element = sub, .at = r->now });
    step_trace(r, FLOW_TRACE_CATCH, id, start, step_node(r, start)->text);
    data_set_all(r, id, data);
    scope_open_event_subs(r, id, step_node(r, sub)->body);
    token_leave(r, id, start);
}

static void leave_by_edge(struct run *r, uint32_t scope, uint32_t edge, uint32_t key)
{
    if (step_node(r, edge)->interrupting)
        scope_cancel_activity(r, key);
    step_trace(r, FLOW_TRACE_CATCH, scope, edge, step_node(r, edge)->text);
    token_leave(r, scope, edge);
}

/* Where something thrown stands on its way out: element with that key, in scope; element 0: at scope itself. */
struct way_out { uint32_t scope, element, key; };

/* From an instance or a sign round to the activity as a whole. */
static void to_whole(const struct run *r, struct way_out *w)
{
    const struct scope *c = state_scope(r->state, w->scope);

    while (c != NULL && c->parent != 0 && !scope_is_level(c->what) && c->what != FLOW_IN_COMPENSATION) {
        w->key = c->owner;
        w->scope = c->parent;
        c = state_scope(r->state, w->scope);
    }
}

static bool catch_here(struct run *r, const struct way_out *w, enum trigger t, struct str code)
{
    const struct scope *level = state_scope(r->state, w->scope);
    uint32_t edge = w->element != 0 ? edge_for(r, w->element, t, code) : 0, start;

    if (edge != 0) {
        leave_by_edge(r, w->scope, edge, w->key);
        return true;
    }
    if (!scope_is_level(level->what) || (w->element != 0 && step_node(r, w->element)->kind == NODE_EVENT_SUB))
        return false;
    start = start_for(r, level, t, code);
    if (start != 0)
        throw_start_event_sub(r, w->scope, start, NULL);
    return start != 0;
}

/* Outwards, level by level; false: nobody takes it. */
static bool throw_outwards(struct run *r, struct way_out w, enum trigger t, struct str code)
{
    while (r->err == OK) {
        const struct scope *c;
        to_whole(r, &w);
        if (catch_here(r, &w, t, code))
            return true;
        c = state_scope(r->state, w.scope);
        if (c->parent == 0)
            return false;
        w = (struct way_out){ c->parent, c->what == FLOW_IN_COMPENSATION ? 0 : c->element, c->owner };
    }
    return true;
}

void throw_error(struct run *r, uint32_t scope, uint32_t element, uint32_t key, struct str code)
{
    step_trace(r, FLOW_TRACE_ERROR, scope, element, code);
    if (!throw_outwards(r, (struct way_out){ scope, key != 0 ? element : 0, key }, ON_ERROR, code))
        scope_end_case(r, FLOW_CASE_FAILED, code);
}

/* The way on is taken first: what the throw interrupts takes it back (token_forget). */
void throw_event(struct run *r, uint32_t scope, uint32_t element)
{
    const struct node *n = step_node(r, element);

    if (n->trigger == ON_ERROR) {
        throw_error(r, scope, element, 0, n->text);
        return;
    }
    step_trace(r, FLOW_TRACE_THROW, scope, element, n->text);
    if (n->kind == NODE_END)
        step_trace(r, FLOW_TRACE_END, scope, element, STR(""));
    else if ((n->trigger != ON_COMPENSATION || n->aside) && n->trigger != ON_LINK)
        token_leave(r, scope, element);
    switch (n->trigger) {
    case ON_MESSAGE: step_send(r, FLOW_SEND_MESSAGE, scope, element, n->text); break;
    case ON_SIGNAL:
        step_send(r, FLOW_SEND_SIGNAL, scope, element, n->text);
        wait_fire_signal(r, n->text, NULL);
        break;
    case ON_ESCALATION: throw_outwards(r, (struct way_out){ scope, 0, 0 }, ON_ESCALATION, n->text); break;
    case ON_COMPENSATION: undo_begin(r, scope, element); break;
    case ON_LINK: token_enter(r, scope, n->jump); break;
    default: break;
    }
}
