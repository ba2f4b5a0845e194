/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * undo - compensation (BPMN 2.0.2, 10.7 and 13.5.5): what was done is remembered, and undone the latest first.
 *
 * A done activity with a handler leaves a wait in its level.  A done sub-process with something to undo stays as a kept
 * scope (its values as they were, nothing live), named in n of a wait of its level; when it is undone it comes to life
 * inside the scope of the throw.  A handler on its border goes before all inside.
 */
#include "flow/step.h"

static bool has_edge(const struct run *r, uint32_t element)
{
    const struct slice *edges = &step_node(r, element)->edges;

    for (uint32_t k = 0; k < edges->count; k++)
        if (step_node(r, r->flow->links[edges->at + k])->trigger == ON_COMPENSATION)
            return true;
    return false;
}

/* The start of the compensation event sub-process inside; 0: none. */
static uint32_t own_handler(const struct run *r, uint32_t element)
{
    const struct slice *subs = &r->flow->boxes[step_node(r, element)->body].event_subs;

    for (uint32_t k = 0; k < subs->count; k++) {
        uint32_t start = r->flow->boxes[step_node(r, r->flow->links[subs->at + k])->body].start;
        if (step_node(r, start)->trigger == ON_COMPENSATION)
            return start;
    }
    return 0;
}

void undo_remember(struct run *r, uint32_t scope, uint32_t element)
{
    const struct slice *edges = &step_node(r, element)->edges;

    for (uint32_t k = 0; k < edges->count; k++) {
        uint32_t edge = r->flow->links[edges->at + k];
        if (step_node(r, edge)->trigger == ON_COMPENSATION)
            wait_open(r, scope, edge, scope, 1);
    }
}

/* wanted: only what belongs to this activity; 0: all. */
static const struct wait *latest_of(const struct run *r, uint32_t level, uint32_t wanted)
{
    for (size_t i = r->state->wait_count; i-- > 0;) {
        const struct wait *w = &r->state->waits[i];
        if (w->what == FLOW_ON_COMPENSATION && w->scope == level
            && (wanted == 0 || w->element == wanted || step_node(r, w->element)->host == wanted))
            return w;
    }
    return NULL;
}

static bool has_to_undo(const struct run *r, const struct scope *c)
{
    const struct node *n = step_node(r, c->element);

    if (n->kind != NODE_SUB || n->for_compensation || has_edge(r, c->element))
        return false;
    return (c->what == FLOW_IN_SUB && own_handler(r, c->element) != 0) || latest_of(r, c->id, 0) != NULL;
}

bool undo_keep(struct run *r, uint32_t scope)
{
    struct scope c = *state_scope(r->state, scope);

    if (!has_to_undo(r, &c))
        return false;
    scope_stop(r, scope, NULL);
    step_emit(r, (struct flow_effect){ .kind = FLOW_SCOPE_SET, .what = FLOW_IN_KEPT, .id = c.id, .scope = c.parent,
                                       .element = c.element });
    step_emit(r, (struct flow_effect){ .kind = FLOW_WAIT_OPEN, .what = FLOW_ON_COMPENSATION, .id = step_id(r),
        .scope = c.parent, .element = c.element, .owner = c.parent, .n = c.id, .at = r->now });
    return true;
}

static void forget(struct run *r, const struct wait *w, enum flow_what how)
{
    step_emit(r, (struct flow_effect){ .kind = FLOW_WAIT_CLOSE, .what = how, .id = w->id, .scope = w->scope,
                                       .element = w->element, .owner = w->owner });
}

void undo_forget(struct run *r, uint32_t level, uint32_t element)
{
    const struct wait *found;

    while (r->err == OK && (found = latest_of(r, level, element)) != NULL) {
        struct wait w = *found;
        forget(r, &w, FLOW_CLOSED_CANCELLED);
        if (step_node(r, w.element)->kind == NODE_SUB)
            scope_drop(r, w.n, FLOW_CLOSED_CANCELLED);
    }
}

/* Its own handler runs instead of what stands inside; several instances (turn) have one each. */
static void revive(struct run *r, uint32_t throw_scope, uint32_t kept)
{
    const struct scope *c = state_scope(r->state, kept);
    uint32_t element, start;

    if (c == NULL || c->what != FLOW_IN_KEPT)
        return;
    element = c->element;
    start = c->turn == 0 ? own_handler(r, element) : 0;
    step_emit(r, (struct flow_effect){ .kind = FLOW_SCOPE_SET, .what = FLOW_IN_COMPENSATION, .id = kept,
                                       .scope = throw_scope, .element = element });
    if (start == 0)
        return;
    step_emit(r, (struct flow_effect){ .kind = FLOW_SCOPE_SET, .id = kept, .scope = throw_scope, .element = element,
                                       .n = 1 });
    throw_start_event_sub(r, kept, start, NULL);
}

/* A throw in an event sub-process also reaches the level around it, where more was done before. */
static const struct wait *next_to_undo(const struct run *r, const struct scope *c)
{
    const struct scope *level = state_scope(r->state, c->parent);
    uint32_t wanted = step_node(r, c->element)->jump;
    const struct wait *w;

    if (step_node(r, c->element)->kind == NODE_SUB)
        return c->done == 0 ? latest_of(r, c->id, 0) : NULL;
    w = latest_of(r, level->id, wanted);
    while (w == NULL && level->what == FLOW_IN_EVENT_SUB) {
        level = state_scope(r->state, level->parent);
        w = latest_of(r, level->id, wanted);
    }
    return w;
}

void undo_next(struct run *r, uint32_t scope)
{
    struct scope c = *state_scope(r->state, scope);
    const struct wait *found = next_to_undo(r, &c);
    struct wait w;

    if (found == NULL) {
        scope_drop(r, scope, FLOW_CLOSED_DONE);
        if (step_node(r, c.element)->kind == NODE_THROW && !step_node(r, c.element)->aside)
            token_leave(r, c.parent, c.element);
        return;
    }
    w = *found;
    forget(r, &w, FLOW_CLOSED_DONE);
    if (step_node(r, w.element)->kind == NODE_SUB)
        revive(r, scope, w.n);
    else {
        step_trace(r, FLOW_TRACE_CATCH, scope, w.element, STR(""));
        activity_begin(r, scope, step_node(r, w.element)->jump);
    }
}

void undo_begin(struct run *r, uint32_t scope, uint32_t element)
{
    step_emit(r, (struct flow_effect){ .kind = FLOW_SCOPE_OPEN, .what = FLOW_IN_COMPENSATION, .id = step_id(r),
                                       .scope = scope, .element = element, .at = r->now });
}
