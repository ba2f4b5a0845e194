/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "feel/eval.h"
#include "feel/time.h"

/* What an iteration runs over: the items of a list, or whole numbers or days counted one by one. */
struct domain { const struct feel *list; enum feel_kind kind; int64_t from, step; size_t count; };

static bool count_end(const struct feel *v, enum feel_kind kind, int64_t *out)
{
    if (kind == FEEL_DATE && value_is(v, FEEL_DATE)) {
        *out = time_days(v->at.year, v->at.month, v->at.day);
        return true;
    }
    return kind == FEEL_NUMBER && feel_to_int(v, out);
}

/* Ranges are counted without being laid out; open ends leave their value out. */
static bool count_domain(const struct range *range, struct domain *out)
{
    int64_t from, to;
    enum feel_kind kind = feel_kind(range->low);

    if (!count_end(range->low, kind, &from) || !count_end(range->high, kind, &to))
        return false;
    *out = (struct domain){ .kind = kind, .from = from, .step = from <= to ? 1 : -1 };
    if (range->low_open)
        out->from += out->step;
    if (range->high_open)
        to -= out->step;
    if (out->step > 0 ? out->from > to : out->from < to)
        return true;
    out->count = (size_t)(out->step > 0 ? (uint64_t)to - (uint64_t)out->from : (uint64_t)out->from - (uint64_t)to) + 1;
    return true;
}

static bool open_domain(struct run *r, const struct node *n, const struct scope *s, struct domain *out)
{
    const struct feel *v = eval_node(r, n, s);
    const struct feel **one;

    if (value_is_null(v))
        return false;
    if (value_is(v, FEEL_RANGE))
        return count_domain(&v->range, out);
    if (!value_is(v, FEEL_LIST)) {
        one = ARENA_ARRAY(r->arena, 1, const struct feel *);
        one[0] = v;
        v = feel_list(r->arena, one, 1);
    }
    *out = (struct domain){ .list = v, .count = v->count };
    return true;
}

static const struct feel *domain_item(struct run *r, const struct domain *d, size_t i)
{
    struct moment m = { .zone = ZONE_NONE };
    int64_t n = d->from + d->step * (int64_t)i;

    if (d->list != NULL)
        return d->list->items[i];
    if (!eval_charge(r, VALUE_BYTES))
        return feel_null();
    if (d->kind == FEEL_NUMBER)
        return feel_int(r->arena, n);
    return time_from_local(n * DAY_SECONDS, &m) ? value_moment(r->arena, FEEL_DATE, &m) : feel_null();
}

/*
 * Runs the body for every combination, the last iterator turning fastest.  body returns false to stop;
 * the result is false where a domain was no list.
 */
struct loop { const struct node *n; struct growing results; bool decided, unknown; };

typedef bool body_fn(struct run *r, struct loop *l, const struct scope *s);

static bool iterate(struct run *r, struct loop *l, size_t at, const struct scope *s, body_fn *body, bool *stop)
{
    struct domain d;

    if (at + 1 == l->n->count) {
        *stop = !body(r, l, s);
        return true;
    }
    if (!open_domain(r, l->n->kids[at], s, &d))
        return false;
    for (size_t i = 0; i < d.count && !*stop && eval_charge(r, 0); i++)
        if (!iterate(r, l, at + 1, eval_bind(r, s, l->n->names[at], domain_item(r, &d, i)), body, stop))
            return false;
    return true;
}

static bool uses_name(const struct node *n, struct str name, int depth)
{
    if (n == NULL || depth > 64)
        return n != NULL;
    if (n->kind == NODE_NAME && str_eq(n->name, name))
        return true;
    for (size_t i = 0; i < n->count; i++)
        if (uses_name(n->kids[i], name, depth + 1))
            return true;
    return false;
}

static bool collect(struct run *r, struct loop *l, const struct scope *s)
{
    const struct feel *v = eval_node(r, l->n->kids[l->n->count - 1], s);

    return eval_push(r, &l->results, v);
}

/* The results so far share one growing array: an earlier partial only sees its own length. */
static bool collect_partial(struct run *r, struct loop *l, const struct scope *s)
{
    if (!eval_charge(r, l->results.count))
        return false;
    return collect(r, l, eval_bind(r, s, STR("partial"), eval_grown(r, &l->results)));
}

const struct feel *eval_for(struct run *r, const struct node *n, const struct scope *s)
{
    struct loop l = { .n = n };
    bool stop = false, partial = uses_name(n->kids[n->count - 1], STR("partial"), 0);

    if (!iterate(r, &l, 0, s, partial ? collect_partial : collect, &stop))
        return feel_null();
    return eval_grown(r, &l.results);
}

static bool decide(struct run *r, struct loop *l, const struct scope *s)
{
    const struct feel *v = eval_node(r, l->n->kids[l->n->count - 1], s);

    if (!value_is(v, FEEL_BOOL))
        l->unknown = true;
    else if (v->truth == (l->n->kind == NODE_SOME))
        l->decided = true;
    return !l->decided;
}

const struct feel *eval_quantified(struct run *r, const struct node *n, const struct scope *s)
{
    struct loop l = { .n = n };
    bool stop = false, some = n->kind == NODE_SOME;

    if (!iterate(r, &l, 0, s, decide, &stop))
        return feel_null();
    if (l.decided)
        return feel_bool(some);
    return l.unknown ? feel_null() : feel_bool(!some);
}

/* ---- filters ---- */

static const struct feel *as_list(struct run *r, const struct feel *v)
{
    const struct feel **one;

    if (value_is(v, FEEL_LIST))
        return v;
    one = ARENA_ARRAY(r->arena, 1, const struct feel *);
    one[0] = v;
    return feel_list(r->arena, one, value_is_null(v) ? 0 : 1);
}

static const struct feel *at_index(const struct feel *list, const struct feel *index)
{
    int64_t i, count = (int64_t)list->count;

    if (!feel_to_int(index, &i) || i == 0 || i > count || i < -count)
        return feel_null();
    return list->items[i > 0 ? i - 1 : count + i];
}

static const struct scope *item_scope(struct run *r, const struct scope *s, const struct feel *item)
{
    const struct scope *inner = eval_bind(r, s, STR("item"), item);

    return value_is(item, FEEL_CONTEXT) ? eval_scope(r, inner, item) : inner;
}

const struct feel *eval_filter(struct run *r, const struct node *n, const struct scope *s)
{
    const struct feel *list = as_list(r, eval_node(r, n->kids[0], s));
    struct growing kept = { NULL, 0, 0 };

    if (n->kids[1]->kind == NODE_LITERAL && value_is(n->kids[1]->value, FEEL_NUMBER))
        return at_index(list, n->kids[1]->value);
    if (list->count == 0) {
        const struct feel *v = eval_node(r, n->kids[1], s);
        return value_is(v, FEEL_NUMBER) ? feel_null() : list;
    }
    for (size_t i = 0; i < list->count && r->failed == OK; i++) {
        const struct feel *v = eval_node(r, n->kids[1], item_scope(r, s, list->items[i]));
        if (value_is(v, FEEL_NUMBER))
            return at_index(list, v);
        if (feel_is_true(v))
            eval_push(r, &kept, list->items[i]);
    }
    return eval_grown(r, &kept);
}
