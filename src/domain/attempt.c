/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/attempt.h"

#include "domain/actor.h"
#include "domain/attempt.sql.h"
#include "domain/case.h"
#include "domain/command.h"
#include "domain/draft.h"
#include "domain/house.h"
#include "domain/tenure.h"
#include "pack/pack.h"
#include "store/db.h"

struct keeping { int64_t subject; const char *rule; struct str what; };

static void say_post(struct ctx *cx, const struct post *post, struct val *payload)
{
    struct val *by = val_map(cx->arena);

    if (post == NULL)
        return;
    val_set_str(cx->arena, by, "role", str_of(role_name(post->role)));
    val_set_int(cx->arena, by, "place", post->place);
    val_set_str(cx->arena, by, "department", post->department);
    val_set(cx->arena, payload, "by", by);
}

static struct val *say(struct ctx *cx, const struct keeping *k)
{
    struct val *payload = val_set_str(cx->arena, val_map(cx->arena), "rule", str_of(k->rule));

    return val_set_str(cx->arena, payload, "what", k->what);
}

static enum err keep(struct ctx *cx, const void *args, void *out)
{
    const struct keeping *k = args;
    struct val *payload = say(cx, k);
    struct case_file c;
    struct event ev;

    (void)out;
    TRY(tenure_renew(cx));
    TRY(case_get(cx, k->subject, &c));
    say_post(cx, actor_sees(cx, c.place, c.department, c.item), payload);
    return event_append(cx, &(struct event_new){ .kind = STREAM_CASE, .stream = c.id, .type = "case.attempt",
                                                 .pack = c.pack_version, .payload = payload }, &ev);
}

enum err attempt_keep(struct ctx *cx, int64_t case_id, const char *rule, struct str what, enum err why)
{
    struct keeping args = { case_id, rule, what };

    TRY(command_run(cx, keep, &args, NULL));
    return why;
}

static enum err keep_filing(struct ctx *cx, const void *args, void *out)
{
    const struct keeping *k = args;
    struct val *payload = say(cx, k);
    const struct item *item;
    struct event ev;
    struct draft d;

    (void)out;
    TRY(tenure_renew(cx));
    TRY(draft_get(cx, k->subject, &d));
    item = pack_item(cx->house->pack, d.item);
    if (item != NULL)
        say_post(cx, actor_sees(cx, d.place, item->department->code, d.item), payload);
    return event_append(cx, &(struct event_new){ .kind = STREAM_DRAFT, .stream = d.id, .type = "draft.attempt",
                                                 .pack = cx->house->pack->version, .payload = payload }, &ev);
}

enum err attempt_keep_filing(struct ctx *cx, int64_t draft, const char *rule, struct str what, enum err why)
{
    struct keeping args = { draft, rule, what };

    if (cx->actor == NULL || cx->actor->account == 0)
        return why;
    TRY(command_run(cx, keep_filing, &args, NULL));
    return why;
}

enum err attempt_of_case(struct ctx *cx, int64_t case_id, struct attempt_list *out)
{
    struct row *row;

    *out = (struct attempt_list){ 0 };
    TRY(db_select(cx, &SQL_ATTEMPT_OF_CASE, &row, ARGS(arg_int(case_id))));
    while (row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        out->items[out->count++] = (struct attempt){
            .case_id = case_id, .seq = row_int(row, 0), .at = row_int(row, 1), .rule = row_str(row, 2), .what = row_str(row, 3),
            .role = (enum role)row_int(row, 4), .place = row_int(row, 5), .department = row_str(row, 6),
            .actor = row_int(row, 7), .actor_name = row_str(row, 8),
        };
    }
    return row_end(row);
}

enum err attempt_say_filed(struct ctx *cx, int64_t draft, struct val *payload)
{
    struct row *row;

    TRY(db_select(cx, &SQL_ATTEMPT_ANY, &row, ARGS(arg_int(draft))));
    if (row_next(row))
        val_set_int(cx->arena, payload, "tried", draft);
    return row_end(row);
}

enum err apply_attempt(struct ctx *cx, const struct event *ev)
{
    const struct val *by = val_at(ev->payload, "by");
    enum role role = ROLE_COUNT;

    if (val_has(by, "role"))
        TRY(role_of(val_str(by, "role"), &role));
    return db_put(cx, &SQL_ATTEMPT_WRITE,
                  ARGS(arg_int(ev->stream), arg_int(ev->seq), arg_int(ev->at), arg_text(val_str(ev->payload, "rule")),
                       arg_text(val_str(ev->payload, "what")), arg_int(role), arg_int(val_num(by, "place")),
                       arg_text(val_str(by, "department")), arg_int(ev->actor), arg_text(ev->actor_name)));
}

enum err apply_attempt_filed(struct ctx *cx, const struct event *ev)
{
    int64_t draft = val_num(ev->payload, "tried");

    return draft != 0 ? db_put(cx, &SQL_ATTEMPT_FILED, ARGS(arg_int(draft), arg_int(ev->stream))) : OK;
}
