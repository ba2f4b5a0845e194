/* SPDX-License-Identifier: MulanPSL-2.0 */
#include <string.h>

#include "flow/step.h"

/* What a way back closes: in the scope level, the nodes of region; afterwards target begins anew. */
struct way_back { uint32_t level, target, anchor; struct net net; uint64_t *region; };

static const struct box *box_of(const struct flow *f, const struct scope *level)
{
    return &f->boxes[level->what == FLOW_IN_PROCESS ? 1 : f->nodes[level->element].body];
}

/* The innermost level around the item whose box holds the target. */
static bool find_level(const struct flow *f, const struct flow_state *s, const struct item *it, struct way_back *w)
{
    const struct scope *c = state_scope(s, it->scope);
    uint32_t box = f->nodes[w->target].box;

    while (c != NULL && !(scope_is_level(c->what) && box_of(f, c) == &f->boxes[box]))
        c = state_scope(s, c->parent);
    if (c == NULL)
        return false;
    w->level = c->id;
    w->anchor = scope_anchor(s, c->id, it->scope, it->element);
    return w->anchor != 0;
}

static bool can_begin_again(const struct node *n)
{
    return (node_is_task(n->kind) || n->kind == NODE_SUB || n->kind == NODE_CALL) && !n->for_compensation;
}

static bool reaches(struct arena *a, const struct net *g, uint32_t from, uint32_t to, uint32_t wall)
{
    uint64_t *bits = ARENA_ARRAY(a, words_for(g->n), uint64_t);

    graph_reach(a, g, from, wall, false, bits);
    return bit_get(bits, to);
}

/* Marks do not tell the instances of a multi-instance sub-process apart: there only what must have been passed counts. */
static bool surely_passed(struct arena *a, const struct flow *f, const struct flow_state *s, const struct way_back *w)
{
    const struct scope *level = state_scope(s, w->level), *around = state_scope(s, level->parent);
    const struct box *box = box_of(f, level);

    if (around == NULL || scope_is_level(around->what))
        return true;
    return !reaches(a, &w->net, box->start - box->first, w->anchor - box->first, w->target - box->first);
}

static bool choose_region(struct arena *a, const struct flow *f, struct way_back *w, enum flow_how how)
{
    const struct box *box = &f->boxes[f->nodes[w->target].box];
    const struct region *best = NULL;
    bool in_branch = false;

    for (uint32_t i = 0; how == FLOW_BRANCH && i < box->regions; i++) {
        const struct region *g = &f->regions[box->first_region + i];
        if (!bit_get(g->bits, w->anchor - box->first))
            continue;
        in_branch = true;
        if (bit_get(g->bits, w->target - box->first) && (best == NULL || g->size < best->size))
            best = g;
    }
    w->region = ARENA_ARRAY(a, words_for(box->nodes), uint64_t);
    if (best != NULL)
        memcpy(w->region, best->bits, words_for(box->nodes) * sizeof *w->region);
    else
        memset(w->region, 0xff, words_for(box->nodes) * sizeof *w->region);
    return best != NULL || !in_branch;
}

/* NULL: allowed, and w says how. Else the rule that forbids it. */
static const char *plan(struct arena *a, const struct flow *f, const struct flow_state *s, const struct item *it,
                        enum flow_how how, struct way_back *w)
{
    const struct box *box;

    if (w->target == 0 || w->target > f->count || !can_begin_again(&f->nodes[w->target]))
        return "return.target";
    if (!find_level(f, s, it, w))
        return "return.elsewhere";
    box = &f->boxes[f->nodes[w->target].box];
    w->net = graph_net(a, f, f->nodes[w->target].box);
    if (w->target == w->anchor)
        return "return.same";
    if (!bit_get(s->marks, w->target))
        return "return.not_done";
    if (f->nodes[w->anchor].kind != NODE_EVENT_SUB
        && !reaches(a, &w->net, w->target - box->first, w->anchor - box->first, w->net.n))
        return "return.not_before";
    if (!surely_passed(a, f, s, w))
        return "return.not_done";
    return choose_region(a, f, w, how) ? NULL : "return.branch";
}

static uint32_t lift(const struct flow *f, uint32_t element, uint32_t box)
{
    while (element != 0 && f->nodes[element].box != box) {
        uint32_t around = f->boxes[f->nodes[element].box].element;
        element = around != element ? around : 0;
    }
    return element;
}

static void forget_undoing(struct run *r, const struct way_back *w, const uint64_t *behind)
{
    uint32_t first = r->flow->boxes[step_node(r, w->target)->box].first;

    for (uint32_t x = 0; x < w->net.n; x++)
        if (node_is_activity(step_node(r, first + x)->kind) && bit_get(behind, x) && bit_get(w->region, x))
            undo_forget(r, w->level, first + x);
}

/* What lies behind the target is no longer done. */
static void clear_path(struct run *r, const struct way_back *w)
{
    const struct flow *f = r->flow;
    uint32_t b = f->nodes[w->target].box, first = f->boxes[b].first;
    uint64_t *behind = ARENA_ARRAY(r->arena, words_for(w->net.n), uint64_t);
    uint64_t *marks = ARENA_ARRAY(r->arena, words_for(f->count), uint64_t);

    graph_reach(r->arena, &w->net, w->target - first, w->net.n, false, behind);
    for (uint32_t i = 1; i <= f->count; i++) {
        uint32_t at = lift(f, i, b);
        if (at != 0 && f->nodes[at].kind == NODE_FLOW)
            at = f->nodes[at].from;
        if (at >= first && at < first + w->net.n && bit_get(behind, at - first) && bit_get(w->region, at - first))
            continue;
        if (bit_get(r->state->marks, i))
            bit_set(marks, i);
    }
    forget_undoing(r, w, behind);
    step_emit(r, (struct flow_effect){ .kind = FLOW_CASE_SET, .what = FLOW_CASE_MARKS,
                                       .text = state_marks_text(r->arena, r->state, marks) });
}

/* An event sub-process that interrupted its level had closed the waits of all of them: now they are armed again. */
static void rearm(struct run *r, const struct way_back *w)
{
    const struct node *n = step_node(r, w->anchor);

    if (n->kind == NODE_EVENT_SUB && step_node(r, r->flow->boxes[n->body].start)->interrupting)
        scope_open_event_subs(r, w->level, step_node(r, w->target)->box);
}

static void go_back(struct run *r, const struct way_back *w)
{
    scope_stop(r, w->level, w->region);
    clear_path(r, w);
    rearm(r, w);
    activity_begin(r, w->level, w->target);
}

static const struct item *free_item(struct run *r)
{
    const struct item *it = state_item(r->state, r->event->id);

    if (it == NULL)
        step_refuse(r, "item.closed", 0);
    else if (it->held)
        step_refuse(r, "item.held", it->element);
    return r->err == OK ? it : NULL;
}

void office_return(struct run *r)
{
    struct way_back w = { .target = r->event->element };
    const struct item *it = free_item(r);
    const char *rule;

    if (it == NULL)
        return;
    if (r->event->how != FLOW_BRANCH && r->event->how != FLOW_CASE) {
        step_refuse(r, "return.how", it->element);
        return;
    }
    rule = plan(r->arena, r->flow, r->state, it, r->event->how, &w);
    if (rule != NULL)
        step_refuse(r, rule, it->element);
    else {
        data_set_all(r, it->scope, r->event->data);
        go_back(r, &w);
    }
}

size_t flow_returns(const struct flow *f, const struct flow_state *s, uint32_t item, uint32_t *out, size_t max)
{
    const struct item *it = s->fits == f || state_fits(f, s) ? state_item(s, item) : NULL;
    struct arena *a = arena_new(0);
    size_t count = 0;

    for (uint32_t i = 1; it != NULL && !it->held && i <= f->count; i++) {
        struct way_back w = { .target = i };
        if (!bit_get(s->marks, i) || plan(a, f, s, it, FLOW_CASE, &w) != NULL)
            continue;
        if (count < max)
            out[count] = i;
        count++;
    }
    arena_free(a);
    return count;
}

/* ---- 撤回: the step before takes its work back while nobody behind it has done anything ---- */

/* From element on to the first activities, these included. */
static void first_behind(const struct run *r, const struct way_back *w, uint64_t *direct)
{
    uint32_t first = r->flow->boxes[step_node(r, w->target)->box].first, top = 0;
    uint32_t *stack = ARENA_ARRAY(r->arena, w->net.n + 1, uint32_t);

    stack[top++] = w->target - first;
    while (top > 0) {
        uint32_t x = stack[--top];
        for (uint32_t k = w->net.succ_at[x]; k < w->net.succ_at[x + 1]; k++) {
            uint32_t y = w->net.succ[k];
            enum node_kind kind = step_node(r, first + y)->kind;
            if (bit_get(direct, y) || kind == NODE_BOUNDARY)
                continue;
            bit_set(direct, y);
            if (!node_is_activity(kind) && kind != NODE_CATCH)
                stack[top++] = y;
        }
    }
}

static bool untouched(const struct run *r, const struct way_back *w, const uint64_t *direct, uint32_t scope, uint32_t element)
{
    uint32_t first = r->flow->boxes[step_node(r, w->target)->box].first;
    uint32_t at = scope_anchor(r->state, w->level, scope, element);

    if (at != 0 && step_node(r, at)->kind == NODE_FLOW) {
        at = step_node(r, at)->from;
        if (at == w->target)
            return true;
        if (at >= first && at < first + w->net.n && bit_get(w->region, at - first))
            return bit_get(direct, at - first) && !node_is_activity(step_node(r, at)->kind);
        return true;
    }
    if (at < first || at >= first + w->net.n || !bit_get(w->region, at - first))
        return true;
    return bit_get(direct, at - first);
}

static bool nobody_acted(const struct run *r, const struct way_back *w, const uint64_t *direct)
{
    const struct flow_state *s = r->state;

    for (size_t i = 0; i < s->item_count; i++)
        if (!untouched(r, w, direct, s->items[i].scope, s->items[i].element) || s->items[i].delegated)
            return false;
    for (size_t i = 0; i < s->token_count; i++)
        if (!untouched(r, w, direct, s->tokens[i].scope, s->tokens[i].flow))
            return false;
    for (size_t i = 0; i < s->scope_count; i++)
        if (s->scopes[i].done > 0 && s->scopes[i].what != FLOW_IN_KEPT && state_inside(s, s->scopes[i].parent, w->level))
            return false;
    return true;
}

static void take_step_back(struct run *r)
{
    struct way_back w = { .target = r->event->element };
    const struct item *it = free_item(r);
    uint64_t *direct;
    const char *rule;

    if (it == NULL)
        return;
    rule = plan(r->arena, r->flow, r->state, it, FLOW_CASE, &w);
    if (rule != NULL) {
        step_refuse(r, rule, it->element);
        return;
    }
    direct = ARENA_ARRAY(r->arena, words_for(w.net.n), uint64_t);
    w.region = ARENA_ARRAY(r->arena, words_for(w.net.n), uint64_t);
    graph_reach(r->arena, &w.net, w.target - r->flow->boxes[step_node(r, w.target)->box].first, w.net.n, false, w.region);
    first_behind(r, &w, direct);
    if (step_node(r, w.anchor)->kind != NODE_EVENT_SUB && nobody_acted(r, &w, direct))
        go_back(r, &w);
    else
        step_refuse(r, "withdraw.moved_on", it->element);
}

void office_withdraw(struct run *r)
{
    if (r->event->id == 0 && r->event->element == 0)
        scope_end_case(r, FLOW_CASE_WITHDRAWN, r->event->name);
    else if (r->state->status == FLOW_SUSPENDED)
        step_refuse(r, "case.suspended", 0);
    else
        take_step_back(r);
}

/* ---- 转办, 委托, 收回 ---- */

void office_hand_on(struct run *r)
{
    static const enum flow_what whats[FLOW_EVENT_COUNT] = {
        [FLOW_TRANSFER] = FLOW_ITEM_TRANSFERRED, [FLOW_DELEGATE] = FLOW_ITEM_DELEGATED,
        [FLOW_TAKE_BACK] = FLOW_ITEM_TAKEN_BACK };
    const struct item *it = free_item(r);
    enum flow_event_kind kind = r->event->kind;

    if (it == NULL)
        return;
    if (it->what != FLOW_ITEM_USER && it->what != FLOW_ITEM_MANUAL)
        step_refuse(r, "item.kind", it->element);
    else if (kind == FLOW_TAKE_BACK && !it->delegated)
        step_refuse(r, "delegate.none", it->element);
    else if (kind == FLOW_DELEGATE && it->delegated)
        step_refuse(r, "delegate.twice", it->element);
    else if (kind != FLOW_TAKE_BACK && (r->event->who == 0 || r->event->who == it->who))
        step_refuse(r, "who.missing", it->element);
    step_emit(r, (struct flow_effect){ .kind = FLOW_ITEM_SET, .what = whats[kind], .id = it->id, .scope = it->scope,
        .element = it->element, .n = it->n, .at = r->now, .who = kind == FLOW_TAKE_BACK ? it->back : r->event->who });
}

/* ---- 抄送, 催办: told, nothing changes ---- */

void office_tell(struct run *r)
{
    const struct item *it = state_item(r->state, r->event->id);
    bool copy = r->event->kind == FLOW_COPY;

    if (it == NULL && (r->event->id != 0 || !copy))
        step_refuse(r, "item.closed", 0);
    else if (it != NULL && it->held && !copy)
        step_refuse(r, "item.held", it->element);
    else if (copy && r->event->who == 0)
        step_refuse(r, "who.missing", it != NULL ? it->element : 0);
    step_emit(r, (struct flow_effect){ .kind = FLOW_SEND, .what = copy ? FLOW_SEND_COPY : FLOW_SEND_URGE,
        .id = r->event->id, .scope = it != NULL ? it->scope : 0, .element = it != NULL ? it->element : 0, .at = r->now,
        .who = r->event->who, .text = r->event->name });
}
