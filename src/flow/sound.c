/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "flow/check.h"
#include "flow/net.h"

struct naming { struct checking *check; const struct box *box; struct net graph; };

static const struct flow_element *element(const struct checking *c, uint32_t i)
{
    return &c->flow->elements[i];
}

static bool chooses(const struct flow *f, const struct node *n)
{
    bool boundary = false;

    for (uint32_t k = 0; k < n->edges.count; k++)
        boundary |= f->nodes[f->links[n->edges.at + k]].interrupting;
    return boundary || ((n->kind == NODE_EXCLUSIVE || n->kind == NODE_EVENT_BASED || n->kind == NODE_INCLUSIVE)
                        && n->out.count > 1);
}

static bool multiplies(const struct flow *f, const struct node *n)
{
    bool beside = false;

    for (uint32_t k = 0; k < n->edges.count; k++)
        beside |= !f->nodes[f->links[n->edges.at + k]].interrupting;
    return beside || (n->out.count > 1 && n->kind != NODE_EXCLUSIVE && n->kind != NODE_EVENT_BASED);
}

/* Backwards from start, nearest first: the first node that pleases and lies in within (NULL: anywhere). */
static uint32_t nearest_before(const struct naming *w, uint32_t start, const uint64_t *within,
                               bool (*pleases)(const struct flow *, const struct node *))
{
    const struct net *g = &w->graph;
    struct arena *a = w->check->arena;
    uint64_t *seen = ARENA_ARRAY(a, words_for(g->n), uint64_t);
    uint32_t *queue = ARENA_ARRAY(a, g->n + 1, uint32_t), head = 0, tail = 0;

    queue[tail++] = start;
    bit_set(seen, start);
    while (head < tail) {
        uint32_t x = queue[head++];
        if ((within == NULL || bit_get(within, x)) && pleases(w->check->flow, &w->check->flow->nodes[w->box->first + x]))
            return w->box->first + x;
        for (uint32_t k = g->pred_at[x]; k < g->pred_at[x + 1]; k++)
            if (!bit_get(seen, g->pred[k])) {
                bit_set(seen, g->pred[k]);
                queue[tail++] = g->pred[k];
            }
    }
    return 0;
}

/* The node an arc of the net comes from in the diagram. */
static uint32_t source_of(const struct naming *w, const struct arc *arc)
{
    const struct node *n = &w->check->flow->nodes[arc->enters];

    return (n->kind == NODE_FLOW ? n->from : n->kind == NODE_BOUNDARY ? n->host : arc->enters) - w->box->first;
}

static void say_starved(const struct naming *w, const struct token_net *n, const struct found *found)
{
    struct checking *c = w->check;
    uint32_t join = n->spots[found->spot].joins;
    uint64_t *with = ARENA_ARRAY(c->arena, words_for(w->graph.n), uint64_t);
    uint32_t split;
    struct str missing = element(c, n->arcs[found->arc].enters)->id;

    graph_reach(c->arena, &w->graph, source_of(w, &n->arcs[found->other]), join - w->box->first, true, with);
    split = nearest_before(w, source_of(w, &n->arcs[found->arc]), with, chooses);
    check_note(c, join, true, "sound.starved", split == 0
        ? arena_printf(c->arena, "waits for ever for a token on %.*s", STR_ARG(missing))
        : arena_printf(c->arena, "waits for ever for a token on %.*s when %.*s \"%.*s\" chooses another way",
                       STR_ARG(missing), STR_ARG(element(c, split)->kind), STR_ARG(element(c, split)->id)));
}

static void say_twice(const struct naming *w, const struct token_net *n, const struct found *found)
{
    struct checking *c = w->check;
    uint32_t merge = n->spots[found->spot].joins;
    uint32_t split = nearest_before(w, merge - w->box->first, NULL, multiplies);

    check_note(c, merge, true, "sound.twice", split == 0 ? STR("can be passed twice at the same time")
        : arena_printf(c->arena, "can be passed twice at the same time: the ways out of %.*s \"%.*s\" meet here unjoined",
                       STR_ARG(element(c, split)->kind), STR_ARG(element(c, split)->id)));
}

static void say(const struct naming *w, const struct token_net *n, const struct found *found)
{
    uint32_t at = n->spots[found->spot].joins;

    switch (found->trouble) {
    case TROUBLE_STARVED: say_starved(w, n, found); break;
    case TROUBLE_TWICE:   say_twice(w, n, found); break;
    case TROUBLE_DEAD:    check_note(w->check, at, true, "sound.dead", STR("can never be reached")); break;
    case TROUBLE_ENDLESS: check_note(w->check, at, true, "sound.endless", STR("from here the end cannot be reached")); break;
    }
}

static bool is_trivial(const struct token_net *n)
{
    uint32_t left = 0;

    for (uint32_t i = 0; i < n->spot_count; i++)
        left += !n->spots[i].gone;
    return n->arc_count == 0 && left == n->start_count;
}

/* In an arena of its own: the markings looked at take megabytes, and the arena of the check may live as long as a process. */
bool sound_check(struct checking *c, uint32_t box, size_t max_states)
{
    struct arena *work = arena_new(0);
    struct token_net n = net_build(work, c->flow, box);
    struct naming w = { c, &c->flow->boxes[box], graph_net(work, c->flow, box) };
    struct space_result result = { .proven = true };

    net_reduce(&n);
    if (!is_trivial(&n))
        result = space_explore(work, &n, max_states);
    for (size_t i = 0; i < result.count; i++)
        say(&w, &n, &result.items[i]);
    arena_free(work);
    return result.proven;
}
