/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/timer.h"

#include "domain/calendars.h"
#include "domain/timer.sql.h"
#include "store/db.h"

static const int64_t DAY_MS = 86400000, HOUR_MS = 3600000, MINUTE_MS = 60000, SECOND_MS = 1000;

enum err timer_due(struct ctx *cx, size_t limit, struct timer_list *out)
{
    struct row *row;

    *out = (struct timer_list){ 0 };
    TRY(db_select(cx, &SQL_TIMER_READ_DUE, &row, ARGS(arg_int(cx->now), arg_int((int64_t)limit))));
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] =
            (struct timer){ .case_id = row_int(row, 0), .wait = (uint32_t)row_int(row, 1), .due_at = row_int(row, 2) };
    }
    return row_end(row);
}

static enum err working_days(struct ctx *cx, struct str calendar, int64_t base, struct str count, int64_t *out)
{
    const struct calendar *cal;
    int64_t n;
    bool provisional;

    TRY(str_int(count, &n));
    if (n < 0 || n > 3660)
        return ERR_INVALID;
    TRY(calendars_get(cx, calendar, &cal));
    *out = day_end(calendar_add(cal, day_of(base), (int32_t)n, WORKING_DAYS, &provisional));
    return OK;
}

/* One number with its letter off the front of s; 0 at the end. */
static enum err take_part(struct str *s, int64_t *n, char *letter)
{
    size_t digits = 0;

    while (digits < s->len && s->p[digits] >= '0' && s->p[digits] <= '9')
        digits++;
    if (digits == s->len)
        return ERR_INVALID;
    TRY(str_int(str_sub(*s, 0, digits), n));
    *letter = s->p[digits];
    *s = str_sub(*s, digits + 1, s->len);
    return OK;
}

static int64_t unit_ms(char letter, bool time)
{
    static const struct { char letter; bool time; const int64_t *ms; } units[] = {
        { 'D', false, &DAY_MS }, { 'H', true, &HOUR_MS }, { 'M', true, &MINUTE_MS }, { 'S', true, &SECOND_MS },
    };

    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (units[i].letter == letter && units[i].time == time)
            return *units[i].ms;
    return 0;
}

static enum err add_parts(struct str parts, bool time, int64_t *at)
{
    while (parts.len > 0) {
        int64_t n, ms;
        char letter;
        TRY(take_part(&parts, &n, &letter));
        ms = unit_ms(letter, time);
        if (ms == 0 || n > 36600 * 24)
            return ERR_INVALID;
        *at += n * ms;
    }
    return OK;
}

enum err timer_reckon(struct ctx *cx, struct str calendar, int64_t base, struct str spec, int64_t *out)
{
    struct str days, time;

    if (spec.len < 3 || spec.p[0] != 'P')
        return ERR_INVALID;
    spec = str_sub(spec, 1, spec.len);
    if (str_ends(spec, STR("WD")))
        return working_days(cx, calendar, base, str_sub(spec, 0, spec.len - 2), out);
    str_cut(spec, 'T', &days, &time);
    *out = base;
    TRY(add_parts(days, false, out));
    return add_parts(time, true, out);
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
