/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/tenure.h"

#include "base/calendar.h"
#include "base/json.h"
#include "domain/account.h"
#include "domain/actor.h"
#include "domain/command.h"
#include "domain/house.h"
#include "domain/ids.h"
#include "domain/leave.h"
#include "domain/tenure.sql.h"
#include "pack/pack.h"
#include "store/db.h"

/* ---- reading ---- */

bool tenure_in_force(const struct tenure *t, int64_t day)
{
    return t->ended_at == 0 && t->from_day <= day && (t->until_day == 0 || day <= t->until_day);
}

static enum err read_items(struct ctx *cx, struct str json, struct post *out)
{
    struct val *list;

    TRY(json_read(cx->arena, json, &list, NULL));
    out->items = ARENA_ARRAY(cx->arena, list->count, struct str);
    for (; out->item_count < list->count; out->item_count++)
        out->items[out->item_count] = list->items[out->item_count]->text;
    return OK;
}

static enum err from_row(struct ctx *cx, struct row *row, struct tenure *t)
{
    *t = (struct tenure){
        .post = { .id = row_int(row, 0), .place = row_int(row, 3), .department = row_str(row, 4) },
        .account = row_int(row, 1), .from_day = row_int(row, 6), .until_day = row_int(row, 7), .ended_at = row_int(row, 8),
    };
    if (role_of(row_str(row, 2), &t->post.role) != OK)
        return ERR_INTERNAL;
    return read_items(cx, row_str(row, 5), &t->post) == OK ? OK : ERR_INTERNAL;
}

static enum err collect(struct ctx *cx, struct row *row, struct tenure_list *out)
{
    enum err e = OK, end;

    *out = (struct tenure_list){ 0 };
    while (e == OK && row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        e = from_row(cx, row, &out->items[out->count++]);
    }
    end = row_end(row);
    return e != OK ? e : end;
}

enum err tenure_of_account(struct ctx *cx, int64_t account, struct tenure_list *out)
{
    struct row *row;

    TRY(db_select(cx, &SQL_TENURE_BY_ACCOUNT, &row, ARGS(arg_int(account))));
    return collect(cx, row, out);
}

/* ---- who may ---- */

enum err tenure_require(struct ctx *cx, enum role role)
{
    struct tenure_list mine = { 0 };

    if (cx->actor != NULL)
        TRY(tenure_of_account(cx, cx->actor->account, &mine));
    for (size_t i = 0; i < mine.count; i++)
        if (mine.items[i].post.role == role && tenure_in_force(&mine.items[i], day_of(cx->now)))
            return OK;
    return ctx_fail(cx, ERR_FORBIDDEN, "gap.forbidden", STR(""));
}

static enum err require_for_other(struct ctx *cx, int64_t account)
{
    TRY(tenure_require(cx, ROLE_SECADMIN));
    if (cx->actor->account == account)
        return ctx_fail(cx, ERR_FORBIDDEN, "gap.post.own", STR(""));
    return OK;
}

/* ---- giving a post ---- */

/* At which levels a role exists. A village is no organ: nothing is decided there (行政许可法 24). */
static bool exists_at(enum role role, enum level level)
{
    static const uint32_t village = ROLES(ROLE_CLERK) | ROLES(ROLE_AGENT);
    static const uint32_t township = ROLES(ROLE_CLERK) | ROLES(ROLE_HANDLER) | ROLES(ROLE_CHECKER) | ROLES(ROLE_APPROVER)
                                   | ROLES(ROLE_HEAD) | ROLES(ROLE_EXPERT) | ROLES(ROLE_MANAGER) | ROLES(ROLE_SUPERVISOR)
                                   | ROLES(ROLE_LEADER) | ROLES(ROLE_EDITOR) | ROLES(ROLE_AGENT);

    return level == LEVEL_COUNTY || (ROLES(role) & (level == LEVEL_VILLAGE ? village : township)) != 0;
}

static void check_place(struct ctx *cx, const struct post *p)
{
    if (pack_division(cx->house->pack, p->place) == NULL)
        ctx_gap(cx, STR("place"), "gap.place.unknown", STR(""));
    else if (!exists_at(p->role, division_level(p->place)))
        ctx_gap(cx, STR("place"), "gap.post.level", STR(""));
}

static void check_items(struct ctx *cx, const struct post *p)
{
    if (p->item_count > TENURE_ITEMS_MAX) {
        ctx_gap(cx, STR("items"), "gap.too_many", STR("200"));
        return;
    }
    for (size_t i = 0; i < p->item_count; i++)
        if (pack_item(cx->house->pack, p->items[i]) == NULL)
            ctx_gap(cx, STR("items"), "gap.item.unknown", p->items[i]);
}

static enum err check(struct ctx *cx, const struct tenure *t)
{
    size_t before = cx->gap_count;

    if (t->post.department.len > 0 && pack_department(cx->house->pack, t->post.department) == NULL)
        ctx_gap(cx, STR("department"), "gap.department.unknown", t->post.department);
    if (t->until_day != 0 && t->until_day < t->from_day)
        ctx_gap(cx, STR("until"), "gap.post.days", STR(""));
    check_place(cx, &t->post);
    check_items(cx, &t->post);
    return cx->gap_count > before ? ERR_INVALID : OK;
}

/* Two posts that may not lie in one hand, now or later. */
static bool exclusive(const struct tenure *held, const struct post *new, int64_t today)
{
    bool over = held->ended_at != 0 || (held->until_day != 0 && held->until_day < today);

    return !over && ((ROLES(held->post.role) | ROLES(new->role)) & ROLES_ADMIN) != 0;
}

static enum err check_exclusive(struct ctx *cx, const struct tenure *t)
{
    struct tenure_list held;

    TRY(tenure_of_account(cx, t->account, &held));
    for (size_t i = 0; i < held.count; i++)
        if (exclusive(&held.items[i], &t->post, day_of(cx->now)))
            return ctx_fail(cx, ERR_CONFLICT, "gap.post.admin_exclusive", str_of(role_name(held.items[i].post.role)));
    return OK;
}

static struct val *payload_of(struct ctx *cx, const struct tenure *t)
{
    struct arena *a = cx->arena;
    struct val *p = val_map(a), *items = val_list(a);

    for (size_t i = 0; i < t->post.item_count; i++)
        val_push(a, items, val_text(a, t->post.items[i]));
    val_set_int(a, p, "post", t->post.id);
    val_set_str(a, p, "role", str_of(role_name(t->post.role)));
    val_set_int(a, p, "place", t->post.place);
    val_set_str(a, p, "department", t->post.department);
    val_set(a, p, "items", items);
    val_set_int(a, p, "from_day", t->from_day);
    val_set_int(a, p, "until_day", t->until_day);
    return p;
}

enum err tenure_make(struct ctx *cx, struct tenure *t)
{
    struct event ev;

    TRY(check_exclusive(cx, t));
    t->post.id = ids_next(cx->house->ids);
    return event_append(cx, &(struct event_new){ .kind = STREAM_ACCOUNT, .stream = t->account, .type = "post.assigned",
                                                 .payload = payload_of(cx, t) }, &ev);
}

static enum err assign(struct ctx *cx, const void *args, void *out)
{
    struct tenure t = *(const struct tenure *)args;
    struct account account;
    int64_t *id = out;

    TRY(require_for_other(cx, t.account));
    TRY(account_get(cx, t.account, &account));
    if (account.closed_at != 0)
        return ERR_NOT_FOUND;
    TRY(tenure_make(cx, &t));
    *id = t.post.id;
    return OK;
}

enum err tenure_assign(struct ctx *cx, struct tenure *t)
{
    if (t->from_day == 0)
        t->from_day = day_of(cx->now);
    TRY(check(cx, t));
    return command_run(cx, assign, t, &t->post.id);
}

/* ---- ending it ---- */

static enum err say_ended(struct ctx *cx, const struct tenure *t)
{
    struct event ev;
    struct val *payload = val_map(cx->arena);

    val_set_int(cx->arena, payload, "post", t->post.id);
    return event_append(cx, &(struct event_new){ .kind = STREAM_ACCOUNT, .stream = t->account, .type = "post.ended",
                                                 .payload = payload }, &ev);
}

static enum err end(struct ctx *cx, const void *args, void *out)
{
    const int64_t *id = args;
    struct tenure_list found;
    struct row *row;

    (void)out;
    TRY(db_select(cx, &SQL_TENURE_READ, &row, ARGS(arg_int(*id))));
    TRY(collect(cx, row, &found));
    if (found.count == 0)
        return ERR_NOT_FOUND;
    TRY(require_for_other(cx, found.items[0].account));
    if (found.items[0].ended_at != 0)
        return ctx_fail(cx, ERR_STATE, "gap.post.ended", STR(""));
    return say_ended(cx, &found.items[0]);
}

enum err tenure_end(struct ctx *cx, int64_t id)
{
    return command_run(cx, end, &id, NULL);
}

enum err tenure_end_all(struct ctx *cx, int64_t account)
{
    struct tenure_list held;

    TRY(tenure_of_account(cx, account, &held));
    for (size_t i = 0; i < held.count; i++)
        if (held.items[i].ended_at == 0)
            TRY(say_ended(cx, &held.items[i]));
    return OK;
}

/* ---- into the projection ---- */

enum err apply_post_assigned(struct ctx *cx, const struct event *ev)
{
    const struct val *p = ev->payload;

    return db_put(cx, &SQL_TENURE_WRITE,
                  ARGS(arg_int(val_num(p, "post")), arg_int(ev->stream), arg_text(val_str(p, "role")),
                       arg_int(val_num(p, "place")), arg_text(val_str(p, "department")),
                       arg_text(json_write(cx->arena, val_at(p, "items"))), arg_int(val_num(p, "from_day")),
                       arg_int(val_num(p, "until_day"))));
}

enum err apply_post_ended(struct ctx *cx, const struct event *ev)
{
    return db_put(cx, &SQL_TENURE_SET_ENDED, ARGS(arg_int(val_num(ev->payload, "post")), arg_int(ev->at)));
}

/* on_leave: he is, or stands in for somebody, now or later; who holds nothing is asked about himself. */
static enum err of_reader(struct ctx *cx, int64_t account, struct tenure_list *out, bool *on_leave)
{
    enum err e = OK, end;
    struct row *row;

    *out = (struct tenure_list){ 0 };
    *on_leave = true;
    TRY(db_select(cx, &SQL_TENURE_OF_READER, &row, ARGS(arg_int(account), arg_int(day_of(cx->now)))));
    while (e == OK && row_next(row)) {
        *on_leave = row_int(row, 9) != 0;
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        e = from_row(cx, row, &out->items[out->count++]);
    }
    end = row_end(row);
    return e != OK ? e : end;
}

enum err tenure_fill(struct ctx *cx, struct actor *actor)
{
    struct tenure_list held;
    bool on_leave;

    TRY(of_reader(cx, actor->account, &held, &on_leave));
    actor->posts = ARENA_ARRAY(cx->arena, held.count, struct post);
    actor->post_count = 0;
    actor->roles = 0;
    for (size_t i = 0; i < held.count; i++)
        if (tenure_in_force(&held.items[i], day_of(cx->now))) {
            actor->posts[actor->post_count++] = held.items[i].post;
            actor->roles |= ROLES(held.items[i].post.role);
        }
    actor->leave = 0;
    return on_leave ? leave_fill(cx, actor) : OK;
}

enum err tenure_renew(struct ctx *cx)
{
    struct actor *fresh;

    if (cx->actor == NULL || cx->actor->account == 0)
        return OK;
    fresh = ARENA_NEW(cx->arena, struct actor);
    *fresh = *cx->actor;
    TRY(tenure_fill(cx, fresh));
    cx->actor = fresh;
    return OK;
}
