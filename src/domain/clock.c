/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/clock.h"

#include "domain/calendars.h"
#include "domain/clock.sql.h"
#include "domain/house.h"
#include "domain/timer.h"
#include "store/db.h"

static struct clock from_row(struct row *row)
{
    return (struct clock){
        .kind = row_str(row, 0), .started_day = row_int(row, 1), .days = (int32_t)row_int(row, 2),
        .unit = (enum day_unit)row_int(row, 3), .calendar = row_str(row, 4), .stopped_days = (int32_t)row_int(row, 5),
        .stopped_since = row_int(row, 6), .stopped_why = row_str(row, 7), .ended_day = row_int(row, 8),
        .due_at = row_int(row, 9), .provisional = row_int(row, 10) != 0, .extended_days = (int32_t)row_int(row, 11),
        .stop_limit = (int32_t)row_int(row, 12), .falls = row_str(row, 13), .case_id = row_int(row, 14),
    };
}

static enum err collect(struct ctx *cx, struct row *row, struct clock_list *out)
{
    *out = (struct clock_list){ 0 };
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = from_row(row);
    }
    return row_end(row);
}

enum err clock_of_case(struct ctx *cx, int64_t case_id, struct clock_list *out)
{
    struct row *row;

    TRY(db_select(cx, &SQL_CLOCK_READ, &row, ARGS(arg_int(case_id))));
    return collect(cx, row, out);
}

enum err clock_of_cases(struct ctx *cx, const int64_t *ids, size_t count, struct clock_list *out)
{
    struct row *row;

    if (count == 1)
        return clock_of_case(cx, ids[0], out);
    TRY(db_select(cx, &SQL_CLOCK_OF_CASES, &row, ARGS(arg_list(cx->arena, ids, count))));
    return collect(cx, row, out);
}

struct clock_list clock_list_of(const struct clock_list *all, int64_t case_id)
{
    struct clock_list own = { 0 };

    for (size_t i = 0; i < all->count; i++)
        if (all->items[i].case_id == case_id && own.count++ == 0)
            own.items = &all->items[i];
    return own;
}

const struct clock *clock_find(const struct clock_list *clocks, struct str kind)
{
    for (size_t i = 0; i < clocks->count; i++)
        if (str_eq(clocks->items[i].kind, kind))
            return &clocks->items[i];
    return NULL;
}

/* Days counted in (from, to] in the clock's own unit. */
static int32_t days_between(const struct calendar *cal, enum day_unit unit, int64_t from, int64_t to)
{
    return unit == WORKING_DAYS ? calendar_working_days(cal, from, to) : (int32_t)(to - from);
}

static int64_t due_day(const struct calendar *cal, const struct clock *c, bool *provisional)
{
    return calendar_add(cal, c->started_day, c->days + c->extended_days + c->stopped_days, c->unit, provisional);
}

/* Of the days a clock stood, those that do not count: no more than the limit of the stop. */
static int32_t excluded(const struct calendar *cal, const struct clock *c, int64_t until)
{
    int32_t stood = days_between(cal, c->unit, c->stopped_since, until);

    return c->stop_limit != STOP_UNLIMITED && stood > c->stop_limit ? c->stop_limit : stood;
}

enum err clock_left(struct ctx *cx, const struct clock *c, int32_t *out)
{
    const struct calendar *cal;
    struct clock now = *c;
    bool provisional;
    int64_t today = c->ended_day > 0 ? c->ended_day : day_of(cx->now);

    TRY(calendars_get(cx, c->calendar, &cal));
    if (c->stopped_since > 0)
        now.stopped_days += excluded(cal, c, today);
    *out = days_between(cal, c->unit, today, due_day(cal, &now, &provisional));
    return OK;
}

/* ---- saying ---- */

static struct val *say(struct ctx *cx, struct val *clocks, const char *op)
{
    struct val *v = val_map(cx->arena);

    val_set_str(cx->arena, v, "op", str_of(op));
    val_set_int(cx->arena, v, "day", day_of(cx->now));
    val_push(cx->arena, clocks, v);
    return v;
}

void clock_say_start_on(struct ctx *cx, struct val *clocks, struct str kind, int32_t days, enum day_unit unit, int64_t day)
{
    struct val *v = say(cx, clocks, "start");

    val_set_int(cx->arena, v, "day", day);
    val_set_str(cx->arena, v, "kind", kind);
    val_set_int(cx->arena, v, "days", days);
    val_set_int(cx->arena, v, "unit", unit);
}

void clock_say_start(struct ctx *cx, struct val *clocks, struct str kind, int32_t days, enum day_unit unit)
{
    clock_say_start_on(cx, clocks, kind, days, unit, day_of(cx->now));
}

void clock_say_falls(struct ctx *cx, struct val *clocks, const char *what)
{
    if (clocks->count > 0)
        val_set_str(cx->arena, clocks->items[clocks->count - 1], "falls", str_of(what));
}

void clock_say_stop_within(struct ctx *cx, struct val *clocks, struct str why, int32_t limit_days, enum day_unit unit)
{
    struct val *v = say(cx, clocks, "stop");

    val_set_str(cx->arena, v, "why", why);
    val_set_int(cx->arena, v, "limit", limit_days);
    val_set_int(cx->arena, v, "unit", unit);
}

void clock_say_extend(struct ctx *cx, struct val *clocks, struct str kind, int32_t days, enum day_unit unit)
{
    struct val *v = say(cx, clocks, "extend");

    val_set_str(cx->arena, v, "kind", kind);
    val_set_int(cx->arena, v, "days", days);
    val_set_int(cx->arena, v, "unit", unit);
}

void clock_say_stop(struct ctx *cx, struct val *clocks, struct str why)
{
    val_set_str(cx->arena, say(cx, clocks, "stop"), "why", why);
}

void clock_say_resume(struct ctx *cx, struct val *clocks)
{
    say(cx, clocks, "resume");
}

void clock_say_end(struct ctx *cx, struct val *clocks, struct str kind)
{
    val_set_str(cx->arena, say(cx, clocks, "end"), "kind", kind);
}

/* ---- applying ---- */

/* A clock that falls is one of the timers the program looks at. */
static enum err tell_timer(struct ctx *cx, int64_t case_id, const struct clock *c)
{
    return c->falls.len > 0 ? db_put(cx, &SQL_CLOCK_TIMER, ARGS(arg_int(case_id), arg_int(TIMER_FALLS), arg_int(c->due_at))) : OK;
}

static enum err begin(struct ctx *cx, const struct event *ev, const struct val *say)
{
    struct clock c = { .kind = val_str(say, "kind"), .started_day = val_num(say, "day"),
                       .days = (int32_t)val_num(say, "days"), .unit = (enum day_unit)val_num(say, "unit"),
                       .falls = val_str(say, "falls") };
    struct str version = val_str(ev->payload, "calendar");
    const struct calendar *cal;
    bool provisional = false;

    TRY(calendars_get(cx, version, &cal));
    c.due_at = day_end(due_day(cal, &c, &provisional));
    TRY(db_put(cx, &SQL_CLOCK_START,
               ARGS(arg_int(ev->stream), arg_text(c.kind), arg_int(c.started_day), arg_int(c.days), arg_int(c.unit),
                    arg_text(version), arg_int(c.due_at), arg_int(provisional), arg_text(c.falls))));
    return tell_timer(cx, ev->stream, &c);
}

static enum err resume_one(struct ctx *cx, int64_t case_id, struct clock *c, int64_t day)
{
    const struct calendar *cal;
    bool provisional = false;

    TRY(calendars_get(cx, c->calendar, &cal));
    c->stopped_days += excluded(cal, c, day);
    c->due_at = day_end(due_day(cal, c, &provisional));
    TRY(db_put(cx, &SQL_CLOCK_RESUME, ARGS(arg_int(case_id), arg_text(c->kind), arg_int(c->stopped_days),
                                           arg_int(c->due_at), arg_int(provisional))));
    return tell_timer(cx, case_id, c);
}

/* A stage that is entered again goes on where it was left, so sending back and forth wins no time. */
static enum err reopen(struct ctx *cx, int64_t case_id, const struct clock *old, int64_t day)
{
    struct clock c = *old;

    if (c.stopped_since == 0) {             /* else it stood already when it ended */
        c.stopped_since = c.ended_day;
        c.stop_limit = STOP_UNLIMITED;
    }
    return resume_one(cx, case_id, &c, day);
}

static bool of_organ(struct str kind)
{
    return str_is(kind, "lower") || str_is(kind, "upper");
}

static bool goes_on(struct str kind)
{
    return str_starts(kind, STR("stage.")) || str_starts(kind, STR("part.")) || of_organ(kind);
}

static enum err start(struct ctx *cx, const struct event *ev, const struct val *say)
{
    struct clock_list clocks;
    const struct clock *old;

    TRY(clock_of_case(cx, ev->stream, &clocks));
    old = clock_find(&clocks, val_str(say, "kind"));
    if (old != NULL && old->ended_day == 0 && (str_starts(old->kind, STR("stage.")) || of_organ(old->kind)))
        return OK;                          /* it runs already: since acceptance, or days of notice lay between */
    if (old != NULL && old->ended_day > 0 && goes_on(old->kind))
        return reopen(cx, ev->stream, old, val_num(say, "day"));
    return begin(cx, ev, say);
}

/* A limit is given in one unit and counted in that of the clock; its last day is what both must agree on. */
static enum err limit_of(struct ctx *cx, const struct val *say, struct clock *c)
{
    const struct calendar *cal;
    bool provisional;
    int64_t last;

    c->stop_limit = STOP_UNLIMITED;
    c->due_at = DUE_NONE;
    if (!val_has(say, "limit"))
        return OK;
    TRY(calendars_get(cx, c->calendar, &cal));
    last = calendar_add(cal, c->stopped_since, (int32_t)val_num(say, "limit"), (enum day_unit)val_num(say, "unit"), NULL);
    c->stop_limit = days_between(cal, c->unit, c->stopped_since, last);
    c->due_at = day_end(calendar_add(cal, c->started_day, c->days + c->extended_days + c->stopped_days + c->stop_limit,
                                     c->unit, &provisional));
    return OK;
}

static enum err stop_one(struct ctx *cx, int64_t case_id, const struct val *say, struct clock *c)
{
    c->stopped_since = val_num(say, "day");
    TRY(limit_of(cx, say, c));
    TRY(db_put(cx, &SQL_CLOCK_STOP, ARGS(arg_int(case_id), arg_text(c->kind), arg_int(c->stopped_since),
                                         arg_text(val_str(say, "why")), arg_int(c->stop_limit), arg_int(c->due_at))));
    return tell_timer(cx, case_id, c);
}

/* A hearing and an objection have days of their own, which no stop of the case lengthens. */
static bool stands_with_the_case(struct str kind)
{
    return !str_starts(kind, STR("hearing.")) && !str_starts(kind, STR("objection."));
}

static enum err stop(struct ctx *cx, const struct event *ev, const struct val *say)
{
    struct clock_list clocks;

    TRY(clock_of_case(cx, ev->stream, &clocks));
    for (size_t i = 0; i < clocks.count; i++)
        if (clocks.items[i].ended_day == 0 && clocks.items[i].stopped_since == 0 && stands_with_the_case(clocks.items[i].kind))
            TRY(stop_one(cx, ev->stream, say, &clocks.items[i]));
    return OK;
}

/* Days of another unit are counted on from the last day and become days of the clock. */
static enum err extend_one(struct ctx *cx, int64_t case_id, const struct val *say, struct clock *c)
{
    const struct calendar *cal;
    bool provisional = false;
    int64_t last;

    TRY(calendars_get(cx, c->calendar, &cal));
    last = due_day(cal, c, &provisional);
    c->extended_days += days_between(cal, c->unit, last, calendar_add(cal, last, (int32_t)val_num(say, "days"),
                                                                      (enum day_unit)val_num(say, "unit"), NULL));
    if (c->due_at != DUE_NONE)
        c->due_at = day_end(calendar_add(cal, c->started_day, c->days + c->extended_days + c->stopped_days +
                                         (c->stopped_since > 0 ? c->stop_limit : 0), c->unit, &provisional));
    TRY(db_put(cx, &SQL_CLOCK_EXTEND, ARGS(arg_int(case_id), arg_text(c->kind), arg_int(c->extended_days),
                                           arg_int(c->due_at), arg_int(provisional))));
    return tell_timer(cx, case_id, c);
}

static enum err extend(struct ctx *cx, const struct event *ev, const struct val *say)
{
    struct str kind = val_str(say, "kind");
    struct clock_list clocks;

    TRY(clock_of_case(cx, ev->stream, &clocks));
    for (size_t i = 0; i < clocks.count; i++)
        if (clocks.items[i].ended_day == 0 && str_eq(kind, clocks.items[i].kind))
            TRY(extend_one(cx, ev->stream, say, &clocks.items[i]));
    return OK;
}

static enum err go_on(struct ctx *cx, const struct event *ev, const struct val *say)
{
    struct clock_list clocks;

    TRY(clock_of_case(cx, ev->stream, &clocks));
    for (size_t i = 0; i < clocks.count; i++)
        if (clocks.items[i].stopped_since > 0 && clocks.items[i].ended_day == 0)
            TRY(resume_one(cx, ev->stream, &clocks.items[i], val_num(say, "day")));
    return OK;
}

static enum err end_one(struct ctx *cx, int64_t case_id, const struct val *say, const struct clock *c)
{
    if (c->falls.len > 0)
        TRY(db_put(cx, &SQL_CLOCK_TIMER_DROP, ARGS(arg_int(case_id), arg_int(TIMER_FALLS))));
    return db_put(cx, &SQL_CLOCK_END, ARGS(arg_int(case_id), arg_text(c->kind), arg_int(val_num(say, "day"))));
}

static enum err end(struct ctx *cx, const struct event *ev, const struct val *say)
{
    struct str kind = val_str(say, "kind");
    struct clock_list clocks;

    TRY(clock_of_case(cx, ev->stream, &clocks));
    for (size_t i = 0; i < clocks.count; i++)
        if (clocks.items[i].ended_day == 0 && (str_is(kind, "*") || str_eq(kind, clocks.items[i].kind)))
            TRY(end_one(cx, ev->stream, say, &clocks.items[i]));
    return OK;
}

static const struct { const char *op; enum err (*apply)(struct ctx *, const struct event *, const struct val *); } ops[] = {
    { "start", start }, { "stop", stop }, { "resume", go_on }, { "extend", extend }, { "end", end },
};

static enum err tell_tasks(struct ctx *cx, int64_t case_id)
{
    return db_put(cx, &SQL_CLOCK_TASKS_DUE, ARGS(arg_int(case_id), arg_int(DUE_NONE)));
}

enum err apply_clocks(struct ctx *cx, const struct event *ev)
{
    const struct val *clocks = val_at(ev->payload, "clocks");
    bool opened = val_at(ev->payload, "opened")->count > 0;

    for (size_t i = 0; i < clocks->count; i++)
        for (size_t k = 0; k < sizeof ops / sizeof *ops; k++)
            if (str_is(val_str(clocks->items[i], "op"), ops[k].op))
                TRY(ops[k].apply(cx, ev, clocks->items[i]));
    return clocks->count > 0 || opened ? tell_tasks(cx, ev->stream) : OK;
}

/* ---- a year's rest days are published ---- */

static enum err reckon_one(struct ctx *cx, struct str version, struct clock *c)
{
    const struct calendar *cal;
    struct clock whole = *c;
    bool provisional;

    TRY(calendars_get(cx, version, &cal));
    if (c->stopped_since > 0 && c->stop_limit != STOP_UNLIMITED)
        whole.stopped_days += c->stop_limit;
    whole.due_at = day_end(due_day(cal, &whole, &provisional));
    if (c->due_at == DUE_NONE)
        whole.due_at = DUE_NONE;            /* it stands: reckoned when it goes on */
    TRY(db_put(cx, &SQL_CLOCK_RECKON, ARGS(arg_int(c->case_id), arg_text(c->kind), arg_text(version), arg_int(whole.due_at),
                                           arg_int(provisional))));
    return tell_timer(cx, c->case_id, &whole);
}

enum err apply_clocks_again(struct ctx *cx, struct str version)
{
    struct clock_list all;
    struct row *row;

    TRY(db_select(cx, &SQL_CLOCK_PROVISIONAL, &row, NO_ARGS));
    TRY(collect(cx, row, &all));
    for (size_t i = 0; i < all.count; i++) {
        TRY(reckon_one(cx, version, &all.items[i]));
        if (i + 1 == all.count || all.items[i + 1].case_id != all.items[i].case_id)
            TRY(tell_tasks(cx, all.items[i].case_id));
    }
    return OK;
}
