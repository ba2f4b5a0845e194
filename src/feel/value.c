/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "feel/value.h"

#include <string.h>

enum { NODE_BYTES = sizeof(struct feel) };

static const struct feel null_value = { .kind = FEEL_NULL, .depth = 1, .weight = NODE_BYTES };
static const struct feel true_value = { .kind = FEEL_BOOL, .depth = 1, .weight = NODE_BYTES, .truth = true };
static const struct feel false_value = { .kind = FEEL_BOOL, .depth = 1, .weight = NODE_BYTES, .truth = false };

static struct feel *make(struct arena *a, enum feel_kind kind)
{
    struct feel *v = ARENA_NEW(a, struct feel);

    v->kind = kind;
    v->depth = 1;
    v->weight = NODE_BYTES;
    return v;
}

static void weigh(struct feel *v, const struct feel *part)
{
    if (part->depth >= v->depth)
        v->depth = part->depth + 1;
    if (__builtin_add_overflow(v->weight, part->weight, &v->weight))
        v->weight = SIZE_MAX;
}

const struct feel *feel_null(void)
{
    return &null_value;
}

const struct feel *feel_bool(bool b)
{
    return b ? &true_value : &false_value;
}

const struct feel *feel_int(struct arena *a, int64_t n)
{
    return value_number(a, number_int(n));
}

const struct feel *feel_number(struct arena *a, struct str digits)
{
    struct decimal d;

    return number_read(digits, &d) ? value_number(a, d) : &null_value;
}

const struct feel *value_number(struct arena *a, struct decimal d)
{
    struct feel *v = make(a, FEEL_NUMBER);

    v->number = d;
    return v;
}

const struct feel *feel_text(struct arena *a, struct str s)
{
    struct feel *v = make(a, FEEL_TEXT);

    v->text = s;
    v->weight += s.len;
    return v;
}

const struct feel *value_moment(struct arena *a, enum feel_kind kind, const struct moment *m)
{
    struct feel *v = make(a, kind);

    v->at = *m;
    return v;
}

const struct feel *value_months(struct arena *a, int64_t months)
{
    struct feel *v = make(a, FEEL_MONTHS);

    v->months = months;
    return v;
}

const struct feel *value_span(struct arena *a, struct span s)
{
    struct feel *v = make(a, FEEL_SECONDS);

    v->span = s;
    return v;
}

const struct feel *value_range(struct arena *a, struct range range)
{
    struct feel *v = make(a, FEEL_RANGE);

    v->range = range;
    weigh(v, range.low);
    weigh(v, range.high);
    return v;
}

const struct feel *value_function(struct arena *a, const struct function *f)
{
    struct feel *v = make(a, FEEL_FUNCTION);

    v->function = f;
    return v;
}

const struct feel *feel_list(struct arena *a, const struct feel *const *items, size_t count)
{
    struct feel *v = make(a, FEEL_LIST);

    v->items = items;
    v->count = count;
    for (size_t i = 0; i < count; i++)
        weigh(v, items[i]);
    return v;
}

const struct feel *value_context(struct arena *a, const struct str *keys, const struct feel *const *items, size_t count)
{
    struct feel *v = make(a, FEEL_CONTEXT);

    v->keys = keys;
    v->items = items;
    v->count = count;
    for (size_t i = 0; i < count; i++) {
        weigh(v, items[i]);
        if (__builtin_add_overflow(v->weight, keys[i].len, &v->weight))
            v->weight = SIZE_MAX;
    }
    return v;
}

const struct feel *feel_context(struct arena *a)
{
    return value_context(a, NULL, NULL, 0);
}

static size_t place(const struct feel *context, struct str key)
{
    size_t i = 0;

    while (i < feel_count(context) && !str_eq(context->keys[i], key))
        i++;
    return i;
}

const struct feel *feel_put(struct arena *a, const struct feel *context, struct str key, const struct feel *v)
{
    size_t count = value_is(context, FEEL_CONTEXT) ? context->count : 0;
    size_t at = count > 0 ? place(context, key) : 0, total = at < count ? count : count + 1;
    struct str *keys = ARENA_ARRAY(a, total, struct str);
    const struct feel **items = ARENA_ARRAY(a, total, const struct feel *);

    if (count > 0) {
        memcpy(keys, context->keys, count * sizeof *keys);
        memcpy(items, context->items, count * sizeof *items);
    }
    keys[at] = key;
    items[at] = v;
    return value_context(a, keys, items, total);
}

const struct feel *feel_merge(struct arena *a, const struct feel *under, const struct feel *over)
{
    const struct feel *merged = value_is(under, FEEL_CONTEXT) ? under : feel_context(a);

    if (value_is(over, FEEL_CONTEXT) && merged->count == 0)
        return over;
    for (size_t i = 0; value_is(over, FEEL_CONTEXT) && i < over->count; i++)
        merged = feel_put(a, merged, over->keys[i], over->items[i]);
    return merged;
}

bool value_is(const struct feel *v, enum feel_kind kind)
{
    return v != NULL && v->kind == kind;
}

bool value_is_null(const struct feel *v)
{
    return v == NULL || v->kind == FEEL_NULL;
}

enum feel_kind feel_kind(const struct feel *v)
{
    return v == NULL ? FEEL_NULL : v->kind;
}

bool feel_is_true(const struct feel *v)
{
    return value_is(v, FEEL_BOOL) && v->truth;
}

struct str feel_str(const struct feel *v)
{
    return value_is(v, FEEL_TEXT) ? v->text : STR("");
}

bool feel_to_int(const struct feel *v, int64_t *out)
{
    return value_is(v, FEEL_NUMBER) && number_whole(v->number, out);
}

size_t feel_count(const struct feel *v)
{
    return value_is(v, FEEL_LIST) || value_is(v, FEEL_CONTEXT) ? v->count : 0;
}

const struct feel *feel_item(const struct feel *v, size_t i)
{
    return i < feel_count(v) ? v->items[i] : &null_value;
}

struct str feel_key(const struct feel *v, size_t i)
{
    return value_is(v, FEEL_CONTEXT) && i < v->count ? v->keys[i] : STR("");
}

const struct feel *feel_get(const struct feel *context, struct str key)
{
    size_t at;

    if (!value_is(context, FEEL_CONTEXT))
        return NULL;
    at = place(context, key);
    return at < context->count ? context->items[at] : NULL;
}

static const struct feel *copy_parts(struct arena *a, const struct feel *v)
{
    const struct feel **items = ARENA_ARRAY(a, v->count, const struct feel *);
    struct str *keys = ARENA_ARRAY(a, v->kind == FEEL_CONTEXT ? v->count : 0, struct str);

    for (size_t i = 0; i < v->count; i++) {
        items[i] = feel_copy(a, v->items[i]);
        if (v->kind == FEEL_CONTEXT)
            keys[i] = arena_str(a, v->keys[i]);
    }
    return v->kind == FEEL_LIST ? feel_list(a, items, v->count) : value_context(a, keys, items, v->count);
}

static const struct feel *copy_flat(struct arena *a, const struct feel *v)
{
    struct feel *copy = make(a, v->kind);

    *copy = *v;
    if (v->kind == FEEL_TEXT)
        copy->text = arena_str(a, v->text);
    if (v->kind == FEEL_TIME || v->kind == FEEL_DATE_TIME)
        copy->at.zone_name = arena_str(a, v->at.zone_name);
    return copy;
}

const struct feel *feel_copy(struct arena *a, const struct feel *v)
{
    switch (feel_kind(v)) {
    case FEEL_NULL:
    case FEEL_FUNCTION: return &null_value;
    case FEEL_BOOL:     return feel_bool(v->truth);
    case FEEL_LIST:
    case FEEL_CONTEXT:  return copy_parts(a, v);
    case FEEL_RANGE:
        return value_range(a, (struct range){ feel_copy(a, v->range.low), feel_copy(a, v->range.high),
                                              v->range.low_open, v->range.high_open });
    default:            return copy_flat(a, v);
    }
}
