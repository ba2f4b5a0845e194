/* SPDX-License-Identifier: MulanPSL-2.0 */
/* page_leave - leave and stand-ins: one's own, and those of an office for its head or the manager of the centre. */
#include "domain/account.h"
#include "domain/actor.h"
#include "domain/leave.h"
#include "web/choice.h"
#include "web/inside.h"
#include "web/pages.h"
#include "web/pieces.h"

#define RULERS (ROLES(ROLE_HEAD) | ROLES(ROLE_MANAGER))

static int64_t id_field(const struct page *p, const char *name, int64_t missing)
{
    int64_t id;

    return str_int(str_trim(page_field(p, name)), &id) == OK ? id : missing;
}

/* ---- whose ---- */

static enum err may_see(struct page *p, int64_t account)
{
    struct tenure_list held;

    if (account == p->cx->actor->account)
        return OK;
    TRY(tenure_of_account(p->cx, account, &held));
    for (size_t i = 0; i < held.count; i++)
        if (tenure_in_force(&held.items[i], day_of(p->cx->now)) && standin_may_rule(p->cx, &held.items[i]))
            return OK;
    return ERR_NOT_FOUND;
}

static bool listed(const struct val *list, int64_t account)
{
    for (size_t i = 0; i < list->count; i++)
        if (val_num(list->items[i], "id") == account)
            return true;
    return false;
}

/* Those whose leave the reader may enter. */
static enum err put_office(struct page *p, int64_t chosen)
{
    const struct actor *actor = p->cx->actor;
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);
    int64_t *places = ARENA_ARRAY(a, actor->post_count, int64_t);
    struct colleague_list all = { 0 };
    size_t count = 0;

    for (size_t i = 0; i < actor->post_count; i++)
        if ((ROLES(actor->posts[i].role) & RULERS) != 0)
            places[count++] = actor->posts[i].place;
    if (count > 0)
        TRY(standin_colleagues(p->cx, places, count, &all));
    for (size_t k = 0; k < all.count; k++) {
        struct tenure t = { .post = all.items[k].post, .account = all.items[k].account };
        struct val *m = val_set_int(a, val_map(a), "id", t.account);
        if (t.account == actor->account || listed(list, t.account) || !standin_may_rule(p->cx, &t))
            continue;
        val_set_str(a, m, "name", all.items[k].name);
        val_set_str(a, m, "post", piece_office(p, t.post.role, t.post.place, t.post.department));
        val_set_bool(a, m, "on", t.account == chosen);
        val_push(a, list, m);
    }
    val_set(a, p->model, "office", list);
    return OK;
}

/* ---- posts and who stands in ---- */

static struct val *post_model(const struct page *p, const struct tenure *t, const struct standin *s)
{
    struct arena *a = page_arena(p);
    struct val *m = val_map(a), *list = val_list(a);

    for (size_t i = 0; i < s->candidates.count; i++) {
        const struct colleague *c = &s->candidates.items[i];
        struct val *one = val_set_int(a, val_map(a), "id", c->account);
        val_set_str(a, one, "name", c->name);
        val_set_str(a, one, "post", piece_office(p, c->post.role, c->post.place, c->post.department));
        val_set_bool(a, one, "on", c->account == s->named);
        val_push(a, list, one);
    }
    val_set_int(a, m, "id", t->post.id);
    val_set_str(a, m, "name", piece_office(p, t->post.role, t->post.place, t->post.department));
    val_set_str(a, m, "standin", s->named != 0 && s->taker.account == s->named ? s->taker.name : STR(""));
    val_set_str(a, m, "head", s->named == 0 ? s->taker.name : STR(""));
    val_set_bool(a, m, "any", list->count > 0);
    return val_set(a, m, "standins", list);
}

static enum err put_posts(struct page *p, int64_t account)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a);
    struct tenure_list held;
    struct standin *standins;
    size_t count = 0;

    TRY(tenure_of_account(p->cx, account, &held));
    for (size_t i = 0; i < held.count; i++)
        if (tenure_in_force(&held.items[i], day_of(p->cx->now)) && (ROLES(held.items[i].post.role) & ROLES_STOOD_IN) != 0)
            held.items[count++] = held.items[i];
    standins = ARENA_ARRAY(a, count, struct standin);
    TRY(standin_all(p->cx, held.items, count, standins));
    for (size_t i = 0; i < count; i++)
        val_push(a, list, post_model(p, &held.items[i], &standins[i]));
    val_set(a, p->model, "posts", list);
    return OK;
}

/* ---- leaves ---- */

static const char *state_of(const struct page *p, const struct leave *l)
{
    int64_t today = day_of(p->cx->now);

    if (l->ended_at != 0)
        return "ended";
    if (l->from_day > today)
        return "future";
    return today <= l->until_day ? "now" : "past";
}

static struct val *leave_model(const struct page *p, const struct leave *l, const struct leave_taker_list *all)
{
    struct arena *a = page_arena(p);
    struct val *m = val_map(a), *names = val_list(a);
    const char *state = state_of(p, l);
    int64_t last = 0;

    for (size_t i = 0; i < all->count; i++) {
        const struct leave_taker *t = &all->items[i];
        if (t->leave == l->id && t->who.account != last)
            val_push(a, names, val_text(a, t->who.name));
        last = t->leave == l->id ? t->who.account : last;
    }
    val_set_int(a, m, "id", l->id);
    val_set_str(a, m, "name", l->name);
    val_set_str(a, m, "kind", l->kind);
    val_set_int(a, m, "from", day_start(l->from_day));
    val_set_int(a, m, "until", day_start(l->until_day));
    val_set_str(a, m, "state", str_of(state));
    val_set(a, m, "takers", names);
    if (str_is(str_of(state), "now") || str_is(str_of(state), "future"))
        val_set_str(a, m, "end_url", arena_printf(a, "/leave/%lld/end", (long long)l->id));
    return m;
}

static enum err put_leaves(struct page *p, int64_t account)
{
    struct arena *a = page_arena(p);
    struct val *list = val_list(a), *m;
    struct leave_taker_list takers;
    struct leave_list all;

    TRY(leave_of_account(p->cx, account, &all));
    TRY(leave_takers_of(p->cx, &all, &takers));
    for (size_t i = 0; i < all.count; i++) {
        m = leave_model(p, &all.items[i], &takers);
        if (str_is(val_str(m, "state"), "now"))
            val_set(a, p->model, "away", m);
        val_push(a, list, m);
    }
    val_set(a, p->model, "leaves", list);
    return OK;
}

static void put_form(struct page *p)
{
    struct arena *a = page_arena(p);
    struct val *kinds = val_list(a);
    struct str today = day_iso(a, day_of(p->cx->now)), from = page_field(p, "from");

    for (const char *const *k = leave_kinds; *k != NULL; k++) {
        struct val *one = val_set_str(a, val_map(a), "value", str_of(*k));
        val_push(a, kinds, val_set_bool(a, one, "on", str_is(page_field(p, "kind"), *k)));
    }
    val_set(a, p->model, "kinds", kinds);
    val_set_str(a, p->model, "from", from.len > 0 ? from : today);
    val_set_str(a, p->model, "until", page_field(p, "until"));
}

static enum err show(struct page *p, int64_t account)
{
    struct arena *a = page_arena(p);
    struct account who;

    TRY(may_see(p, account));
    TRY(account_get(p->cx, account, &who));
    val_set_int(a, p->model, "account", account);
    val_set_str(a, p->model, "name", who.name);
    val_set_bool(a, p->model, "own", account == p->cx->actor->account);
    TRY(put_posts(p, account));
    TRY(put_leaves(p, account));
    TRY(put_office(p, account));
    put_form(p);
    val_set_str(a, p->model, "done", choice_done(p));
    page_show(p, "leave", page_word(p, "leave.title"));
    return OK;
}

static enum err again(struct page *p, enum err e, int64_t account)
{
    if (e != ERR_INVALID && e != ERR_STATE)
        return e;
    TRY(show(p, account));
    return page_again(p, e, "leave", page_word(p, "leave.title"));
}

static void go(struct page *p, int64_t account, const char *done)
{
    page_go(p, account == p->cx->actor->account
                   ? arena_printf(page_arena(p), "/leave?done=%s", done)
                   : arena_printf(page_arena(p), "/leave?account=%lld&done=%s", (long long)account, done));
}

enum err page_leave(struct page *p)
{
    return show(p, page_query_int(p, "account", p->cx->actor->account));
}

enum err page_leave_enter(struct page *p)
{
    struct leave l = { .account = id_field(p, "account", p->cx->actor->account), .kind = page_field(p, "kind"),
                       .from_day = choice_day(p, "from", 0), .until_day = choice_day(p, "until", 0) };
    enum err e = p->cx->gap_count > 0 ? ERR_INVALID : leave_enter(p->cx, &l);

    if (e != OK)
        return again(p, e, l.account);
    go(p, l.account, "leave_entered");
    return OK;
}

enum err page_leave_end(struct page *p)
{
    int64_t id;

    TRY(page_id(p, 0, &id));
    TRY(leave_end(p->cx, id));
    page_go(p, STR("/leave?done=leave_ended"));
    return OK;
}

enum err page_standin_name(struct page *p)
{
    int64_t post = id_field(p, "post", 0), account = id_field(p, "standin", 0);
    struct tenure t;
    enum err e;

    TRY(standin_post(p->cx, post, &t));
    e = standin_name(p->cx, post, account);
    if (e != OK)
        return again(p, e, t.account);
    go(p, t.account, "standin_named");
    return OK;
}
