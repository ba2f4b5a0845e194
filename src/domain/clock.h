/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * clock - 期限: the running limits of a case, reckoned from its events.
 *
 * Events say which clock started, stopped, went on or ended and with which calendar; due dates are
 * never in events, they are reckoned here, the same way live and in rebuild.  The day a clock starts
 * is not counted (民法典 201); a stop that ends the same day costs no day.
 *
 *   kind         starts                      ends
 *   correction   papers received             acceptance decided or gaps told   (5 wd, 行政许可法 32)
 *   promise      acceptance                  decision
 *   legal        acceptance                  decision
 *   stage.N      first task of that level    last of it
 *   part.D       department D may decide     it decided                    (joint case)
 */
#ifndef DOMAIN_CLOCK_H
#define DOMAIN_CLOCK_H

#include "base/calendar.h"
#include "domain/event.h"

#define DUE_NONE 9007199254740991           /* unix ms far beyond: no limit, or stopped */
enum { CORRECTION_DAYS = 5 };               /* 行政许可法 32(4) */

struct clock {
    struct str    kind;
    int64_t       started_day;
    int32_t       days;
    enum day_unit unit;
    struct str    calendar;
    int32_t       stopped_days;
    int64_t       stopped_since;            /* day; 0: running */
    struct str    stopped_why;
    int64_t       ended_day;                /* 0: not ended */
    int64_t       due_at;                   /* end of the last day, unix ms; DUE_NONE */
    bool          provisional;              /* beyond the published rest-day tables */
};
struct clock_list { struct clock *items; size_t count, cap; };

NODISCARD enum err clock_of_case(struct ctx *cx, int64_t case_id, struct clock_list *out);
/* The clock of that kind, or NULL. */
const struct clock *clock_find(const struct clock_list *clocks, struct str kind);
/* Days left today in the clock's unit; negative when overdue. */
NODISCARD enum err clock_left(struct ctx *cx, const struct clock *c, int32_t *out);

/* ---- what a command writes into the list "clocks" of its event ---- */
void clock_say_start(struct ctx *cx, struct val *clocks, struct str kind, int32_t days, enum day_unit unit);
void clock_say_stop(struct ctx *cx, struct val *clocks, struct str why);       /* all that run */
void clock_say_resume(struct ctx *cx, struct val *clocks);                     /* all that stand */
void clock_say_end(struct ctx *cx, struct val *clocks, struct str kind);       /* "*": all */

/* Carries the list "clocks" of an event into the projection. */
NODISCARD enum err apply_clocks(struct ctx *cx, const struct event *ev);

#endif
