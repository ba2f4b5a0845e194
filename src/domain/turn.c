/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/turn.h"

#include "domain/actor.h"
#include "domain/batch.h"
#include "domain/review.h"
#include "domain/step.h"
#include "domain/timeline.h"
#include "domain/turn.sql.h"
#include "domain/visit.h"
#include "store/db.h"

/* ---- reading ---- */

static enum err collect(struct ctx *cx, struct row *row, struct turn_list *out)
{
    *out = (struct turn_list){ 0 };
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = (struct turn){
            .task = row_int(row, 0), .n = (int)row_int(row, 1), .role = (enum role)row_int(row, 2), .done_at = row_int(row, 3),
            .done_by = row_int(row, 4), .done_name = row_str(row, 5), .outcome = row_str(row, 6), .note = row_str(row, 7),
            .case_id = row_int(row, 8),
        };
    }
    return row_end(row);
}

enum err turn_of_case(struct ctx *cx, int64_t case_id, struct turn_list *out)
{
    struct row *row;

    TRY(db_select(cx, &SQL_TURN_OF_CASE, &row, ARGS(arg_int(case_id))));
    return collect(cx, row, out);
}

enum err turn_of_cases(struct ctx *cx, const int64_t *ids, size_t count, struct turn_list *out)
{
    struct row *row;

    TRY(db_select(cx, &SQL_TURN_OF_CASES, &row, ARGS(arg_list(cx->arena, ids, count))));
    return collect(cx, row, out);
}

struct turn_list turn_list_of(const struct turn_list *all, int64_t case_id)
{
    struct turn_list own = { 0 };

    for (size_t i = 0; i < all->count; i++)
        if (all->items[i].case_id == case_id && own.count++ == 0)
            own.items = &all->items[i];
    return own;
}

const struct turn *turn_now(const struct turn_list *turns, int64_t task)
{
    for (size_t i = 0; i < turns->count; i++)
        if (turns->items[i].task == task && turns->items[i].done_at == 0)
            return &turns->items[i];
    return NULL;
}

bool turn_last(const struct turn_list *turns, const struct turn *t)
{
    for (size_t i = 0; i < turns->count; i++)
        if (turns->items[i].task == t->task && turns->items[i].n > t->n)
            return false;
    return true;
}

/* ---- planning ---- */

size_t turn_roles(enum role named, int persons, enum role out[TURNS_MAX])
{
    enum role last = named == ROLE_HANDLER && persons == 2 ? ROLE_CHECKER : named;
    size_t count = 0;

    if (named == ROLE_HANDLER && persons > 2)
        last = ROLE_APPROVER;
    if (persons > 1 && last != ROLE_HANDLER)
        out[count++] = ROLE_HANDLER;
    if (persons > 2 && last != ROLE_CHECKER)
        out[count++] = ROLE_CHECKER;
    out[count++] = last;
    return count;
}

void turn_plan(struct arena *a, const struct item *item, struct str kind, struct str element, struct val *opened)
{
    enum role roles[TURNS_MAX];
    size_t count = turn_roles((enum role)val_num(opened, "role"), item_persons(item, kind, element), roles);
    struct val *list = val_list(a);

    if (count < 2)
        return;
    for (size_t i = 0; i < count; i++)
        val_push(a, list, val_int(a, roles[i]));
    val_set_int(a, opened, "role", roles[0]);
    val_set(a, opened, "turns", list);
}

/* ---- never the same person twice ---- */

enum err turn_check(struct ctx *cx, const struct item *item, const struct task *t)
{
    struct str who = STR("");
    struct row *row;
    int64_t at = 0;

    if (!item->separate || cx->actor == NULL || cx->actor->account == 0)
        return OK;
    TRY(db_select(cx, &SQL_TURN_PARTS, &row, ARGS(arg_int(t->case_id), arg_int(cx->actor->account))));
    while (row_next(row))
        if ((enum role)row_int(row, 0) != t->role) {
            at = row_int(row, 1);
            who = row_str(row, 2);
        }
    TRY(row_end(row));
    if (at == 0)
        return OK;
    return ctx_fail(cx, ERR_STATE, "gap.turn.same", arena_printf(cx->arena, "%.*s|%lld", STR_ARG(who), (long long)at));
}

static void shut(int64_t case_id, enum role did, const struct item *const *items, const struct task *tasks, size_t count,
                 bool *out)
{
    for (size_t i = 0; i < count; i++)
        if (tasks[i].case_id == case_id && tasks[i].role != did && items[i] != NULL && items[i]->separate)
            out[i] = false;
}

enum err turn_check_all(struct ctx *cx, const struct item *const *items, const struct task *tasks, size_t count, bool *out)
{
    int64_t *ids = ARENA_ARRAY(cx->arena, count, int64_t);
    struct row *row;

    for (size_t i = 0; i < count; i++) {
        ids[i] = tasks[i].case_id;
        out[i] = items[i] != NULL;
    }
    if (count == 0 || cx->actor == NULL || cx->actor->account == 0)
        return OK;
    TRY(db_select(cx, &SQL_TURN_PARTS_OF, &row, ARGS(arg_list(cx->arena, ids, count), arg_int(cx->actor->account))));
    while (row_next(row))
        shut(row_int(row, 0), (enum role)row_int(row, 1), items, tasks, count, out);
    return row_end(row);
}

/* ---- handing on ---- */

/* What the outcome would do to the case is the last person's to say. */
static void drop_effects(struct val *payload)
{
    static const char *const keys[] = { "state", "outcome", "reason", "gaps" };
    size_t kept = 0;

    for (size_t i = 0; i < payload->count; i++) {
        bool drop = false;
        for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
            drop = drop || str_is(payload->keys[i], keys[k]);
        if (drop)
            continue;
        payload->keys[kept] = payload->keys[i];
        payload->items[kept++] = payload->items[i];
    }
    payload->count = kept;
}

enum err turn_pass(struct ctx *cx, const struct step *step, bool *passed)
{
    const struct turn *now;
    struct turn_list turns;
    struct event ev;

    *passed = false;
    if (step->task == NULL || item_persons(step->item, step->task->kind, step->task->element) < 2)
        return OK;
    TRY(turn_of_case(cx, step->case_id, &turns));
    now = turn_now(&turns, step->task->id);
    if (now == NULL)
        return OK;
    val_set_int(cx->arena, step->payload, "turn", now->n);
    if (turn_last(&turns, now))
        return OK;
    *passed = true;
    drop_effects(step->payload);
    val_set_int(cx->arena, step->payload, "next", now[1].role);
    step_say_who(cx, step);
    return event_append(cx, &(struct event_new){ .kind = STREAM_CASE, .stream = step->case_id, .type = "case.drafted",
                                                 .mandate = step->mandate, .pack = step->pack, .payload = step->payload }, &ev);
}

/* ---- into the projection ---- */

static enum err open_turns(struct ctx *cx, const struct event *ev, const struct val *opened)
{
    const struct val *roles = val_at(opened, "turns");

    for (size_t i = 0; i < roles->count; i++)
        TRY(db_put(cx, &SQL_TURN_WRITE, ARGS(arg_int(ev->stream), arg_int(val_num(opened, "id")), arg_int((int64_t)i + 1),
                                             arg_int(roles->items[i]->num))));
    return OK;
}

enum err apply_turns(struct ctx *cx, const struct event *ev)
{
    const struct val *opened = val_at(ev->payload, "opened"), *task = val_at(ev->payload, "task");

    for (size_t i = 0; i < opened->count; i++)
        TRY(open_turns(cx, ev, opened->items[i]));
    if (!val_has(ev->payload, "turn"))
        return OK;
    return db_put(cx, &SQL_TURN_DONE,
                  ARGS(arg_int(ev->stream), arg_int(val_num(task, "id")), arg_int(val_num(ev->payload, "turn")), arg_int(ev->at),
                       arg_int(ev->actor), arg_text(ev->actor_name), arg_text(val_str(task, "outcome")),
                       arg_text(val_str(task, "note"))));
}

enum err apply_case_drafted(struct ctx *cx, const struct event *ev)
{
    int64_t task = val_num(val_at(ev->payload, "task"), "id");

    TRY(apply_turns(cx, ev));
    TRY(apply_case_reviewed(cx, ev));
    TRY(apply_visit(cx, ev));
    TRY(apply_batch_done(cx, ev));
    TRY(db_put(cx, &SQL_TURN_HAND_ON, ARGS(arg_int(task), arg_int(val_num(ev->payload, "next")), arg_int(ev->position))));
    return apply_timeline(cx, ev);
}
