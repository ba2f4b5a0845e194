/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/reassign.h"

#include "domain/actor.h"
#include "domain/command.h"
#include "domain/house.h"
#include "domain/ids.h"
#include "domain/mark.h"
#include "domain/reassign.sql.h"
#include "store/db.h"

/* ---- reading ---- */

static enum err collect(struct ctx *cx, struct row *row, struct reassign_list *out)
{
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = (struct reassign){
            .id = row_int(row, 0), .case_id = row_int(row, 1), .task = row_int(row, 2), .state = row_str(row, 3),
            .from_name = row_str(row, 4), .account = row_int(row, 5), .name = row_str(row, 6), .role = (enum role)row_int(row, 7),
            .place = row_int(row, 8), .department = row_str(row, 9), .reason = row_str(row, 10), .at = row_int(row, 11),
            .answered_at = row_int(row, 12), .answered_name = row_str(row, 13),
        };
    }
    return row_end(row);
}

enum err reassign_of_case(struct ctx *cx, int64_t case_id, struct reassign_list *out)
{
    struct row *row;

    *out = (struct reassign_list){ 0 };
    TRY(db_select(cx, &SQL_REASSIGN_BY_CASE, &row, ARGS(arg_int(case_id))));
    return collect(cx, row, out);
}

enum err reassign_waiting(struct ctx *cx, struct reassign_list *out)
{
    struct row *row;

    *out = (struct reassign_list){ 0 };
    TRY(db_select(cx, &SQL_REASSIGN_OFFERED, &row, ARGS(arg_int(cx->actor->account))));
    TRY(collect(cx, row, out));
    if (!actor_has(cx, ROLES(ROLE_MANAGER)))
        return OK;
    TRY(db_select(cx, &SQL_REASSIGN_AT_CENTRE, &row, NO_ARGS));
    return collect(cx, row, out);
}

static enum err get(struct ctx *cx, int64_t id, struct reassign *out)
{
    struct reassign_list found = { 0 };
    struct row *row;

    TRY(db_select(cx, &SQL_REASSIGN_READ, &row, ARGS(arg_int(id))));
    TRY(collect(cx, row, &found));
    if (found.count == 0)
        return ERR_NOT_FOUND;
    *out = found.items[0];
    return OK;
}

enum err reassign_candidates(struct ctx *cx, const struct task *t, struct colleague_list *out)
{
    struct colleague_list all;
    struct case_file c;

    *out = (struct colleague_list){ 0 };
    TRY(case_get(cx, t->case_id, &c));
    TRY(standin_colleagues(cx, &t->place, 1, &all));
    for (size_t i = 0; i < all.count; i++) {
        const struct colleague *k = &all.items[i];
        if (k->account == cx->actor->account || !post_answers(&k->post, t->role, t->place, t->department, c.item))
            continue;
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = *k;
    }
    return OK;
}

/* ---- offering ---- */

struct offer { int64_t task, account; struct str reason; };

static enum err load(struct ctx *cx, int64_t id, struct task *t, struct case_file *c, const struct post **by)
{
    TRY(task_get(cx, id, t));
    TRY(case_see(cx, t->case_id, c));
    *by = task_post(cx, t, c->item);
    if (*by == NULL)
        return ctx_fail(cx, ERR_FORBIDDEN, "gap.task.other_post", STR(""));
    return t->state == TASK_OPEN ? OK : ctx_fail(cx, ERR_CONFLICT, "gap.task.gone", STR(""));
}

static enum err find(struct ctx *cx, const struct task *t, int64_t account, struct colleague *out)
{
    struct colleague_list all;

    TRY(reassign_candidates(cx, t, &all));
    for (size_t i = 0; i < all.count; i++)
        if (all.items[i].account == account) {
            *out = all.items[i];
            return OK;
        }
    return ctx_gap(cx, STR("receiver"), "gap.reassign.receiver", STR(""));
}

/* The state of a new one: the first of a case is offered, what comes after an accepted one goes to the centre. */
static enum err state_of(struct ctx *cx, const struct task *t, const char **out)
{
    struct reassign_list before;

    *out = "offered";
    TRY(reassign_of_case(cx, t->case_id, &before));
    for (size_t i = 0; i < before.count; i++) {
        bool waits = before.items[i].answered_at == 0 && before.items[i].task == t->id;
        if (waits)
            return ctx_fail(cx, ERR_STATE, "gap.reassign.waits", before.items[i].name);
        if (str_is(before.items[i].state, "accepted"))
            *out = "centre";
    }
    return OK;
}

static struct val *say(struct ctx *cx, const struct task *t, const struct colleague *to, struct str reason, const char *state)
{
    struct arena *a = cx->arena;
    struct val *m = val_map(a);

    val_set_int(a, m, "id", ids_next(cx->house->ids));
    val_set_int(a, m, "task", t->id);
    val_set_str(a, m, "state", str_of(state));
    val_set_int(a, m, "account", to->account);
    val_set_str(a, m, "name", to->name);
    val_set_int(a, m, "role", to->post.role);
    val_set_int(a, m, "place", to->post.place);
    val_set_str(a, m, "department", to->post.department.len > 0 ? to->post.department : t->department);
    return val_set_str(a, m, "reason", str_trim(reason));
}

static enum err offer(struct ctx *cx, const void *args, void *out)
{
    const struct offer *o = args;
    struct val *payload = val_map(cx->arena);
    const struct post *by;
    struct colleague to = { 0 };
    struct case_file c;
    const char *state;
    struct event ev;
    struct task t;

    (void)out;
    TRY(tenure_renew(cx));
    TRY(load(cx, o->task, &t, &c, &by));
    TRY(state_of(cx, &t, &state));
    TRY(mark_check_reason(cx, "note", o->reason));
    TRY(find(cx, &t, o->account, &to));
    val_set(cx->arena, payload, "reassign", say(cx, &t, &to, o->reason, state));
    return mark_append(cx, &c, "case.reassign_offered", by, payload, &ev);
}

enum err reassign_offer(struct ctx *cx, int64_t task, int64_t account, struct str reason)
{
    struct offer o = { task, account, reason };

    return command_run(cx, offer, &o, NULL);
}

/* ---- answering ---- */

struct answer { int64_t id; struct str note; bool yes; };

static enum err check_answer(struct ctx *cx, const struct answer *w, const struct reassign *r, const struct task *t)
{
    bool centre = str_is(r->state, "centre"), holds;

    if (r->answered_at != 0)
        return ctx_fail(cx, ERR_STATE, "gap.reassign.answered", r->answered_name);
    if (centre ? !actor_has(cx, ROLES(ROLE_MANAGER)) : r->account != cx->actor->account)
        return ctx_fail(cx, ERR_FORBIDDEN, "gap.forbidden", STR(""));
    if (t->state != TASK_OPEN)
        return ctx_fail(cx, ERR_STATE, "gap.task.gone", STR(""));
    if (!w->yes)
        return mark_check_reason(cx, "note", w->note);
    TRY(task_holds(cx, t, r->account, &holds));
    return holds ? OK : ctx_fail(cx, ERR_STATE, "gap.reassign.left", r->name);
}

static enum err answer(struct ctx *cx, const void *args, void *out)
{
    const struct answer *w = args;
    struct val *payload = val_map(cx->arena), *m = val_map(cx->arena);
    struct reassign r;
    struct case_file c;
    struct event ev;
    struct task t;
    struct post by;

    (void)out;
    TRY(tenure_renew(cx));
    TRY(get(cx, w->id, &r));
    TRY(task_get(cx, r.task, &t));
    TRY(case_get(cx, r.case_id, &c));
    TRY(check_answer(cx, w, &r, &t));
    by = (struct post){ .role = str_is(r.state, "centre") ? ROLE_MANAGER : r.role, .place = r.place,
                        .department = str_is(r.state, "centre") ? STR("") : r.department };
    val_set_int(cx->arena, m, "id", r.id);
    val_set_str(cx->arena, m, "state", w->yes ? STR("accepted") : STR("declined"));
    val_set_str(cx->arena, m, "note", str_trim(w->note));
    val_set(cx->arena, payload, "reassign", m);
    return mark_append(cx, &c, w->yes ? "case.reassigned" : "case.reassign_declined", &by, payload, &ev);
}

enum err reassign_answer(struct ctx *cx, int64_t id, bool yes, struct str note)
{
    struct answer w = { id, note, yes };

    return command_run(cx, answer, &w, NULL);
}

/* ---- into the projection ---- */

enum err apply_case_reassign(struct ctx *cx, const struct event *ev)
{
    const struct val *m = val_at(ev->payload, "reassign");
    int64_t id = val_num(m, "id");

    if (val_has(m, "task"))
        TRY(db_put(cx, &SQL_REASSIGN_WRITE,
                   ARGS(arg_int(id), arg_int(ev->stream), arg_int(val_num(m, "task")), arg_text(val_str(m, "state")),
                        arg_text(ev->actor_name), arg_int(val_num(m, "account")), arg_text(val_str(m, "name")),
                        arg_int(val_num(m, "role")), arg_int(val_num(m, "place")), arg_text(val_str(m, "department")),
                        arg_text(val_str(m, "reason")), arg_int(ev->at))));
    else
        TRY(db_put(cx, &SQL_REASSIGN_SET_ANSWER, ARGS(arg_int(id), arg_text(val_str(m, "state")), arg_int(ev->at),
                                                      arg_text(ev->actor_name))));
    if (str_is(val_str(m, "state"), "accepted"))
        TRY(db_put(cx, &SQL_REASSIGN_MOVE, ARGS(arg_int(id))));
    return apply_mark(cx, ev);
}
