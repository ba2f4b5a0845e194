/* SPDX-License-Identifier: MulanPSL-2.0 */
#include <string.h>

#include "flow/model.h"

static const uint32_t NOT_REACHED = UINT32_MAX;

struct edges { struct arena *arena; uint32_t (*items)[2]; size_t count, cap; };

static void add_edge(struct edges *e, uint32_t from, uint32_t to)
{
    e->items = arena_grow(e->arena, e->items, e->count, &e->cap, sizeof *e->items);
    e->items[e->count][0] = from;
    e->items[e->count++][1] = to;
}

/* An activity leads to its boundary events, a link throw to its catch. */
static struct edges edges_of(struct arena *a, const struct flow *f, const struct box *box)
{
    struct edges e = { a, NULL, 0, 0 };

    for (uint32_t i = box->first; i < box->first + box->nodes + box->flows; i++) {
        const struct node *n = &f->nodes[i];
        if (n->kind == NODE_FLOW && n->from > 0 && n->to > 0)
            add_edge(&e, n->from - box->first, n->to - box->first);
        else if (n->kind == NODE_BOUNDARY && n->host > 0 && n->trigger != ON_COMPENSATION)
            add_edge(&e, n->host - box->first, i - box->first);
        else if (n->kind == NODE_THROW && n->trigger == ON_LINK && n->jump > 0)
            add_edge(&e, i - box->first, n->jump - box->first);
    }
    return e;
}

static void lay_out(struct arena *a, const struct edges *e, uint32_t n, int key, const uint32_t **at, const uint32_t **list)
{
    uint32_t *start = ARENA_ARRAY(a, n + 2, uint32_t), *ends = ARENA_ARRAY(a, e->count, uint32_t);

    for (size_t i = 0; i < e->count; i++)
        start[e->items[i][key] + 2]++;
    for (uint32_t x = 0; x < n; x++)
        start[x + 1] += start[x];
    for (size_t i = 0; i < e->count; i++)
        ends[start[e->items[i][key] + 1]++] = e->items[i][1 - key];
    *at = start;
    *list = ends;
}

struct net graph_net(struct arena *a, const struct flow *f, uint32_t box)
{
    struct edges e = edges_of(a, f, &f->boxes[box]);
    struct net g = { .n = f->boxes[box].nodes };

    lay_out(a, &e, g.n, 0, &g.succ_at, &g.succ);
    lay_out(a, &e, g.n, 1, &g.pred_at, &g.pred);
    return g;
}

void graph_reach(struct arena *a, const struct net *g, uint32_t start, uint32_t wall, bool backwards, uint64_t *bits)
{
    const uint32_t *at = backwards ? g->pred_at : g->succ_at, *list = backwards ? g->pred : g->succ;
    uint32_t *stack = ARENA_ARRAY(a, g->n + 1, uint32_t), top = 0;

    if (start == wall || start >= g->n || bit_get(bits, start))
        return;
    bit_set(bits, start);
    stack[top++] = start;
    while (top > 0) {
        uint32_t x = stack[--top];
        for (uint32_t k = at[x]; k < at[x + 1]; k++) {
            if (list[k] == wall || bit_get(bits, list[k]))
                continue;
            bit_set(bits, list[k]);
            stack[top++] = list[k];
        }
    }
}

static void build_join(struct arena *a, struct flow *f, const struct net *g, uint32_t i)
{
    struct node *n = &f->nodes[i];
    uint32_t first = f->boxes[n->box].first, words = words_for(g->n);
    uint64_t *ways = ARENA_ARRAY(a, (size_t)words * n->in.count, uint64_t);

    for (uint32_t k = 0; k < n->in.count; k++)
        graph_reach(a, g, f->nodes[f->links[n->in.at + k]].from - first, i - first, true, ways + (size_t)k * words);
    f->joins[++f->join_count] = (struct join){ i, words, ways };
    n->join = f->join_count;
}

/* ---- post-dominators: Cooper, Harvey and Kennedy, "A Simple, Fast Dominance Algorithm" (2001) ---- */

struct order { uint32_t *rank, *list, count; };     /* nodes in reverse postorder from the exit, backwards */

/* Walks backwards from what has no successor; net.n stands for the exit itself. */
static struct order order_backwards(struct arena *a, const struct net *g)
{
    struct order o = { ARENA_ARRAY(a, g->n + 1, uint32_t), ARENA_ARRAY(a, g->n + 1, uint32_t), 0 };
    uint32_t *stack = ARENA_ARRAY(a, g->n + 1, uint32_t), *at = ARENA_ARRAY(a, g->n + 1, uint32_t);

    for (uint32_t x = 0; x <= g->n; x++)
        o.rank[x] = NOT_REACHED;
    for (uint32_t root = 0; root < g->n; root++) {
        uint32_t top = 0;
        if (g->succ_at[root] != g->succ_at[root + 1])
            continue;
        stack[top++] = root;
        o.rank[root] = 0;
        at[root] = g->pred_at[root];
        while (top > 0) {
            uint32_t x = stack[top - 1];
            if (at[x] == g->pred_at[x + 1]) {
                o.list[o.count++] = x;
                top--;
            } else if (o.rank[g->pred[at[x]++]] == NOT_REACHED) {
                uint32_t y = g->pred[at[x] - 1];
                o.rank[y] = 0;
                at[y] = g->pred_at[y];
                stack[top++] = y;
            }
        }
    }
    o.list[o.count++] = g->n;
    for (uint32_t k = 0; k < o.count; k++)
        o.rank[o.list[k]] = o.count - 1 - k;
    return o;
}

static uint32_t meet(const uint32_t *parent, const uint32_t *rank, uint32_t x, uint32_t y)
{
    while (x != y) {
        if (rank[x] > rank[y])
            x = parent[x];
        else
            y = parent[y];
    }
    return x;
}

static uint32_t meet_successors(const struct net *g, const struct order *o, const uint32_t *parent, uint32_t x)
{
    uint32_t best = NOT_REACHED;

    if (g->succ_at[x] == g->succ_at[x + 1])
        return g->n;
    for (uint32_t k = g->succ_at[x]; k < g->succ_at[x + 1]; k++) {
        uint32_t y = g->succ[k];
        if (parent[y] != NOT_REACHED)
            best = best == NOT_REACHED ? y : meet(parent, o->rank, best, y);
    }
    return best;
}

/* The nearest node every way on must pass; net.n: none but the end; NOT_REACHED: no way ends. */
static uint32_t *post_dominators(struct arena *a, const struct net *g)
{
    struct order o = order_backwards(a, g);
    uint32_t *parent = ARENA_ARRAY(a, g->n + 1, uint32_t);
    bool moved = true;

    for (uint32_t x = 0; x < g->n; x++)
        parent[x] = NOT_REACHED;
    parent[g->n] = g->n;
    while (moved) {
        moved = false;
        for (uint32_t k = o.count - 1; k-- > 0;) {
            uint32_t x = o.list[k], best = meet_successors(g, &o, parent, x);
            moved |= parent[x] != best;
            parent[x] = best;
        }
    }
    return parent;
}

/* ---- regions ---- */

static bool overlap(const uint64_t *l, const uint64_t *r, uint32_t words)
{
    for (uint32_t w = 0; w < words; w++)
        if (l[w] & r[w])
            return true;
    return false;
}

static uint32_t bits_in(const uint64_t *bits, uint32_t words)
{
    uint32_t n = 0;

    for (uint32_t w = 0; w < words; w++)
        n += (uint32_t)__builtin_popcountll(bits[w]);
    return n;
}

/* Branches that meet before the join are one region: a token of one cannot be told from one of the other. */
static uint32_t merge_branches(uint64_t **branches, uint32_t count, uint32_t words)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < count; i++) {
        uint64_t *now = branches[i];
        for (uint32_t k = 0; k < kept;) {
            if (!overlap(now, branches[k], words)) {
                k++;
                continue;
            }
            for (uint32_t w = 0; w < words; w++)
                now[w] |= branches[k][w];
            branches[k] = branches[--kept];
        }
        branches[kept++] = now;
    }
    return kept;
}

static void build_regions(struct arena *a, struct flow *f, const struct net *g, uint32_t i, uint32_t join, size_t *cap)
{
    const struct node *n = &f->nodes[i];
    uint32_t first = f->boxes[n->box].first, words = words_for(g->n), kept;
    uint64_t **branches = ARENA_ARRAY(a, n->out.count, uint64_t *);

    for (uint32_t k = 0; k < n->out.count; k++) {
        branches[k] = ARENA_ARRAY(a, words, uint64_t);
        graph_reach(a, g, f->nodes[f->links[n->out.at + k]].to - first, join, false, branches[k]);
    }
    kept = merge_branches(branches, n->out.count, words);
    for (uint32_t k = 0; kept > 1 && k < kept; k++) {
        f->regions = arena_grow(a, f->regions, f->region_count, cap, sizeof *f->regions);
        f->regions[f->region_count++] = (struct region){ i, bits_in(branches[k], words), branches[k] };
        f->boxes[n->box].regions++;
    }
}

static bool forks(const struct node *n)
{
    return n->out.count > 1 && n->kind != NODE_EXCLUSIVE && n->kind != NODE_EVENT_BASED;
}

void graph_build(struct arena *a, struct flow *f)
{
    size_t cap = 0;

    f->joins = ARENA_ARRAY(a, f->count + 1, struct join);
    for (uint32_t b = 1; b <= f->box_count; b++) {
        struct box *box = &f->boxes[b];
        struct net g = graph_net(a, f, b);
        const uint32_t *after = post_dominators(a, &g);
        box->first_region = f->region_count;
        for (uint32_t i = box->first; i < box->first + box->nodes; i++) {
            if (f->nodes[i].kind == NODE_INCLUSIVE && f->nodes[i].in.count > 1)
                build_join(a, f, &g, i);
            if (forks(&f->nodes[i]))
                build_regions(a, f, &g, i, after[i - box->first] == NOT_REACHED ? g.n : after[i - box->first], &cap);
        }
    }
}
