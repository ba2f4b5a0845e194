/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "flow/path.h"

#include "flow/model.h"

struct state { uint32_t element; uint64_t groups; size_t from; };       /* from: place of the state before, plus one */
struct search { struct arena *arena; const struct flow *flow; const uint64_t *groups; struct state *states; size_t count, cap; };

static bool seen(const struct search *s, uint32_t element, uint64_t groups)
{
    for (size_t i = 0; i < s->count; i++)
        if (s->states[i].element == element && s->states[i].groups == groups)
            return true;
    return false;
}

static void visit(struct search *s, uint32_t element, uint64_t before, size_t from)
{
    uint64_t groups = before | s->groups[element];

    if (element == 0 || seen(s, element, groups))
        return;
    s->states = arena_grow(s->arena, s->states, s->count, &s->cap, sizeof *s->states);
    s->states[s->count++] = (struct state){ element, groups, from };
}

/* Out of a sub-process goes on where the sub-process itself does. */
static uint32_t goes_on_at(const struct flow *f, uint32_t element)
{
    while (f->nodes[element].kind == NODE_END && f->nodes[element].box > 1)
        element = f->boxes[f->nodes[element].box].element;
    return element;
}

static void visit_next(struct search *s, size_t place)
{
    struct state at = s->states[place];
    const struct flow *f = s->flow;
    uint32_t last = goes_on_at(f, at.element);
    const struct node *n = &f->nodes[at.element], *out = &f->nodes[last];
    const struct box *body = n->body != 0 ? &f->boxes[n->body] : NULL;

    for (uint32_t i = 0; body != NULL && i < body->starts.count; i++)
        visit(s, f->links[body->starts.at + i], at.groups, place + 1);
    for (uint32_t i = 0; i < n->edges.count; i++)
        visit(s, f->links[n->edges.at + i], at.groups, place + 1);
    for (uint32_t i = 0; body == NULL && i < out->out.count; i++)
        visit(s, f->nodes[f->links[out->out.at + i]].to, at.groups, place + 1);
    if (n->trigger == ON_LINK && n->jump != 0)
        visit(s, n->jump, at.groups, place + 1);
}

static void keep(struct search *s, size_t place, struct path_list *out)
{
    struct path p = { .groups = s->states[place].groups };
    uint32_t *elements;
    size_t left;

    for (size_t at = place + 1; at != 0; at = s->states[at - 1].from)
        p.count++;
    elements = ARENA_ARRAY(s->arena, p.count, uint32_t);
    left = p.count;
    for (size_t at = place + 1; at != 0; at = s->states[at - 1].from)
        elements[--left] = s->states[at - 1].element;
    p.elements = elements;
    out->items = arena_grow(s->arena, out->items, out->count, &out->cap, sizeof *out->items);
    out->items[out->count++] = p;
}

static bool within_another(const struct path_list *list, uint64_t groups)
{
    for (size_t i = 0; i < list->count; i++)
        if ((groups & ~list->items[i].groups) == 0)
            return true;
    return false;
}

enum err path_find(struct arena *a, const struct flow *f, const uint64_t *groups, struct path_list *out)
{
    struct search s = { .arena = a, .flow = f, .groups = groups };
    const struct box *box = &f->boxes[1];

    *out = (struct path_list){ 0 };
    for (uint32_t i = 0; i < box->starts.count; i++)
        visit(&s, f->links[box->starts.at + i], 0, 0);
    for (size_t i = 0; i < s.count; i++) {
        if (s.count > PATH_STATES_MAX)
            return ERR_LIMIT;
        visit_next(&s, i);
    }
    for (int size = 64; size >= 0; size--)
        for (size_t i = 0; i < s.count; i++)
            if (f->nodes[s.states[i].element].kind == NODE_END && __builtin_popcountll(s.states[i].groups) == size
                && !within_another(out, s.states[i].groups))
                keep(&s, i, out);
    return OK;
}

struct str path_timer(const struct flow *f, uint32_t element)
{
    return f->nodes[element].trigger == ON_TIMER ? f->nodes[element].text : STR("");
}
