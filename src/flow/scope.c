/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "flow/step.h"

bool scope_is_level(enum flow_what what)
{
    return what == FLOW_IN_PROCESS || what == FLOW_IN_SUB || what == FLOW_IN_EVENT_SUB || what == FLOW_IN_CALL;
}

void scope_enter_body(struct run *r, uint32_t scope, uint32_t box)
{
    token_enter(r, scope, r->flow->boxes[box].start);
}

static bool is_waited_for(const struct flow_state *s, uint32_t scope, uint32_t element)
{
    for (size_t i = 0; i < s->wait_count; i++)
        if (s->waits[i].scope == scope && s->waits[i].element == element)
            return true;
    return false;
}

/* Errors and escalations need no wait: they are looked up when they are thrown. */
void scope_open_event_subs(struct run *r, uint32_t scope, uint32_t box)
{
    const struct slice *subs = &r->flow->boxes[box].event_subs;

    for (uint32_t k = 0; k < subs->count; k++) {
        uint32_t start = r->flow->boxes[step_node(r, r->flow->links[subs->at + k])->body].start;
        enum flow_what what = state_wait_what(step_node(r, start)->trigger);
        if (what != FLOW_WHAT_NONE && what != FLOW_ON_COMPENSATION && !is_waited_for(r->state, scope, start))
            wait_open(r, scope, start, scope, 1);
    }
}

void scope_close_waits(struct run *r, uint32_t owner)
{
    const struct scope *c = state_scope(r->state, owner);
    bool kept = c != NULL && c->what == FLOW_IN_KEPT;

    for (size_t i = 0; i < r->state->wait_count && r->err == OK;) {
        struct wait w = r->state->waits[i];
        if (w.owner != owner || (kept && w.what == FLOW_ON_COMPENSATION)) {
            i++;
            continue;
        }
        step_emit(r, (struct flow_effect){ .kind = FLOW_WAIT_CLOSE, .what = FLOW_CLOSED_CANCELLED, .id = w.id,
                                           .scope = w.scope, .element = w.element, .owner = w.owner });
    }
}

uint32_t scope_anchor(const struct flow_state *s, uint32_t level, uint32_t scope, uint32_t element)
{
    while (scope != level) {
        const struct scope *c = state_scope(s, scope);
        if (c == NULL || scope == 0)
            return 0;
        element = c->element;
        scope = c->parent;
    }
    return element;
}

/* What is taken away; live: what can still be undone stays. */
struct cut { uint32_t scope, first, last; const uint64_t *region; bool live; };

/* In a done sub-process that is kept by the level itself. */
static bool is_kept(const struct run *r, uint32_t level, uint32_t scope)
{
    const struct scope *c = state_scope(r->state, scope);

    while (c != NULL && c->id != level && c->parent != level)
        c = state_scope(r->state, c->parent);
    return c != NULL && c->id != level && c->what == FLOW_IN_KEPT;
}

/* element: a node of the box of the scope, or what stands deeper. */
static bool is_cut(const struct run *r, const struct cut *c, uint32_t scope, uint32_t element)
{
    uint32_t at = scope_anchor(r->state, c->scope, scope, element);

    if (at == 0 || (c->live && is_kept(r, c->scope, scope)))
        return false;
    if (c->region == NULL)
        return true;
    if (step_node(r, at)->kind == NODE_FLOW)
        at = step_node(r, at)->from;
    return at >= c->first && at < c->last && bit_get(c->region, at - c->first);
}

static void cut_items(struct run *r, const struct cut *c)
{
    for (size_t i = 0; i < r->state->item_count && r->err == OK;) {
        struct item it = r->state->items[i];
        if (!is_cut(r, c, it.scope, it.element)) {
            i++;
            continue;
        }
        step_emit(r, (struct flow_effect){ .kind = FLOW_ITEM_CLOSE, .what = FLOW_CLOSED_CANCELLED, .id = it.id,
            .scope = it.scope, .element = it.element, .n = it.n, .at = r->now, .who = it.who });
    }
}

static void cut_tokens(struct run *r, const struct cut *c)
{
    for (size_t i = 0; i < r->state->token_count && r->err == OK;) {
        struct token t = r->state->tokens[i];
        if (!is_cut(r, c, t.scope, t.flow)) {
            i++;
            continue;
        }
        step_emit(r, (struct flow_effect){ .kind = FLOW_TOKEN_TAKE, .id = t.id, .scope = t.scope, .element = t.flow });
    }
}

static void cut_waits(struct run *r, const struct cut *c)
{
    for (size_t i = 0; i < r->state->wait_count && r->err == OK;) {
        struct wait w = r->state->waits[i];
        bool kept = c->live && w.what == FLOW_ON_COMPENSATION && w.scope == c->scope;
        if (kept || !is_cut(r, c, w.scope, w.element)) {
            i++;
            continue;
        }
        step_emit(r, (struct flow_effect){ .kind = FLOW_WAIT_CLOSE, .what = FLOW_CLOSED_CANCELLED, .id = w.id,
                                           .scope = w.scope, .element = w.element, .owner = w.owner });
    }
}

/* Inner scopes came later, so they go first; but what is being undone stands in a throw that came after it. */
static void cut_scopes(struct run *r, const struct cut *c)
{
    bool again = true;

    for (size_t left = r->state->scope_count; again && r->err == OK; left = r->state->scope_count) {
        again = false;
        for (size_t i = r->state->scope_count; i-- > 0 && r->err == OK;) {
            struct scope gone = r->state->scopes[i];
            if (gone.id == c->scope || !is_cut(r, c, gone.parent, gone.element)
                || (c->live && gone.parent == c->scope && gone.what == FLOW_IN_KEPT))
                continue;
            if (gone.live > 0) {
                again = true;
                continue;
            }
            step_emit(r, (struct flow_effect){ .kind = FLOW_SCOPE_CLOSE, .what = FLOW_CLOSED_CANCELLED, .id = gone.id,
                                               .scope = gone.parent, .element = gone.element });
        }
        again = again && r->state->scope_count < left;
    }
}

static void cut(struct run *r, uint32_t scope, const uint64_t *region, bool live)
{
    const struct scope *s = state_scope(r->state, scope);
    struct cut c = { .scope = scope, .region = region, .live = live };

    if (s == NULL)
        return;
    if (region != NULL) {
        const struct node *n = step_node(r, s->element);
        const struct box *box = &r->flow->boxes[s->what == FLOW_IN_PROCESS ? 1 : n->body];
        c.first = box->first;
        c.last = box->first + box->nodes;
    } else
        token_forget(r, scope);
    cut_items(r, &c);
    cut_tokens(r, &c);
    cut_waits(r, &c);
    cut_scopes(r, &c);
}

void scope_cancel(struct run *r, uint32_t scope)
{
    cut(r, scope, NULL, false);
}

void scope_stop(struct run *r, uint32_t scope, const uint64_t *region)
{
    cut(r, scope, region, true);
}

static void close_scope(struct run *r, uint32_t id, enum flow_what how)
{
    struct scope c = *state_scope(r->state, id);

    step_emit(r, (struct flow_effect){ .kind = FLOW_SCOPE_CLOSE, .what = how, .id = id, .scope = c.parent,
                                       .element = c.element });
}

void scope_drop(struct run *r, uint32_t scope, enum flow_what how)
{
    if (state_scope(r->state, scope) == NULL)
        return;
    scope_cancel(r, scope);
    close_scope(r, scope, how);
}

/* The item or the outermost scope that stands for the activity. */
void scope_cancel_activity(struct run *r, uint32_t key)
{
    const struct flow_state *s = r->state;
    const struct item *it = state_item(s, key);
    uint32_t id = 0;

    for (size_t i = 0; i < s->scope_count && id == 0; i++)
        if (s->scopes[i].owner == key)
            id = s->scopes[i].id;
    if (id != 0)
        scope_drop(r, id, FLOW_CLOSED_CANCELLED);
    else if (it != NULL)
        step_emit(r, (struct flow_effect){ .kind = FLOW_ITEM_CLOSE, .what = FLOW_CLOSED_CANCELLED, .id = key,
            .scope = it->scope, .element = it->element, .n = it->n, .at = r->now, .who = it->who });
    scope_close_waits(r, key);
}

void scope_end_case(struct run *r, enum flow_what how, struct str why)
{
    uint32_t root = r->state->scope_count > 0 ? r->state->scopes[0].id : 0;

    if (root != 0) {
        if (how != FLOW_CASE_FINISHED || r->state->scope_count > 1)
            scope_cancel(r, root);
        scope_close_waits(r, root);
        close_scope(r, root, how == FLOW_CASE_FINISHED ? FLOW_CLOSED_DONE : FLOW_CLOSED_CANCELLED);
    }
    step_emit(r, (struct flow_effect){ .kind = FLOW_CASE_SET, .what = how, .at = r->now, .text = why });
}

static void complete(struct run *r, uint32_t id)
{
    struct scope c = *state_scope(r->state, id);

    switch (c.what) {
    case FLOW_IN_PROCESS: scope_end_case(r, FLOW_CASE_FINISHED, STR("")); return;
    case FLOW_IN_COMPENSATION: undo_next(r, id); return;
    case FLOW_IN_CALL: data_out_of_call(r, id, step_node(r, c.element)); break;
    default: break;
    }
    if (!undo_keep(r, id))
        scope_drop(r, id, FLOW_CLOSED_DONE);
    if (c.what != FLOW_IN_EVENT_SUB)
        activity_instance_done(r, c.parent, c.element, c.owner);
}

bool scope_try_complete(struct run *r)
{
    for (size_t i = r->state->scope_count; i-- > 0;)
        if (r->state->scopes[i].live == 0 && r->state->scopes[i].what != FLOW_IN_KEPT) {
            complete(r, r->state->scopes[i].id);
            return true;
        }
    return false;
}
