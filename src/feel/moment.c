/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "feel/time.h"
#include "feel/zone.h"

const struct feel *feel_temporal(struct arena *a, struct str s)
{
    struct moment m;
    struct str text = s.len > 0 && s.p[0] == '@' ? str_sub(s, 1, s.len) : s;

    if (time_read_date(text, &m))
        return value_moment(a, FEEL_DATE, &m);
    if (str_find(text, STR("T")) > 0 && time_read_date_time(text, &m))
        return value_moment(a, FEEL_DATE_TIME, &m);
    if (time_read_clock(text, &m))
        return value_moment(a, FEEL_TIME, &m);
    return time_read_duration(a, text);
}

static int64_t floor_seconds(int64_t unix_ms)
{
    return unix_ms / 1000 - (unix_ms % 1000 < 0);
}

const struct feel *feel_moment(struct arena *a, int64_t unix_ms, struct str zone)
{
    struct moment m = { .year = 1970, .month = 1, .day = 1 };
    int64_t seconds = floor_seconds(unix_ms);

    if (!time_zone_set(&m, zone))
        return feel_null();
    if (m.zone == ZONE_NAMED && !zone_offset(m.zone_name, seconds, &m.offset_s))
        return feel_null();
    if (!time_from_local(seconds + m.offset_s, &m))
        return feel_null();
    m.nanos = (int32_t)(unix_ms - seconds * 1000) * (NANOS / 1000);
    return value_moment(a, FEEL_DATE_TIME, &m);
}

bool feel_to_unix_ms(const struct feel *v, struct str zone, int64_t *out)
{
    struct moment m;
    int64_t ms;

    if (!value_is(v, FEEL_DATE) && !value_is(v, FEEL_DATE_TIME))
        return false;
    m = v->at;
    if (m.zone == ZONE_NONE && !time_zone_set(&m, zone))
        return false;
    if (__builtin_mul_overflow(time_utc(&m), 1000, &ms))
        return false;
    *out = ms + m.nanos / (NANOS / 1000);
    return true;
}

bool feel_to_duration(const struct feel *v, int64_t *months, int64_t *ms)
{
    int64_t whole;

    *months = value_is(v, FEEL_MONTHS) ? v->months : 0;
    *ms = 0;
    if (!value_is(v, FEEL_SECONDS))
        return value_is(v, FEEL_MONTHS);
    if (__builtin_mul_overflow(v->span.seconds, 1000, &whole))
        return false;
    *ms = whole + v->span.nanos / (NANOS / 1000);
    return true;
}
