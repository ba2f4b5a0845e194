/* SPDX-License-Identifier: MulanPSL-2.0 */
#include <string.h>

#include "flow/net.h"

enum { CHOICES_MAX = 256, FOUND_MAX = 32, ARCS_MAX = 512, STATES_FIRST = 128 };

/* What a node may put on its ways out, each choice a set of arcs. */
struct choices { uint64_t *sets; uint32_t count; };

struct space {
    struct arena           *arena;
    const struct token_net *net;
    uint32_t                words;
    struct choices         *choices;        /* of each spot */
    uint32_t               *in_at, *in;     /* arcs into each spot */
    uint64_t              **ways;           /* of each arc into an inclusive join: spots that still reach it */
    uint64_t               *states;         /* words each */
    size_t                  count, cap, max;
    uint32_t               *table;          /* state numbers + 1 by hash; half empty at least */
    size_t                  table_size;
    uint32_t              (*steps)[2];      /* from state, to state */
    size_t                  step_count, step_cap;
    bool                   *fired;
    struct space_result     result;
};

static void note(struct space *s, enum trouble trouble, uint32_t spot, uint32_t arc, uint32_t other)
{
    struct space_result *r = &s->result;

    for (size_t i = 0; i < r->count; i++)
        if (r->items[i].trouble == trouble && r->items[i].spot == spot)
            return;
    if (r->count >= FOUND_MAX)
        return;
    r->items = arena_grow(s->arena, r->items, r->count, &r->cap, sizeof *r->items);
    r->items[r->count++] = (struct found){ trouble, spot, arc, other };
}

/* ---- choices ---- */

static void add_choice(struct space *s, struct choices *c, const uint64_t *set)
{
    memcpy(c->sets + (size_t)c->count++ * s->words, set, s->words * sizeof *set);
}

static void one_of(struct space *s, struct choices *c, const uint32_t *arcs, uint32_t n)
{
    uint64_t *set = ARENA_ARRAY(s->arena, s->words, uint64_t);

    for (uint32_t k = 0; k < n && c->count < CHOICES_MAX; k++) {
        memset(set, 0, s->words * sizeof *set);
        bit_set(set, arcs[k]);
        add_choice(s, c, set);
    }
}

/* Every set of arcs that holds all of base; at least one arc. False: more than can be tried. */
static bool some_of(struct space *s, struct choices *c, const uint64_t *base, const uint32_t *arcs, uint32_t n, bool empty)
{
    uint64_t *set = ARENA_ARRAY(s->arena, s->words, uint64_t);

    if (n > 7 || c->count + (1u << n) > CHOICES_MAX)
        return false;
    for (uint32_t mask = empty ? 0 : 1; mask < 1u << n; mask++) {
        memcpy(set, base, s->words * sizeof *set);
        for (uint32_t k = 0; k < n; k++)
            if (mask >> k & 1)
                bit_set(set, arcs[k]);
        add_choice(s, c, set);
    }
    return true;
}

/* An activity: completes (all plain ways, conditional ones in any set), or one interrupting boundary goes instead;
 * beside either, any of the others may have gone. */
static bool mixed(struct space *s, struct choices *c, const uint32_t *arcs, uint32_t n)
{
    uint64_t *base = ARENA_ARRAY(s->arena, s->words, uint64_t), *none = ARENA_ARRAY(s->arena, s->words, uint64_t);
    uint32_t *free = ARENA_ARRAY(s->arena, n, uint32_t), *beside = ARENA_ARRAY(s->arena, n, uint32_t);
    uint32_t frees = 0, besides = 0;
    bool any = false, good;

    for (uint32_t k = 0; k < n; k++) {
        const struct arc *arc = &s->net->arcs[arcs[k]];
        if (arc->optional)
            beside[besides++] = free[frees++] = arcs[k];
        else if (arc->must) {
            bit_set(base, arcs[k]);
            any = true;
        } else if (!arc->instead)
            free[frees++] = arcs[k];
    }
    good = some_of(s, c, base, free, frees, any || frees == besides);
    for (uint32_t k = 0; k < n && good; k++) {
        if (!s->net->arcs[arcs[k]].instead)
            continue;
        memset(none, 0, s->words * sizeof *none);
        bit_set(none, arcs[k]);
        good = some_of(s, c, none, beside, besides, true);
    }
    return good;
}

static void plan_choices(struct space *s, uint32_t i)
{
    const struct token_net *n = s->net;
    uint32_t *arcs = ARENA_ARRAY(s->arena, n->spots[i].out + 1, uint32_t), count = 0;
    uint64_t *all = ARENA_ARRAY(s->arena, s->words, uint64_t), *none = ARENA_ARRAY(s->arena, s->words, uint64_t);
    struct choices *c = &s->choices[i];
    bool good = true;

    for (uint32_t k = 0; k < n->arc_count; k++)
        if (!n->arcs[k].gone && n->arcs[k].from == i) {
            arcs[count++] = k;
            bit_set(all, k);
        }
    c->sets = ARENA_ARRAY(s->arena, (size_t)CHOICES_MAX * s->words, uint64_t);
    if (count == 0 || n->spots[i].split == ALL_OF)
        add_choice(s, c, all);
    else if (n->spots[i].split == ONE_OF)
        one_of(s, c, arcs, count);
    else if (n->spots[i].split == SOME_OF)
        good = some_of(s, c, none, arcs, count, false);
    else
        good = mixed(s, c, arcs, count);
    s->result.proven &= good;
}

/* ---- ways into inclusive joins ---- */

static void reach_back(struct space *s, uint32_t from, uint32_t wall, uint64_t *bits)
{
    uint32_t *stack = ARENA_ARRAY(s->arena, s->net->spot_count + 1, uint32_t), top = 0;

    if (from == wall)
        return;
    bit_set(bits, from);
    stack[top++] = from;
    while (top > 0) {
        uint32_t x = stack[--top];
        for (uint32_t k = s->in_at[x]; k < s->in_at[x + 1]; k++) {
            uint32_t y = s->net->arcs[s->in[k]].from;
            if (y == wall || bit_get(bits, y))
                continue;
            bit_set(bits, y);
            stack[top++] = y;
        }
    }
}

static void plan_ways_in(struct space *s)
{
    const struct token_net *n = s->net;
    uint32_t total = 0;

    s->in_at = ARENA_ARRAY(s->arena, n->spot_count + 1, uint32_t);
    s->in = ARENA_ARRAY(s->arena, n->arc_count, uint32_t);
    s->ways = ARENA_ARRAY(s->arena, n->arc_count, uint64_t *);
    for (uint32_t i = 0; i < n->spot_count; i++) {
        s->in_at[i] = total;
        for (uint32_t k = 0; k < n->arc_count; k++)
            if (!n->arcs[k].gone && n->arcs[k].to == i)
                s->in[total++] = k;
    }
    s->in_at[n->spot_count] = total;
    for (uint32_t k = 0; k < n->arc_count; k++)
        if (!n->arcs[k].gone && n->spots[n->arcs[k].to].join == SOME_OF) {
            s->ways[k] = ARENA_ARRAY(s->arena, words_for(n->spot_count), uint64_t);
            reach_back(s, n->arcs[k].from, n->arcs[k].to, s->ways[k]);
        }
}

/* As token.c does it: a token that reaches an empty way and no full one makes the join wait. */
static bool join_waits(const struct space *s, uint32_t i, const uint64_t *state)
{
    for (uint32_t k = 0; k < s->net->arc_count; k++) {
        uint32_t at = s->net->arcs[k].to;
        bool empty = false, full = false;
        if (!bit_get(state, k) || at == i)
            continue;
        for (uint32_t m = s->in_at[i]; m < s->in_at[i + 1]; m++)
            if (bit_get(s->ways[s->in[m]], at))
                *(bit_get(state, s->in[m]) ? &full : &empty) = true;
        if (empty && !full)
            return true;
    }
    return false;
}

/* ---- exploring ---- */

static size_t slot_of(const struct space *s, const uint64_t *state)
{
    uint64_t h = UINT64_C(1469598103934665603);
    size_t at;

    for (uint32_t w = 0; w < s->words; w++) {
        h = (h ^ state[w]) * UINT64_C(0x9E3779B97F4A7C15);
        h ^= h >> 29;
    }
    at = h & (s->table_size - 1);
    while (s->table[at] != 0
           && memcmp(s->states + (size_t)(s->table[at] - 1) * s->words, state, s->words * sizeof *state) != 0)
        at = (at + 1) & (s->table_size - 1);
    return at;
}

/* Most processes have few states: room for all that are allowed would be cleared for nothing. */
static void make_room(struct space *s)
{
    size_t bytes = s->words * sizeof *s->states, cap = s->cap == 0 ? STATES_FIRST : s->cap * 2;

    if (s->count < s->cap)
        return;
    s->states = arena_resize(s->arena, s->states, s->cap * bytes, cap * bytes);
    s->cap = cap;
    s->table_size = cap * 2;
    s->table = ARENA_ARRAY(s->arena, s->table_size, uint32_t);
    for (size_t i = 0; i < s->count; i++)
        s->table[slot_of(s, s->states + i * s->words)] = (uint32_t)i + 1;
}

/* UINT32_MAX: the bound is reached. */
static uint32_t add_state(struct space *s, const uint64_t *state)
{
    size_t at;

    make_room(s);
    at = slot_of(s, state);
    if (s->table[at] == 0) {
        if (s->count >= s->max) {
            s->result.proven = false;
            return UINT32_MAX;
        }
        memcpy(s->states + s->count * s->words, state, s->words * sizeof *state);
        s->table[at] = (uint32_t)++s->count;
    }
    return s->table[at] - 1;
}

static void add_step(struct space *s, uint32_t from, uint32_t to)
{
    if (to == UINT32_MAX)
        return;
    s->steps = arena_grow(s->arena, s->steps, s->step_count, &s->step_cap, sizeof *s->steps);
    s->steps[s->step_count][0] = from;
    s->steps[s->step_count++][1] = to;
}

/* Puts each choice of spot i onto rest; a second token on an arc is trouble and goes no further. */
static void split(struct space *s, uint32_t from, uint32_t i, const uint64_t *rest, uint64_t *next)
{
    const struct choices *c = &s->choices[i];

    s->fired[i] = true;
    for (uint32_t k = 0; k < c->count; k++) {
        const uint64_t *set = c->sets + (size_t)k * s->words;
        bool twice = false;
        for (uint32_t w = 0; w < s->words; w++) {
            uint64_t both = rest[w] & set[w];
            next[w] = s->net->spots[i].clears ? 0 : rest[w] | set[w];
            if (both != 0 && !s->net->spots[i].clears) {
                twice = true;
                note(s, TROUBLE_TWICE, i, w * 64 + (uint32_t)__builtin_ctzll(both), 0);
            }
        }
        if (!twice)
            add_step(s, from, add_state(s, next));
    }
}

static bool fire(struct space *s, uint32_t from, uint32_t i, const uint64_t *state, uint64_t *rest, uint64_t *next)
{
    const struct spot *spot = &s->net->spots[i];
    uint32_t full = 0, ways = s->in_at[i + 1] - s->in_at[i];

    memcpy(rest, state, s->words * sizeof *rest);
    for (uint32_t k = s->in_at[i]; k < s->in_at[i + 1]; k++) {
        uint32_t arc = s->in[k];
        if (!bit_get(state, arc))
            continue;
        full++;
        rest[arc / 64] &= ~(UINT64_C(1) << (arc % 64));
        if (spot->join == ONE_OF) {
            split(s, from, i, rest, next);
            bit_set(rest, arc);
        }
    }
    if (full == 0 || (spot->join == ALL_OF && full < ways) || (spot->join == SOME_OF && join_waits(s, i, state)))
        return false;
    if (spot->join != ONE_OF)
        split(s, from, i, rest, next);
    return true;
}

static bool is_empty(const struct space *s, const uint64_t *state)
{
    for (uint32_t w = 0; w < s->words; w++)
        if (state[w] != 0)
            return false;
    return true;
}

static void note_starved(struct space *s, const uint64_t *state)
{
    for (uint32_t i = 0; i < s->net->spot_count; i++) {
        uint32_t with = UINT32_MAX, without = UINT32_MAX;
        for (uint32_t k = s->in_at[i]; !s->net->spots[i].gone && k < s->in_at[i + 1]; k++)
            *(bit_get(state, s->in[k]) ? &with : &without) = s->in[k];
        if (with != UINT32_MAX && without != UINT32_MAX && s->net->spots[i].join != ONE_OF)
            note(s, TROUBLE_STARVED, i, without, with);
    }
}

static void expand(struct space *s, uint32_t from, uint64_t *state, uint64_t *rest, uint64_t *next)
{
    bool moved = false;

    memcpy(state, s->states + (size_t)from * s->words, s->words * sizeof *state);
    for (uint32_t i = 0; i < s->net->spot_count; i++)
        if (!s->net->spots[i].gone && s->in_at[i] < s->in_at[i + 1])
            moved |= fire(s, from, i, state, rest, next);
    if (!moved && !is_empty(s, state))
        note_starved(s, state);
}

/* From where no empty marking can be reached any more, though something always moves. */
static void note_endless(struct space *s)
{
    bool *ends = ARENA_ARRAY(s->arena, s->count + 1, bool), moved = true;

    ends[0] = true;
    while (moved) {
        moved = false;
        for (size_t i = s->step_count; i-- > 0;)
            if (ends[s->steps[i][1]] && !ends[s->steps[i][0]])
                ends[s->steps[i][0]] = moved = true;
    }
    for (size_t i = 0; i < s->count; i++) {
        const uint64_t *state = s->states + i * s->words;
        if (ends[i])
            continue;
        for (uint32_t k = 0; k < s->net->arc_count; k++)
            if (bit_get(state, k)) {
                note(s, TROUBLE_ENDLESS, s->net->arcs[k].to, k, 0);
                return;
            }
    }
}

static void prepare(struct space *s, size_t max_states)
{
    const struct token_net *n = s->net;

    s->result.proven = true;
    s->words = words_for(n->arc_count);
    s->max = max_states;
    s->choices = ARENA_ARRAY(s->arena, n->spot_count, struct choices);
    s->fired = ARENA_ARRAY(s->arena, n->spot_count, bool);
    for (uint32_t i = 0; i < n->spot_count; i++)
        if (!n->spots[i].gone)
            plan_choices(s, i);
    plan_ways_in(s);
}

/* State 0 is the empty marking, where a run ends. */
struct space_result space_explore(struct arena *a, const struct token_net *n, size_t max_states)
{
    struct space s = { .arena = a, .net = n };
    uint64_t *state, *rest, *next;

    if (n->arc_count > ARCS_MAX)
        return s.result;
    prepare(&s, max_states);
    state = ARENA_ARRAY(a, s.words, uint64_t);
    rest = ARENA_ARRAY(a, s.words, uint64_t);
    next = ARENA_ARRAY(a, s.words, uint64_t);
    for (uint32_t k = 0; k < n->start_count; k++)
        if (!n->spots[n->starts[k]].gone)
            split(&s, add_state(&s, rest), n->starts[k], rest, next);
    s.step_count = 0;
    for (size_t i = 1; i < s.count; i++)
        expand(&s, (uint32_t)i, state, rest, next);
    for (uint32_t i = 0; i < n->spot_count && s.result.proven && s.result.count == 0; i++)
        if (!n->spots[i].gone && !s.fired[i])
            note(&s, TROUBLE_DEAD, i, 0, 0);
    if (s.result.proven && s.result.count == 0)
        note_endless(&s);
    s.result.states = s.count;
    return s.result;
}
