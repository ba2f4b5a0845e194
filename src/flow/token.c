/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "flow/step.h"

static void push(struct run *r, uint32_t scope, uint32_t element, enum move_kind kind)
{
    if (r->err != OK)
        return;
    r->moves = arena_grow(r->arena, r->moves, r->move_count, &r->move_cap, sizeof *r->moves);
    r->moves[r->move_count++] = (struct move){ scope, element, kind };
}

void token_turn(struct run *r, uint32_t scope)
{
    push(r, scope, 0, MOVE_TURN);
}

void token_forget(struct run *r, uint32_t scope)
{
    size_t kept = r->move_head;

    for (size_t i = r->move_head; i < r->move_count; i++)
        if (!state_inside(r->state, r->moves[i].scope, scope))
            r->moves[kept++] = r->moves[i];
    r->move_count = kept;
}

static uint32_t way(const struct run *r, const struct slice *s, uint32_t k)
{
    return r->flow->links[s->at + k];
}

/* Exclusive: the first whose condition holds.  The others: all that hold; without a condition a flow always does. */
static void leave_by_conditions(struct run *r, uint32_t scope, uint32_t element, bool first_only)
{
    const struct node *n = step_node(r, element);
    uint32_t taken = 0, open = 0;

    for (uint32_t k = 0; k < n->out.count && r->err == OK && !(first_only && taken > 0); k++) {
        uint32_t flow = way(r, &n->out, k);
        const struct feel_expr *condition = step_node(r, flow)->expr;
        if (flow == n->usual)
            continue;
        open++;
        if (condition != NULL && !data_is_true(r, condition, scope, NULL))
            continue;
        push(r, scope, flow, MOVE_FLOW);
        taken++;
    }
    if (taken == 0 && n->usual != 0)
        push(r, scope, n->usual, MOVE_FLOW);
    else if (taken == 0 && open > 0)
        step_refuse(r, "condition.none", element);
}

void token_leave(struct run *r, uint32_t scope, uint32_t element)
{
    const struct node *n = step_node(r, element);

    if (r->err != OK)
        return;
    if (n->kind == NODE_PARALLEL) {
        for (uint32_t k = 0; k < n->out.count; k++)
            push(r, scope, way(r, &n->out, k), MOVE_FLOW);
        return;
    }
    leave_by_conditions(r, scope, element, n->kind == NODE_EXCLUSIVE);
}

static void pass(struct run *r, uint32_t scope, uint32_t element)
{
    step_trace(r, FLOW_TRACE_PASS, scope, element, STR(""));
    token_leave(r, scope, element);
}

static const struct token *held(const struct run *r, uint32_t scope, uint32_t flow)
{
    for (size_t i = 0; i < r->state->token_count; i++)
        if (r->state->tokens[i].scope == scope && r->state->tokens[i].flow == flow)
            return &r->state->tokens[i];
    return NULL;
}

static void take(struct run *r, const struct token *t)
{
    struct token gone = *t;

    step_emit(r, (struct flow_effect){ .kind = FLOW_TOKEN_TAKE, .id = gone.id, .scope = gone.scope,
                                       .element = gone.flow });
}

/* One token off each way in that has one, then on. */
static void go_on_from_join(struct run *r, uint32_t scope, uint32_t element)
{
    const struct node *n = step_node(r, element);

    for (uint32_t k = 0; k < n->in.count; k++) {
        const struct token *t = held(r, scope, way(r, &n->in, k));
        if (t != NULL)
            take(r, t);
    }
    pass(r, scope, element);
}

static void hold(struct run *r, uint32_t scope, uint32_t flow)
{
    step_emit(r, (struct flow_effect){ .kind = FLOW_TOKEN_PUT, .id = step_id(r), .scope = scope, .element = flow });
}

static void arrive_at_parallel(struct run *r, uint32_t scope, uint32_t flow)
{
    uint32_t element = step_node(r, flow)->to;
    const struct node *n = step_node(r, element);

    hold(r, scope, flow);
    for (uint32_t k = 0; k < n->in.count; k++)
        if (held(r, scope, way(r, &n->in, k)) == NULL)
            return;
    go_on_from_join(r, scope, element);
}

/* The token stays on the way in; what may happen next waits on its behalf. */
static void arrive_at_events(struct run *r, uint32_t scope, uint32_t flow)
{
    uint32_t element = step_node(r, flow)->to, token = step_id(r);
    const struct node *n = step_node(r, element);

    hold(r, scope, flow);
    step_trace(r, FLOW_TRACE_PASS, scope, element, STR(""));
    for (uint32_t k = 0; k < n->out.count; k++)
        wait_open(r, scope, step_node(r, way(r, &n->out, k))->to, token, 1);
}

void token_move(struct run *r, struct move m)
{
    const struct node *to;

    if (state_scope(r->state, m.scope) == NULL)
        return;
    if (m.kind == MOVE_TURN) {
        activity_turn(r, m.scope);
        return;
    }
    to = step_node(r, step_node(r, m.element)->to);
    if (to->kind == NODE_EVENT_BASED)
        arrive_at_events(r, m.scope, m.element);
    else if (to->kind == NODE_PARALLEL && to->in.count > 1)
        arrive_at_parallel(r, m.scope, m.element);
    else if (to->join != 0)
        hold(r, m.scope, m.element);
    else {
        step_emit(r, (struct flow_effect){ .kind = FLOW_TOKEN_PUT, .scope = m.scope, .element = m.element });
        token_enter(r, m.scope, step_node(r, m.element)->to);
    }
}

static void reach_end(struct run *r, uint32_t scope, uint32_t element)
{
    const struct node *n = step_node(r, element);

    if (n->trigger == ON_TERMINATE)
        scope_cancel(r, scope);
    if (n->trigger == ON_NONE || n->trigger == ON_TERMINATE)
        step_trace(r, FLOW_TRACE_END, scope, element, STR(""));
    else
        throw_event(r, scope, element);
}

void token_enter(struct run *r, uint32_t scope, uint32_t element)
{
    const struct node *n = step_node(r, element);

    if (r->err != OK)
        return;
    switch (n->kind) {
    case NODE_END:   reach_end(r, scope, element); break;
    case NODE_CATCH:
        if (n->trigger == ON_LINK)
            pass(r, scope, element);
        else
            wait_open(r, scope, element, 0, 1);
        break;
    case NODE_THROW:
        if (n->trigger == ON_NONE)
            pass(r, scope, element);
        else
            throw_event(r, scope, element);
        break;
    case NODE_START: case NODE_EXCLUSIVE: case NODE_PARALLEL: case NODE_INCLUSIVE: case NODE_EVENT_BASED:
        pass(r, scope, element);
        break;
    default:
        if (node_is_activity(n->kind))
            activity_begin(r, scope, element);
        break;
    }
}

/* ---- inclusive joins (BPMN 2.0.2, 13.4.3) ---- */

struct seen { bool reaches_full, reaches_empty; };

static void look(const struct join *j, const struct node *n, const bool *full, uint32_t from, struct seen *out)
{
    for (uint32_t k = 0; k < n->in.count; k++) {
        if (!bit_get(j->ways + (size_t)k * j->words, from))
            continue;
        if (full[k])
            out->reaches_full = true;
        else
            out->reaches_empty = true;
    }
}

/* True when something at node could still bring a token to a way in that has none. */
static bool blocks(const struct run *r, const struct join *j, const bool *full, uint32_t node)
{
    const struct node *n = step_node(r, j->node);
    struct seen seen = { false, false };

    if (node == 0 || node == j->node || step_node(r, node)->box != n->box)
        return false;
    look(j, n, full, node - r->flow->boxes[n->box].first, &seen);
    return seen.reaches_empty && !seen.reaches_full;
}

static bool must_wait(const struct run *r, const struct join *j, uint32_t scope, const bool *full)
{
    const struct flow_state *s = r->state;

    for (size_t i = 0; i < s->token_count; i++)
        if (s->tokens[i].scope == scope && blocks(r, j, full, step_node(r, s->tokens[i].flow)->to))
            return true;
    for (size_t i = 0; i < s->item_count; i++)
        if (s->items[i].scope == scope && blocks(r, j, full, s->items[i].element))
            return true;
    for (size_t i = 0; i < s->wait_count; i++)
        if (s->waits[i].scope == scope && s->waits[i].owner == 0 && blocks(r, j, full, s->waits[i].element))
            return true;
    for (size_t i = 0; i < s->scope_count; i++)
        if (s->scopes[i].parent == scope && s->scopes[i].what != FLOW_IN_KEPT && blocks(r, j, full, s->scopes[i].element))
            return true;
    return false;
}

static bool try_join(struct run *r, const struct join *j, uint32_t scope)
{
    const struct node *n = step_node(r, j->node);
    bool *full = ARENA_ARRAY(r->arena, n->in.count, bool);

    r->budget++;
    for (uint32_t k = 0; k < n->in.count; k++)
        full[k] = held(r, scope, way(r, &n->in, k)) != NULL;
    if (must_wait(r, j, scope, full))
        return false;
    go_on_from_join(r, scope, j->node);
    return true;
}

bool token_try_joins(struct run *r)
{
    for (size_t i = 0; i < r->state->token_count; i++) {
        struct token t = r->state->tokens[i];
        uint32_t join = step_node(r, step_node(r, t.flow)->to)->join;
        if (join != 0 && try_join(r, &r->flow->joins[join], t.scope))
            return true;
    }
    return false;
}
