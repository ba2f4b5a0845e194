/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/objection.h"

#include "domain/command.h"
#include "domain/mark.h"
#include "domain/objection.sql.h"
#include "domain/packs.h"
#include "domain/tenure.h"
#include "store/db.h"

static const uint32_t OFFICERS = ROLES(ROLE_HANDLER) | ROLES(ROLE_CHECKER) | ROLES(ROLE_APPROVER);

/* ---- reading ---- */

enum err objection_of_case(struct ctx *cx, int64_t case_id, struct objection_list *out)
{
    struct row *row;

    *out = (struct objection_list){ 0 };
    TRY(db_select(cx, &SQL_OBJECTION_READ, &row, ARGS(arg_int(case_id))));
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = (struct objection){
            .n = row_int(row, 0), .note = row_str(row, 1), .by_name = row_str(row, 2), .at = row_int(row, 3),
            .answered_at = row_int(row, 4), .answer = row_str(row, 5), .answered_name = row_str(row, 6),
        };
    }
    return row_end(row);
}

static const struct objection *oldest_open(const struct objection_list *all)
{
    for (size_t i = 0; i < all->count; i++)
        if (all->items[i].answered_at == 0)
            return &all->items[i];
    return NULL;
}

enum err objection_is_open(struct ctx *cx, int64_t case_id, bool *out)
{
    struct objection_list all;

    TRY(objection_of_case(cx, case_id, &all));
    *out = oldest_open(&all) != NULL;
    return OK;
}

/* ---- may it be done ---- */

/* From the day a notice was posted until the decision. */
static enum err check_time(struct ctx *cx, const struct case_file *c, const struct item *item)
{
    struct task_list tasks;
    bool posted = false;

    if (item == NULL || item->notice.objection.days == 0)
        return ctx_fail(cx, ERR_STATE, "gap.objection.unknown", STR(""));
    TRY(task_of_case(cx, c->id, &tasks));
    for (size_t i = 0; i < tasks.count; i++)
        posted |= tasks.items[i].state == TASK_DONE && str_is(tasks.items[i].kind, "notice");
    return posted && c->state == CASE_ACCEPTED ? OK : ctx_fail(cx, ERR_STATE, "gap.objection.state", STR(""));
}

enum err objection_possible(struct ctx *cx, const struct case_file *c, bool *make, bool *answer)
{
    size_t gaps = cx->gap_count;
    const struct post *ignored;
    const struct pack *pack;
    bool open;

    TRY(packs_get(cx, c->pack_version, &pack));
    *make = check_time(cx, c, pack_item(pack, c->item)) == OK && mark_post(cx, c, OFFICERS | ROLES(ROLE_CLERK), &ignored) == OK;
    *answer = *make && mark_post(cx, c, OFFICERS, &ignored) == OK;
    cx->gap_count = gaps;
    if (!*answer)
        return OK;
    TRY(objection_is_open(cx, c->id, &open));
    *answer = open;
    return OK;
}

/* ---- doing it ---- */

struct saying { int64_t case_id; struct str note; };

static struct str clock_kind(struct arena *a, int64_t n)
{
    return arena_printf(a, "objection.%lld", (long long)n);
}

static enum err begin(struct ctx *cx, const struct saying *s, uint32_t roles, struct case_file *c, struct step *step)
{
    TRY(tenure_renew(cx));
    TRY(case_see(cx, s->case_id, c));
    TRY(step_of_case(cx, c, step));
    TRY(check_time(cx, c, step->item));
    TRY(mark_post(cx, c, roles, &step->by));
    return mark_check_reason(cx, "note", s->note);
}

static enum err finish(struct ctx *cx, const struct saying *s, const char *type, int64_t n, struct step *step, void *out)
{
    struct event ev;

    step->type = type;
    val_set_int(cx->arena, step->payload, "objection", n);
    val_set_str(cx->arena, step->payload, "note", str_trim(s->note));
    TRY(step_stay(cx, step, &ev));
    return case_get(cx, s->case_id, out);
}

static enum err make(struct ctx *cx, const void *args, void *out)
{
    const struct saying *s = args;
    const struct limit *limit;
    struct objection_list all;
    struct case_file c;
    struct step step;

    TRY(begin(cx, s, OFFICERS | ROLES(ROLE_CLERK), &c, &step));
    TRY(objection_of_case(cx, c.id, &all));
    limit = &step.item->notice.objection;
    clock_say_start(cx, step.clocks, clock_kind(cx->arena, (int64_t)all.count + 1), limit->days, limit->unit);
    return finish(cx, s, "case.objected", (int64_t)all.count + 1, &step, out);
}

enum err objection_make(struct ctx *cx, int64_t case_id, struct str note, struct case_file *out)
{
    struct saying args = { case_id, note };

    return command_run(cx, make, &args, out);
}

static enum err answer(struct ctx *cx, const void *args, void *out)
{
    const struct saying *s = args;
    const struct objection *open;
    struct objection_list all;
    struct case_file c;
    struct step step;

    TRY(begin(cx, s, OFFICERS, &c, &step));
    TRY(objection_of_case(cx, c.id, &all));
    open = oldest_open(&all);
    if (open == NULL)
        return ctx_fail(cx, ERR_STATE, "gap.objection.none", STR(""));
    clock_say_end(cx, step.clocks, clock_kind(cx->arena, open->n));
    return finish(cx, s, "case.objection_answered", open->n, &step, out);
}

enum err objection_answer(struct ctx *cx, int64_t case_id, struct str note, struct case_file *out)
{
    struct saying args = { case_id, note };

    return command_run(cx, answer, &args, out);
}

/* ---- applying ---- */

enum err apply_objection(struct ctx *cx, const struct event *ev)
{
    const struct arg key[] = { arg_int(ev->stream), arg_int(val_num(ev->payload, "objection")) };
    struct str note = val_str(ev->payload, "note");

    if (str_is(ev->type, "case.objected"))
        TRY(db_put(cx, &SQL_OBJECTION_WRITE, ARGS(key[0], key[1], arg_text(note), arg_text(ev->actor_name), arg_int(ev->at))));
    else
        TRY(db_put(cx, &SQL_OBJECTION_ANSWER, ARGS(key[0], key[1], arg_int(ev->at), arg_text(note), arg_text(ev->actor_name))));
    return apply_case_stay(cx, ev);
}
