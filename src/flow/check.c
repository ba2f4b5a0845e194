/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "flow/check.h"

enum { STATES_DEFAULT = 100000, STATES_MAX = 10000000 };

void check_note(struct checking *c, uint32_t element, bool fatal, const char *rule, struct str text)
{
    const struct flow_element *e = &c->flow->elements[element];
    struct flow_report *r = c->report;

    r->items = arena_grow(c->arena, r->items, r->count, &c->cap, sizeof *r->items);
    r->items[r->count++] = (struct flow_finding){ e->file, e->id, str_of(rule), text, e->line, fatal };
}

static void check_post(struct checking *c, uint32_t i)
{
    enum node_kind kind = c->flow->nodes[i].kind;

    if ((kind == NODE_USER || kind == NODE_MANUAL) && c->flow->elements[i].post.len == 0)
        check_note(c, i, false, "post.missing", STR("neither the task nor a lane says whose work it is"));
}

static void check_ways_out(struct checking *c, uint32_t i)
{
    const struct node *n = &c->flow->nodes[i];
    uint32_t without = 0;

    if ((n->kind != NODE_EXCLUSIVE && n->kind != NODE_INCLUSIVE) || n->out.count < 2)
        return;
    for (uint32_t k = 0; k < n->out.count; k++) {
        uint32_t flow = c->flow->links[n->out.at + k];
        without += c->flow->nodes[flow].expr == NULL && flow != n->usual;
    }
    if (n->usual == 0 && without == 0)
        check_note(c, i, false, "default.missing", STR("when no condition holds, nobody can go on: name a default"));
    if (n->kind == NODE_EXCLUSIVE && without > 1)
        check_note(c, i, false, "condition.missing", STR("several ways out have no condition: only the first is ever taken"));
}

static void check_scripts(struct checking *c, uint32_t i)
{
    if (c->flow->nodes[i].foreign)
        check_note(c, i, true, "script.language", STR("a script must be FEEL to be run"));
}

/* What a token can come to: starts, and whatever starts by itself. */
static void check_reach(struct checking *c, uint32_t b)
{
    const struct flow *f = c->flow;
    const struct box *box = &f->boxes[b];
    struct net g = graph_net(c->arena, f, b);
    uint64_t *seen = ARENA_ARRAY(c->arena, words_for(g.n), uint64_t);

    for (uint32_t x = 0; x < g.n; x++) {
        const struct node *n = &f->nodes[box->first + x];
        if (n->kind == NODE_START || n->kind == NODE_EVENT_SUB || n->for_compensation || box->first + x == box->start
            || (n->kind == NODE_BOUNDARY && n->trigger == ON_COMPENSATION))
            graph_reach(c->arena, &g, x, g.n, false, seen);
    }
    for (uint32_t x = 0; x < g.n; x++)
        if (!bit_get(seen, x))
            check_note(c, box->first + x, true, "element.unreachable", STR("no way leads here"));
}

static bool any_fatal(const struct flow_report *r)
{
    for (size_t i = 0; i < r->count; i++)
        if (r->items[i].fatal)
            return true;
    return false;
}

enum err flow_check(struct arena *a, const struct flow *f, size_t max_states, struct flow_report *out)
{
    struct checking c = { a, f, out, 0 };
    size_t bound = max_states == 0 ? STATES_DEFAULT : max_states < STATES_MAX ? max_states : STATES_MAX;

    *out = (struct flow_report){ NULL, 0, true };
    for (uint32_t i = 1; i <= f->count; i++) {
        check_post(&c, i);
        check_ways_out(&c, i);
        check_scripts(&c, i);
    }
    for (uint32_t b = 1; b <= f->box_count; b++)
        check_reach(&c, b);
    limit_check(&c);
    if (any_fatal(out))
        out->proven = true;
    for (uint32_t b = 1; b <= f->box_count; b++)
        out->proven &= sound_check(&c, b, bound);
    return OK;
}
