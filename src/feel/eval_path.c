/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "feel/eval.h"
#include "feel/time.h"

typedef const struct feel *property_fn(struct run *r, const struct feel *v);

static const struct feel *year(struct run *r, const struct feel *v)   { return feel_int(r->arena, v->at.year); }
static const struct feel *month(struct run *r, const struct feel *v)  { return feel_int(r->arena, v->at.month); }
static const struct feel *day(struct run *r, const struct feel *v)    { return feel_int(r->arena, v->at.day); }
static const struct feel *weekday(struct run *r, const struct feel *v){ return feel_int(r->arena, time_weekday(&v->at)); }
static const struct feel *hour(struct run *r, const struct feel *v)   { return feel_int(r->arena, v->at.hour); }
static const struct feel *minute(struct run *r, const struct feel *v) { return feel_int(r->arena, v->at.minute); }
static const struct feel *second(struct run *r, const struct feel *v) { return feel_int(r->arena, v->at.second); }

static const struct feel *offset(struct run *r, const struct feel *v)
{
    return v->at.zone == ZONE_NONE ? feel_null() : value_span(r->arena, time_span(v->at.offset_s, 0));
}

static const struct feel *timezone_name(struct run *r, const struct feel *v)
{
    return v->at.zone == ZONE_NAMED ? feel_text(r->arena, v->at.zone_name) : feel_null();
}

static const struct feel *years(struct run *r, const struct feel *v)  { return feel_int(r->arena, v->months / 12); }
static const struct feel *months(struct run *r, const struct feel *v) { return feel_int(r->arena, v->months % 12); }

/* Parts of a negative duration are all negative. */
static const struct feel *part(struct run *r, const struct feel *v, int64_t unit, int64_t wrap)
{
    bool minus = v->span.seconds < 0;
    struct span size = minus ? time_span_negate(v->span) : v->span;
    int64_t n = wrap > 0 ? size.seconds / unit % wrap : size.seconds / unit;

    return feel_int(r->arena, minus ? -n : n);
}

static const struct feel *days(struct run *r, const struct feel *v)    { return part(r, v, DAY_SECONDS, 0); }
static const struct feel *hours(struct run *r, const struct feel *v)   { return part(r, v, 3600, 24); }
static const struct feel *minutes(struct run *r, const struct feel *v) { return part(r, v, 60, 60); }
static const struct feel *seconds(struct run *r, const struct feel *v) { return part(r, v, 1, 60); }

static const struct feel *start(struct run *r, const struct feel *v)
{
    (void)r;
    return v->range.low;
}

static const struct feel *end(struct run *r, const struct feel *v)
{
    (void)r;
    return v->range.high;
}

static const struct feel *start_included(struct run *r, const struct feel *v)
{
    (void)r;
    return feel_bool(!v->range.low_open);
}

static const struct feel *end_included(struct run *r, const struct feel *v)
{
    (void)r;
    return feel_bool(!v->range.high_open);
}

#define KIND(k) (1u << (k))
#define DATES (KIND(FEEL_DATE) | KIND(FEEL_DATE_TIME))
#define CLOCKS (KIND(FEEL_TIME) | KIND(FEEL_DATE_TIME))

static const struct { const char *name; unsigned kinds; property_fn *get; } properties[] = {
    { "year", DATES, year },     { "month", DATES, month },    { "day", DATES, day },       { "weekday", DATES, weekday },
    { "hour", CLOCKS, hour },    { "minute", CLOCKS, minute }, { "second", CLOCKS, second },
    { "time offset", CLOCKS, offset },                         { "timezone", CLOCKS, timezone_name },
    { "years", KIND(FEEL_MONTHS), years },                     { "months", KIND(FEEL_MONTHS), months },
    { "days", KIND(FEEL_SECONDS), days },                      { "hours", KIND(FEEL_SECONDS), hours },
    { "minutes", KIND(FEEL_SECONDS), minutes },                { "seconds", KIND(FEEL_SECONDS), seconds },
    { "start", KIND(FEEL_RANGE), start },                      { "end", KIND(FEEL_RANGE), end },
    { "start included", KIND(FEEL_RANGE), start_included },    { "end included", KIND(FEEL_RANGE), end_included },
};

static const struct feel *property(struct run *r, const struct feel *v, struct str name);

static const struct feel *map_property(struct run *r, const struct feel *list, struct str name)
{
    const struct feel **items = ARENA_ARRAY(r->arena, list->count, const struct feel *);

    for (size_t i = 0; i < list->count; i++) {
        items[i] = feel_null();
        if (eval_charge(r, sizeof *items))
            items[i] = property(r, list->items[i], name);
    }
    return feel_list(r->arena, items, list->count);
}

static const struct feel *property(struct run *r, const struct feel *v, struct str name)
{
    if (value_is(v, FEEL_CONTEXT)) {
        const struct feel *entry = feel_get(v, name);
        return entry != NULL ? entry : feel_null();
    }
    if (value_is(v, FEEL_LIST))
        return map_property(r, v, name);
    for (size_t i = 0; i < sizeof properties / sizeof *properties; i++)
        if ((properties[i].kinds & KIND(feel_kind(v))) && str_is(name, properties[i].name))
            return properties[i].get(r, v);
    return feel_null();
}

const struct feel *eval_path(struct run *r, const struct node *n, const struct scope *s)
{
    return property(r, eval_node(r, n->kids[0], s), n->name);
}
