/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * walk_days - days counted on the fingers: the calendar of 2026 read line by line, limits reckoned by walking from day to
 * day.  Knows nothing of base/calendar or domain/clock, which it is there to check.
 *
 * Days are numbers from 1970-01-01, as in the program.
 */
#ifndef UNIT_DOMAIN_WALK_DAYS_H
#define UNIT_DOMAIN_WALK_DAYS_H

#include <stdbool.h>
#include <stdint.h>

enum { WATCH_STOPS_MAX = 8, WATCH_KIND_MAX = 24 };

/* A limit as somebody with a pencil keeps it. */
struct watch {
    char    kind[WATCH_KIND_MAX];
    int     days;
    char    unit;                       /* 'w', 'c' */
    int64_t start;                      /* this day is not counted */
    int64_t from[WATCH_STOPS_MAX], to[WATCH_STOPS_MAX];    /* stood after from until to; to 0: still stands */
    int     stops;
    int64_t ended;                      /* 0: not ended */
};

/* Reads the file; false: it is not there, or says nothing. */
bool days_read(const char *file);
bool days_working(int64_t day);
int64_t days_next_working(int64_t day);        /* behind day */
int64_t days_of(int month, int day);            /* of 2026 */

struct watch watch_begin(const char *kind, int days, char unit, int64_t day);
bool watch_stands(const struct watch *w);
void watch_stop(struct watch *w, int64_t day);          /* nothing where it stands or has ended */
void watch_go_on(struct watch *w, int64_t day);
/* The last day: what it stood is added, day for day of its own unit; of calendar days it is moved to a working day. */
int64_t watch_due(const struct watch *w);

#endif
