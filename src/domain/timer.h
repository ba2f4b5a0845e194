/* SPDX-License-Identifier: MulanPSL-2.0 */
/* timer - what a process waits for by the clock; rows here, the thread that looks at them is app's. */
#ifndef DOMAIN_TIMER_H
#define DOMAIN_TIMER_H

#include "domain/event.h"

struct timer { int64_t case_id, due_at; uint32_t wait; };
/* The wait of a clock that falls when it runs out (clock.h): no wait of a process has this id. */
#define TIMER_FALLS UINT32_MAX
struct timer_list { struct timer *items; size_t count, cap; };

/* Timers due at or before cx->now, oldest first; only those behind a timer of an earlier list, or all (a zeroed one). */
NODISCARD enum err timer_due(struct ctx *cx, struct timer behind, size_t limit, struct timer_list *out);
/*
 * When a wait that began at base ends (spec as flow_timer reads it); working days end with the last one.
 * ERR_INVALID: no such spec. ERR_NOT_FOUND: no such calendar.
 */
NODISCARD enum err timer_reckon(struct ctx *cx, struct str calendar, int64_t base, struct str spec, int64_t *out);
/* Carries the lists "waits_closed" and "waits_opened" of an event into the projection. */
NODISCARD enum err apply_timers(struct ctx *cx, const struct event *ev);
/* A new table of rest days: waits of working days that are under way are reckoned by it. */
NODISCARD enum err apply_timers_again(struct ctx *cx, struct str version);

#endif
