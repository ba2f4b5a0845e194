/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "flow/step.h"

/* A timer written as an expression is fixed when it is set, so that the clock needs no facts. */
static struct str timer_text(struct run *r, uint32_t scope, uint32_t element)
{
    const struct node *n = step_node(r, element);
    struct flow_timer timer;
    struct str text;

    if (n->expr == NULL)
        return n->text;
    text = feel_string(r->arena, data_eval(r, n->expr, scope, NULL));
    if (r->err == OK && flow_timer(text, &timer) != OK)
        step_refuse(r, "timer.value", element);
    return text;
}

void wait_open(struct run *r, uint32_t scope, uint32_t element, uint32_t owner, uint32_t n)
{
    const struct node *node = step_node(r, element);
    enum flow_what what = node->kind == NODE_RECEIVE ? FLOW_ON_MESSAGE : state_wait_what(node->trigger);
    struct str text = what == FLOW_ON_TIMER ? timer_text(r, scope, element)
        : what == FLOW_ON_MESSAGE || what == FLOW_ON_SIGNAL ? node->text : STR("");

    if (what == FLOW_ON_CONDITION)
        r->data_changed = true;
    step_emit(r, (struct flow_effect){ .kind = FLOW_WAIT_OPEN, .what = what, .id = step_id(r), .scope = scope,
        .element = element, .owner = owner, .n = n, .at = r->now, .text = text });
}

void wait_open_edges(struct run *r, uint32_t scope, uint32_t element, uint32_t owner)
{
    const struct node *n = step_node(r, element);

    for (uint32_t k = 0; k < n->edges.count; k++) {
        uint32_t edge = r->flow->links[n->edges.at + k];
        enum trigger t = step_node(r, edge)->trigger;
        if (t == ON_TIMER || t == ON_MESSAGE || t == ON_SIGNAL || t == ON_CONDITION)
            wait_open(r, scope, edge, owner, 1);
    }
}

static void close_fired(struct run *r, const struct wait *w)
{
    step_emit(r, (struct flow_effect){ .kind = FLOW_WAIT_CLOSE, .what = FLOW_CLOSED_DONE, .id = w->id,
        .scope = w->scope, .element = w->element, .owner = w->owner, .n = w->n });
}

static void open_again(struct run *r, const struct wait *w, uint32_t n)
{
    close_fired(r, w);
    step_emit(r, (struct flow_effect){ .kind = FLOW_WAIT_OPEN, .what = w->what, .id = step_id(r), .scope = w->scope,
        .element = w->element, .owner = w->owner, .n = n, .at = r->now, .text = w->text });
}

/* A message or signal may come again; a timer only while its cycle lasts; a condition must be false first (n 0). */
static void keep_or_close(struct run *r, const struct wait *w)
{
    struct flow_timer timer;

    if (w->what == FLOW_ON_CONDITION)
        open_again(r, w, 0);
    else if (w->what == FLOW_ON_TIMER && flow_timer(w->text, &timer) == OK
             && (timer.repeats < 0 || w->n < (uint32_t)timer.repeats))
        open_again(r, w, w->n + 1);
    else if (w->what == FLOW_ON_TIMER)
        close_fired(r, w);
}

static void caught(struct run *r, const struct wait *w, const struct feel *data)
{
    step_trace(r, FLOW_TRACE_CATCH, w->scope, w->element, w->text);
    data_set_all(r, w->scope, data);
}

static void fire_boundary(struct run *r, const struct wait *w, const struct feel *data)
{
    if (step_node(r, w->element)->interrupting) {
        close_fired(r, w);
        scope_cancel_activity(r, w->owner);
    } else
        keep_or_close(r, w);
    caught(r, w, data);
    token_leave(r, w->scope, w->element);
}

/* At an event-based gateway the token stands before the gateway and owns all that may happen. */
static void fire_catch(struct run *r, const struct wait *w, const struct feel *data)
{
    const struct token *t = state_token(r->state, w->owner);

    close_fired(r, w);
    if (t != NULL) {
        struct token gone = *t;
        scope_close_waits(r, gone.id);
        step_emit(r, (struct flow_effect){ .kind = FLOW_TOKEN_TAKE, .id = gone.id, .scope = gone.scope,
                                           .element = gone.flow });
    }
    caught(r, w, data);
    token_leave(r, w->scope, w->element);
}

static void fire_receive(struct run *r, const struct wait *w, const struct feel *data)
{
    const struct item *it = state_item(r->state, w->owner);

    if (it == NULL) {
        fire_catch(r, w, data);
        return;
    }
    if (it->held) {
        step_refuse(r, "item.held", it->element);
        return;
    }
    step_trace(r, FLOW_TRACE_CATCH, w->scope, w->element, w->text);
    activity_complete_item(r, it->id, data);
}

static void fire_start(struct run *r, const struct wait *w, const struct feel *data)
{
    if (step_node(r, w->element)->interrupting)
        close_fired(r, w);
    else
        keep_or_close(r, w);
    throw_start_event_sub(r, w->scope, w->element, data);
}

void wait_fire(struct run *r, uint32_t id, const struct feel *data)
{
    struct wait w = *state_wait(r->state, id);

    switch (step_node(r, w.element)->kind) {
    case NODE_BOUNDARY: fire_boundary(r, &w, data); break;
    case NODE_RECEIVE:  fire_receive(r, &w, data); break;
    case NODE_START:    fire_start(r, &w, data); break;
    default:            fire_catch(r, &w, data); break;
    }
}

/* Who waits is fixed before the first is woken: what opens on the way hears only the next signal. */
bool wait_fire_signal(struct run *r, struct str name, const struct feel *data)
{
    size_t count = 0;
    uint32_t *ids = ARENA_ARRAY(r->arena, r->state->wait_count, uint32_t);

    for (size_t i = 0; i < r->state->wait_count; i++)
        if (r->state->waits[i].what == FLOW_ON_SIGNAL && str_eq(r->state->waits[i].text, name))
            ids[count++] = r->state->waits[i].id;
    for (size_t i = 0; i < count; i++)
        if (state_wait(r->state, ids[i]) != NULL)
            wait_fire(r, ids[i], data);
    return count > 0;
}

/* BPMN 2.0.2, 10.5.2: what has come true fires again only after it was false. */
bool wait_try_conditions(struct run *r)
{
    if (!r->data_changed)
        return false;
    for (size_t i = 0; i < r->state->wait_count; i++) {
        struct wait w = r->state->waits[i];
        bool holds = w.what == FLOW_ON_CONDITION && data_is_true(r, step_node(r, w.element)->expr, w.scope, NULL);
        if (w.what != FLOW_ON_CONDITION || holds != (w.n > 0))
            continue;
        if (holds)
            wait_fire(r, w.id, NULL);
        else
            open_again(r, &w, 1);
        return true;
    }
    r->data_changed = false;
    return false;
}
