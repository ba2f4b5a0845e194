/* SPDX-License-Identifier: MulanPSL-2.0 */
#include <stdlib.h>
#include <string.h>

#include "feel/builtin.h"
#include "feel/eval.h"

static const struct feel *list_contains(struct run *r, const struct feel **args, size_t count)
{
    (void)count;
    for (size_t i = 0; i < args[0]->count && eval_weigh(r, args[0]->items[i], args[1]); i++)
        if (feel_equal(args[0]->items[i], args[1]))
            return feel_bool(true);
    return feel_bool(false);
}

static const struct feel *count_of(struct run *r, const struct feel **args, size_t count)
{
    (void)count;
    return feel_int(r->arena, (int64_t)args[0]->count);
}

/* The outermost item in a direction; null for an empty list and where two have no order. */
static const struct feel *outermost(const struct feel *list, int direction)
{
    const struct feel *best = feel_item(list, 0);

    for (size_t i = 0; i < list->count; i++) {
        int order;
        if (!value_compare(list->items[i], best, &order))
            return feel_null();
        if (order * direction > 0)
            best = list->items[i];
    }
    return best;
}

static const struct feel *min(struct run *r, const struct feel **args, size_t count)
{
    (void)r;
    (void)count;
    return outermost(args[0], -1);
}

static const struct feel *max(struct run *r, const struct feel **args, size_t count)
{
    (void)r;
    (void)count;
    return outermost(args[0], 1);
}

static bool all_numbers(const struct feel *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (!value_is(list->items[i], FEEL_NUMBER))
            return false;
    return list->count > 0;
}

/* Folds an operation over the items; durations may be added too. */
static const struct feel *fold(struct run *r, const struct feel *list, int op)
{
    const struct feel *total = feel_item(list, 0);

    if (list->count == 1 && !value_is(total, FEEL_NUMBER) && !value_is(total, FEEL_MONTHS) && !value_is(total, FEEL_SECONDS))
        return feel_null();
    for (size_t i = 1; i < list->count && eval_charge(r, VALUE_BYTES); i++) {
        if (value_is(total, FEEL_TEXT) || feel_kind(total) != feel_kind(list->items[i]))
            return feel_null();
        total = eval_arithmetic(r, op, total, list->items[i]);
    }
    return total;
}

static const struct feel *sum(struct run *r, const struct feel **args, size_t count)
{
    (void)count;
    return fold(r, args[0], '+');
}

static const struct feel *product(struct run *r, const struct feel **args, size_t count)
{
    (void)count;
    return all_numbers(args[0]) ? fold(r, args[0], '*') : feel_null();
}

static const struct feel *mean_of(struct run *r, const struct feel *list)
{
    return eval_arithmetic(r, '/', fold(r, list, '+'), feel_int(r->arena, (int64_t)list->count));
}

static const struct feel *mean(struct run *r, const struct feel **args, size_t count)
{
    (void)count;
    return mean_of(r, args[0]);
}

static int by_number(const void *l, const void *r)
{
    return number_compare((*(const struct feel *const *)l)->number, (*(const struct feel *const *)r)->number);
}

static const struct feel **sorted_numbers(struct run *r, const struct feel *list)
{
    const struct feel **sorted = ARENA_ARRAY(r->arena, list->count, const struct feel *);

    eval_charge(r, list->count * sizeof *sorted);
    memcpy(sorted, list->items, list->count * sizeof *sorted);
    qsort(sorted, list->count, sizeof *sorted, by_number);
    return sorted;
}

static const struct feel *median(struct run *r, const struct feel **args, size_t count)
{
    const struct feel **sorted;
    size_t n = args[0]->count;

    (void)count;
    if (!all_numbers(args[0]))
        return feel_null();
    sorted = sorted_numbers(r, args[0]);
    if (n % 2 == 1)
        return sorted[n / 2];
    return eval_arithmetic(r, '/', eval_arithmetic(r, '+', sorted[n / 2 - 1], sorted[n / 2]), feel_int(r->arena, 2));
}

/* Of a sample: the squares are divided by one less than their number. */
static const struct feel *stddev(struct run *r, const struct feel **args, size_t count)
{
    const struct feel *list = args[0], *middle, *squares = feel_int(r->arena, 0);
    struct decimal root;

    (void)count;
    if (!all_numbers(list) || list->count < 2)
        return feel_null();
    middle = mean_of(r, list);
    for (size_t i = 0; i < list->count && eval_charge(r, 3 * VALUE_BYTES); i++) {
        const struct feel *off = eval_arithmetic(r, '-', list->items[i], middle);
        squares = eval_arithmetic(r, '+', squares, eval_arithmetic(r, '*', off, off));
    }
    squares = eval_arithmetic(r, '/', squares, feel_int(r->arena, (int64_t)list->count - 1));
    if (!value_is(squares, FEEL_NUMBER) || !number_root(squares->number, &root))
        return feel_null();
    return value_number(r->arena, root);
}

static size_t run_length(const struct feel **sorted, size_t at, size_t count)
{
    size_t n = 1;

    while (at + n < count && number_compare(sorted[at]->number, sorted[at + n]->number) == 0)
        n++;
    return n;
}

static const struct feel *mode(struct run *r, const struct feel **args, size_t count)
{
    const struct feel *list = args[0], **sorted;
    struct growing modes = { NULL, 0, 0 };
    size_t most = 0;

    (void)count;
    if (list->count == 0)
        return list;
    if (!all_numbers(list))
        return feel_null();
    sorted = sorted_numbers(r, list);
    for (size_t i = 0; i < list->count; i += run_length(sorted, i, list->count))
        if (run_length(sorted, i, list->count) > most)
            most = run_length(sorted, i, list->count);
    for (size_t i = 0; i < list->count; i += run_length(sorted, i, list->count))
        if (run_length(sorted, i, list->count) == most)
            eval_push(r, &modes, sorted[i]);
    return eval_grown(r, &modes);
}

/* deciding: the value that settles it; else null where something is no boolean. */
static const struct feel *quantify(const struct feel *list, bool deciding)
{
    bool unknown = false;

    for (size_t i = 0; i < list->count; i++) {
        if (!value_is(list->items[i], FEEL_BOOL))
            unknown = true;
        else if (list->items[i]->truth == deciding)
            return feel_bool(deciding);
    }
    return unknown ? feel_null() : feel_bool(!deciding);
}

static const struct feel *all(struct run *r, const struct feel **args, size_t count)
{
    (void)r;
    (void)count;
    return quantify(args[0], false);
}

static const struct feel *any(struct run *r, const struct feel **args, size_t count)
{
    (void)r;
    (void)count;
    return quantify(args[0], true);
}

static const struct feel *index_of(struct run *r, const struct feel **args, size_t count)
{
    struct growing found = { NULL, 0, 0 };

    (void)count;
    for (size_t i = 0; i < args[0]->count && eval_weigh(r, args[0]->items[i], args[1]); i++)
        if (feel_equal(args[0]->items[i], args[1]) && eval_charge(r, VALUE_BYTES))
            eval_push(r, &found, feel_int(r->arena, (int64_t)i + 1));
    return eval_grown(r, &found);
}

/* Merge sort, because it asks the function least often and keeps equals in order. */
struct sorting { struct run *r; const struct feel *precedes; const struct feel **spare; bool failed; };

static bool precedes(struct sorting *s, const struct feel *l, const struct feel *r)
{
    const struct feel **args = ARENA_ARRAY(s->r->arena, 2, const struct feel *), *v;
    int order;

    if (!eval_charge(s->r, VALUE_BYTES))
        return false;
    if (s->precedes == NULL) {
        s->failed = s->failed || !value_compare(l, r, &order);
        return !s->failed && order < 0;
    }
    args[0] = l;
    args[1] = r;
    v = eval_apply(s->r, s->precedes, args, 2);
    s->failed = s->failed || !value_is(v, FEEL_BOOL);
    return feel_is_true(v);
}

static void merge(struct sorting *s, const struct feel **items, size_t half, size_t count)
{
    size_t left = 0, right = half;

    for (size_t i = 0; i < count; i++) {
        bool from_right = left == half || (right < count && precedes(s, items[right], items[left]));
        s->spare[i] = from_right ? items[right++] : items[left++];
    }
    memcpy(items, s->spare, count * sizeof *items);
}

static void sort_items(struct sorting *s, const struct feel **items, size_t count)
{
    if (count < 2 || s->failed || s->r->failed != OK)
        return;
    sort_items(s, items, count / 2);
    sort_items(s, items + count / 2, count - count / 2);
    merge(s, items, count / 2, count);
}

static const struct feel *sort(struct run *r, const struct feel **args, size_t count)
{
    size_t n = args[0]->count;
    const struct feel **items = ARENA_ARRAY(r->arena, n, const struct feel *);
    struct sorting s = { .r = r, .precedes = args[1] };

    (void)count;
    if (!eval_charge(r, 2 * n * sizeof *items))
        return feel_null();
    s.spare = ARENA_ARRAY(r->arena, n, const struct feel *);
    if (n > 0)
        memcpy(items, args[0]->items, n * sizeof *items);
    sort_items(&s, items, n);
    return s.failed ? feel_null() : feel_list(r->arena, items, n);
}

const struct builtin builtin_lists[] = {
    { "list contains", "list:l,element:T", list_contains },
    { "count", "list:v", count_of },
    { "min", "list:v", min },
    { "max", "list:v", max },
    { "sum", "list:v", sum },
    { "product", "list:v", product },
    { "mean", "list:v", mean },
    { "median", "list:v", median },
    { "stddev", "list:v", stddev },
    { "mode", "list:v", mode },
    { "all", "list:v", all },
    { "and", "list:v", all },
    { "any", "list:v", any },
    { "or", "list:v", any },
    { "index of", "list:l,match:T", index_of },
    { "sort", "list:l,precedes:f?", sort },
    { NULL, NULL, NULL },
};
