/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "flow/state.h"

/* The box whose elements run in a scope of this kind at element. */
static uint32_t box_in(const struct flow *f, enum flow_what what, uint32_t element)
{
    const struct node *n = &f->nodes[element];

    switch (what) {
    case FLOW_IN_PROCESS:   return element == f->boxes[1].element ? 1 : 0;
    case FLOW_IN_SUB:       return n->kind == NODE_SUB ? n->body : 0;
    case FLOW_IN_EVENT_SUB: return n->kind == NODE_EVENT_SUB ? n->body : 0;
    case FLOW_IN_CALL:      return n->kind == NODE_CALL ? n->body : 0;
    case FLOW_IN_MULTI:     return n->multi != NULL && !n->multi->is_loop ? n->box : 0;
    case FLOW_IN_LOOP:      return n->multi != NULL && n->multi->is_loop ? n->box : 0;
    case FLOW_IN_BEFORE:
    case FLOW_IN_AFTER:
    case FLOW_IN_BESIDE:    return node_is_task(n->kind) ? n->box : 0;
    case FLOW_IN_KEPT:      return n->kind == NODE_SUB ? n->body : 0;
    case FLOW_IN_COMPENSATION:
        return n->kind == NODE_SUB ? n->body : n->trigger == ON_COMPENSATION && n->kind != NODE_BOUNDARY ? n->box : 0;
    default: return 0;
    }
}

/* What is kept or undone stood for one instance, or for all of them: then it holds these. */
static bool may_hold_undone(const struct flow *f, const struct scope *c, uint32_t element, uint32_t box)
{
    const struct node *n = &f->nodes[c->element];
    uint32_t b = n->box;

    if (n->kind == NODE_SUB)
        return box == n->body || (element == c->element && box == n->box);
    while (b != box && f->nodes[f->boxes[b].element].kind == NODE_EVENT_SUB)
        b = f->nodes[f->boxes[b].element].box;
    return b == box;
}

/* A multi-instance, loop or sign round holds nothing but what stands for its own element. */
static bool may_hold(const struct flow *f, const struct scope *c, uint32_t element, uint32_t box)
{
    bool open = c->what >= FLOW_IN_PROCESS && c->what <= FLOW_IN_CALL;

    if (c->what == FLOW_IN_COMPENSATION || c->what == FLOW_IN_KEPT)
        return may_hold_undone(f, c, element, box);

    return box_in(f, c->what, c->element) == box && (open || c->element == element);
}

static bool scope_fits(const struct flow *f, const struct flow_state *s, const struct scope *c)
{
    const struct scope *parent = state_scope(s, c->parent);

    if (box_in(f, c->what, c->element) == 0)
        return false;
    if (c->what == FLOW_IN_PROCESS || c->parent == 0)
        return c->what == FLOW_IN_PROCESS && c->parent == 0 && c == s->scopes;
    return parent != NULL && may_hold(f, parent, c->element, f->nodes[c->element].box);
}

static bool stands_in(const struct flow *f, const struct flow_state *s, uint32_t scope, uint32_t element, uint32_t box)
{
    const struct scope *c = state_scope(s, scope);

    return c != NULL && may_hold(f, c, element, box);
}

static bool wait_fits(const struct flow *f, const struct flow_state *s, const struct wait *w)
{
    const struct node *n = &f->nodes[w->element];
    uint32_t box = n->box;

    if (n->kind == NODE_START)
        box = f->nodes[f->boxes[n->box].element].box;
    else if (n->kind == NODE_RECEIVE)
        return w->what == FLOW_ON_MESSAGE && stands_in(f, s, w->scope, w->element, box);
    else if (n->kind == NODE_SUB)
        return w->what == FLOW_ON_COMPENSATION && stands_in(f, s, w->scope, w->element, box);
    else if (n->kind != NODE_BOUNDARY && n->kind != NODE_CATCH)
        return false;
    if (n->kind == NODE_START && f->nodes[f->boxes[n->box].element].kind != NODE_EVENT_SUB)
        return false;
    return w->what == state_wait_what(n->trigger) && stands_in(f, s, w->scope, w->element, box);
}

bool state_fits(const struct flow *f, const struct flow_state *s)
{
    if (s->hash != f->hash || s->elements != f->count)
        return false;
    for (size_t i = 0; i < s->scope_count; i++)
        if (!scope_fits(f, s, &s->scopes[i]))
            return false;
    for (size_t i = 0; i < s->token_count; i++)
        if (f->nodes[s->tokens[i].flow].kind != NODE_FLOW
            || !stands_in(f, s, s->tokens[i].scope, s->tokens[i].flow, f->nodes[s->tokens[i].flow].box))
            return false;
    for (size_t i = 0; i < s->item_count; i++) {
        const struct item *it = &s->items[i];
        if (it->element == 0 || it->what != state_item_what(f->nodes[it->element].kind)
            || !stands_in(f, s, it->scope, it->element, f->nodes[it->element].box))
            return false;
    }
    for (size_t i = 0; i < s->wait_count; i++)
        if (!wait_fits(f, s, &s->waits[i]))
            return false;
    return true;
}
