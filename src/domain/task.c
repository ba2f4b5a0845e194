/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/task.h"

#include "domain/actor.h"
#include "domain/task.sql.h"
#include "store/db.h"

static struct task from_row(struct row *row)
{
    return (struct task){
        .id = row_int(row, 0), .case_id = row_int(row, 1), .flow_item = (uint32_t)row_int(row, 2),
        .element = row_str(row, 3), .kind = row_str(row, 4), .name_zh = row_str(row, 5), .name_en = row_str(row, 6),
        .stage = (enum level)row_int(row, 7), .role = (enum role)row_int(row, 8), .place = row_int(row, 9),
        .department = row_str(row, 10), .state = (enum task_state)row_int(row, 11), .opened_at = row_int(row, 12),
        .due_at = row_int(row, 13), .position = row_int(row, 14), .done_at = row_int(row, 15), .done_by = row_int(row, 16),
        .done_name = row_str(row, 17), .outcome = row_str(row, 18), .note = row_str(row, 19), .done_for = row_str(row, 20),
        .assignee = row_int(row, 21), .urgent = row_int(row, 22) == 0,
    };
}

static bool is_post_of(struct row *row, const struct task *t, int64_t account)
{
    struct str department = row_str(row, 3);

    return row_int(row, 0) == account && str_is(row_str(row, 1), role_name(t->role)) && row_int(row, 2) == t->place &&
           (department.len == 0 || str_eq(department, t->department));
}

enum err task_holds(struct ctx *cx, const struct task *t, int64_t account, bool *out)
{
    struct row *row;

    *out = false;
    TRY(db_select(cx, &SQL_TASK_HOLDERS, &row, ARGS(arg_list(cx->arena, &account, 1), arg_int(day_of(cx->now)))));
    while (row_next(row))
        *out |= is_post_of(row, t, account);
    return row_end(row);
}

static bool is_handed(const struct task *t)
{
    return t->assignee != 0 && t->state == TASK_OPEN;
}

/* What was handed to somebody who has left the post is everybody's of the post again.  One question, and only where something was. */
static enum err free_left(struct ctx *cx, struct task *tasks, size_t count)
{
    int64_t *accounts = ARENA_ARRAY(cx->arena, count, int64_t);
    bool *held = ARENA_ARRAY(cx->arena, count, bool);
    size_t handed = 0;
    struct row *row;

    for (size_t i = 0; i < count; i++)
        if (is_handed(&tasks[i]))
            accounts[handed++] = tasks[i].assignee;
    if (handed == 0)
        return OK;
    TRY(db_select(cx, &SQL_TASK_HOLDERS, &row, ARGS(arg_list(cx->arena, accounts, handed), arg_int(day_of(cx->now)))));
    while (row_next(row))
        for (size_t i = 0; i < count; i++)
            held[i] |= is_handed(&tasks[i]) && is_post_of(row, &tasks[i], tasks[i].assignee);
    TRY(row_end(row));
    for (size_t i = 0; i < count; i++)
        if (is_handed(&tasks[i]) && !held[i])
            tasks[i].assignee = 0;
    return OK;
}

enum err task_get(struct ctx *cx, int64_t id, struct task *out)
{
    struct row *row;
    bool found;

    TRY(db_select(cx, &SQL_TASK_BY_ID, &row, ARGS(arg_int(id))));
    found = row_next(row);
    if (found)
        *out = from_row(row);
    TRY(row_end(row));
    return found ? free_left(cx, out, 1) : ERR_NOT_FOUND;
}

static enum err collect(struct ctx *cx, struct row *row, struct task_list *out)
{
    *out = (struct task_list){ 0 };
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = from_row(row);
    }
    TRY(row_end(row));
    return free_left(cx, out->items, out->count);
}

enum err task_of_case(struct ctx *cx, int64_t case_id, struct task_list *out)
{
    struct row *row;

    TRY(db_select(cx, &SQL_TASK_BY_CASE, &row, ARGS(arg_int(case_id))));
    return collect(cx, row, out);
}

enum err task_of_cases(struct ctx *cx, const int64_t *ids, size_t count, struct task_list *out)
{
    struct row *row;

    if (count == 1)
        return task_of_case(cx, ids[0], out);
    TRY(db_select(cx, &SQL_TASK_OF_CASES, &row, ARGS(arg_list(cx->arena, ids, count))));
    return collect(cx, row, out);
}

struct task_list task_list_of(const struct task_list *all, int64_t case_id)
{
    struct task_list own = { 0 };

    for (size_t i = 0; i < all->count; i++)
        if (all->items[i].case_id == case_id && own.count++ == 0)
            own.items = &all->items[i];
    return own;
}

static struct inbox_line line_from_row(struct row *row)
{
    return (struct inbox_line){
        .task = from_row(row), .number = row_str(row, 23), .item = row_str(row, 24), .item_zh = row_str(row, 25),
        .item_en = row_str(row, 26), .applicant_name = row_str(row, 27), .case_place = row_int(row, 28),
        .received_at = row_int(row, 29), .case_state = (int)row_int(row, 30),
    };
}

/* The question lets another's task through only where he has left the post. */
static void put_free(const struct ctx *cx, const struct post *post, struct task *t)
{
    if (t->assignee != cx->actor->account && t->assignee != post->for_account)
        t->assignee = 0;
}

enum err task_inbox(struct ctx *cx, const struct post *post, size_t limit, struct inbox *out)
{
    struct row *row;

    *out = (struct inbox){ 0 };
    TRY(db_select(cx, &SQL_TASK_INBOX, &row, ARGS(arg_int(post->place), arg_int(post->role), arg_text(post->department),
                                                  arg_int((int64_t)limit + 1), arg_int(cx->actor->account),
                                                  arg_int(post->for_account != 0 ? post->for_account : cx->actor->account),
                                                  arg_text(str_of(role_name(post->role))), arg_int(day_of(cx->now)))));
    while (row_next(row)) {
        if (out->count == limit) {
            out->more = true;
            break;
        }
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count] = line_from_row(row);
        put_free(cx, post, &out->items[out->count++].task);
    }
    return row_end(row);
}

enum err task_count_since(struct ctx *cx, const struct post *post, int64_t position, int64_t *out)
{
    struct row *row;

    *out = 0;
    TRY(db_select(cx, &SQL_TASK_COUNT_SINCE, &row, ARGS(arg_int(post->place), arg_int(post->role),
                                                        arg_text(post->department), arg_int(position),
                                                        arg_int(cx->actor->account), arg_int(post->for_account))));
    if (row_next(row))
        *out = row_int(row, 0);
    return row_end(row);
}

const struct post *task_post(const struct ctx *cx, const struct task *t, struct str item)
{
    for (size_t i = 0; cx->actor != NULL && i < cx->actor->post_count; i++) {
        const struct post *p = &cx->actor->posts[i];
        bool his = t->assignee == 0 || t->assignee == (p->for_account != 0 ? p->for_account : cx->actor->account);
        if (his && post_answers(p, t->role, t->place, t->department, item))
            return p;
    }
    return NULL;
}

/* ---- applying ---- */

/* The day it is due is told by apply_clocks, when all clocks of the event are known. */
static enum err open_task(struct ctx *cx, const struct event *ev, const struct val *t)
{
    return db_put(cx, &SQL_TASK_WRITE,
                  ARGS(arg_int(val_num(t, "id")), arg_int(ev->stream), arg_int(val_num(t, "item")),
                       arg_text(val_str(t, "element")), arg_text(val_str(t, "kind")), arg_text(val_str(t, "name_zh")),
                       arg_text(val_str(t, "name_en")), arg_int(val_num(t, "stage")), arg_int(val_num(t, "role")),
                       arg_int(val_num(t, "place")), arg_text(val_str(t, "department")), arg_int(ev->at),
                       arg_int(DUE_NONE), arg_int(ev->position)));
}

static enum err finish_task(struct ctx *cx, const struct event *ev, const struct val *task)
{
    return db_put(cx, &SQL_TASK_DONE, ARGS(arg_int(val_num(task, "id")), arg_int(ev->at), arg_int(ev->actor),
                                           arg_text(ev->actor_name), arg_text(val_str(task, "outcome")),
                                           arg_text(val_str(task, "note")),
                                           arg_text_or_null(val_str(val_at(ev->payload, "by"), "for_name"))));
}

enum err apply_tasks(struct ctx *cx, const struct event *ev)
{
    const struct val *closed = val_at(ev->payload, "closed"), *opened = val_at(ev->payload, "opened");
    const struct val *undone = val_at(ev->payload, "undone");

    if (val_has(ev->payload, "task"))
        TRY(finish_task(cx, ev, val_at(ev->payload, "task")));
    if (val_has(ev->payload, "undone"))
        TRY(db_put(cx, &SQL_TASK_UNDO, ARGS(arg_int(val_num(undone, "id")), arg_text(val_str(undone, "outcome")),
                                            arg_text(val_str(undone, "note")))));
    for (size_t i = 0; i < closed->count; i++)
        TRY(db_put(cx, &SQL_TASK_CANCEL, ARGS(arg_int(ev->stream), arg_int(closed->items[i]->num), arg_int(ev->at))));
    for (size_t i = 0; i < opened->count; i++)
        TRY(open_task(cx, ev, opened->items[i]));
    return OK;
}
