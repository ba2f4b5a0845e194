/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "feel/builtin.h"
#include "feel/eval.h"

/* One end of a range; without bound it lies beyond everything on its side. */
struct end { const struct feel *v; int beyond; bool included; };

/* Two ranges to be compared, a point being the range from itself to itself; unknown: something has no order. */
struct pair { struct end start1, end1, start2, end2; bool unknown; };

static struct end end_of(const struct feel *v, bool high)
{
    const struct feel *at;

    if (!value_is(v, FEEL_RANGE))
        return (struct end){ v, 0, true };
    at = high ? v->range.high : v->range.low;
    return (struct end){ at, value_is_null(at) ? (high ? 1 : -1) : 0, !(high ? v->range.high_open : v->range.low_open) };
}

static int order(struct pair *p, const struct end *l, const struct end *r)
{
    int n = 0;

    if (l->beyond != 0 || r->beyond != 0)
        return l->beyond - r->beyond;
    if (!value_compare(l->v, r->v, &n))
        p->unknown = true;
    return n;
}

static bool same(struct pair *p, const struct end *l, const struct end *r)
{
    return order(p, l, r) == 0 && l->included == r->included;
}

static bool less(struct pair *p, const struct end *l, const struct end *r)
{
    return order(p, l, r) < 0;
}

/* A start that lets in all that the other start lets in; the same for two ends. */
static bool start_covers(struct pair *p, const struct end *l, const struct end *r)
{
    int n = order(p, l, r);

    return n < 0 || (n == 0 && (l->included || !r->included));
}

static bool end_covers(struct pair *p, const struct end *l, const struct end *r)
{
    int n = order(p, l, r);

    return n > 0 || (n == 0 && (l->included || !r->included));
}

static bool reaches(struct pair *p, const struct end *end, const struct end *start)
{
    int n = order(p, end, start);

    return n > 0 || (n == 0 && end->included && start->included);
}

static bool is_before(struct pair *p)
{
    return !reaches(p, &p->end1, &p->start2);
}

static bool meets(struct pair *p)
{
    return order(p, &p->end1, &p->start2) == 0 && p->end1.included && p->start2.included;
}

static bool overlaps(struct pair *p)
{
    return reaches(p, &p->end1, &p->start2) && reaches(p, &p->end2, &p->start1);
}

static bool overlaps_before(struct pair *p)
{
    bool earlier = less(p, &p->start1, &p->start2)
                || (order(p, &p->start1, &p->start2) == 0 && p->start1.included && !p->start2.included);

    return earlier && reaches(p, &p->end1, &p->start2) && end_covers(p, &p->end2, &p->end1);
}

static bool finishes(struct pair *p)
{
    return same(p, &p->end1, &p->end2) && start_covers(p, &p->start2, &p->start1);
}

static bool includes(struct pair *p)
{
    return start_covers(p, &p->start1, &p->start2) && end_covers(p, &p->end1, &p->end2);
}

static bool starts(struct pair *p)
{
    return same(p, &p->start1, &p->start2) && end_covers(p, &p->end2, &p->end1);
}

static bool coincides(struct pair *p)
{
    return same(p, &p->start1, &p->start2) && same(p, &p->end1, &p->end2);
}

typedef bool relation_fn(struct pair *p);

static const struct feel *ask(relation_fn *holds, const struct feel *l, const struct feel *r)
{
    struct pair p = { end_of(l, false), end_of(l, true), end_of(r, false), end_of(r, true), false };
    bool yes = holds(&p);

    return p.unknown ? feel_null() : feel_bool(yes);
}

#define RELATION(name, holds, left, right) \
    static const struct feel *name(struct run *r, const struct feel **args, size_t count) \
    { \
        (void)r; \
        (void)count; \
        return ask(holds, args[left], args[right]); \
    }

RELATION(call_before, is_before, 0, 1)
RELATION(call_after, is_before, 1, 0)
RELATION(call_meets, meets, 0, 1)
RELATION(call_met_by, meets, 1, 0)
RELATION(call_overlaps, overlaps, 0, 1)
RELATION(call_overlaps_before, overlaps_before, 0, 1)
RELATION(call_overlaps_after, overlaps_before, 1, 0)
RELATION(call_finishes, finishes, 0, 1)
RELATION(call_finished_by, finishes, 1, 0)
RELATION(call_includes, includes, 0, 1)
RELATION(call_during, includes, 1, 0)
RELATION(call_starts, starts, 0, 1)
RELATION(call_started_by, starts, 1, 0)

static const struct feel *call_coincides(struct run *r, const struct feel **args, size_t count)
{
    (void)r;
    (void)count;
    if (value_is(args[0], FEEL_RANGE) != value_is(args[1], FEEL_RANGE))
        return feel_null();
    return ask(coincides, args[0], args[1]);
}

const struct builtin builtin_ranges[] = {
    { "before", "range1:r,range2:r", call_before },
    { "before", "range:r,point:t", call_before },
    { "before", "point:t,range:r", call_before },
    { "before", "point1:t,point2:t", call_before },
    { "after", "range1:r,range2:r", call_after },
    { "after", "range:r,point:t", call_after },
    { "after", "point:t,range:r", call_after },
    { "after", "point1:t,point2:t", call_after },
    { "meets", "range1:r,range2:r", call_meets },
    { "met by", "range1:r,range2:r", call_met_by },
    { "overlaps", "range1:r,range2:r", call_overlaps },
    { "overlaps before", "range1:r,range2:r", call_overlaps_before },
    { "overlaps after", "range1:r,range2:r", call_overlaps_after },
    { "finishes", "range1:r,range2:r", call_finishes },
    { "finishes", "point:t,range:r", call_finishes },
    { "finished by", "range1:r,range2:r", call_finished_by },
    { "finished by", "range:r,point:t", call_finished_by },
    { "includes", "range1:r,range2:r", call_includes },
    { "includes", "range:r,point:t", call_includes },
    { "during", "range1:r,range2:r", call_during },
    { "during", "point:t,range:r", call_during },
    { "starts", "range1:r,range2:r", call_starts },
    { "starts", "point:t,range:r", call_starts },
    { "started by", "range1:r,range2:r", call_started_by },
    { "started by", "range:r,point:t", call_started_by },
    { "coincides", "range1:r,range2:r", call_coincides },
    { "coincides", "point1:t,point2:t", call_coincides },
    { NULL, NULL, NULL },
};
