/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "store_fixture.h"

#include <dirent.h>
#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *postgres_address(void)
{
    const char *address = getenv("BUCHUCUN_TEST_PG");

    return address != NULL && strncmp(address, "postgresql:///", 14) == 0 && strchr(address, '?') != NULL ? address : NULL;
}

bool store_fixture_possible(enum backend b)
{
    return b == ON_SQLITE || postgres_address() != NULL;
}

static void die(const char *doing, const char *why)
{
    fprintf(stderr, "store_fixture: %s: %s\n", doing, why);
    abort();
}

static void on_server(const char *sql)
{
    PGconn *c = PQconnectdb(postgres_address());
    PGresult *r = PQexec(c, sql);

    if (PQresultStatus(r) != PGRES_COMMAND_OK)
        die(sql, PQerrorMessage(c));
    PQclear(r);
    PQfinish(c);
}

/* Name of the throw-away PostgreSQL database, from the name of the folder. */
static const char *name_of(struct store_fixture *f)
{
    return strrchr(f->folder, '/') + 1;
}

void store_fixture_place(struct store_fixture *f, const struct store_fixture_options *o)
{
    char folder[] = "/tmp/buchucunXXXXXX";

    *f = (struct store_fixture){ .arena = arena_new(0) };
    if (mkdtemp(folder) == NULL)
        die("mkdtemp", folder);
    f->folder = arena_cstr(f->arena, str_of(folder));
    f->database = arena_printf(f->arena, "%s/test.db", f->folder).p;
    if (o->backend == ON_POSTGRES) {
        on_server(arena_printf(f->arena, "CREATE DATABASE \"%s\" TEMPLATE template0 ENCODING 'UTF8'", name_of(f)).p);
        f->database = arena_printf(f->arena, "postgresql:///%s%s", name_of(f), strchr(postgres_address(), '?')).p;
    }
    f->store_options = (struct store_options){ .database = f->database, .readers = o->readers > 0 ? o->readers : 2,
                                               .statements = o->statements, .statement_count = o->statement_count };
}

static void remove_files(const char *folder)
{
    char path[512];
    DIR *d = opendir(folder);

    for (struct dirent *e; d != NULL && (e = readdir(d)) != NULL;) {
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
        if (e->d_type == DT_DIR)
            remove_files(path);
        else
            unlink(path);
    }
    if (d != NULL)
        closedir(d);
    rmdir(folder);
}

void store_fixture_remove(struct store_fixture *f)
{
    if (strncmp(f->database, "postgresql:", 11) == 0)
        on_server(arena_printf(f->arena, "DROP DATABASE \"%s\" WITH (FORCE)", name_of(f)).p);
    remove_files(f->folder);
    arena_free(f->arena);
}

void store_fixture_cut(struct store_fixture *f)
{
    if (store_is_postgres(f->store))
        on_server(arena_printf(f->arena, "DO $$BEGIN PERFORM pg_terminate_backend(pid) FROM pg_stat_activity "
                               "WHERE datname = '%s'; END$$", name_of(f)).p);
}

void store_fixture_open(struct store_fixture *f, const struct store_fixture_options *o)
{
    struct writer_options writer = o->writer;
    struct str why;

    store_fixture_place(f, o);
    if (store_open(f->arena, &f->store_options, &f->store, &why) != OK)
        die("store_open", why.p);
    if (o->migration_count > 0 && store_migrate(f->store, o->migrations, o->migration_count, &why) != OK)
        die("store_migrate", why.p);
    writer.store = f->store;
    if (writer_start(f->arena, &writer, &f->writer) != OK)
        die("writer_start", f->database);
    f->cx = (struct ctx){ .arena = f->arena, .db = store_lease(f->store), .house = writer.house, .now = 1772413200000 };
}

void store_fixture_close(struct store_fixture *f)
{
    writer_stop(f->writer);
    store_return(f->store, f->cx.db);
    store_close(f->store);
    store_fixture_remove(f);
}

/* "SCAN x USING INDEX" walks an index in order, which is good where a LIMIT ends the walk. */
static bool full_scan(const char *plan, const char *sql)
{
    if (strncmp(plan, "SCAN ", 5) != 0 || strstr(plan, "CONSTANT ROW") != NULL || strstr(plan, "VIRTUAL TABLE") != NULL)
        return false;
    return strstr(plan, " USING ") == NULL || strstr(sql, "LIMIT") == NULL;
}

static const char *check_sqlite(struct arena *a, sqlite3 *h, const struct stmt *s)
{
    const char *sql = arena_printf(a, "EXPLAIN QUERY PLAN %s", s->sqlite).p, *problem = NULL;
    sqlite3_stmt *st;

    if (sqlite3_prepare_v2(h, sql, -1, &st, NULL) != SQLITE_OK)
        return arena_printf(a, "%s: %s", s->name, sqlite3_errmsg(h)).p;
    while (problem == NULL && sqlite3_step(st) == SQLITE_ROW) {
        const char *plan = (const char *)sqlite3_column_text(st, 3);
        if (full_scan(plan, s->sqlite) && strstr(s->note, "scan") == NULL)
            problem = arena_printf(a, "%s: %s, and its note does not say scan", s->name, plan).p;
    }
    sqlite3_finalize(st);
    return problem;
}

static const char *check_postgres(struct arena *a, PGconn *c, const struct stmt *s)
{
    PGresult *r = PQprepare(c, s->name, s->postgres, 0, NULL);
    const char *problem = PQresultStatus(r) == PGRES_COMMAND_OK ? NULL
                        : arena_printf(a, "%s: %s", s->name, PQerrorMessage(c)).p;

    PQclear(r);
    return problem;
}

const char *store_fixture_check_statements(struct store_fixture *f)
{
    const struct store_options *o = &f->store_options;
    bool postgres = store_is_postgres(f->store);
    PGconn *c = postgres ? PQconnectdb(f->database) : NULL;
    sqlite3 *h = NULL;
    const char *problem = NULL;

    if (!postgres && sqlite3_open_v2(f->database, &h, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
        problem = "cannot be opened again";
    for (size_t i = 0; problem == NULL && i < o->statement_count; i++) {
        const struct stmt *s = o->statements[i];
        if (postgres && s->postgres != NULL)
            problem = check_postgres(f->arena, c, s);
        if (!postgres && s->sqlite != NULL)
            problem = check_sqlite(f->arena, h, s);
    }
    PQfinish(c);
    sqlite3_close(h);
    return problem;
}
