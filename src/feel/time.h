/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * time - the calendar of FEEL: proleptic Gregorian days, clocks, zones and both kinds of duration.
 *
 * Years run from -999,999,999 to 999,999,999.  Every function that can leave that range or meets an
 * unknown zone returns false and leaves *out alone.  Literals are those of DMN 10.3.2.3.
 */
#ifndef FEEL_TIME_H
#define FEEL_TIME_H

#include "feel/value.h"

enum { YEAR_MAX = 999999999, DAY_SECONDS = 86400, NANOS = 1000000000 };

int64_t time_days(int64_t year, int64_t month, int64_t day);           /* since 1970-01-01 */
bool time_date_valid(int64_t year, int64_t month, int64_t day);
int time_month_length(int64_t year, int64_t month);
int time_weekday(const struct moment *m);                              /* 1 Monday to 7 Sunday */
int time_year_day(const struct moment *m);
int time_week(const struct moment *m);                                 /* ISO 8601 */

/* Seconds since 1970-01-01T00:00:00Z. */
int64_t time_utc(const struct moment *m);
/* Fills date and clock from seconds as the clock shows them. */
bool time_from_local(int64_t seconds, struct moment *out);
/* Looks the offset of a named zone up again after date or clock changed; false: unknown zone. */
bool time_resolve(struct moment *m);
/* "" (UTC as Z), "Z", "+08:00", "Asia/Shanghai" or "@Asia/Shanghai" into the zone fields. */
bool time_zone_set(struct moment *m, struct str zone);

struct span time_span(int64_t seconds, int64_t nanos);                 /* brings nanos into 0 to 999,999,999 */
bool time_span_add(struct span l, struct span r, struct span *out);
struct span time_span_negate(struct span s);
struct span time_between(enum feel_kind kind, const struct moment *l, const struct moment *r);      /* l - r */
/* Whole months from from to to. */
int64_t time_months_between(const struct moment *from, const struct moment *to);
bool time_add_months(const struct moment *m, int64_t months, struct moment *out);
bool time_add_span(enum feel_kind kind, const struct moment *m, struct span s, struct moment *out);
/* Both zoned or both not, otherwise false. */
bool time_compare(enum feel_kind kind, const struct moment *l, const struct moment *r, int *out);

bool time_read_date(struct str s, struct moment *out);
bool time_read_clock(struct str s, struct moment *out);
bool time_read_date_time(struct str s, struct moment *out);            /* a date alone means midnight */
/* Gives a value of FEEL_MONTHS or FEEL_SECONDS, or null. */
const struct feel *time_read_duration(struct arena *a, struct str s);
void time_write(struct buf *b, const struct feel *v);                  /* the literal without '@' */

#endif
