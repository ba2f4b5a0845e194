/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "feel/time.h"

static bool same_list(const struct feel *l, const struct feel *r)
{
    if (l->count != r->count)
        return false;
    for (size_t i = 0; i < l->count; i++)
        if (!feel_equal(l->items[i], r->items[i]))
            return false;
    return true;
}

static bool same_context(const struct feel *l, const struct feel *r)
{
    if (l->count != r->count)
        return false;
    for (size_t i = 0; i < l->count; i++) {
        const struct feel *other = feel_get(r, l->keys[i]);
        if (other == NULL || !feel_equal(l->items[i], other))
            return false;
    }
    return true;
}

static bool same_range(const struct range *l, const struct range *r)
{
    return l->low_open == r->low_open && l->high_open == r->high_open && feel_equal(l->low, r->low)
        && feel_equal(l->high, r->high);
}

static bool same_moment(const struct feel *l, const struct feel *r)
{
    int order;

    /* An offset and a named zone never make equal values, even for the same moment (TCK 0068). */
    return l->at.zone == r->at.zone && time_compare(l->kind, &l->at, &r->at, &order) && order == 0;
}

bool feel_equal(const struct feel *l, const struct feel *r)
{
    if (l == r || (value_is_null(l) && value_is_null(r)))
        return true;
    if (feel_kind(l) != feel_kind(r))
        return false;
    switch (feel_kind(l)) {
    case FEEL_NULL:      return true;
    case FEEL_BOOL:      return l->truth == r->truth;
    case FEEL_NUMBER:    return number_compare(l->number, r->number) == 0;
    case FEEL_TEXT:      return str_eq(l->text, r->text);
    case FEEL_DATE:
    case FEEL_TIME:
    case FEEL_DATE_TIME: return same_moment(l, r);
    case FEEL_MONTHS:    return l->months == r->months;
    case FEEL_SECONDS:   return l->span.seconds == r->span.seconds && l->span.nanos == r->span.nanos;
    case FEEL_LIST:      return same_list(l, r);
    case FEEL_CONTEXT:   return same_context(l, r);
    case FEEL_RANGE:     return same_range(&l->range, &r->range);
    case FEEL_FUNCTION:  return l->function == r->function;
    }
    return false;
}

const struct feel *value_equal(const struct feel *l, const struct feel *r)
{
    if (value_is_null(l) || value_is_null(r))
        return feel_bool(value_is_null(l) && value_is_null(r));
    if (l->kind != r->kind)
        return feel_null();
    return feel_bool(feel_equal(l, r));
}

static int sign(int64_t l, int64_t r)
{
    return (l > r) - (l < r);
}

bool value_compare(const struct feel *l, const struct feel *r, int *out)
{
    if (feel_kind(l) != feel_kind(r))
        return false;
    switch (feel_kind(l)) {
    case FEEL_NUMBER:  *out = number_compare(l->number, r->number); return true;
    case FEEL_TEXT:    *out = str_cmp(l->text, r->text); return true;
    case FEEL_DATE:
    case FEEL_TIME:
    case FEEL_DATE_TIME: return time_compare(l->kind, &l->at, &r->at, out);
    case FEEL_MONTHS:  *out = sign(l->months, r->months); return true;
    case FEEL_SECONDS:
        *out = l->span.seconds == r->span.seconds ? sign(l->span.nanos, r->span.nanos)
                                                  : sign(l->span.seconds, r->span.seconds);
        return true;
    default: return false;
    }
}

static bool beyond(const struct feel *end, const struct feel *v, int outwards, bool open, bool *known)
{
    int order;

    if (value_is_null(end))
        return false;
    if (!value_compare(v, end, &order)) {
        *known = false;
        return true;
    }
    return open ? order * outwards >= 0 : order * outwards > 0;
}

bool value_in_range(const struct range *range, const struct feel *v, bool *known)
{
    bool low, high;

    *known = !value_is_null(v);
    low = beyond(range->low, v, -1, range->low_open, known);
    high = beyond(range->high, v, 1, range->high_open, known);
    return *known && !low && !high;
}
