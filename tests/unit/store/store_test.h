/* SPDX-License-Identifier: MulanPSL-2.0 */
/* store_test - what the tests of this floor share: each runs on SQLite, and on PostgreSQL when there is one. */
#ifndef STORE_TEST_H
#define STORE_TEST_H

#include "../test.h"
#include "../store_fixture.h"
#include "item.sql.h"
#include "test_migrations.h"
#include "test_statements.h"

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
