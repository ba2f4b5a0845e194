/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * store_fixture - a database of its own for one test, on SQLite or on a PostgreSQL that is running.
 *
 * PostgreSQL is tested when BUCHUCUN_TEST_PG holds an address of the form
 * postgresql:///postgres?host=FOLDER&user=NAME (tests/postgres.sh starts one and sets it).
 */
#ifndef UNIT_STORE_FIXTURE_H
#define UNIT_STORE_FIXTURE_H

#include "store/writer.h"

enum backend { ON_SQLITE, ON_POSTGRES };

struct store_fixture_options {
    enum backend backend;
    int          readers;                           /* 0: two */
    const struct stmt *const *statements;
    size_t       statement_count;
    const struct migration *migrations;
    size_t       migration_count;
    struct writer_options writer;                   /* store is filled in; house may be NULL */
};

struct store_fixture {
    struct arena  *arena;
    struct store  *store;
    struct writer *writer;
    struct ctx     cx;                              /* with a leased reader as its db */
    const char    *folder, *database;               /* a temporary folder; what store_open was given */
    struct store_options store_options;
};

/* False: this backend cannot be tested here. */
bool store_fixture_possible(enum backend b);
/* Aborts with a message when the database cannot be opened: there is nothing to test then. */
void store_fixture_open(struct store_fixture *f, const struct store_fixture_options *o);
void store_fixture_close(struct store_fixture *f);
/* Ends all sessions of a PostgreSQL store from outside, as a restart of the server would; else nothing. */
void store_fixture_cut(struct store_fixture *f);
/* A folder and a database name of its own, nothing opened; for tests that open the store themselves. */
void store_fixture_place(struct store_fixture *f, const struct store_fixture_options *o);
void store_fixture_remove(struct store_fixture *f);

/*
 * Prepares every statement on the fixture's database.  Returns the first problem as a sentence (bad
 * SQL; on SQLite a scan of a whole table or
 * index by a statement without "scan" in its note), or NULL.
 */
const char *store_fixture_check_statements(struct store_fixture *f);

#endif
