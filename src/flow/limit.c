/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "flow/check.h"

/* A span of one unit only: a limit in working days cannot be compared with one in hours. */
enum unit { UNIT_NONE, UNIT_WORKING_DAYS, UNIT_MONTHS, UNIT_MS, UNIT_MIXED };
struct span { enum unit unit; int64_t n; };

static struct span span_of(struct str spec)
{
    struct flow_timer t;

    if (spec.len == 0 || flow_timer(spec, &t) != OK || t.is_moment)
        return (struct span){ UNIT_NONE, 0 };
    if ((t.working_days > 0) + (t.months > 0) + (t.ms > 0) > 1)
        return (struct span){ UNIT_MIXED, 0 };
    if (t.working_days > 0)
        return (struct span){ UNIT_WORKING_DAYS, t.working_days };
    return t.months > 0 ? (struct span){ UNIT_MONTHS, t.months } : (struct span){ UNIT_MS, t.ms };
}

static struct span limit_of(const struct flow *f, uint32_t i)
{
    return span_of(val_str(f->elements[i].more, "limit"));
}

static bool longer(struct span l, struct span r)
{
    return l.unit == r.unit && l.unit != UNIT_NONE && l.unit != UNIT_MIXED && l.n > r.n;
}

static void check_form(struct checking *c, uint32_t i)
{
    struct str limit = val_str(c->flow->elements[i].more, "limit");
    struct flow_timer t;

    if (limit.len > 0 && (flow_timer(limit, &t) != OK || t.is_moment || t.repeats != 1))
        check_note(c, i, true, "limit.form", arena_printf(c->arena, "\"%.*s\" is no time limit; write 5WD or P30D",
                                                          STR_ARG(limit)));
}

static bool is_within(const struct flow *f, uint32_t i, uint32_t around)
{
    while (i != 0 && i != around)
        i = f->elements[i].inside;
    return i == around;
}

/* A step that may take longer than the timer which takes it away can never use its limit. */
static void check_cut(struct checking *c, uint32_t edge)
{
    const struct flow *f = c->flow;
    const struct node *n = &f->nodes[edge];
    struct span cut = n->expr == NULL ? span_of(n->text) : (struct span){ UNIT_NONE, 0 };

    for (uint32_t i = 1; i <= f->count; i++)
        if (is_within(f, i, n->host) && longer(limit_of(f, i), cut))
            check_note(c, i, true, "limit.cut", arena_printf(c->arena, "its limit %.*s is longer than %.*s, after which "
                "\"%.*s\" takes it away", STR_ARG(val_str(f->elements[i].more, "limit")), STR_ARG(n->text),
                STR_ARG(f->elements[edge].id)));
}

/* ---- the sum of limits on the longest way without going round ---- */

struct sum { const struct flow *flow; struct net graph; uint32_t first; enum unit unit; int64_t *best; uint8_t *seen; };

static int64_t longest_from(struct sum *s, uint32_t x)
{
    struct span own = limit_of(s->flow, s->first + x);
    int64_t best = 0;

    if (s->seen[x] != 0)
        return s->seen[x] == 2 ? s->best[x] : 0;
    s->seen[x] = 1;
    for (uint32_t k = s->graph.succ_at[x]; k < s->graph.succ_at[x + 1]; k++) {
        int64_t rest = longest_from(s, s->graph.succ[k]);
        best = rest > best ? rest : best;
    }
    s->seen[x] = 2;
    s->best[x] = best + (own.unit == s->unit ? own.n : 0);
    return s->best[x];
}

static void check_sum(struct checking *c, uint32_t b)
{
    const struct box *box = &c->flow->boxes[b];
    struct span limit = limit_of(c->flow, box->element);
    struct sum s = { c->flow, graph_net(c->arena, c->flow, b), box->first, limit.unit,
        ARENA_ARRAY(c->arena, box->nodes, int64_t), ARENA_ARRAY(c->arena, box->nodes, uint8_t) };
    int64_t sum;

    if (limit.unit == UNIT_NONE || limit.unit == UNIT_MIXED || box->start == 0)
        return;
    sum = longest_from(&s, box->start - box->first);
    if (sum > limit.n)
        check_note(c, box->element, true, "limit.sum", arena_printf(c->arena, "the limits of its steps add up to %lld, "
            "more than its own %lld", (long long)(s.unit == UNIT_MS ? sum / 86400000 : sum),
            (long long)(s.unit == UNIT_MS ? limit.n / 86400000 : limit.n)));
}

void limit_check(struct checking *c)
{
    const struct flow *f = c->flow;

    for (uint32_t i = 1; i <= f->count; i++) {
        check_form(c, i);
        if (f->nodes[i].kind == NODE_BOUNDARY && f->nodes[i].trigger == ON_TIMER && f->nodes[i].interrupting)
            check_cut(c, i);
    }
    for (uint32_t b = 1; b <= f->box_count; b++)
        check_sum(c, b);
}
