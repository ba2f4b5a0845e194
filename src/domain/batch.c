/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/batch.h"

#include "domain/actor.h"
#include "domain/batch.sql.h"
#include "domain/command.h"
#include "domain/handling.h"
#include "domain/hearing.h"
#include "domain/house.h"
#include "domain/ids.h"
#include "domain/packs.h"
#include "domain/review.h"
#include "domain/tenure.h"
#include "domain/turn.h"
#include "domain/visit.h"
#include "store/db.h"

/* ---- is it clean ---- */

/* What is known of all the cases of a list, each kind asked once. */
struct known {
    struct case_slot_list slots; struct turn_list turns; struct task_list tasks; struct review_tick_list ticks;
    struct hearing_case_list heard;
};

static enum err ask_all(struct ctx *cx, const struct case_list *cases, struct known *out)
{
    int64_t *ids = ARENA_ARRAY(cx->arena, cases->count, int64_t);

    for (size_t i = 0; i < cases->count; i++)
        ids[i] = cases->items[i].id;
    TRY(case_slots(cx, ids, cases->count, &out->slots));
    TRY(turn_of_cases(cx, ids, cases->count, &out->turns));
    TRY(task_of_cases(cx, ids, cases->count, &out->tasks));
    TRY(hearing_held_of(cx, ids, cases->count, &out->heard));
    return review_of_cases(cx, ids, cases->count, &out->ticks);
}

static bool has_paper(const struct known *k, int64_t case_id, struct str slot)
{
    for (size_t i = 0; i < k->slots.count; i++)
        if (k->slots.items[i].case_id == case_id && str_eq(k->slots.items[i].slot, slot))
            return true;
    return false;
}

static bool paper_missing(const struct known *k, const struct case_file *c, const struct item *item)
{
    for (size_t i = 0; i < item->material_count; i++)
        if (item->materials[i].required && !has_paper(k, c->id, item->materials[i].id))
            return true;
    return false;
}

static bool says_no(struct str outcome)
{
    return str_is(outcome, "disagree") || str_is(outcome, "refused");
}

static bool colleague_said_no(const struct known *k, int64_t case_id)
{
    struct task_list tasks = task_list_of(&k->tasks, case_id);
    struct turn_list turns = turn_list_of(&k->turns, case_id);

    for (size_t i = 0; i < tasks.count; i++)
        if (says_no(tasks.items[i].outcome))
            return true;
    for (size_t i = 0; i < turns.count; i++)
        if (says_no(turns.items[i].outcome))
            return true;
    return false;
}

/* Behind a hearing who decides reads its record first. */
static bool record_to_read(const struct known *k, const struct task *t)
{
    bool decides = str_is(t->kind, "decide") || str_is(t->kind, "decide_part") || str_is(t->kind, "issue");

    for (size_t i = 0; decides && i < k->heard.count; i++)
        if (k->heard.items[i] == t->case_id)
            return true;
    return false;
}

static enum err obstacle_among(struct ctx *cx, const struct known *k, const struct task *t, const struct case_file *c,
                               const char **out)
{
    const struct pack *pack;
    const struct item *item;
    struct review review;

    *out = "gap.batch.pack";
    TRY(packs_get(cx, c->pack_version, &pack));
    item = pack_item(pack, c->item);
    if (item == NULL)
        return OK;
    review_lay(cx->arena, item, t, &k->ticks, &review);
    *out = visit_asked(item, t, &k->turns) > 0 ? "gap.batch.visit" : record_to_read(k, t) ? "gap.batch.hearing"
           : review.open > 0 ? "gap.batch.points" : paper_missing(k, c, item) ? "gap.batch.papers"
           : colleague_said_no(k, c->id) ? "gap.batch.no" : NULL;
    return OK;
}

enum err batch_obstacles(struct ctx *cx, const struct task *tasks, size_t count, const struct case_list *cases, const char **out)
{
    const struct case_file *c;
    struct known k;

    TRY(ask_all(cx, cases, &k));
    for (size_t i = 0; i < count; i++) {
        c = case_list_find(cases, tasks[i].case_id);
        if (c == NULL)
            return ERR_NOT_FOUND;
        TRY(obstacle_among(cx, &k, &tasks[i], c, &out[i]));
    }
    return OK;
}

/* ---- opening a list ---- */

/* What the first chosen task says of all. */
struct opening { const struct batch_new *new; struct task first; struct case_file c; const struct post *by; };

/* Who is refused is told his own reason, and not by a list. */
static bool says_yes(struct str outcome)
{
    return str_is(outcome, "accepted") || str_is(outcome, "agree") || str_is(outcome, "granted") || str_is(outcome, "done");
}

static enum err check_count(struct ctx *cx, const struct batch_new *b)
{
    if (b->count == 0)
        return ctx_gap(cx, STR("tasks"), "gap.batch.none", STR(""));
    if (b->count > BATCH_MAX)
        return ctx_gap(cx, STR("tasks"), "gap.batch.many", STR("200"));
    if (!says_yes(b->outcome))
        return ctx_gap(cx, STR("outcome"), "gap.batch.yes", STR(""));
    if (b->request.len == 0 || b->request.len > BATCH_KEY_BYTES_MAX)
        return ctx_gap(cx, STR("request"), "gap.required", STR(""));
    return OK;
}

static bool alike(const struct opening *o, const struct task *t, const struct case_file *c)
{
    return str_eq(c->item, o->c.item) && str_eq(t->element, o->first.element) && t->role == o->first.role &&
           t->place == o->first.place && str_eq(t->department, o->first.department);
}

static enum err add_line(struct ctx *cx, struct opening *o, int64_t id, struct val *lines)
{
    struct arena *a = cx->arena;
    struct case_file c;
    struct task t;

    TRY(task_get(cx, id, &t));
    TRY(case_see(cx, t.case_id, &c));
    if (o->by == NULL) {
        o->first = t;
        o->c = c;
        o->by = task_post(cx, &t, c.item);
    }
    if (o->by == NULL)
        return ctx_fail(cx, ERR_FORBIDDEN, "gap.task.other_post", STR(""));
    if (!alike(o, &t, &c))
        return ctx_gap(cx, STR("tasks"), "gap.batch.unlike", c.number);
    val_push(a, lines, val_set_int(a, val_set_int(a, val_map(a), "task", id), "case", c.id));
    return OK;
}

static struct val *payload_of(struct ctx *cx, const struct opening *o, struct val *lines)
{
    struct arena *a = cx->arena;
    struct val *p = val_set_str(a, val_map(a), "request", o->new->request);

    val_set_str(a, p, "item", o->c.item);
    val_set_str(a, p, "item_zh", o->c.item_zh);
    val_set_str(a, p, "item_en", o->c.item_en);
    val_set_str(a, p, "task_zh", o->first.name_zh);
    val_set_str(a, p, "task_en", o->first.name_en);
    val_set_str(a, p, "role", str_of(role_name(o->first.role)));
    val_set_int(a, p, "place", o->first.place);
    val_set_str(a, p, "department", o->first.department);
    val_set_str(a, p, "outcome", o->new->outcome);
    val_set_str(a, p, "note", str_trim(o->new->note));
    return val_set(a, p, "lines", lines);
}

static enum err find_request(struct ctx *cx, struct str request, int64_t *out)
{
    struct row *row;

    *out = 0;
    TRY(db_select(cx, &SQL_BATCH_OF_REQUEST, &row, ARGS(arg_int(cx->actor->account), arg_text(request))));
    if (row_next(row))
        *out = row_int(row, 0);
    return row_end(row);
}

static enum err open_list(struct ctx *cx, const void *args, void *out)
{
    struct opening o = { .new = args };
    struct val *lines = val_list(cx->arena);
    int64_t *id = out;
    struct event ev;

    TRY(tenure_renew(cx));
    TRY(find_request(cx, o.new->request, id));
    if (*id != 0)
        return OK;
    for (size_t i = 0; i < o.new->count; i++)
        TRY(add_line(cx, &o, o.new->tasks[i], lines));
    *id = ids_next(cx->house->ids);
    return event_append(cx, &(struct event_new){ .kind = STREAM_BATCH, .stream = *id, .type = "batch.opened",
                                                 .payload = payload_of(cx, &o, lines) }, &ev);
}

/* ---- doing it, one by one ---- */

/* Busy, full or broken: the list stops there and the same request goes on later. */
static bool stops(enum err e)
{
    return e == ERR_BUSY || e == ERR_FULL || e == ERR_INTERNAL || e == ERR_UNAUTHENTICATED;
}

static void note_fallen(struct ctx *cx, const struct batch_line *l, const char *why, struct val *fallen)
{
    struct arena *a = cx->arena;
    const struct gap *g = cx->gap_count > 0 ? &cx->gaps[0] : NULL;
    struct val *m = val_set_int(a, val_map(a), "task", l->task);

    if (why == NULL && g != NULL)
        val_set_str(a, val_set_str(a, m, "why", g->key), "detail", g->detail);
    else
        val_set_str(a, m, "why", str_of(why != NULL ? why : "gap.batch.gone"));
    val_push(a, fallen, m);
}

static enum err obstacle_of(struct ctx *cx, int64_t task, const char **out)
{
    struct case_list cases;
    struct task t;

    TRY(task_get(cx, task, &t));
    TRY(case_get_all(cx, &t.case_id, 1, &cases));
    return batch_obstacles(cx, &t, 1, &cases, out);
}

static enum err do_one(struct ctx *cx, const struct batch *b, const struct batch_line *l, struct val *fallen)
{
    struct act act = { .task = l->task, .outcome = b->outcome, .note = b->note, .batch = b->id };
    const char *why;
    struct case_file c;
    enum err e;

    cx->gap_count = 0;
    TRY(obstacle_of(cx, l->task, &why));
    e = why == NULL ? handling_act(cx, &act, &c) : ERR_STATE;
    if (stops(e))
        return e;
    if (e != OK)
        note_fallen(cx, l, why, fallen);
    return OK;
}

struct falling { int64_t batch; const struct val *list; };

/* Two hands may have pressed at once: who was done meanwhile did not fall. */
static enum err fall(struct ctx *cx, const void *args, void *out)
{
    const struct falling *f = args;
    struct val *list = val_list(cx->arena);
    struct batch b;
    struct event ev;

    (void)out;
    TRY(batch_get(cx, f->batch, &b));
    for (size_t i = 0; i < f->list->count; i++)
        for (size_t k = 0; k < b.count; k++)
            if (b.lines[k].task == val_num(f->list->items[i], "task") && b.lines[k].state == BATCH_WAITING)
                val_push(cx->arena, list, val_copy(cx->arena, f->list->items[i]));
    if (list->count == 0)
        return OK;
    return event_append(cx, &(struct event_new){ .kind = STREAM_BATCH, .stream = f->batch, .type = "batch.fell",
                                                 .payload = val_set(cx->arena, val_map(cx->arena), "lines", list) }, &ev);
}

static bool same_tasks(const struct batch_new *new, const struct batch *b)
{
    if (new->count != b->count || !str_eq(new->outcome, b->outcome))
        return false;
    for (size_t i = 0; i < b->count; i++)
        if (new->tasks[i] != b->lines[i].task)
            return false;
    return true;
}

enum err batch_run(struct ctx *cx, const struct batch_new *new, struct batch *out)
{
    struct falling f = { .list = NULL };
    struct val *fallen = val_list(cx->arena);
    int64_t id;

    TRY(check_count(cx, new));
    TRY(handling_check_note(cx, new->note, true));
    TRY(command_run(cx, open_list, new, &id));
    TRY(batch_get(cx, id, out));
    if (!same_tasks(new, out))
        return ctx_fail(cx, ERR_REUSED, "gap.batch.reused", STR(""));
    for (size_t i = 0; i < out->count; i++)
        if (out->lines[i].state == BATCH_WAITING)
            TRY(do_one(cx, out, &out->lines[i], fallen));
    cx->gap_count = 0;
    f = (struct falling){ id, fallen };
    if (fallen->count > 0)
        TRY(command_run(cx, fall, &f, NULL));
    return batch_get(cx, id, out);
}

/* ---- reading ---- */

static enum err read_lines(struct ctx *cx, struct batch *b)
{
    struct row *row;

    TRY(db_select(cx, &SQL_BATCH_LINES, &row, ARGS(arg_int(b->id))));
    while (row_next(row)) {
        struct batch_line l = { .task = row_int(row, 0), .case_id = row_int(row, 1), .state = (enum batch_state)row_int(row, 2),
                                .why = row_str(row, 3), .detail = row_str(row, 4), .number = row_str(row, 5),
                                .applicant_name = row_str(row, 6), .place = row_int(row, 7) };
        b->lines = arena_grow(cx->arena, b->lines, b->count, &b->cap, sizeof *b->lines);
        b->lines[b->count++] = l;
        b->done += l.state == BATCH_DONE;
        b->fell += l.state == BATCH_FELL;
    }
    return row_end(row);
}

/* Who signed it, and whoever's post covers the office that did. */
static bool may_read(const struct ctx *cx, const struct batch *b)
{
    return cx->actor != NULL &&
           (cx->actor->account == b->account || actor_sees(cx, b->place, b->department, b->item) != NULL);
}

enum err batch_get(struct ctx *cx, int64_t id, struct batch *out)
{
    struct row *row;
    bool found;

    *out = (struct batch){ 0 };
    TRY(db_select(cx, &SQL_BATCH_READ, &row, ARGS(arg_int(id))));
    found = row_next(row);
    if (found)
        *out = (struct batch){
            .id = row_int(row, 0), .account = row_int(row, 1), .at = row_int(row, 2), .name = row_str(row, 3),
            .item = row_str(row, 4), .item_zh = row_str(row, 5), .item_en = row_str(row, 6), .task_zh = row_str(row, 7),
            .task_en = row_str(row, 8), .outcome = row_str(row, 9), .note = row_str(row, 10),
            .role = (enum role)row_int(row, 11), .place = row_int(row, 12), .department = row_str(row, 13),
        };
    TRY(row_end(row));
    if (!found || !may_read(cx, out))
        return ERR_NOT_FOUND;
    return read_lines(cx, out);
}

/* ---- into the projection ---- */

enum err apply_batch_opened(struct ctx *cx, const struct event *ev)
{
    const struct val *p = ev->payload, *lines = val_at(p, "lines");
    enum role role;

    TRY(role_of(val_str(p, "role"), &role));
    TRY(db_put(cx, &SQL_BATCH_WRITE,
               ARGS(arg_int(ev->stream), arg_text(val_str(p, "request")), arg_int(ev->actor), arg_text(ev->actor_name),
                    arg_int(ev->at), arg_text(val_str(p, "item")), arg_text(val_str(p, "item_zh")),
                    arg_text(val_str(p, "item_en")), arg_text(val_str(p, "task_zh")), arg_text(val_str(p, "task_en")),
                    arg_int(role), arg_int(val_num(p, "place")), arg_text(val_str(p, "department")),
                    arg_text(val_str(p, "outcome")), arg_text(val_str(p, "note")))));
    for (size_t i = 0; i < lines->count; i++)
        TRY(db_put(cx, &SQL_BATCH_WRITE_LINE, ARGS(arg_int(ev->stream), arg_int(val_num(lines->items[i], "task")),
                                                   arg_int((int64_t)i + 1), arg_int(val_num(lines->items[i], "case")))));
    return OK;
}

enum err apply_batch_fell(struct ctx *cx, const struct event *ev)
{
    const struct val *lines = val_at(ev->payload, "lines");

    for (size_t i = 0; i < lines->count; i++)
        TRY(db_put(cx, &SQL_BATCH_LINE_FELL,
                   ARGS(arg_int(ev->stream), arg_int(val_num(lines->items[i], "task")), arg_text(val_str(lines->items[i], "why")),
                        arg_text(val_str(lines->items[i], "detail")))));
    return OK;
}

enum err apply_batch_done(struct ctx *cx, const struct event *ev)
{
    int64_t batch = val_num(ev->payload, "batch"), task = val_num(val_at(ev->payload, "task"), "id");

    return batch == 0 ? OK : db_put(cx, &SQL_BATCH_LINE_DONE, ARGS(arg_int(batch), arg_int(task)));
}
