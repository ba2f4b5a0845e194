/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/standin.h"

#include "domain/account.h"
#include "domain/actor.h"
#include "domain/command.h"
#include "domain/standin.sql.h"
#include "pack/pack.h"
#include "store/db.h"

/* ---- reading ---- */

enum err standin_post(struct ctx *cx, int64_t post, struct tenure *out)
{
    struct tenure_list held;
    int64_t account = 0;
    struct row *row;

    TRY(db_select(cx, &SQL_STANDIN_HOLDER, &row, ARGS(arg_int(post))));
    if (row_next(row))
        account = row_int(row, 0);
    TRY(row_end(row));
    TRY(tenure_of_account(cx, account, &held));
    for (size_t i = 0; i < held.count; i++)
        if (held.items[i].post.id == post) {
            *out = held.items[i];
            return OK;
        }
    return ERR_NOT_FOUND;
}

enum err standin_of(struct ctx *cx, int64_t post, int64_t *out)
{
    struct row *row;

    *out = 0;
    TRY(db_select(cx, &SQL_STANDIN_READ, &row, ARGS(arg_int(post))));
    if (row_next(row))
        *out = row_int(row, 0);
    return row_end(row);
}

static enum err take(struct ctx *cx, struct row *row, struct colleague_list *out)
{
    struct colleague c = { .account = row_int(row, 0), .name = row_str(row, 1) };

    c.post = (struct post){ .id = row_int(row, 2), .place = row_int(row, 4), .department = row_str(row, 5) };
    if (role_of(row_str(row, 3), &c.post.role) != OK)
        return ERR_INTERNAL;
    if ((ROLES(c.post.role) & ROLES_STOOD_IN) == 0)
        return OK;
    out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
    out->items[out->count++] = c;
    return OK;
}

enum err standin_colleagues(struct ctx *cx, const int64_t *places, size_t count, struct colleague_list *out)
{
    int64_t first = INT64_MAX, last = 0, from, to;
    enum err e = OK, end;
    struct row *row;

    *out = (struct colleague_list){ 0 };
    for (size_t i = 0; i < count; i++) {
        division_range(places[i], &from, &to);
        first = from < first ? from : first;
        last = to > last ? to : last;
    }
    TRY(db_select(cx, &SQL_STANDIN_OF_PLACE, &row, ARGS(arg_int(first), arg_int(last), arg_int(day_of(cx->now)))));
    while (e == OK && row_next(row))
        e = take(cx, row, out);
    end = row_end(row);
    return e != OK ? e : end;
}

/* ---- the same office ---- */

static bool same_department(struct str a, struct str b)
{
    return a.len == 0 || b.len == 0 || str_eq(a, b);
}

/* A village has one or two clerks: those of the township help each other out. */
static int64_t office_of(int64_t place)
{
    return division_level(place) == LEVEL_VILLAGE ? division_at(place, LEVEL_TOWNSHIP) : place;
}

static bool fits(const struct tenure *t, const struct colleague *c)
{
    bool same_place = division_level(t->post.place) == LEVEL_VILLAGE
        ? c->post.role == ROLE_CLERK && division_level(c->post.place) == LEVEL_VILLAGE &&
              office_of(c->post.place) == office_of(t->post.place)
        : c->post.place == t->post.place;

    return same_place && c->account != t->account && same_department(t->post.department, c->post.department);
}

bool standin_of_office(const struct tenure *t, int64_t account, const struct post *own, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct colleague c = { .account = account, .post = own[i] };
        if ((ROLES(own[i].role) & ROLES_STOOD_IN) != 0 && fits(t, &c))
            return true;
    }
    return false;
}

static void leave_fitting(struct ctx *cx, const struct tenure *t, const struct colleague_list *all, struct colleague_list *out)
{
    *out = (struct colleague_list){ 0 };
    for (size_t i = 0; i < all->count; i++) {
        bool there = !fits(t, &all->items[i]);
        for (size_t k = 0; k < out->count; k++)
            there = there || out->items[k].account == all->items[i].account;
        if (there)
            continue;
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = all->items[i];
    }
}

enum err standin_candidates(struct ctx *cx, const struct tenure *t, struct colleague_list *out)
{
    int64_t office = office_of(t->post.place);
    struct colleague_list all;

    TRY(standin_colleagues(cx, &office, 1, &all));
    leave_fitting(cx, t, &all, out);
    return OK;
}

static const struct colleague *find(const struct colleague_list *all, int64_t account)
{
    for (size_t i = 0; i < all->count; i++)
        if (all->items[i].account == account)
            return &all->items[i];
    return NULL;
}

/* A head answers for his own department, not for a post that serves them all. */
static const struct colleague *find_head(const struct colleague_list *all, struct str department)
{
    for (size_t i = 0; i < all->count; i++)
        if (all->items[i].post.role == ROLE_HEAD &&
            (all->items[i].post.department.len == 0 || str_eq(all->items[i].post.department, department)))
            return &all->items[i];
    return NULL;
}

static void choose(const struct tenure *t, struct standin *s)
{
    const struct colleague *found = s->named != 0 ? find(&s->candidates, s->named) : NULL;

    if (found == NULL)
        found = find_head(&s->candidates, t->post.department);
    s->taker = found != NULL ? *found : (struct colleague){ 0 };
}

static enum err read_named(struct ctx *cx, const struct tenure *posts, size_t count, struct standin *out)
{
    int64_t *ids = ARENA_ARRAY(cx->arena, count, int64_t);
    struct row *row;

    for (size_t i = 0; i < count; i++)
        ids[i] = posts[i].post.id;
    TRY(db_select(cx, &SQL_STANDIN_READ_ALL, &row, ARGS(arg_list(cx->arena, ids, count))));
    while (row_next(row))
        for (size_t i = 0; i < count; i++)
            if (ids[i] == row_int(row, 0))
                out[i].named = row_int(row, 1);
    return row_end(row);
}

enum err standin_all(struct ctx *cx, const struct tenure *posts, size_t count, struct standin *out)
{
    int64_t *offices = ARENA_ARRAY(cx->arena, count, int64_t);
    struct colleague_list all;

    for (size_t i = 0; i < count; i++) {
        out[i] = (struct standin){ 0 };
        offices[i] = office_of(posts[i].post.place);
    }
    if (count == 0)
        return OK;
    TRY(read_named(cx, posts, count, out));
    TRY(standin_colleagues(cx, offices, count, &all));
    for (size_t i = 0; i < count; i++) {
        leave_fitting(cx, &posts[i], &all, &out[i].candidates);
        choose(&posts[i], &out[i]);
    }
    return OK;
}

enum err standin_taker(struct ctx *cx, const struct tenure *t, struct colleague *out)
{
    struct standin s;

    TRY(standin_all(cx, t, 1, &s));
    *out = s.taker;
    return OK;
}

/* ---- naming ---- */

bool standin_may_rule(const struct ctx *cx, const struct tenure *t)
{
    if (cx->actor == NULL || cx->actor->account == t->account)
        return cx->actor != NULL;
    for (size_t i = 0; i < cx->actor->post_count; i++) {
        const struct post *p = &cx->actor->posts[i];
        bool rules = p->role == ROLE_HEAD || p->role == ROLE_MANAGER;
        int64_t first, last;
        division_range(p->place, &first, &last);
        if (rules && t->post.place >= first && t->post.place <= last && same_department(p->department, t->post.department))
            return true;
    }
    return false;
}

struct naming { int64_t post, account; };

static enum err check_naming(struct ctx *cx, const struct naming *n, struct tenure *t)
{
    struct colleague_list all;

    TRY(standin_post(cx, n->post, t));
    if (!standin_may_rule(cx, t))
        TRY(tenure_require(cx, ROLE_SECADMIN));
    if (!tenure_in_force(t, day_of(cx->now)) || (ROLES(t->post.role) & ROLES_STOOD_IN) == 0)
        return ERR_NOT_FOUND;
    TRY(standin_candidates(cx, t, &all));
    return find(&all, n->account) != NULL ? OK : ctx_gap(cx, STR("standin"), "gap.standin.office", STR(""));
}

static enum err name_him(struct ctx *cx, const void *args, void *out)
{
    const struct naming *n = args;
    struct val *payload = val_map(cx->arena);
    struct tenure t;

    (void)out;
    TRY(tenure_renew(cx));
    TRY(check_naming(cx, n, &t));
    val_set_int(cx->arena, payload, "post", n->post);
    val_set_int(cx->arena, payload, "account", n->account);
    return account_say(cx, t.account, "post.standin_named", payload);
}

enum err standin_name(struct ctx *cx, int64_t post, int64_t account)
{
    struct naming n = { post, account };

    return command_run(cx, name_him, &n, NULL);
}

/* ---- apart ---- */

enum err standin_check_apart(struct ctx *cx, const struct task *t, const struct post *by)
{
    struct task_list all;

    if (by->for_account == 0 || !str_is(t->kind, "decide"))
        return OK;
    TRY(task_of_case(cx, t->case_id, &all));
    for (size_t i = 0; i < all.count; i++)
        if (all.items[i].state == TASK_DONE && all.items[i].done_by == cx->actor->account)
            return ctx_fail(cx, ERR_FORBIDDEN, "gap.standin.apart",
                            cx->lang == LANG_EN ? all.items[i].name_en : all.items[i].name_zh);
    return OK;
}

enum err apply_standin_named(struct ctx *cx, const struct event *ev)
{
    return db_put(cx, &SQL_STANDIN_WRITE, ARGS(arg_int(val_num(ev->payload, "post")), arg_int(val_num(ev->payload, "account")),
                                               arg_int(ev->at)));
}
