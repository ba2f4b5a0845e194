/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "store/backend.h"

#include <pthread.h>

#include "base/log.h"
#include "store/store.sql.h"

struct store {
    struct arena    *arena;
    struct db       *writer;
    struct db      **idle;          /* readers at home, the last given back first out */
    int              idle_count, readers;
    bool             postgres;
    pthread_mutex_t  lock;
    pthread_cond_t   returned;
};

static bool names_postgres(const char *database)
{
    return str_starts(str_of(database), STR("postgresql://")) || str_starts(str_of(database), STR("postgres://"));
}

static enum err connect(struct arena *a, const struct store_options *o, bool writer, struct db **out, struct str *why)
{
    struct backend_options options = { o->database, writer, o->statement_count };

    return names_postgres(o->database) ? postgres_open(a, &options, out, why) : sqlite_open(a, &options, out, why);
}

/* A database that does not keep what it acknowledged is refused at the door. */
static enum err check_safety(struct arena *a, struct db *db, struct str *why)
{
    struct ctx cx = { .arena = a, .db = db };
    struct str answer = STR("no answer");
    struct row *r;
    enum err e = db_select(&cx, &SQL_STORE_SAFETY, &r, NO_ARGS);

    if (e != OK)
        return e;
    if (row_next(r))
        answer = row_str(r, 0);
    e = row_end(r);
    if (e == OK && str_is(answer, "on"))
        return OK;
    *why = arena_printf(a, "the database does not promise to keep what it commits: %.*s", STR_ARG(answer));
    return ERR_INTERNAL;
}

static enum err open_readers(struct arena *a, const struct store_options *o, struct store *s, struct str *why)
{
    enum err e = OK;

    for (; e == OK && s->readers < o->readers; s->readers += e == OK)
        e = connect(a, o, false, &s->idle[s->readers], why);
    s->idle_count = s->readers;
    return e;
}

enum err store_open(struct arena *a, const struct store_options *o, struct store **out, struct str *why)
{
    struct store *s = ARENA_NEW(a, struct store);
    enum err e;

    *s = (struct store){ .arena = a, .idle = ARENA_ARRAY(a, (size_t)o->readers, struct db *),
                         .postgres = names_postgres(o->database) };
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->returned, NULL);
    *why = STR("");
    e = connect(a, o, true, &s->writer, why);
    if (e == OK)
        e = check_safety(a, s->writer, why);
    if (e == OK)
        e = open_readers(a, o, s, why);
    if (e == OK) {
        *out = s;
        return OK;
    }
    if (why->len == 0)
        *why = arena_printf(a, "the database fails: %s", err_name(e));
    if (s->writer != NULL)
        store_close(s);
    return e;
}

void store_close(struct store *s)
{
    for (int i = 0; i < s->idle_count; i++)
        s->idle[i]->ops->close(s->idle[i]);
    if (s->idle_count != s->readers)
        log_event(LOG_ERROR, "store.reader_not_returned", LOG_INT("count", s->readers - s->idle_count));
    s->writer->ops->close(s->writer);
    pthread_cond_destroy(&s->returned);
    pthread_mutex_destroy(&s->lock);
}

bool store_is_postgres(const struct store *s)
{
    return s->postgres;
}

struct db *store_writer(struct store *s)
{
    return s->writer;
}

struct arena *store_arena(struct store *s)
{
    return s->arena;
}

struct db *store_lease(struct store *s)
{
    struct db *db;

    pthread_mutex_lock(&s->lock);
    while (s->idle_count == 0)
        pthread_cond_wait(&s->returned, &s->lock);
    db = s->idle[--s->idle_count];
    pthread_mutex_unlock(&s->lock);
    if (db->lost)
        (void)db->ops->reopen(db);      /* if it fails, the first select says so */
    if (db->ops->view != NULL)
        db->ops->view(db);
    return db;
}

void store_return(struct store *s, struct db *db)
{
    if (db->open_rows != 0) {
        log_event(LOG_ERROR, "store.rows_not_ended", LOG_INT("count", db->open_rows));
        db->ops->tidy(db);
        db->open_rows = 0;
    }
    if (db->ops->unview != NULL)
        db->ops->unview(db);
    pthread_mutex_lock(&s->lock);
    s->idle[s->idle_count++] = db;
    pthread_cond_signal(&s->returned);
    pthread_mutex_unlock(&s->lock);
}
