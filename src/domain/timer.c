/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/timer.h"

#include "domain/calendars.h"
#include "domain/timer.sql.h"
#include "flow/flow.h"
#include "store/db.h"

enum err timer_due(struct ctx *cx, struct timer behind, size_t limit, struct timer_list *out)
{
    struct row *row;

    *out = (struct timer_list){ 0 };
    TRY(db_select(cx, &SQL_TIMER_READ_DUE, &row,
                  ARGS(arg_int(cx->now), arg_int((int64_t)limit), arg_int(behind.due_at), arg_int(behind.case_id),
                       arg_int(behind.wait))));
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] =
            (struct timer){ .case_id = row_int(row, 0), .wait = (uint32_t)row_int(row, 1), .due_at = row_int(row, 2) };
    }
    return row_end(row);
}

/* Months are those of the civil calendar; a day that the month lacks becomes its last. */
static int64_t add_months(int64_t day, int32_t months)
{
    struct civil d = day_civil(day);
    int month = d.month - 1 + months;
    int64_t out;

    for (int last = d.day; last > 0; last--)
        if (day_from_civil(d.year + month / 12, month % 12 + 1, last, &out) == OK)
            return out;
    return day;
}

enum err timer_reckon(struct ctx *cx, struct str calendar, int64_t base, struct str spec, int64_t *out)
{
    const struct calendar *cal;
    struct flow_timer t;
    int64_t in_day = base - day_start(day_of(base));

    TRY(flow_timer(spec, &t));
    if (t.is_moment) {
        *out = t.at;
        return OK;
    }
    *out = base + t.ms;
    if (t.months != 0)
        *out = day_start(add_months(day_of(base), t.months)) + in_day + t.ms;
    if (t.working_days == 0)
        return OK;
    TRY(calendars_get(cx, calendar, &cal));
    *out = day_end(calendar_add(cal, day_of(*out), t.working_days, WORKING_DAYS, NULL));
    return OK;
}

enum err apply_timers(struct ctx *cx, const struct event *ev)
{
    const struct val *closed = val_at(ev->payload, "waits_closed"), *opened = val_at(ev->payload, "waits_opened");
    int64_t due_at;

    for (size_t i = 0; i < closed->count; i++)
        TRY(db_put(cx, &SQL_TIMER_DROP, ARGS(arg_int(ev->stream), arg_int(closed->items[i]->num))));
    for (size_t i = 0; i < opened->count; i++) {
        const struct val *w = opened->items[i];
        TRY(timer_reckon(cx, val_str(ev->payload, "calendar"), val_num(w, "at"), val_str(w, "spec"), &due_at));
        TRY(db_put(cx, &SQL_TIMER_WRITE, ARGS(arg_int(ev->stream), arg_int(val_num(w, "wait")), arg_int(due_at))));
    }
    return OK;
}

/* ---- a year's rest days are published ---- */

struct waiting { int64_t case_id; uint32_t wait; struct str flow_state; };
struct waiting_list { struct waiting *items; size_t count, cap; };

static enum err read_waiting(struct ctx *cx, struct waiting_list *out)
{
    struct row *row;

    *out = (struct waiting_list){ 0 };
    TRY(db_select(cx, &SQL_TIMER_OF_PROCESSES, &row, ARGS(arg_int(TIMER_FALLS))));
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] =
            (struct waiting){ row_int(row, 0), (uint32_t)row_int(row, 1), row_str(row, 2) };
    }
    return row_end(row);
}

/* Its spec and the moment it began are in the state of the process; no flow is at hand in a rebuild. */
static enum err move(struct ctx *cx, struct str version, const struct waiting *w)
{
    struct flow_effects open;
    struct flow_state *state;
    struct flow_timer t;
    int64_t due_at;

    TRY(flow_decode(cx->arena, NULL, w->flow_state, &state));
    TRY(flow_open(cx->arena, state, &open));
    for (size_t i = 0; i < open.count; i++) {
        const struct flow_effect *e = &open.items[i];
        if (e->kind != FLOW_WAIT_OPEN || e->id != w->wait || flow_timer(e->text, &t) != OK || t.working_days == 0)
            continue;
        TRY(timer_reckon(cx, version, e->at, e->text, &due_at));
        TRY(db_put(cx, &SQL_TIMER_MOVE, ARGS(arg_int(w->case_id), arg_int(w->wait), arg_int(due_at))));
    }
    return OK;
}

enum err apply_timers_again(struct ctx *cx, struct str version)
{
    struct waiting_list all;

    TRY(read_waiting(cx, &all));
    for (size_t i = 0; i < all.count; i++)
        TRY(move(cx, version, &all.items[i]));
    return OK;
}
