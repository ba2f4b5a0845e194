/* SPDX-License-Identifier: MulanPSL-2.0 */
/* turn_back - the part of turn that sends a draft back to who wrote it. */
#include "domain/actor.h"
#include "domain/command.h"
#include "domain/mark.h"
#include "domain/step.h"
#include "domain/tenure.h"
#include "domain/timeline.h"
#include "domain/turn.h"
#include "domain/turn.sql.h"
#include "store/db.h"

/* ---- reading ---- */

enum err turn_returns(struct ctx *cx, int64_t case_id, struct turn_list *out)
{
    struct row *row;

    *out = (struct turn_list){ 0 };
    TRY(db_select(cx, &SQL_TURN_BACK_OF_CASE, &row, ARGS(arg_int(case_id))));
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = (struct turn){
            .task = row_int(row, 0), .n = (int)row_int(row, 1), .role = (enum role)row_int(row, 2), .done_at = row_int(row, 3),
            .done_by = row_int(row, 4), .done_name = row_str(row, 5), .outcome = row_str(row, 6), .note = row_str(row, 7),
        };
    }
    return row_end(row);
}

const struct turn *turn_returned(const struct turn_list *returns, int64_t task, int *times)
{
    const struct turn *last = NULL;

    *times = 0;
    for (size_t i = 0; i < returns->count; i++) {
        if (returns->items[i].task != task || !str_is(returns->items[i].outcome, TURN_RETURNED))
            continue;
        last = &returns->items[i];
        *times += 1;
    }
    return last;
}

enum err turn_returnable(struct ctx *cx, const struct case_file *c, struct task *out)
{
    struct task_list tasks;
    struct turn_list turns;

    *out = (struct task){ .id = 0 };
    TRY(task_of_case(cx, c->id, &tasks));
    TRY(turn_of_case(cx, c->id, &turns));
    for (size_t i = 0; i < tasks.count && out->id == 0; i++) {
        const struct turn *now = turn_now(&turns, tasks.items[i].id);
        if (tasks.items[i].state == TASK_OPEN && now != NULL && now->n > 1 && task_post(cx, &tasks.items[i], c->item) != NULL)
            *out = tasks.items[i];
    }
    return OK;
}

/* ---- sending back ---- */

static enum err first_role(struct ctx *cx, int64_t case_id, int64_t task, struct val *payload)
{
    const struct turn *now;
    struct turn_list turns;

    TRY(turn_of_case(cx, case_id, &turns));
    now = turn_now(&turns, task);
    if (now == NULL)
        return ERR_INTERNAL;
    val_set_int(cx->arena, payload, "returned", now->n);
    for (size_t i = 0; i < turns.count; i++)
        if (turns.items[i].task == task && turns.items[i].n == 1)
            val_set_int(cx->arena, payload, "next", turns.items[i].role);
    return OK;
}

static enum err send_back(struct ctx *cx, const void *args, void *out)
{
    const struct turn_return *r = args;
    struct case_file c;
    struct step step;
    struct event ev;
    struct task t;

    TRY(tenure_renew(cx));
    TRY(case_see(cx, r->case_id, &c));
    TRY(turn_returnable(cx, &c, &t));
    if (t.id == 0)
        return ctx_fail(cx, ERR_FORBIDDEN, "gap.draft_back.not_yours", STR(""));
    TRY(step_of_case(cx, &c, &step));
    TRY(turn_check(cx, step.item, &t));
    TRY(mark_check_reason(cx, "note", r->reason));
    step.task = &t;
    step.outcome = STR(TURN_RETURNED);
    step.note = str_trim(r->reason);
    step.by = task_post(cx, &t, c.item);
    TRY(first_role(cx, c.id, t.id, step.payload));
    step_say_who(cx, &step);
    TRY(event_append(cx, &(struct event_new){ .kind = STREAM_CASE, .stream = c.id, .type = "case.draft_returned",
                                              .pack = c.pack_version, .payload = step.payload }, &ev));
    return case_get(cx, c.id, out);
}

enum err turn_send_back(struct ctx *cx, const struct turn_return *r, struct case_file *out)
{
    return command_run(cx, send_back, r, out);
}

/* ---- into the projection ---- */

static enum err write_return(struct ctx *cx, const struct event *ev, int64_t task)
{
    const struct val *said = val_at(ev->payload, "task");
    enum role role;

    TRY(role_of(val_str(val_at(ev->payload, "by"), "role"), &role));
    return db_put(cx, &SQL_TURN_BACK_WRITE,
                  ARGS(arg_int(ev->stream), arg_int(ev->seq), arg_int(val_num(ev->payload, "returned")), arg_int(task),
                       arg_int(role), arg_int(ev->at), arg_int(ev->actor), arg_text(ev->actor_name),
                       arg_text(val_str(said, "outcome")), arg_text(val_str(said, "note"))));
}

enum err apply_case_draft_returned(struct ctx *cx, const struct event *ev)
{
    int64_t task = val_num(val_at(ev->payload, "task"), "id");

    TRY(db_put(cx, &SQL_TURN_BACK_KEEP, ARGS(arg_int(ev->stream), arg_int(task), arg_int(ev->seq))));
    TRY(write_return(cx, ev, task));
    TRY(db_put(cx, &SQL_TURN_BACK_BEGIN, ARGS(arg_int(ev->stream), arg_int(task))));
    TRY(db_put(cx, &SQL_TURN_HAND_ON, ARGS(arg_int(task), arg_int(val_num(ev->payload, "next")), arg_int(ev->position))));
    return apply_timeline(cx, ev);
}
