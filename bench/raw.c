/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "raw.h"

#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "affair.h"
#include "tool.h"

enum { TABLES_MAX = 64, WRITERS_MAX = 256, TEXT = 2048 };

struct table { sqlite3_stmt *from, *into; long rows, done; };

struct raw {
    const struct raw_work *work;
    int          folder;
    atomic_int   next_scan;
    sqlite3     *source, *copy;
    struct table tables[TABLES_MAX];
    int          table_count;
};

static void must(sqlite3 *h, int rc)
{
    if (rc != SQLITE_OK && rc != SQLITE_DONE && rc != SQLITE_ROW)
        tool_die("raw: %s", sqlite3_errmsg(h));
}

static void run(sqlite3 *h, const char *sql)
{
    must(h, sqlite3_exec(h, sql, NULL, NULL, NULL));
}

/* ---- rows ---- */

static void copy_schema(struct raw *r)
{
    sqlite3_stmt *st;

    must(r->source, sqlite3_prepare_v2(r->source, "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'",
                                       -1, &st, NULL));
    while (sqlite3_step(st) == SQLITE_ROW)
        run(r->copy, (const char *)sqlite3_column_text(st, 0));
    sqlite3_finalize(st);
}

static long count_rows(struct raw *r, const char *name)
{
    char sql[TEXT];
    sqlite3_stmt *st;
    long n;

    snprintf(sql, sizeof sql, "SELECT COUNT(*) FROM \"%s\"", name);
    must(r->source, sqlite3_prepare_v2(r->source, sql, -1, &st, NULL));
    must(r->source, sqlite3_step(st));
    n = (long)sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    return n;
}

static void open_table(struct raw *r, const char *name)
{
    struct table *t = &r->tables[r->table_count];
    char sql[TEXT];
    int columns;

    t->rows = count_rows(r, name);
    if (t->rows == 0)
        return;
    snprintf(sql, sizeof sql, "SELECT * FROM \"%s\"", name);
    must(r->source, sqlite3_prepare_v2(r->source, sql, -1, &t->from, NULL));
    columns = sqlite3_column_count(t->from);
    snprintf(sql, sizeof sql, "INSERT INTO \"%s\" VALUES (?", name);
    for (int i = 1; i < columns; i++)
        strcat(sql, ",?");
    strcat(sql, ")");
    must(r->copy, sqlite3_prepare_v2(r->copy, sql, -1, &t->into, NULL));
    r->table_count++;
}

static void open_tables(struct raw *r)
{
    sqlite3_stmt *st;

    must(r->source, sqlite3_prepare_v2(r->source, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
                                       -1, &st, NULL));
    while (sqlite3_step(st) == SQLITE_ROW && r->table_count < TABLES_MAX)
        open_table(r, (const char *)sqlite3_column_text(st, 0));
    sqlite3_finalize(st);
}

static void copy_row(struct raw *r, struct table *t)
{
    must(r->source, sqlite3_step(t->from));
    for (int i = 0; i < sqlite3_column_count(t->from); i++)
        sqlite3_bind_value(t->into, i + 1, sqlite3_column_value(t->from, i));
    must(r->copy, sqlite3_step(t->into));
    sqlite3_reset(t->into);
    t->done++;
}

static void copy_share(struct raw *r, int batch)
{
    run(r->copy, "BEGIN IMMEDIATE");
    for (int i = 0; i < r->table_count; i++) {
        struct table *t = &r->tables[i];
        long until = (long)((double)t->rows * (batch + 1) / r->work->batches);
        while (t->done < until && t->done < t->rows)
            copy_row(r, t);
    }
    run(r->copy, "COMMIT");
}

static void *write_rows(void *raw)
{
    struct raw *r = raw;

    for (int batch = 0; batch < r->work->batches; batch++)
        copy_share(r, batch);
    return NULL;
}

/* ---- scans ---- */

static void write_scan(struct raw *r, int n, const char *bytes)
{
    char new[64], name[64];
    int fd;

    snprintf(new, sizeof new, "new-%d", n);
    snprintf(name, sizeof name, "%x/%x/%d", n % 16, n / 16 % 16, n);
    fd = openat(r->folder, new, O_WRONLY | O_CREAT | O_EXCL, 0600);
    if (fd < 0 || write(fd, bytes, AFFAIR_SCAN_BYTES) != AFFAIR_SCAN_BYTES || fsync(fd) != 0)
        tool_die("raw: a scan cannot be written");
    close(fd);
    if (renameat(r->folder, new, r->folder, name) != 0)
        tool_die("raw: a scan cannot be renamed");
    snprintf(name, sizeof name, "%x/%x", n % 16, n / 16 % 16);
    fd = openat(r->folder, name, O_RDONLY | O_DIRECTORY);
    if (fd < 0 || fsync(fd) != 0)
        tool_die("raw: a folder cannot be synced");
    close(fd);
}

static void *write_scans(void *raw)
{
    struct raw *r = raw;
    char *bytes = tool_memory(AFFAIR_SCAN_BYTES);

    memset(bytes, 'x', AFFAIR_SCAN_BYTES);
    for (int n; (n = atomic_fetch_add(&r->next_scan, 1)) < r->work->affairs;)
        write_scan(r, n, bytes);
    return NULL;
}

static void make_folders(struct raw *r, const struct county *c)
{
    char path[COUNTY_TEXT + 32];

    snprintf(path, sizeof path, "%s/raw", c->folder);
    mkdir(path, 0700);
    r->folder = open(path, O_RDONLY | O_DIRECTORY);
    for (int i = 0; i < 16; i++) {
        snprintf(path, sizeof path, "%x", i);
        mkdirat(r->folder, path, 0700);
    }
    for (int i = 0; i < 256; i++) {
        snprintf(path, sizeof path, "%x/%x", i / 16, i % 16);
        mkdirat(r->folder, path, 0700);
    }
}

double raw_seconds(const struct county *c, const struct raw_work *w)
{
    static struct raw r;
    pthread_t threads[WRITERS_MAX + 1];
    char path[COUNTY_TEXT + 32];
    int count = w->writers < WRITERS_MAX ? w->writers : WRITERS_MAX;
    double from;

    r.work = w;
    snprintf(path, sizeof path, "%s/raw.db", c->folder);
    must(r.source, sqlite3_open(c->database, &r.source));
    must(r.copy, sqlite3_open(path, &r.copy));
    run(r.copy, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32768");
    copy_schema(&r);
    open_tables(&r);
    make_folders(&r, c);
    from = tool_seconds();
    pthread_create(&threads[count], NULL, write_rows, &r);
    for (int i = 0; i < count; i++)
        pthread_create(&threads[i], NULL, write_scans, &r);
    for (int i = 0; i <= count; i++)
        pthread_join(threads[i], NULL);
    return tool_seconds() - from;
}
