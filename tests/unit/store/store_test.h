/* SPDX-License-Identifier: MulanPSL-2.0 */
/* store_test - what the tests of this floor share: each runs on SQLite, and on PostgreSQL when there is one. */
#ifndef STORE_TEST_H
#define STORE_TEST_H

#include "../test.h"
#include "../store_fixture.h"
#include "item.sql.h"
#include "test_migrations.h"
#include "test_statements.h"

#include <sys/mount.h>

static const enum backend on_sqlite = ON_SQLITE, on_postgres = ON_POSTGRES;

static inline struct store_fixture_options test_options(void **state)
{
    const enum backend *b = *state;

    if (!store_fixture_possible(*b))
        skip();
    return (struct store_fixture_options){ .backend = *b, .statements = test_statements,
        .statement_count = test_statements_count, .migrations = test_migrations, .migration_count = test_migrations_count };
}

static inline void test_open(void **state, struct store_fixture *f)
{
    struct store_fixture_options o = test_options(state);

    store_fixture_open(f, &o);
}

/* A list of tests, each on both databases. */
#define ON_BOTH(test) { #test, test, NULL, NULL, (void *)(uintptr_t)&on_sqlite }, \
                      { #test " (postgres)", test, NULL, NULL, (void *)(uintptr_t)&on_postgres }

static inline enum err item_insert(struct ctx *cx, int64_t id, const char *name, int64_t amount)
{
    return db_put(cx, &SQL_ITEM_ADD, ARGS(arg_int(id), arg_text(str_of(name)), arg_null(), arg_int(amount)));
}

/* A command that counts itself. */
static inline enum err count_one(struct ctx *cx, const void *args, void *out)
{
    (void)args;
    (void)out;
    return db_put(cx, &SQL_COUNTER_ADD, ARGS(arg_int(1)));
}

/* Puts a small file system of its own over a folder; skips the test without the right to. */
static inline void small_disk(struct store_fixture *f, const char *folder, const char *size)
{
    if (mount("tmpfs", folder, "tmpfs", 0, size) == 0)
        return;
    print_message("no right to mount: a full disk is not tried here\n");
    store_fixture_remove(f);
    skip();
}

/* The lease of the fixture is given back and taken anew: what was committed since its first select is seen. */
static inline void look_anew(struct store_fixture *f)
{
    store_return(f->store, f->cx.db);
    f->cx.db = store_lease(f->store);
}

static inline int64_t read_int(struct ctx *cx, const struct stmt *s)
{
    struct row *r;
    int64_t n;

    assert_int_equal(db_select(cx, s, &r, NO_ARGS), OK);
    assert_true(row_next(r));
    n = row_int(r, 0);
    assert_int_equal(row_end(r), OK);
    return n;
}

#endif
