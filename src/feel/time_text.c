/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "feel/time.h"
#include "feel/zone.h"

enum { OFFSET_MAX_HOURS = 18, YEAR_DIGITS_MAX = 9 };

struct reader { struct str s; size_t at; };

static char peek(const struct reader *r)
{
    return r->at < r->s.len ? r->s.p[r->at] : '\0';
}

static bool take(struct reader *r, char want)
{
    if (peek(r) != want)
        return false;
    r->at++;
    return true;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Between min and max digits; false where there are fewer or more. */
static bool take_digits(struct reader *r, int min, int max, int64_t *out)
{
    int count = 0;
    int64_t n = 0;

    for (; is_digit(peek(r)) && count < max; count++)
        n = n * 10 + (r->s.p[r->at++] - '0');
    *out = n;
    return count >= min && !is_digit(peek(r));
}

static bool take_two(struct reader *r, int max, uint8_t *out)
{
    int64_t n;

    if (!take_digits(r, 2, 2, &n) || n > max)
        return false;
    *out = (uint8_t)n;
    return true;
}

static bool take_date(struct reader *r, struct moment *m)
{
    bool minus = take(r, '-');
    size_t from = r->at;
    int64_t year;

    if (!take_digits(r, 4, YEAR_DIGITS_MAX, &year) || (r->at - from > 4 && r->s.p[from] == '0'))
        return false;
    m->year = (int32_t)(minus ? -year : year);
    return take(r, '-') && take_two(r, 12, &m->month) && take(r, '-') && take_two(r, 31, &m->day)
        && time_date_valid(m->year, m->month, m->day);
}

/* Digits behind a second's point; what is finer than a nanosecond is cut off. */
static bool take_fraction(struct reader *r, int32_t *out)
{
    int32_t nanos = 0;
    int count = 0;

    for (; is_digit(peek(r)); r->at++, count++)
        if (count < 9)
            nanos = nanos * 10 + (r->s.p[r->at] - '0');
    for (int i = count; i < 9; i++)
        nanos *= 10;
    *out = nanos;
    return count > 0;
}

static bool take_offset(struct reader *r, struct moment *m)
{
    bool minus = peek(r) == '-';
    uint8_t hours, minutes, seconds = 0;

    r->at++;
    if (!take_two(r, OFFSET_MAX_HOURS, &hours) || !take(r, ':') || !take_two(r, 59, &minutes))
        return false;
    if (take(r, ':') && !take_two(r, 59, &seconds))
        return false;
    m->zone = ZONE_OFFSET;
    m->offset_s = (hours * 3600 + minutes * 60 + seconds) * (minus ? -1 : 1);
    return hours < OFFSET_MAX_HOURS || (minutes == 0 && seconds == 0);
}

static bool take_zone(struct reader *r, struct moment *m)
{
    char c = peek(r);

    if (c == '+' || c == '-')
        return take_offset(r, m);
    if (take(r, 'Z') || take(r, 'z')) {
        m->zone = ZONE_OFFSET;
        return true;
    }
    if (!take(r, '@'))
        return c == '\0';
    m->zone = ZONE_NAMED;
    m->zone_name = str_sub(r->s, r->at, r->s.len);
    r->at = r->s.len;
    return true;
}

static bool take_clock(struct reader *r, struct moment *m)
{
    if (!take_two(r, 23, &m->hour) || !take(r, ':') || !take_two(r, 59, &m->minute) || !take(r, ':')
        || !take_two(r, 59, &m->second))
        return false;
    if (take(r, '.') && !take_fraction(r, &m->nanos))
        return false;
    return take_zone(r, m) && r->at == r->s.len && time_resolve(m);
}

bool time_read_date(struct str s, struct moment *out)
{
    struct reader r = { s, 0 };
    struct moment m = { .zone = ZONE_NONE };

    if (!take_date(&r, &m) || r.at != s.len)
        return false;
    *out = m;
    return true;
}

bool time_read_clock(struct str s, struct moment *out)
{
    struct reader r = { s, 0 };
    struct moment m = { .zone = ZONE_NONE };

    take(&r, 'T');
    if (!take_clock(&r, &m))
        return false;
    *out = m;
    return true;
}

bool time_read_date_time(struct str s, struct moment *out)
{
    struct reader r = { s, 0 };
    struct moment m = { .zone = ZONE_NONE };

    if (!take_date(&r, &m) || (r.at != s.len && (!take(&r, 'T') || !take_clock(&r, &m))))
        return false;
    *out = m;
    return true;
}

bool time_zone_set(struct moment *m, struct str zone)
{
    struct reader r = { zone, 0 };
    struct moment set = *m;
    char c = peek(&r);

    if (c == '\0') {
        set.zone = ZONE_OFFSET;
        set.offset_s = 0;
    } else if (c == '+' || c == '-' || c == '@' || (c == 'Z' && zone.len == 1)) {
        if (!take_zone(&r, &set) || r.at != zone.len)
            return false;
    } else {
        set.zone = ZONE_NAMED;
        set.zone_name = zone;
    }
    if (!time_resolve(&set))
        return false;
    *m = set;
    return true;
}

/* One "<digits><letter>" of a duration, added as unit times its number. */
static bool take_part(struct reader *r, char letter, int64_t unit, int64_t *sum)
{
    struct reader ahead = *r;
    int64_t n;

    if (!take_digits(&ahead, 1, 18, &n) || !take(&ahead, letter))
        return true;
    *r = ahead;
    return !__builtin_mul_overflow(n, unit, &n) && !__builtin_add_overflow(*sum, n, sum);
}

static bool take_seconds(struct reader *r, int64_t *sum, int32_t *nanos)
{
    struct reader ahead = *r;
    int64_t n;

    if (!take_digits(&ahead, 1, 18, &n))
        return true;
    if (take(&ahead, '.') && !take_fraction(&ahead, nanos))
        return false;
    if (!take(&ahead, 'S'))
        return false;
    *r = ahead;
    return !__builtin_add_overflow(*sum, n, sum);
}

static const struct feel *read_months(struct arena *a, struct reader r, bool minus)
{
    int64_t months = 0;
    size_t start = r.at;

    if (!take_part(&r, 'Y', 12, &months) || !take_part(&r, 'M', 1, &months) || r.at != r.s.len || r.at == start)
        return feel_null();
    return value_months(a, minus ? -months : months);
}

static const struct feel *read_span(struct arena *a, struct reader r, bool minus)
{
    struct span s = { 0, 0 };
    size_t start = r.at;

    if (!take_part(&r, 'D', DAY_SECONDS, &s.seconds))
        return feel_null();
    if (take(&r, 'T')) {
        start = r.at;
        if (!take_part(&r, 'H', 3600, &s.seconds) || !take_part(&r, 'M', 60, &s.seconds)
            || !take_seconds(&r, &s.seconds, &s.nanos))
            return feel_null();
    }
    if (r.at != r.s.len || r.at == start)
        return feel_null();
    return value_span(a, minus ? time_span_negate(s) : s);
}

const struct feel *time_read_duration(struct arena *a, struct str s)
{
    struct reader r = { s, 0 };
    bool minus = take(&r, '-');
    const struct feel *months;

    if (!take(&r, 'P'))
        return feel_null();
    months = read_months(a, r, minus);
    return value_is_null(months) ? read_span(a, r, minus) : months;
}

static void write_fraction(struct buf *b, int32_t nanos)
{
    int digits = 9;

    if (nanos == 0)
        return;
    while (nanos % 10 == 0) {
        nanos /= 10;
        digits--;
    }
    buf_printf(b, ".%0*d", digits, nanos);
}

static void write_date(struct buf *b, const struct moment *m)
{
    buf_printf(b, m->year < 0 ? "-%04d-%02d-%02d" : "%04d-%02d-%02d", m->year < 0 ? -m->year : m->year, m->month, m->day);
}

static void write_zone(struct buf *b, const struct moment *m)
{
    int32_t size = m->offset_s < 0 ? -m->offset_s : m->offset_s;

    if (m->zone == ZONE_NAMED) {
        buf_char(b, '@');
        buf_add(b, m->zone_name);
    } else if (m->zone == ZONE_OFFSET && size == 0) {
        buf_char(b, 'Z');
    } else if (m->zone == ZONE_OFFSET) {
        buf_printf(b, "%c%02d:%02d", m->offset_s < 0 ? '-' : '+', size / 3600, size / 60 % 60);
        if (size % 60 != 0)
            buf_printf(b, ":%02d", size % 60);
    }
}

static void write_clock(struct buf *b, const struct moment *m)
{
    buf_printf(b, "%02d:%02d:%02d", m->hour, m->minute, m->second);
    write_fraction(b, m->nanos);
    write_zone(b, m);
}

static void write_months(struct buf *b, int64_t months)
{
    uint64_t size = months < 0 ? -(uint64_t)months : (uint64_t)months;

    buf_add(b, months < 0 ? STR("-P") : STR("P"));
    if (size >= 12)
        buf_printf(b, "%lluY", (unsigned long long)(size / 12));
    if (size % 12 != 0 || size == 0)
        buf_printf(b, "%lluM", (unsigned long long)(size % 12));
}

static void write_span(struct buf *b, struct span s)
{
    bool minus = s.seconds < 0;
    struct span size = minus ? time_span_negate(s) : s;
    int64_t of_day = size.seconds % DAY_SECONDS;

    buf_add(b, minus ? STR("-P") : STR("P"));
    if (size.seconds >= DAY_SECONDS)
        buf_printf(b, "%lldD", (long long)(size.seconds / DAY_SECONDS));
    if (of_day == 0 && size.nanos == 0 && size.seconds != 0)
        return;
    buf_char(b, 'T');
    if (of_day >= 3600)
        buf_printf(b, "%dH", (int)(of_day / 3600));
    if (of_day / 60 % 60 != 0)
        buf_printf(b, "%dM", (int)(of_day / 60 % 60));
    if (of_day % 60 != 0 || size.nanos != 0 || of_day == 0) {
        buf_printf(b, "%d", (int)(of_day % 60));
        write_fraction(b, size.nanos);
        buf_char(b, 'S');
    }
}

void time_write(struct buf *b, const struct feel *v)
{
    switch (v->kind) {
    case FEEL_DATE: write_date(b, &v->at); break;
    case FEEL_TIME: write_clock(b, &v->at); break;
    case FEEL_DATE_TIME:
        write_date(b, &v->at);
        buf_char(b, 'T');
        write_clock(b, &v->at);
        break;
    case FEEL_MONTHS:  write_months(b, v->months); break;
    case FEEL_SECONDS: write_span(b, v->span); break;
    default: break;
    }
}
