/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * calendar - working-day arithmetic over the published rest-day tables (国务院办公厅 notices).
 *
 * Days are civil dates in China Standard Time (UTC+8, no summer time since 1991), counted as day
 * numbers from 1970-01-01.  A year without a table is computed as plain weeks and marked provisional.
 */
#ifndef BASE_CALENDAR_H
#define BASE_CALENDAR_H

#include "base/val.h"

enum day_unit { WORKING_DAYS, CALENDAR_DAYS };      /* 工作日, 自然日 */

#define DAY_MS INT64_C(86400000)                    /* no summer time: all days are as long */

enum { CALENDAR_YEAR_MIN = 2000, CALENDAR_YEAR_MAX = 2199 };

struct calendar;        /* immutable */

/*
 * days: list of {date:"2026-01-01", off:true|false}.  Covers the years whose 1 January stands in it: 元旦 is
 * in every notice, while the last days of December may stand in the notice of the year after.
 * ERR_INVALID: a bad date, a doubled day, no "off".  ERR_LIMIT: a year outside CALENDAR_YEAR_MIN .. MAX.
 */
NODISCARD enum err calendar_build(struct arena *a, const struct val *days, struct calendar **out);
bool calendar_workday(const struct calendar *c, int64_t day);
bool calendar_covers(const struct calendar *c, int64_t day);        /* false: its year has no table */
/*
 * The n-th day after day, which itself is not counted (民法典 201).  WORKING_DAYS: only working days
 * count (行政许可法 82).  CALENDAR_DAYS: when the last is no working day, the next one (民法典 203).
 * n below 0 counts as 0, which for WORKING_DAYS is day itself.
 * provisional may be NULL; set when a year without a table was crossed.
 */
int64_t calendar_add(const struct calendar *c, int64_t day, int32_t n, enum day_unit unit, bool *provisional);
/* Working days in (from, to]: 0 for the same day; negative when to lies before from. */
int32_t calendar_working_days(const struct calendar *c, int64_t from, int64_t to);

int64_t day_of(int64_t unix_ms);                    /* civil day in UTC+8 */
int64_t day_start(int64_t day);                     /* unix ms of its 00:00 in UTC+8 */
int64_t day_end(int64_t day);                       /* last millisecond of it */
struct civil { int year, month, day, weekday; };    /* weekday 1 Monday .. 7 Sunday */
struct civil day_civil(int64_t day);
/* ERR_INVALID: no such date. */
NODISCARD enum err day_from_civil(int year, int month, int day, int64_t *out);
NODISCARD enum err day_parse(struct str iso, int64_t *out);         /* "2026-02-28", nothing else */
struct str day_iso(struct arena *a, int64_t day);                   /* "2026-02-28" */
struct str time_iso(struct arena *a, int64_t unix_ms);              /* "2026-02-28T09:30:00+08:00" */

#endif
