/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "flow/flow.h"

enum { PART_MAX = 1000000 };

/* "12" at the head of *s, cut off it. */
static bool number(struct str *s, int32_t *out)
{
    int32_t n = 0;
    size_t i = 0;

    for (; i < s->len && s->p[i] >= '0' && s->p[i] <= '9'; i++) {
        n = n * 10 + (s->p[i] - '0');
        if (n > PART_MAX)
            return false;
    }
    *s = str_sub(*s, i, s->len);
    *out = n;
    return i > 0;
}

static bool take(struct str *s, const char *z)
{
    bool there = str_starts(*s, str_of(z));

    if (there)
        *s = str_sub(*s, str_of(z).len, s->len);
    return there;
}

static bool clock_part(struct str *s, struct flow_timer *t)
{
    static const struct { const char *unit; int64_t ms; } units[] = { { "H", 3600000 }, { "M", 60000 }, { "S", 1000 } };
    bool any = false;
    int32_t n;

    for (size_t i = 0; i < sizeof units / sizeof *units && s->len > 0; i++) {
        struct str rest = *s;
        if (!number(&rest, &n))
            return false;
        if (!take(&rest, units[i].unit))
            continue;
        *s = rest;
        t->ms += n * units[i].ms;
        any = true;
    }
    return any && s->len == 0;
}

/* ISO 8601 years, months, weeks and days, plus WD for working days; all of it optional, in this order. */
static bool date_part(struct str *s, struct flow_timer *t)
{
    static const struct { const char *unit; int32_t months, working_days; int64_t days; } units[] = {
        { "Y", 12, 0, 0 }, { "M", 1, 0, 0 }, { "W", 0, 0, 7 }, { "WD", 0, 1, 0 }, { "D", 0, 0, 1 } };
    bool any = false;
    int32_t n;

    for (size_t i = 0; i < sizeof units / sizeof *units && s->len > 0 && *s->p != 'T'; i++) {
        struct str rest = *s;
        if (!number(&rest, &n))
            return false;
        if (!take(&rest, units[i].unit) || (str_is(str_of(units[i].unit), "W") && str_starts(rest, STR("D"))))
            continue;
        *s = rest;
        t->months += n * units[i].months;
        t->working_days += n * units[i].working_days;
        t->ms += n * units[i].days * 86400000;
        any = true;
    }
    return any;
}

static bool duration(struct str s, struct flow_timer *t)
{
    bool dated;

    take(&s, "P");
    if (s.len == 0)
        return false;
    dated = *s.p == 'T' || date_part(&s, t);
    if (take(&s, "T"))
        return dated && s.len > 0 && clock_part(&s, t);
    return dated && s.len == 0;
}

static bool cycle(struct str s, struct flow_timer *t)
{
    struct str head, rest;

    if (!str_cut(s, '/', &head, &rest))
        return false;
    t->repeats = -1;
    if (head.len > 0 && (!number(&head, &t->repeats) || head.len > 0 || t->repeats == 0))
        return false;
    return duration(rest, t);
}

/* "2026-01-05", "2026-01-05T09:00:00+08:00": a date without a zone is one of China Standard Time. */
static bool moment(struct str s, struct flow_timer *t)
{
    struct arena *a = arena_new(0);
    const struct feel *v = feel_temporal(a, s);
    bool good = feel_to_unix_ms(v, STR("+08:00"), &t->at);

    arena_free(a);
    t->is_moment = good;
    return good;
}

enum err flow_timer(struct str spec, struct flow_timer *out)
{
    struct str s = str_trim(spec);
    bool dated = s.len >= 10 && s.p[4] == '-' && s.p[7] == '-';

    *out = (struct flow_timer){ .repeats = 1 };
    if (take(&s, "@"))
        dated = s.len >= 10 && s.p[4] == '-';
    if (dated)
        return moment(s, out) ? OK : ERR_INVALID;
    if (take(&s, "R"))
        return cycle(s, out) ? OK : ERR_INVALID;
    return duration(s, out) ? OK : ERR_INVALID;
}
