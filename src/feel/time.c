/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "feel/time.h"

#include "feel/zone.h"

enum { DAY_START = 0, EPOCH_WEEKDAY = 3 /* 1970-01-01 was a Thursday, counted from Monday 0 */ };

static int64_t floor_div(int64_t l, int64_t r)
{
    return l / r - (l % r < 0);
}

static int64_t floor_mod(int64_t l, int64_t r)
{
    return l - floor_div(l, r) * r;
}

/* Days in eras of 400 years that begin on 1 March, so that the leap day is the last of its year. */
int64_t time_days(int64_t year, int64_t month, int64_t day)
{
    int64_t y = month <= 2 ? year - 1 : year, era = floor_div(y, 400), of_era = y - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static bool set_days(int64_t days, struct moment *out)
{
    int64_t z = days + 719468, era = floor_div(z, 146097), of_era = z - era * 146097;
    int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t shifted = (5 * of_year + 2) / 153, month = shifted < 10 ? shifted + 3 : shifted - 9;
    int64_t year = year_of_era + era * 400 + (month <= 2);

    if (year < -YEAR_MAX || year > YEAR_MAX)
        return false;
    out->year = (int32_t)year;
    out->month = (uint8_t)month;
    out->day = (uint8_t)(of_year - (153 * shifted + 2) / 5 + 1);
    return true;
}

int time_month_length(int64_t year, int64_t month)
{
    static const int length[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    return month == 2 && leap ? 29 : length[month - 1];
}

bool time_date_valid(int64_t year, int64_t month, int64_t day)
{
    return year >= -YEAR_MAX && year <= YEAR_MAX && month >= 1 && month <= 12 && day >= 1
        && day <= time_month_length(year, month);
}

int time_weekday(const struct moment *m)
{
    return (int)floor_mod(time_days(m->year, m->month, m->day) + EPOCH_WEEKDAY, 7) + 1;
}

int time_year_day(const struct moment *m)
{
    return (int)(time_days(m->year, m->month, m->day) - time_days(m->year, 1, 1)) + 1;
}

/* The week belongs to the year of its Thursday. */
int time_week(const struct moment *m)
{
    struct moment thursday = { .year = m->year };
    int64_t days = time_days(m->year, m->month, m->day) - time_weekday(m) + 4;

    if (!set_days(days, &thursday))
        return 0;
    return (time_year_day(&thursday) - 1) / 7 + 1;
}

static int64_t shown(const struct moment *m)
{
    int64_t days = m->month == 0 ? DAY_START : time_days(m->year, m->month, m->day);

    return days * DAY_SECONDS + m->hour * 3600 + m->minute * 60 + m->second;
}

int64_t time_utc(const struct moment *m)
{
    return shown(m) - m->offset_s;
}

static void set_clock(int64_t of_day, struct moment *out)
{
    out->hour = (uint8_t)(of_day / 3600);
    out->minute = (uint8_t)(of_day / 60 % 60);
    out->second = (uint8_t)(of_day % 60);
}

bool time_from_local(int64_t seconds, struct moment *out)
{
    if (!set_days(floor_div(seconds, DAY_SECONDS), out))
        return false;
    set_clock(floor_mod(seconds, DAY_SECONDS), out);
    return true;
}

bool time_resolve(struct moment *m)
{
    if (m->zone == ZONE_NAMED)
        return zone_offset_local(m->zone_name, shown(m), &m->offset_s);
    return true;
}

struct span time_span(int64_t seconds, int64_t nanos)
{
    return (struct span){ seconds + floor_div(nanos, NANOS), (int32_t)floor_mod(nanos, NANOS) };
}

bool time_span_add(struct span l, struct span r, struct span *out)
{
    int64_t seconds;

    if (__builtin_add_overflow(l.seconds, r.seconds, &seconds) || seconds == INT64_MAX)
        return false;
    *out = time_span(seconds, (int64_t)l.nanos + r.nanos);
    return true;
}

struct span time_span_negate(struct span s)
{
    return time_span(s.seconds == INT64_MIN ? INT64_MAX : -s.seconds, -(int64_t)s.nanos);
}

struct span time_between(enum feel_kind kind, const struct moment *l, const struct moment *r)
{
    int64_t seconds = kind == FEEL_DATE ? shown(l) - shown(r) : time_utc(l) - time_utc(r);

    return time_span(seconds, (int64_t)l->nanos - r->nanos);
}

static int64_t within_month(const struct moment *m)
{
    return (((int64_t)m->day * DAY_SECONDS + m->hour * 3600 + m->minute * 60 + m->second) * NANOS) + m->nanos;
}

int64_t time_months_between(const struct moment *from, const struct moment *to)
{
    int64_t months = ((int64_t)to->year - from->year) * 12 + to->month - from->month;

    if (months > 0 && within_month(to) < within_month(from))
        months--;
    if (months < 0 && within_month(to) > within_month(from))
        months++;
    return months;
}

bool time_add_months(const struct moment *m, int64_t months, struct moment *out)
{
    struct moment moved = *m;
    int64_t total, year, month;
    int length;

    if (__builtin_add_overflow((int64_t)m->year * 12 + m->month - 1, months, &total))
        return false;
    year = floor_div(total, 12);
    month = floor_mod(total, 12) + 1;
    if (year < -YEAR_MAX || year > YEAR_MAX)
        return false;
    length = time_month_length(year, month);
    moved.year = (int32_t)year;
    moved.month = (uint8_t)month;
    moved.day = (uint8_t)(m->day < length ? m->day : length);
    if (!time_resolve(&moved))
        return false;
    *out = moved;
    return true;
}

static bool add_to_clock(const struct moment *m, struct span s, struct moment *out)
{
    struct span sum = time_span(shown(m) + s.seconds % DAY_SECONDS, (int64_t)m->nanos + s.nanos);

    *out = *m;
    set_clock(floor_mod(sum.seconds, DAY_SECONDS), out);
    out->nanos = sum.nanos;
    return true;
}

/* A named zone moves along the world's seconds: the clock may jump where its offset changes. */
static bool add_to_instant(const struct moment *m, struct span s, struct moment *out)
{
    struct span sum;
    struct moment moved = *m;

    if (!time_span_add((struct span){ time_utc(m), m->nanos }, s, &sum))
        return false;
    if (m->zone == ZONE_NAMED && !zone_offset(m->zone_name, sum.seconds, &moved.offset_s))
        return false;
    if (!time_from_local(sum.seconds + moved.offset_s, &moved))
        return false;
    moved.nanos = sum.nanos;
    *out = moved;
    return true;
}

bool time_add_span(enum feel_kind kind, const struct moment *m, struct span s, struct moment *out)
{
    struct moment sum;

    if (kind == FEEL_TIME)
        return add_to_clock(m, s, out);
    if (s.seconds > INT64_MAX / 4 || s.seconds < INT64_MIN / 4 || !add_to_instant(m, s, &sum))
        return false;
    if (kind == FEEL_DATE)
        sum = (struct moment){ .year = sum.year, .month = sum.month, .day = sum.day };
    *out = sum;
    return true;
}

static int sign(int64_t l, int64_t r)
{
    return (l > r) - (l < r);
}

bool time_compare(enum feel_kind kind, const struct moment *l, const struct moment *r, int *out)
{
    bool zoned = l->zone != ZONE_NONE;
    int64_t left, right;

    if (kind != FEEL_DATE && zoned != (r->zone != ZONE_NONE))
        return false;
    left = zoned ? time_utc(l) : shown(l);
    right = zoned ? time_utc(r) : shown(r);
    *out = left == right ? sign(l->nanos, r->nanos) : sign(left, right);
    return true;
}
