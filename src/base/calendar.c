/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "base/calendar.h"

enum { ZONE_MS = 8 * 3600000, DAYS_IN_YEAR_MAX = 366 };
enum { OFF = 1, WORK = 2, COVERED = 4 };    /* bits of a day in the table */

struct calendar {
    int64_t  first;         /* day of table[0]: a 1 January */
    int64_t  count;
    uint8_t *table;
};

static bool leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* Days of the year before the first of a month; [12] is the whole year. */
static int before_month(int year, int month)
{
    static const int days[13] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365 };

    return days[month] + (month > 1 && leap(year) ? 1 : 0);
}

/* The day number of 1 January of a year from 1 on. */
static int64_t year_start(int year)
{
    int64_t past = year - 1;

    return past * 365 + past / 4 - past / 100 + past / 400 - 719162;    /* 719162: days from 0001 to 1970 */
}

static int64_t divide_down(int64_t n, int64_t by)
{
    return n / by - (n % by < 0 ? 1 : 0);
}

int64_t day_of(int64_t unix_ms)
{
    return divide_down(unix_ms + ZONE_MS, DAY_MS);
}

int64_t day_start(int64_t day)
{
    return day * DAY_MS - ZONE_MS;
}

int64_t day_end(int64_t day)
{
    return day_start(day + 1) - 1;
}

struct civil day_civil(int64_t day)
{
    int64_t weekday = (day + 3) - divide_down(day + 3, 7) * 7;      /* 1970-01-01 was a Thursday */
    int year = 1970 + (int)divide_down(day, DAYS_IN_YEAR_MAX);      /* a guess, put right below */
    int month = 0;

    while (year_start(year + 1) <= day)
        year++;
    while (year_start(year) > day)
        year--;
    while (year_start(year) + before_month(year, month + 1) <= day)
        month++;
    return (struct civil){ year, month + 1, (int)(day - year_start(year) - before_month(year, month)) + 1,
                           (int)weekday + 1 };
}

enum err day_from_civil(int year, int month, int day, int64_t *out)
{
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1)
        return ERR_INVALID;
    if (day > before_month(year, month) - before_month(year, month - 1))
        return ERR_INVALID;
    *out = year_start(year) + before_month(year, month - 1) + day - 1;
    return OK;
}

/* The value of len digits from a place on; -1 when one is none. */
static int digits(struct str s, size_t from, size_t len)
{
    int n = 0;

    for (size_t i = from; i < from + len; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return -1;
        n = n * 10 + (s.p[i] - '0');
    }
    return n;
}

enum err day_parse(struct str iso, int64_t *out)
{
    if (iso.len != 10 || iso.p[4] != '-' || iso.p[7] != '-')
        return ERR_INVALID;
    return day_from_civil(digits(iso, 0, 4), digits(iso, 5, 2), digits(iso, 8, 2), out);
}

struct str day_iso(struct arena *a, int64_t day)
{
    struct civil c = day_civil(day);

    return arena_printf(a, "%04d-%02d-%02d", c.year, c.month, c.day);
}

struct str time_iso(struct arena *a, int64_t unix_ms)
{
    int64_t day = day_of(unix_ms), s = (unix_ms - day_start(day)) / 1000;
    struct civil c = day_civil(day);

    return arena_printf(a, "%04d-%02d-%02dT%02d:%02d:%02d+08:00", c.year, c.month, c.day,
                        (int)(s / 3600), (int)(s / 60 % 60), (int)(s % 60));
}

/* The first and last year named in a list of days, so that the table can be laid out. */
static enum err span(const struct val *days, int *first, int *last)
{
    *first = CALENDAR_YEAR_MAX;
    *last = CALENDAR_YEAR_MIN - 1;
    for (size_t i = 0; i < days->count; i++) {
        int64_t day;
        TRY(day_parse(val_str(days->items[i], "date"), &day));
        int year = day_civil(day).year;
        if (year < CALENDAR_YEAR_MIN || year > CALENDAR_YEAR_MAX)
            return ERR_LIMIT;
        *first = year < *first ? year : *first;
        *last = year > *last ? year : *last;
    }
    return OK;
}

static enum err enter(struct calendar *c, const struct val *entry)
{
    const struct val *off = val_at(entry, "off");
    int64_t day;

    TRY(day_parse(val_str(entry, "date"), &day));
    if (off->kind != VAL_BOOL || (c->table[day - c->first] & (OFF | WORK)) != 0)
        return ERR_INVALID;
    c->table[day - c->first] |= off->num ? OFF : WORK;
    return OK;
}

static void cover(struct calendar *c, int first, int last)
{
    for (int year = first; year <= last; year++) {
        int64_t from = year_start(year) - c->first, to = year_start(year + 1) - c->first;
        if ((c->table[from] & (OFF | WORK)) == 0)
            continue;
        for (int64_t i = from; i < to; i++)
            c->table[i] |= COVERED;
    }
}

enum err calendar_build(struct arena *a, const struct val *days, struct calendar **out)
{
    struct calendar *c = ARENA_NEW(a, struct calendar);
    int first, last;

    TRY(span(days, &first, &last));
    if (last >= first) {
        c->first = year_start(first);
        c->count = year_start(last + 1) - c->first;
        c->table = ARENA_ARRAY(a, (size_t)c->count, uint8_t);
    }
    for (size_t i = 0; i < days->count; i++)
        TRY(enter(c, days->items[i]));
    cover(c, first, last);
    *out = c;
    return OK;
}

static uint8_t marks(const struct calendar *c, int64_t day)
{
    return day >= c->first && day - c->first < c->count ? c->table[day - c->first] : 0;
}

bool calendar_workday(const struct calendar *c, int64_t day)
{
    uint8_t m = marks(c, day);
    int64_t weekday = (day + 3) - divide_down(day + 3, 7) * 7;      /* 0 Monday */

    return (m & WORK) != 0 || ((m & OFF) == 0 && weekday < 5);
}

bool calendar_covers(const struct calendar *c, int64_t day)
{
    return (marks(c, day) & COVERED) != 0;
}

int64_t calendar_add(const struct calendar *c, int64_t day, int32_t n, enum day_unit unit, bool *provisional)
{
    int64_t left = n > 0 ? n : 0;
    bool crossed = false;

    while (left > 0 || (unit == CALENDAR_DAYS && !calendar_workday(c, day))) {
        day++;
        if (unit == CALENDAR_DAYS ? left > 0 : calendar_workday(c, day))
            left--;
        crossed = crossed || !calendar_covers(c, day);
    }
    if (provisional != NULL)
        *provisional = crossed;
    return day;
}

int32_t calendar_working_days(const struct calendar *c, int64_t from, int64_t to)
{
    int32_t n = 0;

    if (to < from)
        return -calendar_working_days(c, to, from);
    for (int64_t day = from + 1; day <= to; day++)
        n += calendar_workday(c, day) ? 1 : 0;
    return n;
}
