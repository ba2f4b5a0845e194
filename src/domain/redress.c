/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/redress.h"

#include "domain/actor.h"
#include "domain/command.h"
#include "domain/decision.h"
#include "domain/document.h"
#include "domain/joint.h"
#include "domain/legal.h"
#include "domain/mark.h"
#include "domain/redress.sql.h"
#include "domain/step.h"
#include "domain/tenure.h"
#include "store/db.h"

enum { TOLD_DIGITS = 6 };

static enum err collect(struct ctx *cx, struct row *row, struct redress_list *out)
{
    *out = (struct redress_list){ 0 };
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = (struct redress){
            .n = row_int(row, 0), .kind = row_str(row, 1), .reason = row_str(row, 2), .correct = row_str(row, 3),
            .old_outcome = row_str(row, 4), .old_reason = row_str(row, 5), .old_decided_at = row_int(row, 6),
            .by_name = row_str(row, 7), .at = row_int(row, 8), .told = row_str(row, 9), .case_id = row_int(row, 10),
        };
    }
    return row_end(row);
}

enum err redress_of_case(struct ctx *cx, int64_t case_id, struct redress_list *out)
{
    struct row *row;

    TRY(db_select(cx, &SQL_REDRESS_READ, &row, ARGS(arg_int(case_id))));
    return collect(cx, row, out);
}

enum err redress_of_cases(struct ctx *cx, const int64_t *ids, size_t count, struct redress_list *out)
{
    struct row *row;

    TRY(db_select(cx, &SQL_REDRESS_OF_CASES, &row, ARGS(arg_list(cx->arena, ids, count))));
    return collect(cx, row, out);
}

/* ---- may it be done ---- */

bool redress_fits(const struct case_file *c, struct str kind)
{
    if (c->decided_at == 0)
        return false;
    if (str_is(kind, "reopened"))
        return c->state == CASE_CLOSED;
    return (str_is(kind, "corrected") || str_is(kind, "annulled")) && !str_is(c->outcome, "annulled");
}

static enum err check_apart(struct ctx *cx, int64_t case_id)
{
    static const char *const kinds[] = { "decide", "decide_part", "summary" };
    struct task_list tasks;

    TRY(task_of_case(cx, case_id, &tasks));
    for (size_t i = 0; i < tasks.count; i++)
        for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
            if (tasks.items[i].state == TASK_DONE && str_is(tasks.items[i].kind, kinds[k]) &&
                tasks.items[i].done_by == cx->actor->account)
                return ctx_fail(cx, ERR_FORBIDDEN, "gap.redress.own", STR(""));
    return OK;
}

/* Six digits in a row are a part of a number that belongs to a person. */
static bool has_long_number(struct str text)
{
    size_t digits = 0;

    for (size_t i = 0; i < text.len && digits < TOLD_DIGITS; i++)
        digits = text.p[i] >= '0' && text.p[i] <= '9' ? digits + 1 : 0;
    return digits == TOLD_DIGITS;
}

/* Everybody reads the published list: it names nobody. */
static enum err check_told(struct ctx *cx, const struct redress_new *r, const struct case_file *c)
{
    bool published;

    TRY(document_is_published(cx, c->id, &published));
    if (!published)
        return OK;
    TRY(mark_check_reason(cx, "told", r->told));
    if (str_find(r->told, c->applicant_name) >= 0 || has_long_number(r->told))
        return ctx_gap(cx, STR("told"), "gap.redress.personal", STR(""));
    return OK;
}

static bool known(struct str kind)
{
    return str_is(kind, "corrected") || str_is(kind, "annulled") || str_is(kind, "reopened");
}

static enum err check(struct ctx *cx, const struct redress_new *r, struct case_file *c, const struct post **by)
{
    TRY(case_see(cx, r->case_id, c));
    TRY(mark_post(cx, c, ROLES_REDRESS, by));
    if (!known(r->kind))
        return ctx_gap(cx, STR("kind"), "gap.no_choice", STR(""));
    if (!redress_fits(c, r->kind))
        return ctx_fail(cx, ERR_STATE, "gap.redress.state", STR(""));
    TRY(check_apart(cx, c->id));
    TRY(mark_check_reason(cx, "note", r->reason));
    if (!str_is(r->kind, "corrected"))
        return OK;
    TRY(mark_check_reason(cx, "correct", r->correct));
    return check_told(cx, r, c);
}

/* ---- doing it ---- */

static enum err say(struct ctx *cx, const struct redress_new *r, const struct case_file *c, const struct post *by, struct val *payload)
{
    struct val *m = val_map(cx->arena);

    val_set_str(cx->arena, m, "kind", r->kind);
    val_set_str(cx->arena, m, "reason", str_trim(r->reason));
    val_set_str(cx->arena, m, "correct", str_is(r->kind, "corrected") ? str_trim(r->correct) : STR(""));
    val_set_str(cx->arena, m, "told", str_is(r->kind, "corrected") ? str_trim(r->told) : STR(""));
    val_set_str(cx->arena, m, "old_outcome", c->outcome);
    val_set_str(cx->arena, m, "old_reason", c->reason);
    val_set_int(cx->arena, m, "old_decided_at", c->decided_at);
    val_set(cx->arena, payload, "redress", m);
    return document_draw(cx, payload, arena_cstr(cx->arena, r->kind), by->department.len > 0 ? by->department : c->department, by->place);
}

/* A fresh run of the process the case began with; its old state is over. */
static enum err reopen(struct ctx *cx, const struct redress_new *r, const struct case_file *c, const struct post *by)
{
    struct event ev;
    struct step step;

    TRY(step_of_case(cx, c, &step));
    step.flow_state = STR("");
    step.type = "case.reopened";
    step.by = by;
    step.move = (struct flow_event){ .kind = FLOW_START };
    TRY(step_facts(cx, &step, &step.move.data));
    val_set_str(cx->arena, step.payload, "state", STR("received"));
    TRY(say(cx, r, c, by, step.payload));
    legal_say_received(cx, step.item, step.clocks);
    return step_take(cx, &step, &ev);
}

static enum err make(struct ctx *cx, const void *args, void *out)
{
    const struct redress_new *r = args;
    struct val *payload = val_map(cx->arena);
    const struct post *by;
    struct case_file c;
    struct event ev;

    (void)out;
    TRY(tenure_renew(cx));
    TRY(check(cx, r, &c, &by));
    if (str_is(r->kind, "reopened"))
        return reopen(cx, r, &c, by);
    TRY(say(cx, r, &c, by, payload));
    return mark_append(cx, &c, str_is(r->kind, "annulled") ? "case.annulled" : "case.corrected", by, payload, &ev);
}

enum err redress_make(struct ctx *cx, const struct redress_new *r)
{
    return command_run(cx, make, r, NULL);
}

/* ---- into the projection ---- */

static enum err end_all(struct ctx *cx, const struct event *ev)
{
    TRY(db_put(cx, &SQL_REDRESS_END_TASKS, ARGS(arg_int(ev->stream), arg_int(ev->at))));
    TRY(db_put(cx, &SQL_REDRESS_END_TIMERS, ARGS(arg_int(ev->stream))));
    TRY(apply_document_unpublish(cx, ev->stream));
    return db_put(cx, &SQL_REDRESS_END_CLOCKS, ARGS(arg_int(ev->stream)));
}

/* What was decided, gathered and heard before counts no more; the record keeps it. */
static enum err begin_anew(struct ctx *cx, const struct event *ev)
{
    TRY(apply_decision_past(cx, ev->stream));
    TRY(apply_joint_anew(cx, ev->stream));
    TRY(db_put(cx, &SQL_REDRESS_DROP_HEARING, ARGS(arg_int(ev->stream))));
    TRY(db_put(cx, &SQL_REDRESS_DROP_PARTIES, ARGS(arg_int(ev->stream))));
    return apply_case_reopened(cx, ev);
}

enum err apply_case_redress(struct ctx *cx, const struct event *ev)
{
    const struct val *m = val_at(ev->payload, "redress");

    TRY(db_put(cx, &SQL_REDRESS_WRITE,
               ARGS(arg_int(ev->stream), arg_int(ev->seq), arg_text(val_str(m, "kind")), arg_text(val_str(m, "reason")),
                    arg_text(val_str(m, "correct")), arg_text(val_str(m, "old_outcome")), arg_text(val_str(m, "old_reason")),
                    arg_int(val_num(m, "old_decided_at")), arg_text(ev->actor_name), arg_int(ev->at),
                    arg_text(val_str(m, "told")))));
    if (!str_is(val_str(m, "kind"), "corrected"))
        TRY(end_all(cx, ev));
    if (str_is(val_str(m, "kind"), "reopened"))
        return begin_anew(cx, ev);
    if (str_is(val_str(m, "kind"), "annulled"))
        TRY(db_put(cx, &SQL_REDRESS_ANNUL, ARGS(arg_int(ev->stream), arg_int(ev->at))));
    TRY(apply_documents(cx, ev));
    return apply_mark(cx, ev);
}
