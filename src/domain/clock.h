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
 *   legal        acceptance                  decision; may be extended once    (行政许可法 42)
 *   lower        acceptance                  the higher organ has it           (行政许可法 43)
 *   upper        the higher organ has it     decision                          (the item's own rule)
 *   delivery     decision                    result handed over                (10 wd, 行政许可法 44)
 *   stage.N      first task of that level    last of it
 *   part.D       department D may decide     it decided                    (joint case)
 *   objection.N  the Nth objection came      it was looked into again          (the item's rule of notice)
 *   hearing.*    see hearing.h
 *
 * A stop holds the clocks that measure how long the case takes; those of a hearing and of an objection run on.  A stage, a
 * part and the clocks of lower and higher organ go on where they were left when the case comes back.  A stop may have a limit
 * (特别程序): days of it beyond the limit count again.  A clock may say what happens by itself when it runs out (falls);
 * its due day is then a row of timer as well.
 *
 * An open task is due on the first day of those that bind it: its level's clock (or its department's, or for gathering
 * that of correction), the promise unless an extension was approved, correction where acceptance is decided.
 * So a desk sorted by what is due is sorted by what law and promise ask.
 */
#ifndef DOMAIN_CLOCK_H
#define DOMAIN_CLOCK_H

#include "base/calendar.h"
#include "domain/event.h"

#define DUE_NONE 9007199254740991           /* unix ms far beyond: no limit, or stopped */
enum { STOP_UNLIMITED = -1 };

struct clock {
    int64_t       case_id;
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
    int32_t       extended_days;            /* beside days */
    int32_t       stop_limit;               /* of the stop under way, in the clock's unit; STOP_UNLIMITED */
    struct str    falls;                    /* when it runs out: "accepted" by law (deemed.h), "term" of the process (term.h); "" nothing */
};
struct clock_list { struct clock *items; size_t count, cap; };

NODISCARD enum err clock_of_case(struct ctx *cx, int64_t case_id, struct clock_list *out);
/* Of a whole list of cases with one question, case by case; clock_list_of: those of one of them, nothing copied. */
NODISCARD enum err clock_of_cases(struct ctx *cx, const int64_t *ids, size_t count, struct clock_list *out);
struct clock_list clock_list_of(const struct clock_list *all, int64_t case_id);
/* The clock of that kind, or NULL. */
const struct clock *clock_find(const struct clock_list *clocks, struct str kind);
/* Days left today in the clock's unit; negative when overdue. */
NODISCARD enum err clock_left(struct ctx *cx, const struct clock *c, int32_t *out);

/* ---- what a command writes into the list "clocks" of its event ---- */
void clock_say_start(struct ctx *cx, struct val *clocks, struct str kind, int32_t days, enum day_unit unit);
/* From a day that has gone by: acceptance counts from the day the papers were complete. */
void clock_say_start_on(struct ctx *cx, struct val *clocks, struct str kind, int32_t days, enum day_unit unit, int64_t day);
/* What happens by itself when the clock said last runs out. */
void clock_say_falls(struct ctx *cx, struct val *clocks, const char *what);
void clock_say_stop(struct ctx *cx, struct val *clocks, struct str why);       /* all that run */
/* The same; days beyond the limit count again. */
void clock_say_stop_within(struct ctx *cx, struct val *clocks, struct str why, int32_t limit_days, enum day_unit unit);
void clock_say_extend(struct ctx *cx, struct val *clocks, struct str kind, int32_t days, enum day_unit unit);
void clock_say_resume(struct ctx *cx, struct val *clocks);                     /* all that stand */
void clock_say_end(struct ctx *cx, struct val *clocks, struct str kind);       /* "*": all */

/* Carries the list "clocks" of an event into the projection. */
NODISCARD enum err apply_clocks(struct ctx *cx, const struct event *ev);
/* A new table of rest days: limits that reached beyond the old ones are reckoned by it, their timers and tasks with them. */
NODISCARD enum err apply_clocks_again(struct ctx *cx, struct str version);

#endif
