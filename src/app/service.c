/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "app/service.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "app/moment.h"
#include "domain/calendars.h"
#include "domain/ids.h"
#include "domain/migrations.h"
#include "domain/packs.h"
#include "domain/statements.h"
#include "secure/secure.h"
#include "store/blob.h"

enum { ARENA_BYTES = 16384, QUEUE_MAX = 1024, WAIT_MAX_MS = 5000 };

/* ---- hooks of the writer ---- */

static enum err before_commit(struct ctx *cx, void *user)
{
    struct service *s = user;

    return s->house.ids != NULL ? ids_write(cx, s->house.ids) : OK;
}

static void after_commit(void *user)
{
    struct service *s = user;

    if (s->house.ids != NULL)
        ids_committed(s->house.ids);
}

static void rolled_back(void *user)
{
    struct service *s = user;

    if (s->house.ids != NULL)
        ids_rolled_back(s->house.ids);
}

/* ---- opening ---- */

static enum err make_folder(struct service *s, const char *path, struct str *why)
{
    if (mkdir(path, 0700) == 0 || errno == EEXIST)
        return OK;
    *why = arena_printf(s->arena, "%s: cannot be made: %s", path, strerror(errno));
    return ERR_INTERNAL;
}

static enum err read_ids(struct service *s, struct str *why)
{
    struct ctx cx;
    enum err e;

    service_begin(s, &cx);
    e = ids_open(&cx, s->arena, s->config->node, &s->house.ids);
    service_end(s, &cx);
    if (e != OK)
        *why = arena_printf(s->arena, "the database cannot be read (%s); the log says more", err_name(e));
    return e;
}

static enum err open_database(struct service *s, struct str *why)
{
    struct store_options o = { .database = s->config->database, .readers = s->config->readers, .statements = statements,
                               .statement_count = statements_count };

    TRY(make_folder(s, s->config->var, why));
    TRY(store_open(s->arena, &o, &s->store, why));
    s->house.store = s->store;
    TRY(store_migrate(s->store, migrations, migrations_count, why));
    return read_ids(s, why);
}

/* Keys are only made for an empty house: new ones would not open what the old ones sealed. */
static enum err open_files(struct service *s, struct str *why)
{
    const struct config *c = s->config;
    struct keys *keys;

    TRY(keys_open(s->arena, c->keys, ids_position(s->house.ids) == 0, &keys, why));
    s->house.keys = keys;
    TRY(make_folder(s, c->files, why));
    if (blob_open(s->arena, c->files, &s->house.blobs) == OK)
        return OK;
    *why = arena_printf(s->arena, "%s: cannot be opened as the folder of scans", c->files);
    return ERR_INTERNAL;
}

static enum err open_pack(struct service *s, struct str *why)
{
    struct pack_report report;
    struct pack *pack;
    enum err e = pack_read(s->arena, s->config->pack, &pack, &report);

    if (e != OK)
        *why = pack_report_text(s->arena, str_of(s->config->pack), &report);
    s->house.pack = pack;
    return e;
}

static enum err start_writer(struct service *s)
{
    struct writer_options o = { .store = s->store, .queue_max = QUEUE_MAX, .wait_max_ms = WAIT_MAX_MS,
                                .before_commit = before_commit, .after_commit = after_commit,
                                .rolled_back = rolled_back, .user = s, .house = &s->house };

    TRY(writer_start(s->arena, &o, &s->writer));
    s->house.writer = s->writer;
    return OK;
}

static enum err publish(struct service *s)
{
    struct ctx cx;
    enum err e;

    service_begin(s, &cx);
    e = start_writer(s);
    if (e == OK)
        e = packs_publish(&cx, s->house.pack);
    if (e == OK)
        e = calendars_publish(&cx, s->house.pack->calendars, &s->house.calendar);
    s->house.calendar = arena_str(s->arena, s->house.calendar);
    service_end(s, &cx);
    return e;
}

enum err service_open(struct arena *a, const struct config *c, const char *clock, struct service *out, struct str *why)
{
    struct service *s = out;
    enum err e;

    *s = (struct service){ .arena = a, .config = c, .clock = clock };
    s->house.public_url = c->public_url;
    s->house.demo = c->demo;
    s->house.packs = packs_new(a);
    s->house.calendars = calendars_new(a);
    TRY(open_pack(s, why));
    TRY(open_database(s, why));         /* its lock first: opening the scans clears away what nobody writes any more */
    TRY(open_files(s, why));
    e = publish(s);
    if (e != OK)
        *why = arena_printf(a, "the database cannot be written (%s); the log says more", err_name(e));
    return e;
}

void service_close(struct service *s)
{
    if (s->writer != NULL)
        writer_stop(s->writer);
    if (s->store != NULL)
        store_close(s->store);
    if (s->house.blobs != NULL)
        blob_close(s->house.blobs);
}

void service_begin(struct service *s, struct ctx *out)
{
    *out = (struct ctx){ .arena = arena_new(ARENA_BYTES), .db = store_lease(s->store), .house = &s->house,
                         .now = moment_now(s->clock) };
}

void service_end(struct service *s, struct ctx *cx)
{
    store_return(s->store, cx->db);
    arena_free(cx->arena);
}

int service_do(struct arena *a, const struct config *c, const char *clock,
               enum err (*run)(struct service *s, struct ctx *cx))
{
    struct service s;
    struct str why = STR("");
    struct ctx cx;
    enum err e = service_open(a, c, clock, &s, &why);

    if (e != OK) {
        fprintf(stderr, "buchucun: %.*s\n", STR_ARG(why));
        service_close(&s);
        return 1;
    }
    service_begin(&s, &cx);
    e = run(&s, &cx);
    service_end(&s, &cx);
    service_close(&s);
    return e == OK ? 0 : 1;
}
