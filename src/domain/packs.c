/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/packs.h"

#include <pthread.h>

#include "base/log.h"
#include "domain/command.h"
#include "domain/house.h"
#include "domain/packs.sql.h"
#include "store/blob.h"
#include "store/db.h"

enum { KEPT_MAX = 64, FROZEN_MAX = 64 << 20 };

/* pack NULL: its text cannot be used, which will not change while the program runs. */
struct kept { struct str version; const struct pack *pack; };

struct packs {
    pthread_mutex_t lock;
    struct arena   *arena;          /* grown under the lock only */
    struct kept     kept[KEPT_MAX];
    size_t          count;
};

struct packs *packs_new(struct arena *a)
{
    struct packs *p = ARENA_NEW(a, struct packs);

    pthread_mutex_init(&p->lock, NULL);
    p->arena = a;
    return p;
}

static enum err known(struct ctx *cx, struct str version, bool *out)
{
    struct row *row;

    TRY(db_select(cx, &SQL_PACKS_KNOWN, &row, ARGS(arg_text(version))));
    *out = row_next(row);
    return row_end(row);
}

static enum err publish(struct ctx *cx, const void *args, void *out)
{
    const struct pack *p = args;
    struct val *payload = val_map(cx->arena);
    bool old;

    TRY(known(cx, p->version, &old));
    if (old)
        return OK;
    val_set_str(cx->arena, payload, "version", p->version);
    val_set_str(cx->arena, payload, "name", p->name);
    return event_append(cx, &(struct event_new){ .kind = STREAM_COUNTY, .stream = STREAM_ONLY, .type = "county.pack",
                                                 .pack = p->version, .payload = payload }, out);
}

enum err packs_publish(struct ctx *cx, const struct pack *p)
{
    struct event ev;

    TRY(blob_put(cx->house->blobs, p->version, p->frozen));
    return command_run(cx, publish, p, &ev);
}

static const struct kept *find(const struct packs *p, struct str version)
{
    for (size_t i = 0; i < p->count; i++)
        if (str_eq(p->kept[i].version, version))
            return &p->kept[i];
    return NULL;
}

static enum err refuse(struct str version)
{
    log_event(LOG_ERROR, "pack.unreadable", LOG_TEXT("version", version));
    return ERR_INTERNAL;
}

static enum err thaw(struct ctx *cx, struct packs *p, struct str version, const struct kept **out)
{
    struct kept *k = &p->kept[p->count];
    struct pack_report report = { 0 };
    struct pack *made = NULL;
    struct str text;

    if (p->count == KEPT_MAX || blob_get(cx->house->blobs, cx->arena, version, FROZEN_MAX, &text) != OK)
        return refuse(version);
    *k = (struct kept){ .version = arena_str(p->arena, version) };
    if (pack_thaw(p->arena, arena_str(p->arena, text), &made, &report) == OK)
        k->pack = made;
    p->count++;
    *out = k;
    return OK;
}

enum err packs_get(struct ctx *cx, struct str version, const struct pack **out)
{
    struct packs *p = cx->house->packs;
    const struct kept *k;
    enum err e = OK;

    *out = cx->house->pack;
    if (str_eq(version, cx->house->pack->version))
        return OK;
    pthread_mutex_lock(&p->lock);
    k = find(p, version);
    if (k == NULL)
        e = thaw(cx, p, version, &k);
    pthread_mutex_unlock(&p->lock);
    *out = e == OK ? k->pack : NULL;
    return e == OK && *out == NULL ? refuse(version) : e;
}

enum err apply_county_pack(struct ctx *cx, const struct event *ev)
{
    return db_put(cx, &SQL_PACKS_WRITE, ARGS(arg_text(val_str(ev->payload, "version")), arg_int(ev->at)));
}
