/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/event.h"

#include "base/json.h"
#include "domain/actor.h"
#include "domain/apply.h"
#include "domain/event.sql.h"
#include "domain/house.h"
#include "domain/ids.h"
#include "secure/secure.h"
#include "store/db.h"

enum { SALT_BYTES = 16, SCHEMA_VERSION = 1 };

static struct str fresh_salt(struct ctx *cx)
{
    char *salt = arena_alloc(cx->arena, SALT_BYTES);

    secure_random(salt, SALT_BYTES);
    return (struct str){ salt, SALT_BYTES };
}

static enum err read_stream(struct ctx *cx, enum stream_kind kind, int64_t id, int64_t *seq, struct str *salt)
{
    struct row *row;

    *seq = 0;
    TRY(db_select(cx, &SQL_EVENT_STREAM_READ, &row, ARGS(arg_int(kind), arg_int(id))));
    if (row_next(row)) {
        *seq = row_int(row, 0);
        *salt = row_str(row, 1);
    }
    return row_end(row);
}

/* Takes the next number of the stream, making the stream with its key salt when it is new. */
static enum err step_stream(struct ctx *cx, enum stream_kind kind, int64_t id, int64_t *seq, struct str *salt)
{
    TRY(read_stream(cx, kind, id, seq, salt));
    if ((*seq)++ > 0)
        return db_put(cx, &SQL_EVENT_STREAM_STEP, ARGS(arg_int(kind), arg_int(id), arg_int(*seq)));
    *salt = fresh_salt(cx);
    return db_put(cx, &SQL_EVENT_STREAM_MAKE, ARGS(arg_int(kind), arg_int(id), arg_bytes(*salt)));
}

static struct str header(struct ctx *cx, const struct event *ev, struct str hash)
{
    struct arena *a = cx->arena;
    struct val *h = val_map(a);

    val_set_int(a, h, "v", SCHEMA_VERSION);
    val_set_str(a, h, "type", ev->type);
    val_set_int(a, h, "kind", ev->kind);
    val_set_int(a, h, "stream", ev->stream);
    val_set_int(a, h, "seq", ev->seq);
    val_set_int(a, h, "node", ev->node);
    val_set_int(a, h, "node_seq", ev->node_seq);
    val_set_int(a, h, "actor", ev->actor);
    val_set_str(a, h, "actor_name", ev->actor_name);
    val_set_int(a, h, "mandate", ev->mandate);
    val_set_int(a, h, "at", ev->at);
    val_set_int(a, h, "entered_at", ev->entered_at);
    val_set_str(a, h, "pack", ev->pack);
    val_set_str(a, h, "payload", hash);
    return json_write(a, h);
}

static enum err write_event(struct ctx *cx, const struct event *ev, struct str stream_salt)
{
    struct str payload = json_write(cx->arena, ev->payload), salt = fresh_salt(cx);
    struct str head = header(cx, ev, digest_salted(cx->arena, salt, payload));
    struct str sealed = secure_seal(cx->house->keys, cx->arena, "event", stream_salt, payload);

    TRY(db_put(cx, &SQL_EVENT_WRITE,
               ARGS(arg_int(ev->node), arg_int(ev->node_seq), arg_int(ev->kind), arg_int(ev->stream), arg_int(ev->seq),
                    arg_int(ev->position), arg_text(ev->type), arg_text(head))));
    return db_put(cx, &SQL_EVENT_WRITE_PAYLOAD,
                  ARGS(arg_int(ev->node), arg_int(ev->node_seq), arg_bytes(salt), arg_bytes(sealed)));
}

enum err event_append(struct ctx *cx, const struct event_new *what, struct event *out)
{
    struct ids *ids = cx->house->ids;
    struct str stream_salt;

    *out = (struct event){
        .kind = what->kind, .stream = what->stream, .type = str_of(what->type),
        .at = what->at > 0 ? what->at : cx->now, .entered_at = cx->now,
        .actor = cx->actor != NULL ? cx->actor->account : 0,
        .actor_name = cx->actor != NULL ? cx->actor->name : STR(""),
        .mandate = what->mandate, .pack = what->pack, .payload = what->payload,
    };
    TRY(step_stream(cx, what->kind, what->stream, &out->seq, &stream_salt));
    out->node = ids_node(ids);
    out->node_seq = ids_next_event(ids);
    out->position = ids_next_position(ids);
    TRY(write_event(cx, out, stream_salt));
    return apply_event(cx, out);
}

static enum err open_payload(struct ctx *cx, struct event *ev, struct str hash, struct str salt, struct str sealed,
                             struct str stream_salt)
{
    struct str plain;
    struct val *payload;

    if (stream_salt.len == 0) {             /* destroyed: who, when and the proof stand */
        ev->payload = val_map(cx->arena);
        return OK;
    }
    if (secure_unseal(cx->house->keys, cx->arena, "event", stream_salt, sealed, &plain) != OK ||
        !str_eq(digest_salted(cx->arena, salt, plain), hash) || json_read(cx->arena, plain, &payload, NULL) != OK)
        return ERR_INTERNAL;
    ev->payload = payload;
    return OK;
}

static enum err from_row(struct ctx *cx, struct row *row, struct event *ev)
{
    struct val *h;

    *ev = (struct event){
        .node = row_int(row, 0), .node_seq = row_int(row, 1), .kind = (enum stream_kind)row_int(row, 2),
        .stream = row_int(row, 3), .seq = row_int(row, 4), .position = row_int(row, 5), .type = row_str(row, 6),
    };
    if (json_read(cx->arena, row_str(row, 7), &h, NULL) != OK)
        return ERR_INTERNAL;
    ev->at = val_num(h, "at");
    ev->entered_at = val_num(h, "entered_at");
    ev->actor = val_num(h, "actor");
    ev->actor_name = val_str(h, "actor_name");
    ev->mandate = val_num(h, "mandate");
    ev->pack = val_str(h, "pack");
    return open_payload(cx, ev, val_str(h, "payload"), row_str(row, 8), row_str(row, 9), row_str(row, 10));
}

static enum err collect(struct ctx *cx, struct row *row, struct event_list *out)
{
    enum err e = OK, end;

    *out = (struct event_list){ 0 };
    while (e == OK && row_next(row)) {
        out->items = arena_grow(cx->arena, out->items, out->count, &out->cap, sizeof *out->items);
        e = from_row(cx, row, &out->items[out->count++]);
    }
    end = row_end(row);
    return e != OK ? e : end;
}

enum err event_stream(struct ctx *cx, enum stream_kind kind, int64_t stream, struct event_list *out)
{
    struct row *row;

    TRY(db_select(cx, &SQL_EVENT_OF_STREAM, &row, ARGS(arg_int(kind), arg_int(stream))));
    return collect(cx, row, out);
}

enum err event_at(struct ctx *cx, enum stream_kind kind, int64_t stream, int64_t seq, struct event *out)
{
    struct event_list one;
    struct row *row;

    TRY(db_select(cx, &SQL_EVENT_AT, &row, ARGS(arg_int(kind), arg_int(stream), arg_int(seq))));
    TRY(collect(cx, row, &one));
    if (one.count == 0)
        return ERR_NOT_FOUND;
    *out = one.items[0];
    return OK;
}

enum err event_after(struct ctx *cx, int64_t position, size_t limit, struct event_list *out)
{
    struct row *row;

    TRY(db_select(cx, &SQL_EVENT_BEHIND, &row, ARGS(arg_int(position), arg_int((int64_t)limit))));
    return collect(cx, row, out);
}

enum err event_salt(struct ctx *cx, enum stream_kind kind, int64_t stream, struct str *out)
{
    int64_t seq;

    *out = STR("");
    TRY(read_stream(cx, kind, stream, &seq, out));
    return out->len > 0 ? OK : ERR_NOT_FOUND;
}
