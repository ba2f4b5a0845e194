/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "flow/net.h"

struct builder { struct arena *arena; const struct flow *flow; const struct box *box; struct token_net net; size_t arc_cap; };

static void add_arc(struct builder *b, uint32_t from, uint32_t to, struct arc arc)
{
    struct token_net *n = &b->net;
    size_t cap = b->arc_cap;

    n->arcs = arena_grow(b->arena, n->arcs, n->arc_count, &cap, sizeof *n->arcs);
    b->arc_cap = cap;
    arc.from = from - b->box->first;
    arc.to = to - b->box->first;
    arc.enters = arc.flow;
    n->arcs[n->arc_count++] = arc;
    n->spots[from - b->box->first].out++;
    n->spots[to - b->box->first].in++;
}

static enum pattern join_of(const struct node *n)
{
    return n->kind == NODE_PARALLEL ? ALL_OF : n->kind == NODE_INCLUSIVE ? SOME_OF : ONE_OF;
}

static bool has_edges(const struct builder *b, const struct node *n)
{
    for (uint32_t k = 0; k < n->edges.count; k++)
        if (b->flow->nodes[b->flow->links[n->edges.at + k]].trigger != ON_COMPENSATION)
            return true;
    return false;
}

static bool has_conditions(const struct builder *b, const struct node *n)
{
    for (uint32_t k = 0; k < n->out.count; k++)
        if (b->flow->nodes[b->flow->links[n->out.at + k]].expr != NULL)
            return true;
    return false;
}

static enum pattern split_of(const struct builder *b, const struct node *n)
{
    switch (n->kind) {
    case NODE_EXCLUSIVE: case NODE_EVENT_BASED: return ONE_OF;
    case NODE_INCLUSIVE: return SOME_OF;
    case NODE_PARALLEL:  return ALL_OF;
    default: return has_edges(b, n) || has_conditions(b, n) ? MIXED : ALL_OF;
    }
}

static void add_spot(struct builder *b, uint32_t i)
{
    const struct node *n = &b->flow->nodes[i];
    struct spot *s = &b->net.spots[i - b->box->first];
    bool aside = n->kind == NODE_EVENT_SUB || n->for_compensation
        || (n->kind == NODE_BOUNDARY && n->trigger == ON_COMPENSATION);

    *s = (struct spot){ .join = join_of(n), .split = split_of(b, n), .joins = i, .splits = i, .gone = aside,
        .clears = n->kind == NODE_END && (n->trigger == ON_TERMINATE || n->trigger == ON_ERROR) };
    if (n->kind == NODE_START || i == b->box->start)
        b->net.starts[b->net.start_count++] = i - b->box->first;
}

struct token_net net_build(struct arena *a, const struct flow *f, uint32_t box)
{
    struct builder b = { a, f, &f->boxes[box], { NULL, f->boxes[box].nodes, NULL, 0, NULL, 0 }, 0 };
    uint32_t end = b.box->first + b.box->nodes;

    b.net.spots = ARENA_ARRAY(a, b.box->nodes, struct spot);
    b.net.starts = ARENA_ARRAY(a, b.box->nodes, uint32_t);
    for (uint32_t i = b.box->first; i < end; i++)
        add_spot(&b, i);
    for (uint32_t i = b.box->first; i < end + b.box->flows; i++) {
        const struct node *n = &f->nodes[i];
        if (n->kind == NODE_FLOW && n->from > 0 && n->to > 0 && !b.net.spots[n->from - b.box->first].gone)
            add_arc(&b, n->from, n->to, (struct arc){ .flow = i, .must = n->expr == NULL && f->nodes[n->from].usual != i });
        else if (n->kind == NODE_BOUNDARY && n->host > 0 && n->trigger != ON_COMPENSATION)
            add_arc(&b, n->host, i, (struct arc){ .flow = i, .optional = !n->interrupting, .instead = n->interrupting });
        else if (n->kind == NODE_THROW && n->trigger == ON_LINK && n->jump > 0)
            add_arc(&b, i, n->jump, (struct arc){ .flow = i, .must = true });
    }
    return b.net;
}

static uint32_t only_arc(const struct token_net *n, uint32_t spot, bool out)
{
    uint32_t k = 0;

    while (k < n->arc_count && (n->arcs[k].gone || (out ? n->arcs[k].from : n->arcs[k].to) != spot))
        k++;
    return k;
}

/* One way out into one way in: both nodes act as one.  Not behind an exclusive merge: two tokens must be seen there. */
static bool merge_series(struct token_net *n, uint32_t i)
{
    struct spot *s = &n->spots[i], *t;
    uint32_t k, j;

    if (s->gone || s->out != 1 || s->split == MIXED || (s->join == ONE_OF && s->in > 1))
        return false;
    k = only_arc(n, i, true);
    j = n->arcs[k].to;
    t = &n->spots[j];
    if (j == i || t->in != 1)
        return false;
    n->arcs[k].gone = true;
    s->split = t->split;
    s->splits = t->splits;
    s->out = t->out;
    s->clears |= t->clears;
    t->gone = true;
    for (uint32_t m = 0; m < n->arc_count; m++)
        if (!n->arcs[m].gone && n->arcs[m].from == j)
            n->arcs[m].from = i;
    return true;
}

/* A node that only hands on: the way in becomes the way out. */
static bool skip_node(struct token_net *n, uint32_t i)
{
    struct spot *s = &n->spots[i];
    uint32_t in, out;

    if (s->gone || s->in != 1 || s->out != 1 || s->split == MIXED || s->clears)
        return false;
    in = only_arc(n, i, false);
    out = only_arc(n, i, true);
    if (in == out)
        return false;
    n->arcs[in].to = n->arcs[out].to;
    n->arcs[in].enters = n->arcs[out].enters;
    n->arcs[out].gone = true;
    s->gone = true;
    return true;
}

/* Two ways between the same two nodes, split and joined alike, are one; a way back to an exclusive choice is none. */
static bool merge_arc(struct token_net *n, uint32_t k)
{
    struct arc *c = &n->arcs[k];
    struct spot *s = &n->spots[c->from], *t = &n->spots[c->to];

    if (c->gone || s->split == MIXED || s->split != t->join)
        return false;
    if (c->from == c->to && s->split == ONE_OF && s->out > 1) {
        c->gone = true;
        s->out--;
        t->in--;
        return true;
    }
    for (uint32_t m = 0; m < k; m++)
        if (!n->arcs[m].gone && n->arcs[m].from == c->from && n->arcs[m].to == c->to) {
            c->gone = true;
            s->out--;
            t->in--;
            return true;
        }
    return false;
}

/* A choice that may go back to the merge just before it: going round changes nothing. */
static bool merge_loop(struct token_net *n, uint32_t k)
{
    struct arc *c = &n->arcs[k];
    struct spot *s = &n->spots[c->from], *t = &n->spots[c->to];
    uint32_t on;

    if (c->gone || c->from == c->to || s->split != ONE_OF || s->out < 2 || s->in != 1 || t->join != ONE_OF || t->out != 1)
        return false;
    on = only_arc(n, c->to, true);
    if (n->arcs[on].to != c->from)
        return false;
    c->gone = true;
    s->out--;
    t->in--;
    return true;
}

/* What only ends beside the rest cannot hinder it. */
static bool drop_side_end(struct token_net *n, uint32_t k)
{
    struct arc *c = &n->arcs[k];
    struct spot *s = &n->spots[c->from], *t = &n->spots[c->to];

    if (c->gone || t->in != 1 || t->out != 0 || t->clears || c->from == c->to)
        return false;
    if (!c->optional && (s->split != ALL_OF || s->out < 2))
        return false;
    c->gone = t->gone = true;
    s->out--;
    return true;
}

/* An activity with one way out, and boundary events that go instead of it, simply chooses. */
static bool settle_mixed(struct token_net *n, uint32_t i)
{
    struct spot *s = &n->spots[i];
    uint32_t musts = 0, insteads = 0;

    if (s->gone || s->split != MIXED)
        return false;
    for (uint32_t k = 0; k < n->arc_count; k++)
        if (!n->arcs[k].gone && n->arcs[k].from == i) {
            musts += n->arcs[k].must;
            insteads += n->arcs[k].instead;
        }
    if (musts + insteads != s->out || musts > 1 || (musts == 0 && s->out > 0))
        return false;
    s->split = insteads > 0 ? ONE_OF : ALL_OF;
    return true;
}

static void drop_gone(struct token_net *n)
{
    uint32_t kept = 0;

    for (uint32_t k = 0; k < n->arc_count; k++)
        if (!n->arcs[k].gone)
            n->arcs[kept++] = n->arcs[k];
    n->arc_count = kept;
}

void net_reduce(struct token_net *n)
{
    bool moved = true;

    while (moved) {
        moved = false;
        for (uint32_t i = 0; i < n->spot_count; i++)
            while (settle_mixed(n, i) || merge_series(n, i) || skip_node(n, i))
                moved = true;
        for (uint32_t k = 0; k < n->arc_count; k++)
            moved |= merge_arc(n, k) || merge_loop(n, k) || drop_side_end(n, k);
    }
    drop_gone(n);
}
