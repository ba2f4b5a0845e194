/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/review.h"

#include "domain/actor.h"
#include "domain/case.h"
#include "domain/command.h"
#include "domain/packs.h"
#include "domain/review.sql.h"
#include "domain/tenure.h"
#include "store/db.h"

/* ---- reading ---- */

static enum err collect(struct ctx *cx, struct row *row, struct review_tick_list *out)
{
    *out = (struct review_tick_list){ 0 };
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = (struct review_tick){
            .task = row_int(row, 0), .point = row_str(row, 1), .mark = (enum review_mark)row_int(row, 2),
            .account = row_int(row, 3), .at = row_int(row, 4), .name = row_str(row, 5),
            .case_id = row_int(row, 6),
        };
    }
    return row_end(row);
}

enum err review_of_case(struct ctx *cx, int64_t case_id, struct review_tick_list *out)
{
    struct row *row;

    TRY(db_select(cx, &SQL_REVIEW_OF_CASE, &row, ARGS(arg_int(case_id))));
    return collect(cx, row, out);
}

enum err review_of_cases(struct ctx *cx, const int64_t *ids, size_t count, struct review_tick_list *out)
{
    struct row *row;

    TRY(db_select(cx, &SQL_REVIEW_OF_CASES, &row, ARGS(arg_list(cx->arena, ids, count))));
    return collect(cx, row, out);
}

static void say(struct review_line *l, int64_t task, const struct review_tick_list *said)
{
    for (size_t i = 0; i < said->count; i++) {
        const struct review_tick *t = &said->items[i];
        if (t->task != task || !str_eq(t->point, l->point->id))
            continue;
        l->mark = t->mark;
        l->account = t->account;
        l->at = t->at;
        l->name = t->name;
    }
}

static void count_open(struct review *r)
{
    r->open = 0;
    for (size_t i = 0; i < r->count; i++)
        r->open += r->items[i].mark == REVIEW_OPEN;
}

void review_lay(struct arena *a, const struct item *item, const struct task *t, const struct review_tick_list *said,
                struct review *out)
{
    *out = (struct review){ 0 };
    for (size_t i = 0; i < item->point_count; i++) {
        if (!point_applies(&item->points[i], t->kind, t->element))
            continue;
        out->items = arena_grow(a, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count] = (struct review_line){ .point = &item->points[i] };
        say(&out->items[out->count++], t->id, said);
    }
    count_open(out);
}

static bool any_point(const struct item *item, const struct task *t)
{
    for (size_t i = 0; i < item->point_count; i++)
        if (point_applies(&item->points[i], t->kind, t->element))
            return true;
    return false;
}

enum err review_of_task(struct ctx *cx, const struct item *item, const struct task *t, struct review *out)
{
    struct review_tick_list said = { 0 };

    *out = (struct review){ 0 };
    if (!any_point(item, t))
        return OK;
    TRY(review_of_case(cx, t->case_id, &said));
    review_lay(cx->arena, item, t, &said, out);
    return OK;
}

/* ---- taking ---- */

static bool known(const struct review *r, struct str id)
{
    for (size_t i = 0; i < r->count; i++)
        if (str_eq(r->items[i].point->id, id))
            return true;
    return str_is(id, "*");
}

static enum err check_marks(struct ctx *cx, const struct val *marks, const struct review *r)
{
    for (size_t i = 0; i < marks->count; i++)
        if (!known(r, marks->keys[i]) || marks->items[i]->num < REVIEW_OPEN || marks->items[i]->num > REVIEW_WAIVED)
            return ctx_gap(cx, STR("points"), "gap.review.unknown", marks->keys[i]);
    return OK;
}

enum err review_take(struct ctx *cx, const struct val *marks, struct review *io)
{
    const struct val *one;

    if (marks == NULL)
        return OK;
    TRY(check_marks(cx, marks, io));
    for (size_t i = 0; i < io->count; i++) {
        one = val_find(marks, io->items[i].point->id);
        io->items[i].mark = (enum review_mark)(one != NULL ? one->num : val_num(marks, "*"));
    }
    count_open(io);
    return OK;
}

/* Only what somebody changed: a point that a colleague ticked keeps his name. */
static struct val *changes(struct arena *a, const struct review *before, const struct review *after)
{
    struct val *list = val_list(a);

    for (size_t i = 0; i < after->count; i++) {
        struct val *m = val_set_str(a, val_map(a), "id", after->items[i].point->id);
        if (after->items[i].mark == before->items[i].mark)
            continue;
        val_set_int(a, m, "mark", after->items[i].mark);
        val_push(a, list, m);
    }
    return list;
}

static struct review copy_of(struct arena *a, const struct review *r)
{
    struct review copy = *r;

    copy.items = ARENA_ARRAY(a, r->count, struct review_line);
    for (size_t i = 0; i < r->count; i++)
        copy.items[i] = r->items[i];
    return copy;
}

bool review_needed(struct str kind, struct str outcome)
{
    static const char *const yes[] = { "accepted", "agree", "granted" };

    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        if (str_is(outcome, yes[i]))
            return true;
    return str_is(kind, "check") && str_is(outcome, "done");
}

static void put_changes(struct ctx *cx, const struct task *t, struct val *list, struct val *payload)
{
    if (list->count == 0)
        return;
    val_set(cx->arena, payload, "points", list);
    val_set_int(cx->arena, payload, "points_of", t->id);
}

static enum err tell_open(struct ctx *cx, const struct review *r)
{
    for (size_t i = 0; i < r->count; i++)
        if (r->items[i].mark == REVIEW_OPEN)
            ctx_gap(cx, STR("points"), "gap.review.open", label_in(r->items[i].point->text, cx->lang));
    return r->open > 0 ? ERR_INVALID : OK;
}

enum err review_act(struct ctx *cx, const struct item *item, const struct task *t, const struct val *marks,
                    struct str outcome, struct val *payload, bool *pointed)
{
    struct review before, after;

    TRY(review_of_task(cx, item, t, &before));
    *pointed = false;
    if (before.count == 0)
        return OK;
    after = copy_of(cx->arena, &before);
    TRY(review_take(cx, marks, &after));
    *pointed = after.open == 0;
    put_changes(cx, t, changes(cx->arena, &before, &after), payload);
    return review_needed(t->kind, outcome) ? tell_open(cx, &after) : OK;
}

/* ---- keeping ---- */

struct keeping { int64_t task; const struct val *marks; };

static enum err check_mine(struct ctx *cx, const struct task *t, const struct case_file *c)
{
    if (task_post(cx, t, c->item) == NULL)
        return ctx_fail(cx, ERR_FORBIDDEN, "gap.task.other_post", STR(""));
    if (t->state == TASK_OPEN)
        return OK;
    return ctx_fail(cx, ERR_CONFLICT, "gap.task.done",
                    arena_printf(cx->arena, "%.*s|%lld", STR_ARG(t->done_name), (long long)t->done_at));
}

static enum err keep(struct ctx *cx, const void *args, void *out)
{
    const struct keeping *k = args;
    struct val *payload = val_map(cx->arena);
    const struct pack *pack;
    struct case_file c;
    struct event ev;
    struct task t;
    bool ignored;

    (void)out;
    TRY(tenure_renew(cx));
    TRY(task_get(cx, k->task, &t));
    TRY(case_see(cx, t.case_id, &c));
    TRY(check_mine(cx, &t, &c));
    TRY(packs_get(cx, c.pack_version, &pack));
    TRY(review_act(cx, pack_item(pack, c.item), &t, k->marks, STR(""), payload, &ignored));
    if (payload->count == 0)
        return ctx_gap(cx, STR("points"), "gap.review.same", STR(""));
    return event_append(cx, &(struct event_new){ .kind = STREAM_CASE, .stream = c.id, .type = "case.reviewed",
                                                 .pack = c.pack_version, .payload = payload }, &ev);
}

enum err review_save(struct ctx *cx, int64_t task, const struct val *marks)
{
    struct keeping args = { task, marks };

    return command_run(cx, keep, &args, NULL);
}

/* ---- into the projection ---- */

enum err apply_review(struct ctx *cx, const struct event *ev)
{
    const struct val *list = val_at(ev->payload, "points");

    for (size_t i = 0; i < list->count; i++)
        TRY(db_put(cx, &SQL_REVIEW_WRITE,
                   ARGS(arg_int(ev->stream), arg_int(val_num(ev->payload, "points_of")), arg_text(val_str(list->items[i], "id")),
                        arg_int(val_num(list->items[i], "mark")), arg_int(ev->actor), arg_text(ev->actor_name),
                        arg_int(ev->at))));
    return OK;
}

enum err apply_case_reviewed(struct ctx *cx, const struct event *ev)
{
    TRY(apply_review(cx, ev));
    return db_put(cx, &SQL_REVIEW_TOUCH, ARGS(arg_int(ev->stream), arg_int(ev->position)));
}
