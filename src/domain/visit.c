/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/visit.h"

#include "domain/actor.h"
#include "domain/nameline.h"
#include "domain/turn.h"
#include "domain/visit.sql.h"
#include "store/db.h"

/* ---- reading ---- */

enum err visit_of_case(struct ctx *cx, int64_t case_id, struct officer_list *out)
{
    struct row *row;

    *out = (struct officer_list){ 0 };
    TRY(db_select(cx, &SQL_VISIT_OF_CASE, &row, ARGS(arg_int(case_id))));
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = (struct officer){
            .seq = row_int(row, 0), .task = row_int(row, 1), .account = row_int(row, 2), .name = row_str(row, 3),
            .role = (enum role)row_int(row, 4), .place = row_int(row, 5), .department = row_str(row, 6), .duty = row_str(row, 7),
        };
    }
    return row_end(row);
}

int visit_asked(const struct item *item, const struct task *t, const struct turn_list *turns)
{
    const struct turn *now = turn_now(turns, t->id);

    return now != NULL && now->n > 1 ? 0 : item_officers(item, t->element) - 1;
}

enum err visit_asks(struct ctx *cx, const struct item *item, const struct task *t, int *out)
{
    struct turn_list turns = { 0 };

    if (item_officers(item, t->element) > 1 && item_persons(item, t->kind, t->element) > 1)
        TRY(turn_of_case(cx, t->case_id, &turns));
    *out = visit_asked(item, t, &turns);
    return OK;
}

static bool listed(const struct colleague_list *all, int64_t account)
{
    for (size_t i = 0; i < all->count; i++)
        if (all->items[i].account == account)
            return true;
    return false;
}

enum err visit_colleagues(struct ctx *cx, const struct task *t, struct colleague_list *out)
{
    struct colleague_list all;

    *out = (struct colleague_list){ 0 };
    TRY(standin_colleagues(cx, &t->place, 1, &all));
    for (size_t i = 0; i < all.count; i++) {
        const struct colleague *c = &all.items[i];
        bool same = c->post.department.len == 0 || t->department.len == 0 || str_eq(c->post.department, t->department);
        if (c->post.place != t->place || !same || c->account == cx->actor->account || listed(out, c->account))
            continue;
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = *c;
    }
    return OK;
}

/* ---- who was there ---- */

struct party { struct val *list; struct colleague_list office; };

static struct val *add(struct ctx *cx, struct party *p, int64_t account, struct str name)
{
    struct val *m = val_set_str(cx->arena, val_map(cx->arena), "name", name);

    if (account != 0)
        val_set_int(cx->arena, m, "account", account);
    val_push(cx->arena, p->list, m);
    return m;
}

static void say_post(struct ctx *cx, struct val *m, const struct post *post)
{
    val_set_str(cx->arena, m, "role", str_of(role_name(post->role)));
    val_set_int(cx->arena, m, "place", post->place);
    val_set_str(cx->arena, m, "department", post->department);
}

/* Two accounts are two persons, also of the same name; a written name is compared with all. */
static enum err check_other(struct ctx *cx, const struct party *p, int64_t account, struct str name, const char *field)
{
    for (size_t i = 0; i < p->list->count; i++) {
        const struct val *m = p->list->items[i];
        bool same = account != 0 && val_has(m, "account") ? val_num(m, "account") == account
                                                          : nameline_same(cx->arena, val_str(m, "name"), name);
        if (same)
            return ctx_gap(cx, str_of(field), i == 0 ? "gap.visit.self" : "gap.visit.twice", name);
    }
    return p->list->count < VISIT_OFFICERS_MAX ? OK : ctx_gap(cx, str_of(field), "gap.visit.many", STR("9"));
}

static enum err add_colleague(struct ctx *cx, void *with, struct str sent)
{
    struct party *p = with;
    int64_t account;

    if (str_int(sent, &account) != OK)
        return ctx_gap(cx, STR("officers"), "gap.visit.unknown", sent);
    if (account == cx->actor->account)
        return ctx_gap(cx, STR("officers"), "gap.visit.self", cx->actor->name);
    for (size_t i = 0; i < p->office.count; i++) {
        const struct colleague *c = &p->office.items[i];
        if (c->account != account)
            continue;
        TRY(check_other(cx, p, account, c->name, "officers"));
        say_post(cx, add(cx, p, account, c->name), &c->post);
        return OK;
    }
    return ctx_gap(cx, STR("officers"), "gap.visit.unknown", sent);
}

static enum err add_line(struct ctx *cx, void *with, struct str line)
{
    struct party *p = with;
    struct str name, duty;
    size_t words;

    nameline_cut(line, &name, &duty);
    words = str_chars(duty);
    if (!nameline_is_name(name))
        return ctx_gap(cx, STR("officers_other"), "gap.visit.name", line);
    if (words < DUTY_CHARS_MIN || words > DUTY_CHARS_MAX)
        return ctx_gap(cx, STR("officers_other"), "gap.visit.duty", name);
    TRY(check_other(cx, p, 0, name, "officers_other"));
    val_set_str(cx->arena, add(cx, p, 0, name), "duty", duty);
    return OK;
}

/* The law is named where it is the law that asks. */
static enum err tell_few(struct ctx *cx, const struct step *step)
{
    const char *key = str_is(step->item->type, "01") ? "gap.visit.few_licence" : "gap.visit.few";

    return ctx_gap(cx, STR("officers"), key, arena_printf(cx->arena, "%d", item_officers(step->item, step->task->element)));
}

enum err visit_say(struct ctx *cx, const struct step *step, const struct val *form)
{
    struct party p = { .list = val_list(cx->arena) };
    enum err there, others;
    int asked;

    TRY(visit_asks(cx, step->item, step->task, &asked));
    if (asked == 0)
        return OK;
    TRY(visit_colleagues(cx, step->task, &p.office));
    say_post(cx, add(cx, &p, cx->actor->account, cx->actor->name), step->by);
    there = nameline_each(cx, val_at(form, "officers"), &p, add_colleague);
    if (there != OK && there != ERR_INVALID)
        return there;
    others = nameline_each(cx, val_at(form, "officers_other"), &p, add_line);
    if (others != OK || there != OK)
        return others != OK ? others : there;
    if ((int)p.list->count <= asked)
        return tell_few(cx, step);
    val_set(cx->arena, step->payload, "officers", p.list);
    return OK;
}

/* ---- into the projection ---- */

enum err apply_visit(struct ctx *cx, const struct event *ev)
{
    const struct val *list = val_at(ev->payload, "officers");
    int64_t task = val_num(val_at(ev->payload, "task"), "id");

    for (size_t i = 0; i < list->count; i++) {
        const struct val *m = list->items[i];
        enum role role = ROLE_COUNT;
        if (val_has(m, "role"))
            TRY(role_of(val_str(m, "role"), &role));
        TRY(db_put(cx, &SQL_VISIT_WRITE,
                   ARGS(arg_int(ev->stream), arg_int(ev->seq), arg_int((int64_t)i + 1), arg_int(task),
                        arg_int(val_num(m, "account")), arg_text(val_str(m, "name")), arg_int(role), arg_int(val_num(m, "place")),
                        arg_text(val_str(m, "department")), arg_text(val_str(m, "duty")))));
    }
    return OK;
}
