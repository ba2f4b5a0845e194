/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/special.h"

#include "domain/attempt.h"
#include "domain/command.h"
#include "domain/document.h"
#include "domain/hearing.h"
#include "domain/mark.h"
#include "domain/special.sql.h"
#include "domain/tenure.h"
#include "store/db.h"

/* ---- reading ---- */

enum err special_of_case(struct ctx *cx, int64_t case_id, struct special_list *out)
{
    struct row *row;

    *out = (struct special_list){ 0 };
    TRY(db_select(cx, &SQL_SPECIAL_READ, &row, ARGS(arg_int(case_id))));
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = (struct special_stop){
            .case_id = case_id, .seq = row_int(row, 0), .reason = row_str(row, 1), .from_day = row_int(row, 2),
            .days = (int32_t)row_int(row, 3), .unit = (enum day_unit)row_int(row, 4), .limited = row_int(row, 5) != 0,
            .until_day = row_int(row, 6),
        };
    }
    return row_end(row);
}

enum err special_open_reason(struct ctx *cx, int64_t case_id, struct str *out)
{
    struct special_list all;

    *out = STR("");
    TRY(special_of_case(cx, case_id, &all));
    for (size_t i = 0; i < all.count; i++)
        if (all.items[i].until_day == 0)
            *out = all.items[i].reason;
    return OK;
}

enum err special_is_open(struct ctx *cx, int64_t case_id, bool *out)
{
    struct str reason;

    TRY(special_open_reason(cx, case_id, &reason));
    *out = reason.len > 0;
    return OK;
}

static bool stands(const struct clock_list *clocks)
{
    for (size_t i = 0; i < clocks->count; i++)
        if (clocks->items[i].ended_day == 0 && clocks->items[i].stopped_since > 0)
            return true;
    return false;
}

/* ---- beginning ---- */

static enum err check_state(struct ctx *cx, const struct case_file *c)
{
    struct clock_list clocks;

    if (c->state != CASE_ACCEPTED)
        return ctx_fail(cx, ERR_STATE, "gap.special.state", STR(""));
    TRY(clock_of_case(cx, c->id, &clocks));
    return stands(&clocks) ? ctx_fail(cx, ERR_STATE, "gap.special.standing", STR("")) : OK;
}

static enum err check_words(struct ctx *cx, const struct special_act *act, const struct item *item)
{
    enum err e = OK;

    if (str_is(act->reason, "hearing") && hearing_known(item))
        e = ctx_gap(cx, STR("reason"), "gap.special.by_hearing", STR(""));
    else if (item_special(item, act->reason) == NULL)
        e = ctx_gap(cx, STR("reason"), "gap.special.reason", act->reason);
    if (act->days < 1 || act->days > SPECIAL_DAYS_MAX)
        e = ctx_gap(cx, STR("days"), "gap.special.days", STR("365"));
    return mark_check_reason(cx, "note", act->note) != OK ? ERR_INVALID : e;
}

enum err special_say_begin(struct ctx *cx, const struct special_act *act, const struct case_file *c, struct step *step)
{
    struct arena *a = cx->arena;
    struct val *m = val_map(a);

    val_set_str(a, m, "reason", act->reason);
    val_set_int(a, m, "day", day_of(cx->now));
    val_set_int(a, m, "days", act->days);
    val_set_int(a, m, "unit", act->unit);
    val_set_bool(a, m, "limited", act->limited);
    val_set_str(a, m, "note", str_trim(act->note));
    val_set(a, step->payload, "special", m);
    if (act->limited)
        clock_say_stop_within(cx, step->clocks, act->reason, act->days, act->unit);
    else
        clock_say_stop(cx, step->clocks, act->reason);
    return document_draw(cx, step->payload, "special", c->acceptor_department, c->acceptor_place);
}

static enum err begin(struct ctx *cx, const void *args, void *out)
{
    const struct special_act *act = args;
    struct case_file c;
    struct step step;
    struct event ev;

    TRY(tenure_renew(cx));
    TRY(step_by_holder(cx, act->case_id, &c, &step));
    TRY(check_state(cx, &c));
    TRY(check_words(cx, act, step.item));
    step.type = "case.special_begun";
    TRY(special_say_begin(cx, act, &c, &step));
    TRY(step_stay(cx, &step, &ev));
    return case_get(cx, c.id, out);
}

static bool outside_list(const struct ctx *cx)
{
    for (size_t i = 0; i < cx->gap_count; i++)
        if (str_is(cx->gaps[i].key, "gap.special.reason") && cx->gaps[i].detail.len > 0)
            return true;
    return false;
}

enum err special_begin(struct ctx *cx, const struct special_act *act, struct case_file *out)
{
    enum err e = command_run(cx, begin, act, out);

    return e == ERR_INVALID && outside_list(cx) ? attempt_keep(cx, act->case_id, "gap.special.reason", act->reason, e) : e;
}

/* ---- ending ---- */

enum err special_say_end(struct ctx *cx, const struct case_file *c, struct step *step)
{
    struct str why;

    val_set_int(cx->arena, step->payload, "special_until", day_of(cx->now));
    clock_say_resume(cx, step->clocks);
    TRY(step_pause(cx, c, &why));
    if (why.len > 0)
        clock_say_stop(cx, step->clocks, why);
    return OK;
}

/* What was stopped for a hearing goes on when it was held or given up (hearing.h), never unheard. */
static enum err check_end(struct ctx *cx, int64_t case_id, bool waits)
{
    struct str reason;

    TRY(special_open_reason(cx, case_id, &reason));
    if (reason.len == 0)
        return ctx_fail(cx, ERR_STATE, "gap.special.none", STR(""));
    return waits && str_is(reason, "hearing") ? ctx_fail(cx, ERR_STATE, "gap.special.hearing", STR("")) : OK;
}

struct ending { int64_t case_id; struct str note; };

static enum err end(struct ctx *cx, const void *args, void *out)
{
    const struct ending *ending = args;
    struct case_file c;
    struct step step;
    struct event ev;
    bool waits;

    TRY(tenure_renew(cx));
    TRY(step_by_holder(cx, ending->case_id, &c, &step));
    TRY(hearing_waits(cx, c.id, &waits));
    TRY(check_end(cx, c.id, waits));
    TRY(mark_check_reason(cx, "note", ending->note));
    step.type = "case.special_ended";
    val_set_str(cx->arena, step.payload, "note", str_trim(ending->note));
    TRY(special_say_end(cx, &c, &step));
    if (waits)
        TRY(hearing_say_stop(cx, &c, &step, ending->note));
    TRY(step_stay(cx, &step, &ev));
    return case_get(cx, c.id, out);
}

enum err special_end(struct ctx *cx, int64_t case_id, struct str note, struct case_file *out)
{
    struct ending args = { case_id, note };

    return command_run(cx, end, &args, out);
}

/* ---- applying ---- */

enum err apply_special(struct ctx *cx, const struct event *ev)
{
    const struct val *m = val_at(ev->payload, "special");

    if (val_has(ev->payload, "special_until"))
        TRY(db_put(cx, &SQL_SPECIAL_CLOSE, ARGS(arg_int(ev->stream), arg_int(val_num(ev->payload, "special_until")))));
    if (m->kind != VAL_MAP)
        return OK;
    return db_put(cx, &SQL_SPECIAL_WRITE,
                  ARGS(arg_int(ev->stream), arg_int(ev->seq), arg_text(val_str(m, "reason")), arg_int(val_num(m, "day")),
                       arg_int(val_num(m, "days")), arg_int(val_num(m, "unit")), arg_int(val_at(m, "limited")->num)));
}
