/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/attempt.h"

#include "domain/actor.h"
#include "domain/attempt.sql.h"
#include "domain/case.h"
#include "domain/command.h"
#include "domain/tenure.h"
#include "store/db.h"

struct keeping { int64_t case_id; const char *rule; struct str what; };

static void say_post(struct ctx *cx, const struct case_file *c, struct val *payload)
{
    const struct post *post = actor_sees(cx, c->place, c->department, c->item);
    struct val *by = val_map(cx->arena);

    if (post == NULL)
        return;
    val_set_str(cx->arena, by, "role", str_of(role_name(post->role)));
    val_set_int(cx->arena, by, "place", post->place);
    val_set_str(cx->arena, by, "department", post->department);
    val_set(cx->arena, payload, "by", by);
}

static enum err keep(struct ctx *cx, const void *args, void *out)
{
    const struct keeping *k = args;
    struct val *payload = val_map(cx->arena);
    struct case_file c;
    struct event ev;

    (void)out;
    TRY(tenure_renew(cx));
    TRY(case_get(cx, k->case_id, &c));
    val_set_str(cx->arena, payload, "rule", str_of(k->rule));
    val_set_str(cx->arena, payload, "what", k->what);
    say_post(cx, &c, payload);
    return event_append(cx, &(struct event_new){ .kind = STREAM_CASE, .stream = c.id, .type = "case.attempt",
                                                 .pack = c.pack_version, .payload = payload }, &ev);
}

enum err attempt_keep(struct ctx *cx, int64_t case_id, const char *rule, struct str what, enum err why)
{
    struct keeping args = { case_id, rule, what };

    TRY(command_run(cx, keep, &args, NULL));
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
