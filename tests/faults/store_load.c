/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * store_load - work for the store that can be broken at any moment, and the check of what is left.
 *
 *   store_load run   DATABASE BLOBS THREADS COUNT FIRST   COUNT commands a thread, ids from FIRST on
 *   store_load check DATABASE BLOBS < records             of all runs so far
 *
 * A command puts a blob, then adds nine lines and counts itself.  After each answer a record (id, answer)
 * goes to descriptor 3 in one piece.  The check opens the database as any start does and demands: what
 * was answered OK is there whole; what was refused is not there (after "internal" either may be);
 * no id has another number of lines than nine, and the counter counts each id once.
 */
#include <inttypes.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#include "item.sql.h"
#include "store/blob.h"
#include "store/writer.h"
#include "test_migrations.h"
#include "test_statements.h"

enum { LINES = 9, RECORDS_FD = 3, BLOB_BYTES = 5000, IDS_MAX = 1 << 22 };

struct record { int64_t id, answer; };

struct load {
    struct arena  *arena;
    struct store  *store;
    struct writer *writer;
    struct blobs  *blobs;
    int64_t        count;
    atomic_llong   next_id;
};

static void die(const char *why, int64_t id)
{
    fprintf(stderr, "store_load: %s (%" PRId64 ")\n", why, id);
    exit(1);
}

/* An opening that meets the fault may fail: the check that follows must not. */
static bool open_all(struct load *l, const char *database, const char *blobs)
{
    struct store_options o = { .database = database, .readers = 2, .statements = test_statements,
                               .statement_count = test_statements_count };
    struct str why = STR("");

    l->arena = arena_new(0);
    if (store_open(l->arena, &o, &l->store, &why) != OK
        || store_migrate(l->store, test_migrations, test_migrations_count, &why) != OK
        || writer_start(l->arena, &(struct writer_options){ .store = l->store }, &l->writer) != OK
        || blob_open(l->arena, blobs, &l->blobs) != OK) {
        fprintf(stderr, "store_load: cannot open: %.*s\n", STR_ARG(why));
        return false;
    }
    return true;
}

static void close_all(struct load *l)
{
    writer_stop(l->writer);
    store_close(l->store);
    blob_close(l->blobs);
    arena_free(l->arena);
}

/* The digest is not the store's business: any 64 digits do for a name. */
static struct str blob_name(int64_t id, char name[static 65])
{
    snprintf(name, 65, "%016" PRIx64 "%048d", (uint64_t)id * 0x9e3779b97f4a7c15u, 0);
    return str_of(name);
}

static struct str blob_bytes(int64_t id, char bytes[static BLOB_BYTES])
{
    memset(bytes, 'a' + (int)(id % 26), BLOB_BYTES);
    return (struct str){ bytes, BLOB_BYTES };
}

static enum err nine_lines(struct ctx *cx, const void *args, void *out)
{
    const int64_t *id = args;
    enum err e = OK;

    (void)out;
    for (int part = 0; e == OK && part < LINES; part++)
        e = db_put(cx, &SQL_LINE_ADD, ARGS(arg_int(*id), arg_int(part), arg_text(STR("一行"))));
    return e == OK ? db_put(cx, &SQL_COUNTER_ADD, ARGS(arg_int(1))) : e;
}

static enum err one_command(struct load *l, int64_t id)
{
    char name[65], bytes[BLOB_BYTES];
    struct ctx cx = { .arena = arena_new(1024) };
    enum err e = blob_put(l->blobs, blob_name(id, name), blob_bytes(id, bytes));

    if (e == OK)
        e = writer_run(l->writer, &cx, nine_lines, &id, NULL);
    arena_free(cx.arena);
    return e;
}

static void *caller(void *load)
{
    struct load *l = load;

    for (int64_t i = 0; i < l->count; i++) {
        struct record r = { atomic_fetch_add(&l->next_id, 1), 0 };
        struct iovec v = { &r, sizeof r };
        r.answer = one_command(l, r.id);
        if (writev(RECORDS_FD, &v, 1) != (ssize_t)sizeof r)
            die("nobody reads the records", r.id);
    }
    return NULL;
}

static int run(struct load *l, int threads, int64_t count, int64_t first)
{
    pthread_t ids[64];

    l->count = count;
    l->next_id = first;
    for (int i = 0; i < threads; i++)
        if (pthread_create(&ids[i], NULL, caller, l) != 0)
            die("no threads", i);
    for (int i = 0; i < threads; i++)
        pthread_join(ids[i], NULL);
    return 0;
}

/* ---- check ---- */

/* All ids there are, in order; each with its nine lines. */
static size_t read_ids(struct ctx *cx, int64_t *ids)
{
    struct row *r;
    size_t count = 0;

    if (db_select(cx, &SQL_LINE_IDS, &r, NO_ARGS) != OK)
        die("cannot read", 0);
    while (row_next(r) && count < IDS_MAX) {
        ids[count++] = row_int(r, 0);
        if (row_int(r, 1) != LINES)
            die("half-made", ids[count - 1]);
    }
    if (row_end(r) != OK)
        die("cannot read", 1);
    return count;
}

static void check_count(struct ctx *cx, size_t count)
{
    struct row *r;
    int64_t counter = -1;

    if (db_select(cx, &SQL_COUNTER_READ, &r, NO_ARGS) != OK)
        die("cannot read", 2);
    if (row_next(r))
        counter = row_int(r, 0);
    if (row_end(r) != OK || counter != (int64_t)count)
        die("the counter is not the number of commands: one was done twice or by half", counter);
}

static bool has(const int64_t *ids, size_t count, int64_t id)
{
    size_t low = 0, high = count;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (ids[mid] < id)
            low = mid + 1;
        else
            high = mid;
    }
    return low < count && ids[low] == id;
}

static void check_blob(struct load *l, int64_t id)
{
    struct arena *a = arena_new(0);
    char name[65], bytes[BLOB_BYTES];
    struct str got;

    if (blob_get(l->blobs, a, blob_name(id, name), BLOB_BYTES, &got) != OK || !str_eq(got, blob_bytes(id, bytes)))
        die("acknowledged, but its blob is lost", id);
    arena_free(a);
}

static int check(struct load *l)
{
    struct ctx cx = { .arena = l->arena, .db = store_lease(l->store) };
    int64_t *ids = ARENA_ARRAY(l->arena, IDS_MAX, int64_t), good = 0;
    size_t count = read_ids(&cx, ids);
    struct record r;

    check_count(&cx, count);
    while (fread(&r, sizeof r, 1, stdin) == 1) {
        if (r.answer == OK && !has(ids, count, r.id))
            die("acknowledged, but lost", r.id);
        if (r.answer != OK && r.answer != ERR_INTERNAL && has(ids, count, r.id))
            die("refused, but done", r.id);
        if (r.answer == OK)
            check_blob(l, r.id);
        good += r.answer == OK;
    }
    store_return(l->store, cx.db);
    printf("%" PRId64 " acknowledged, %zu there\n", good, count);
    return 0;
}

int main(int argc, char **argv)
{
    struct load l = { .arena = NULL };
    bool running = argc == 7 && strcmp(argv[1], "run") == 0;
    int answer;

    if (!running && !(argc == 4 && strcmp(argv[1], "check") == 0))
        die("run DATABASE BLOBS THREADS COUNT FIRST, or check DATABASE BLOBS", argc);
    if (!open_all(&l, argv[2], argv[3]))
        return running ? 3 : 1;
    answer = running ? run(&l, atoi(argv[4]), atoll(argv[5]), atoll(argv[6])) : check(&l);
    close_all(&l);
    return answer;
}
