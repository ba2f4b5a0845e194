/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * store_raw - what the write path costs without pages and rules: nine-row transactions a second.
 *
 *   store_raw [FOLDER or postgresql://...] [SECONDS]
 *
 * Prints one JSON object: raw (batches of 128 straight through the library, on PostgreSQL through one
 * command of the writer), and commands of nine rows through the writer with 16 and 256 callers, each
 * durable before its answer.  On SQLite the database is a new one in FOLDER;
 * on PostgreSQL the table "line" is made in the one named and stays.
 */
#include <pthread.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "line.sql.h"
#include "line_migrations.h"
#include "line_statements.h"
#include "store/writer.h"

enum { ROWS = 9, BATCH = 128, CALLERS_MAX = 256, SAMPLES = 1 << 18 };

static const char text[] =
    "{\"at\":1772413200000,\"by\":\"3f2a\",\"kind\":\"task.decided\",\"place\":\"422823104215\",\"v\":1}";

struct bench {
    struct store  *store;
    struct writer *writer;
    double         seconds, until;
    atomic_llong   next_id, done;
    atomic_int     sampled;
    int           *micros;
};

static double now_s(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void die(const char *doing, const char *why)
{
    fprintf(stderr, "store_raw: %s: %s\n", doing, why);
    exit(1);
}

static enum err nine_rows(struct ctx *cx, const void *args, void *out)
{
    const int64_t *id = args;
    enum err e = OK;

    (void)out;
    for (int part = 0; e == OK && part < ROWS; part++)
        e = db_put(cx, &SQL_LINE_ADD, ARGS(arg_int(*id), arg_int(part), arg_text(STR(text))));
    return e;
}

static enum err many_rows(struct ctx *cx, const void *args, void *out)
{
    const int64_t *first = args;
    enum err e = OK;

    for (int64_t id = *first; e == OK && id < *first + BATCH; id++)
        e = nine_rows(cx, &id, out);
    return e;
}

static double raw_by_writer(struct bench *b)
{
    struct ctx cx = { .arena = arena_new(0) };
    double from = now_s(), until = from + b->seconds;
    int64_t count = 0;

    for (; now_s() < until; count += BATCH) {
        int64_t first = atomic_fetch_add(&b->next_id, BATCH);
        if (writer_run(b->writer, &cx, many_rows, &first, NULL) != OK)
            die("raw", "refused");
    }
    arena_free(cx.arena);
    return (double)count / (now_s() - from);
}

static void must(sqlite3 *h, int rc)
{
    if (rc != SQLITE_OK && rc != SQLITE_DONE)
        die("sqlite", sqlite3_errmsg(h));
}

static double raw_by_library(struct bench *b, const char *path)
{
    double from, until;
    int64_t count = 0;
    sqlite3_stmt *st;
    sqlite3 *h;

    must(NULL, sqlite3_open(path, &h));
    must(h, sqlite3_exec(h, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32768;"
                            "CREATE TABLE line (id INTEGER NOT NULL, part INTEGER NOT NULL, text TEXT NOT NULL, "
                            "PRIMARY KEY (id, part)) WITHOUT ROWID, STRICT", NULL, NULL, NULL));
    must(h, sqlite3_prepare_v2(h, SQL_LINE_ADD.sqlite, -1, &st, NULL));
    from = now_s();
    until = from + b->seconds;
    for (; now_s() < until; count += BATCH) {
        must(h, sqlite3_exec(h, "BEGIN IMMEDIATE", NULL, NULL, NULL));
        for (int64_t i = 0; i < (int64_t)BATCH * ROWS; i++) {
            sqlite3_bind_int64(st, 1, count + i / ROWS);
            sqlite3_bind_int64(st, 2, i % ROWS);
            sqlite3_bind_text(st, 3, text, sizeof text - 1, SQLITE_STATIC);
            must(h, sqlite3_step(st));
            sqlite3_reset(st);
        }
        must(h, sqlite3_exec(h, "COMMIT", NULL, NULL, NULL));
    }
    sqlite3_finalize(st);
    sqlite3_close(h);
    return (double)count / (now_s() - from);
}

static void *caller(void *bench)
{
    struct bench *b = bench;
    struct ctx cx = { .arena = arena_new(0) };

    for (double from = now_s(); from < b->until; ) {
        int64_t id = atomic_fetch_add(&b->next_id, 1);
        double to;
        int at;
        if (writer_run(b->writer, &cx, nine_rows, &id, NULL) != OK)
            die("writer_run", "refused");
        to = now_s();
        at = atomic_fetch_add(&b->sampled, 1);
        b->micros[at % SAMPLES] = (int)((to - from) * 1e6);
        from = to;
    }
    arena_free(cx.arena);
    return NULL;
}

static int by_size(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

static void run_callers(struct bench *b, int count)
{
    pthread_t threads[CALLERS_MAX];
    double from = now_s();
    int samples;

    b->sampled = 0;
    b->until = from + b->seconds;
    for (int i = 0; i < count; i++)
        if (pthread_create(&threads[i], NULL, caller, b) != 0)
            die("pthread_create", "no more threads");
    for (int i = 0; i < count; i++)
        pthread_join(threads[i], NULL);
    samples = b->sampled < SAMPLES ? b->sampled : SAMPLES;
    qsort(b->micros, (size_t)samples, sizeof *b->micros, by_size);
    printf(",\"writer_%d_per_s\":%.0f,\"writer_%d_p50_us\":%d,\"writer_%d_p99_us\":%d", count,
           b->sampled / (now_s() - from), count, b->micros[samples / 2], count, b->micros[samples / 100 * 99]);
}

static void remove_folder(const char *folder)
{
    static const char *const files[] = { "bench.db", "bench.db-wal", "bench.db-shm", "bench.db.lock", "raw.db", "raw.db-wal",
                                         "raw.db-shm" };
    char path[600];

    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, files[i]);
        unlink(path);
    }
    rmdir(folder);
}

int main(int argc, char **argv)
{
    struct arena *a = arena_new(0);
    const char *where = argc > 1 ? argv[1] : ".";
    bool postgres = strncmp(where, "postgres", 8) == 0;
    struct bench b = { .seconds = argc > 2 ? strtod(argv[2], NULL) : 3, .micros = ARENA_ARRAY(a, SAMPLES, int) };
    struct store_options so = { .readers = 1, .statements = line_statements, .statement_count = line_statements_count };
    char folder[512], path[600];
    struct str why;
    double raw;

    snprintf(folder, sizeof folder, "%s/store_raw.XXXXXX", postgres ? "/tmp" : where);
    if (mkdtemp(folder) == NULL)
        die("mkdtemp", folder);
    snprintf(path, sizeof path, "%s/bench.db", folder);
    so.database = postgres ? where : path;
    if (store_open(a, &so, &b.store, &why) != OK
        || store_migrate(b.store, line_migrations, line_migrations_count, &why) != OK)
        die("open", why.p);
    if (writer_start(a, &(struct writer_options){ .store = b.store }, &b.writer) != OK)
        die("writer", "cannot be started");
    b.next_id = time(NULL) * 10000000LL;
    snprintf(path, sizeof path, "%s/raw.db", folder);
    raw = postgres ? raw_by_writer(&b) : raw_by_library(&b, path);
    printf("{\"database\":\"%s\",\"raw_per_s\":%.0f", postgres ? "postgresql" : "sqlite", raw);
    run_callers(&b, 16);
    run_callers(&b, 256);
    printf("}\n");
    writer_stop(b.writer);
    store_close(b.store);
    arena_free(a);
    remove_folder(folder);
    return 0;
}
