/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/leave.h"

#include "domain/account.h"
#include "domain/actor.h"
#include "domain/command.h"
#include "domain/house.h"
#include "domain/ids.h"
#include "domain/leave.sql.h"
#include "store/db.h"

const char *const leave_kinds[] = { "annual", "sick", "personal", "duty", "training", "other", NULL };

/* ---- reading ---- */

static enum err collect(struct ctx *cx, struct row *row, struct leave_list *out)
{
    *out = (struct leave_list){ 0 };
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = (struct leave){
            .id = row_int(row, 0), .account = row_int(row, 1), .name = row_str(row, 2), .kind = row_str(row, 3),
            .from_day = row_int(row, 4), .until_day = row_int(row, 5), .entered_at = row_int(row, 6),
            .entered_by = row_int(row, 7), .ended_at = row_int(row, 8),
        };
    }
    return row_end(row);
}

static enum err of_account(struct ctx *cx, int64_t account, int64_t not_over_day, struct leave_list *out)
{
    struct row *row;

    TRY(db_select(cx, &SQL_LEAVE_BY_PERSON, &row, ARGS(arg_int(account), arg_int(not_over_day))));
    return collect(cx, row, out);
}

enum err leave_of_account(struct ctx *cx, int64_t account, struct leave_list *out)
{
    return of_account(cx, account, 0, out);
}

enum err leave_present(struct ctx *cx, struct leave_list *out)
{
    struct row *row;

    TRY(db_select(cx, &SQL_LEAVE_NOT_OVER, &row, ARGS(arg_int(day_of(cx->now)))));
    return collect(cx, row, out);
}

static enum err stood_in_by(struct ctx *cx, int64_t account, int64_t not_over_day, struct leave_list *out)
{
    struct row *row;

    TRY(db_select(cx, &SQL_LEAVE_STOOD_IN_BY, &row, ARGS(arg_int(account), arg_int(not_over_day))));
    return collect(cx, row, out);
}

enum err leave_takers(struct ctx *cx, int64_t leave, struct colleague_list *out)
{
    struct row *row;

    *out = (struct colleague_list){ 0 };
    TRY(db_select(cx, &SQL_LEAVE_POSTS, &row, ARGS(arg_int(leave))));
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] =
            (struct colleague){ .account = row_int(row, 1), .name = row_str(row, 2), .post = { .id = row_int(row, 0) } };
    }
    return row_end(row);
}

enum err leave_takers_of(struct ctx *cx, const struct leave_list *leaves, struct leave_taker_list *out)
{
    int64_t *ids = ARENA_ARRAY(cx->arena, leaves->count, int64_t);
    struct row *row;

    *out = (struct leave_taker_list){ 0 };
    for (size_t i = 0; i < leaves->count; i++)
        ids[i] = leaves->items[i].id;
    TRY(db_select(cx, &SQL_LEAVE_TAKERS_OF, &row, ARGS(arg_list(cx->arena, ids, leaves->count))));
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = (struct leave_taker){
            row_int(row, 0), { .account = row_int(row, 2), .name = row_str(row, 3), .post = { .id = row_int(row, 1) } },
        };
    }
    return row_end(row);
}

static enum err get(struct ctx *cx, int64_t id, struct leave *out)
{
    struct leave_list found;
    struct row *row;

    TRY(db_select(cx, &SQL_LEAVE_READ, &row, ARGS(arg_int(id))));
    TRY(collect(cx, row, &found));
    if (found.count == 0)
        return ERR_NOT_FOUND;
    *out = found.items[0];
    return OK;
}

/* ---- the posts of today ---- */

static bool lasts(const struct leave *l, int64_t day)
{
    return l->ended_at == 0 && l->from_day <= day && day <= l->until_day;
}

/* The actor's own posts: those he stands in with do not make him a colleague. */
struct own { const struct post *posts; size_t count; };

static enum err add_posts(struct ctx *cx, const struct leave *l, const struct own *own, struct actor *actor)
{
    struct colleague_list takers;
    struct tenure_list held;

    TRY(leave_takers(cx, l->id, &takers));
    TRY(tenure_of_account(cx, l->account, &held));
    for (size_t i = 0; i < takers.count; i++)
        for (size_t k = 0; k < held.count; k++) {
            struct tenure *t = &held.items[k];
            if (takers.items[i].account != actor->account || t->post.id != takers.items[i].post.id ||
                !tenure_in_force(t, day_of(cx->now)) || !standin_of_office(t, actor->account, own->posts, own->count))
                continue;
            t->post.for_account = l->account;
            t->post.for_name = l->name;
            actor->posts[actor->post_count++] = t->post;
            actor->roles |= ROLES(t->post.role);
        }
    return OK;
}

static enum err add_stood_in(struct ctx *cx, const struct leave_list *absent, struct actor *actor)
{
    struct own own = { actor->posts, actor->post_count };
    size_t room = actor->post_count;

    for (size_t i = 0; i < absent->count; i++) {
        struct tenure_list held;
        TRY(tenure_of_account(cx, absent->items[i].account, &held));
        room += held.count;
    }
    actor->posts = ARENA_ARRAY(cx->arena, room, struct post);
    for (size_t i = 0; i < own.count; i++)
        actor->posts[i] = own.posts[i];
    for (size_t i = 0; i < absent->count; i++)
        if (lasts(&absent->items[i], day_of(cx->now)))
            TRY(add_posts(cx, &absent->items[i], &own, actor));
    return OK;
}

enum err leave_fill(struct ctx *cx, struct actor *actor)
{
    struct leave_list own, absent;
    int64_t today = day_of(cx->now);

    actor->leave = 0;
    TRY(of_account(cx, actor->account, today, &own));
    for (size_t i = 0; i < own.count; i++)
        if (lasts(&own.items[i], today)) {
            actor->leave = own.items[i].id;
            actor->post_count = 0;
            actor->roles = 0;
            return OK;
        }
    TRY(stood_in_by(cx, actor->account, today, &absent));
    return absent.count > 0 ? add_stood_in(cx, &absent, actor) : OK;
}

/* ---- entering ---- */

static bool known(struct str kind)
{
    for (const char *const *k = leave_kinds; *k != NULL; k++)
        if (str_is(kind, *k))
            return true;
    return false;
}

static enum err check_days(struct ctx *cx, const struct leave *l)
{
    size_t before = cx->gap_count;

    if (!known(l->kind))
        ctx_gap(cx, STR("kind"), "gap.leave.kind", STR(""));
    if (l->from_day < day_of(cx->now))
        ctx_gap(cx, STR("from"), "gap.leave.past", STR(""));
    if (l->until_day < l->from_day)
        ctx_gap(cx, STR("until"), "gap.leave.days", STR(""));
    else if (l->until_day - l->from_day >= LEAVE_DAYS_MAX)
        ctx_gap(cx, STR("until"), "gap.leave.long", STR("366"));
    return cx->gap_count > before ? ERR_INVALID : OK;
}

/* The first of the list that shares a day with l goes into a gap. */
static enum err refuse_overlap(struct ctx *cx, const struct leave *l, const struct leave_list *others, const char *key)
{
    for (size_t i = 0; i < others->count; i++) {
        const struct leave *o = &others->items[i];
        struct str detail;
        if (o->ended_at != 0 || o->from_day > l->until_day || o->until_day < l->from_day)
            continue;
        detail = arena_printf(cx->arena, "%.*s|%lld", STR_ARG(o->name), (long long)day_start(o->until_day));
        return ctx_gap(cx, STR("from"), key, detail);
    }
    return OK;
}

static enum err check_overlaps(struct ctx *cx, const struct leave *l, const struct colleague_list *takers)
{
    struct leave_list others;

    TRY(of_account(cx, l->account, l->from_day, &others));
    TRY(refuse_overlap(cx, l, &others, "gap.leave.own_overlap"));
    TRY(stood_in_by(cx, l->account, l->from_day, &others));
    TRY(refuse_overlap(cx, l, &others, "gap.leave.stands_in"));
    for (size_t i = 0; i < takers->count; i++) {
        TRY(of_account(cx, takers->items[i].account, l->from_day, &others));
        TRY(refuse_overlap(cx, l, &others, "gap.leave.standin_away"));
    }
    return OK;
}

static enum err find_taker(struct ctx *cx, const struct tenure *t, struct colleague_list *out)
{
    struct colleague taker;

    TRY(standin_taker(cx, t, &taker));
    if (taker.account == 0)
        return ctx_gap(cx, STR("standin"), "gap.leave.no_standin", STR(""));
    taker.post = t->post;
    out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
    out->items[out->count++] = taker;
    return OK;
}

/* Each post in force with who takes it; the post of the taker's entry is that of the absent. */
static enum err find_takers(struct ctx *cx, const struct leave *l, struct colleague_list *out)
{
    struct tenure_list held;
    size_t posts = 0;

    *out = (struct colleague_list){ 0 };
    TRY(tenure_of_account(cx, l->account, &held));
    for (size_t i = 0; i < held.count; i++) {
        const struct tenure *t = &held.items[i];
        if (!tenure_in_force(t, day_of(cx->now)))
            continue;
        if (!standin_may_rule(cx, t))
            return ctx_fail(cx, ERR_FORBIDDEN, "gap.forbidden", STR(""));
        posts++;
        if ((ROLES(t->post.role) & ROLES_STOOD_IN) != 0)
            TRY(find_taker(cx, t, out));
    }
    return posts > 0 ? OK : ERR_NOT_FOUND;
}

static struct val *say(struct ctx *cx, const struct leave *l, const struct colleague_list *takers)
{
    struct arena *a = cx->arena;
    struct val *p = val_map(a), *posts = val_list(a);

    for (size_t i = 0; i < takers->count; i++) {
        struct val *one = val_set_int(a, val_map(a), "post", takers->items[i].post.id);
        val_push(a, posts, val_set_int(a, one, "account", takers->items[i].account));
    }
    val_set_int(a, p, "leave", l->id);
    val_set_str(a, p, "kind", l->kind);
    val_set_int(a, p, "from_day", l->from_day);
    val_set_int(a, p, "until_day", l->until_day);
    return val_set(a, p, "posts", posts);
}

static enum err enter(struct ctx *cx, const void *args, void *out)
{
    struct leave l = *(const struct leave *)args;
    struct colleague_list takers;
    int64_t *id = out;

    TRY(tenure_renew(cx));
    TRY(check_days(cx, &l));
    TRY(find_takers(cx, &l, &takers));
    TRY(check_overlaps(cx, &l, &takers));
    *id = l.id = ids_next(cx->house->ids);
    return account_say(cx, l.account, "leave.entered", say(cx, &l, &takers));
}

enum err leave_enter(struct ctx *cx, struct leave *l)
{
    if (l->from_day == 0)
        l->from_day = day_of(cx->now);
    return command_run(cx, enter, l, &l->id);
}

/* ---- coming back ---- */

/* Whoever is on leave holds no posts: his own leave he ends as himself. */
static enum err may_end(struct ctx *cx, const struct leave *l)
{
    struct tenure_list held;
    bool rules = false;

    if (cx->actor != NULL && cx->actor->account == l->account)
        return OK;
    TRY(tenure_of_account(cx, l->account, &held));
    for (size_t i = 0; i < held.count; i++) {
        if (!tenure_in_force(&held.items[i], day_of(cx->now)))
            continue;
        rules = standin_may_rule(cx, &held.items[i]);
        if (!rules)
            break;
    }
    return rules ? OK : ctx_fail(cx, ERR_FORBIDDEN, "gap.forbidden", STR(""));
}

static enum err end(struct ctx *cx, const void *args, void *out)
{
    const int64_t *id = args;
    struct val *payload = val_map(cx->arena);
    struct leave l;

    (void)out;
    TRY(tenure_renew(cx));
    TRY(get(cx, *id, &l));
    TRY(may_end(cx, &l));
    if (l.ended_at != 0 || l.until_day < day_of(cx->now))
        return ctx_fail(cx, ERR_STATE, "gap.leave.over", STR(""));
    val_set_int(cx->arena, payload, "leave", l.id);
    return account_say(cx, l.account, "leave.ended", payload);
}

enum err leave_end(struct ctx *cx, int64_t id)
{
    return command_run(cx, end, &id, NULL);
}

/* ---- into the projection ---- */

enum err apply_leave_entered(struct ctx *cx, const struct event *ev)
{
    const struct val *p = ev->payload, *posts = val_at(p, "posts");
    int64_t id = val_num(p, "leave"), until_day = val_num(p, "until_day");

    TRY(db_put(cx, &SQL_LEAVE_WRITE,
               ARGS(arg_int(id), arg_int(ev->stream), arg_text(val_str(p, "kind")), arg_int(val_num(p, "from_day")),
                    arg_int(until_day), arg_int(ev->at), arg_int(ev->actor))));
    for (size_t i = 0; i < posts->count; i++)
        TRY(db_put(cx, &SQL_LEAVE_WRITE_POST,
                   ARGS(arg_int(id), arg_int(val_num(posts->items[i], "post")),
                        arg_int(val_num(posts->items[i], "account")), arg_int(until_day))));
    return OK;
}

enum err apply_leave_ended(struct ctx *cx, const struct event *ev)
{
    return db_put(cx, &SQL_LEAVE_SET_ENDED, ARGS(arg_int(val_num(ev->payload, "leave")), arg_int(ev->at)));
}
