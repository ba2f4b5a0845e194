/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/original.h"

#include "domain/actor.h"
#include "domain/case.h"
#include "domain/command.h"
#include "domain/original.sql.h"
#include "domain/tenure.h"
#include "pack/pack.h"
#include "store/db.h"

const char *const original_holders[] = { "village", "courier", "township", "county", NULL };

/* ---- reading ---- */

enum err original_of_case(struct ctx *cx, int64_t case_id, struct original_list *out)
{
    struct row *row;

    *out = (struct original_list){ 0 };
    TRY(db_select(cx, &SQL_ORIGINAL_READ, &row, ARGS(arg_int(case_id))));
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = (struct original){
            .case_id = row_int(row, 0), .n = row_int(row, 1), .name = row_str(row, 2), .pages = row_int(row, 3),
            .owner = row_str(row, 4), .taken_at = row_int(row, 5), .holder_kind = row_str(row, 6), .holder = row_str(row, 7),
            .held_since = row_int(row, 8), .returned_at = row_int(row, 9), .proof = row_str(row, 10),
        };
    }
    return row_end(row);
}

enum err original_moves(struct ctx *cx, int64_t case_id, struct original_move_list *out)
{
    struct row *row;

    *out = (struct original_move_list){ 0 };
    TRY(db_select(cx, &SQL_ORIGINAL_READ_MOVES, &row, ARGS(arg_int(case_id))));
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = (struct original_move){
            .n = row_int(row, 0), .at = row_int(row, 1), .from_kind = row_str(row, 2), .from_name = row_str(row, 3),
            .to_kind = row_str(row, 4), .to_name = row_str(row, 5), .by_name = row_str(row, 6),
        };
    }
    return row_end(row);
}

enum err original_open(struct ctx *cx, int64_t case_id, int64_t *out)
{
    struct row *row;

    *out = 0;
    TRY(db_select(cx, &SQL_ORIGINAL_COUNT_OPEN, &row, ARGS(arg_int(case_id))));
    if (row_next(row))
        *out = row_int(row, 0);
    return row_end(row);
}

enum err original_reminders(struct ctx *cx, int64_t place, size_t limit, struct original_reminder_list *out)
{
    int64_t first, last;
    struct row *row;

    *out = (struct original_reminder_list){ 0 };
    division_range(place, &first, &last);
    TRY(db_select(cx, &SQL_ORIGINAL_LEFT_BEHIND, &row, ARGS(arg_int(first), arg_int(last), arg_int((int64_t)limit))));
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = (struct original_reminder){
            .case_id = row_int(row, 0), .number = row_str(row, 1), .applicant_name = row_str(row, 2), .count = row_int(row, 3),
            .place = row_int(row, 4), .department = row_str(row, 5), .item = row_str(row, 6),
        };
    }
    return row_end(row);
}

/* ---- what every act asks ---- */

static enum err load(struct ctx *cx, int64_t case_id, struct case_file *c, struct original_list *there)
{
    TRY(tenure_renew(cx));
    TRY(case_see(cx, case_id, c));
    return original_of_case(cx, case_id, there);
}

static enum err check_name(struct ctx *cx, const char *field, struct str name)
{
    size_t chars = str_chars(str_trim(name));

    return chars >= 2 && chars <= ORIGINAL_NAME_CHARS_MAX ? OK : ctx_gap(cx, str_of(field), "gap.original.name", STR(""));
}

static const struct original *find(const struct original_list *all, int64_t n)
{
    for (size_t i = 0; i < all->count; i++)
        if (all->items[i].n == n)
            return &all->items[i];
    return NULL;
}

/* Every one that is named is there and not back yet. */
static enum err check_chosen(struct ctx *cx, const struct original_list *all, const int64_t *n, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct original *o = find(all, n[i]);
        if (o == NULL || o->returned_at != 0)
            return ctx_gap(cx, STR("n"), "gap.original.gone", o != NULL ? o->name : STR(""));
    }
    return count > 0 ? OK : ctx_gap(cx, STR("n"), "gap.original.none", STR(""));
}

static bool known_holder(struct str kind)
{
    for (size_t i = 0; original_holders[i] != NULL; i++)
        if (str_is(kind, original_holders[i]))
            return true;
    return false;
}

static enum err say(struct ctx *cx, const struct case_file *c, const char *type, struct val *list, struct val *payload)
{
    struct event ev;

    val_set(cx->arena, payload, "originals", list);
    return event_append(cx, &(struct event_new){ .kind = STREAM_CASE, .stream = c->id, .type = type,
                                                 .pack = c->pack_version, .payload = payload }, &ev);
}

/* Names with their holder before, so that the hand-over itself says from whom. */
static struct val *say_chosen(struct ctx *cx, const struct original_list *all, const int64_t *n, size_t count)
{
    struct arena *a = cx->arena;
    struct val *list = val_list(a);

    for (size_t i = 0; i < count; i++) {
        const struct original *o = find(all, n[i]);
        struct val *m = val_set_int(a, val_map(a), "n", o->n);
        val_set_str(a, m, "from_kind", o->holder_kind);
        val_push(a, list, val_set_str(a, m, "from", o->holder));
    }
    return list;
}

/* ---- taking ---- */

static enum err check_taking(struct ctx *cx, const struct original_taking *t, const struct original_list *there)
{
    enum err e = t->count > 0 ? OK : ctx_gap(cx, STR("originals"), "gap.original.empty", STR(""));

    if (there->count + t->count > ORIGINALS_MAX)
        return ctx_fail(cx, ERR_LIMIT, "gap.original.too_many", arena_printf(cx->arena, "%d", ORIGINALS_MAX));
    for (size_t i = 0; i < t->count; i++) {
        if (check_name(cx, "originals", t->items[i].name) != OK)
            e = ERR_INVALID;
        if (t->items[i].pages < 1 || t->items[i].pages > ORIGINAL_PAGES_MAX)
            e = ctx_gap(cx, STR("originals"), "gap.original.pages", t->items[i].name);
    }
    return check_name(cx, "owner", t->owner) == OK ? e : ERR_INVALID;
}

/* Whose hands they are in now: the room or window of the actor. */
static const char *own_kind(const struct ctx *cx)
{
    static const char *const kinds[] = { [LEVEL_COUNTY] = "county", [LEVEL_TOWNSHIP] = "township", [LEVEL_VILLAGE] = "village" };

    return cx->actor->post_count > 0 ? kinds[division_level(cx->actor->posts[0].place)] : "village";
}

static enum err take(struct ctx *cx, const void *args, void *out)
{
    const struct original_taking *t = args;
    struct arena *a = cx->arena;
    struct val *list = val_list(a), *payload = val_map(a);
    struct original_list there;
    struct case_file c;

    (void)out;
    TRY(load(cx, t->case_id, &c, &there));
    TRY(check_taking(cx, t, &there));
    for (size_t i = 0; i < t->count; i++) {
        struct val *m = val_set_int(a, val_map(a), "n", (int64_t)(there.count + i + 1));
        val_set_str(a, m, "name", str_trim(t->items[i].name));
        val_push(a, list, val_set_int(a, m, "pages", t->items[i].pages));
    }
    val_set_str(a, payload, "owner", str_trim(t->owner));
    val_set_int(a, payload, "place", c.place);
    val_set_str(a, payload, "to_kind", str_of(own_kind(cx)));
    val_set_str(a, payload, "to", cx->actor->name);
    return say(cx, &c, "case.originals_taken", list, payload);
}

enum err original_take(struct ctx *cx, const struct original_taking *t)
{
    return command_run(cx, take, t, NULL);
}

/* ---- handing on ---- */

static enum err hand(struct ctx *cx, const void *args, void *out)
{
    const struct original_handing *h = args;
    struct val *payload = val_map(cx->arena);
    struct original_list there;
    struct case_file c;
    enum err name, chosen;

    (void)out;
    TRY(load(cx, h->case_id, &c, &there));
    chosen = check_chosen(cx, &there, h->n, h->count);
    name = check_name(cx, "to_name", h->to_name);
    if (!known_holder(h->to_kind))
        return ctx_gap(cx, STR("to_kind"), "gap.required", STR(""));
    TRY(chosen != OK ? chosen : name);
    val_set_str(cx->arena, payload, "to_kind", h->to_kind);
    val_set_str(cx->arena, payload, "to", str_trim(h->to_name));
    return say(cx, &c, "case.originals_handed", say_chosen(cx, &there, h->n, h->count), payload);
}

enum err original_hand(struct ctx *cx, const struct original_handing *h)
{
    return command_run(cx, hand, h, NULL);
}

/* ---- giving back ---- */

static enum err give_back(struct ctx *cx, const void *args, void *out)
{
    const struct original_return *r = args;
    size_t chars = str_chars(str_trim(r->proof));
    struct val *payload = val_map(cx->arena);
    struct original_list there;
    struct case_file c;
    enum err name, chosen;

    (void)out;
    TRY(load(cx, r->case_id, &c, &there));
    chosen = check_chosen(cx, &there, r->n, r->count);
    name = check_name(cx, "to_name", r->to_name);
    if (chars < ORIGINAL_PROOF_CHARS_MIN || chars > ORIGINAL_PROOF_CHARS_MAX)
        return ctx_gap(cx, STR("proof"), "gap.original.proof", STR(""));
    TRY(chosen != OK ? chosen : name);
    val_set_str(cx->arena, payload, "to_kind", STR("owner"));
    val_set_str(cx->arena, payload, "to", str_trim(r->to_name));
    val_set_str(cx->arena, payload, "proof", str_trim(r->proof));
    return say(cx, &c, "case.originals_returned", say_chosen(cx, &there, r->n, r->count), payload);
}

enum err original_give_back(struct ctx *cx, const struct original_return *r)
{
    return command_run(cx, give_back, r, NULL);
}

/* ---- into the projection ---- */

static enum err write_state(struct ctx *cx, const struct event *ev, const struct val *m)
{
    const struct val *p = ev->payload;
    struct arg id = arg_int(ev->stream), n = arg_int(val_num(m, "n")), at = arg_int(ev->at);
    struct arg kind = arg_text(val_str(p, "to_kind")), to = arg_text(val_str(p, "to"));

    if (str_is(ev->type, "case.originals_taken"))
        return db_put(cx, &SQL_ORIGINAL_WRITE, ARGS(id, n, arg_text(val_str(m, "name")), arg_int(val_num(m, "pages")),
                                                    arg_text(val_str(p, "owner")), arg_int(val_num(p, "place")), at, kind, to));
    if (str_is(ev->type, "case.originals_returned"))
        return db_put(cx, &SQL_ORIGINAL_END, ARGS(id, n, to, at, arg_text(val_str(p, "proof"))));
    return db_put(cx, &SQL_ORIGINAL_MOVE_ON, ARGS(id, n, kind, to, at));
}

enum err apply_originals(struct ctx *cx, const struct event *ev)
{
    const struct val *list = val_at(ev->payload, "originals");
    bool taken = str_is(ev->type, "case.originals_taken");

    for (size_t i = 0; i < list->count; i++) {
        const struct val *m = list->items[i];
        struct str kind = taken ? STR("owner") : val_str(m, "from_kind");
        struct str name = taken ? val_str(ev->payload, "owner") : val_str(m, "from");
        TRY(write_state(cx, ev, m));
        TRY(db_put(cx, &SQL_ORIGINAL_WRITE_MOVE,
                   ARGS(arg_int(ev->stream), arg_int(ev->seq), arg_int(val_num(m, "n")), arg_int(ev->at), arg_text(kind),
                        arg_text(name), arg_text(val_str(ev->payload, "to_kind")), arg_text(val_str(ev->payload, "to")),
                        arg_text(ev->actor_name))));
    }
    return apply_case_note(cx, ev);
}
