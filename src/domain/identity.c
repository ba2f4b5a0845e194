/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/identity.h"

#include "domain/actor.h"
#include "domain/command.h"
#include "domain/draft.h"
#include "domain/identity.sql.h"
#include "domain/said.h"
#include "domain/sealed.h"
#include "store/db.h"

static const char PURPOSE[] = "identity";

const char *const identity_ways[] = { "card", "video", "known", "call_back", NULL };

enum err identity_check(struct ctx *cx, struct str how, struct str note)
{
    bool known = false;

    for (size_t i = 0; identity_ways[i] != NULL; i++)
        known = known || str_is(how, identity_ways[i]);
    if (!known)
        return ctx_gap(cx, STR("identity.how"), "gap.identity.how", STR(""));
    if (str_chars(note) > IDENTITY_NOTE_CHARS_MAX)
        return ctx_gap(cx, STR("identity.note"), "gap.too_long", STR("200"));
    return OK;
}

struct val *identity_say(struct ctx *cx, const struct identity *i)
{
    struct arena *a = cx->arena;
    struct val *m = val_set_str(a, val_map(a), "how", i->how);

    val_set_int(a, m, "at", i->at);
    val_set_int(a, m, "by", i->by);
    val_set_str(a, m, "by_name", i->by_name);
    return i->note.len > 0 ? val_set_str(a, m, "note", i->note) : m;
}

static struct identity from_val(const struct val *m)
{
    return (struct identity){ .how = val_str(m, "how"), .note = val_str(m, "note"), .at = val_num(m, "at"),
                              .by = val_num(m, "by"), .by_name = val_str(m, "by_name") };
}

enum err identity_write(struct ctx *cx, int64_t subject, const struct identity *i)
{
    return db_put(cx, &SQL_IDENTITY_PUT,
                  ARGS(arg_int(subject), arg_bytes(sealed_write(cx, PURPOSE, identity_say(cx, i)))));
}

struct noting { int64_t draft; struct str how, note; };

static enum err note(struct ctx *cx, const void *args, void *out)
{
    const struct noting *n = args;
    struct identity i = { .how = n->how, .note = str_trim(n->note), .at = cx->now, .by = cx->actor->account,
                          .by_name = cx->actor->name };
    struct draft d;

    (void)out;
    TRY(draft_get(cx, n->draft, &d));
    if (d.case_id != 0)
        return ctx_fail(cx, ERR_STATE, "gap.draft.submitted", STR(""));
    TRY(identity_check(cx, i.how, i.note));
    return identity_write(cx, n->draft, &i);
}

enum err identity_note(struct ctx *cx, int64_t draft, struct str how, struct str text)
{
    struct noting args = { draft, how, text };

    return command_run(cx, note, &args, NULL);
}

enum err identity_of_draft(struct ctx *cx, int64_t draft, struct identity *out)
{
    struct str sealed = STR("");
    struct row *row;
    struct val *m;

    *out = (struct identity){ 0 };
    TRY(db_select(cx, &SQL_IDENTITY_READ, &row, ARGS(arg_int(draft))));
    if (row_next(row))
        sealed = row_str(row, 0);
    TRY(row_end(row));
    if (sealed.len == 0)
        return OK;
    TRY(sealed_read(cx, PURPOSE, sealed, &m));
    *out = from_val(m);
    return OK;
}

static void add(struct ctx *cx, struct identity_list *out, const struct val *said)
{
    struct identity one = from_val(said);

    if (one.how.len == 0 || (out->count > 0 && out->items[out->count - 1].at == one.at))
        return;
    out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
    out->items[out->count++] = one;
}

enum err identity_of_case(struct ctx *cx, int64_t case_id, struct identity_list *out)
{
    const struct val *last;
    struct event received;
    enum err e = event_at(cx, STREAM_CASE, case_id, 1, &received);

    *out = (struct identity_list){ 0 };
    if (e != OK && e != ERR_NOT_FOUND)
        return e;
    if (e == OK)
        add(cx, out, val_at(received.payload, "identity"));
    TRY(said_last(cx, case_id, SAID_IDENTITY, &last));
    add(cx, out, last);
    return OK;
}

enum err identity_clear(struct ctx *cx, int64_t subject)
{
    return db_put(cx, &SQL_IDENTITY_REMOVE, ARGS(arg_int(subject)));
}
