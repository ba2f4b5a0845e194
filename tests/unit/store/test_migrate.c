/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "store_test.h"

static void migrations_run_once_and_a_newer_database_is_refused(void **state)
{
    struct store_fixture_options o = test_options(state);
    struct store_fixture f;
    struct migration renamed[] = { test_migrations[0], test_migrations[1] };
    struct str why;

    store_fixture_place(&f, &o);
    assert_int_equal(store_open(f.arena, &f.store_options, &f.store, &why), OK);
    assert_int_equal(store_migrate(f.store, test_migrations, 2, &why), OK);
    assert_int_equal(store_migrate(f.store, test_migrations, 2, &why), OK);
    assert_int_equal(store_migrate(f.store, test_migrations, 1, &why), ERR_STATE);
    assert_true(str_find(why, STR("does not know")) > 0);
    renamed[1].name = "another";
    assert_int_equal(store_migrate(f.store, renamed, 2, &why), ERR_STATE);
    store_close(f.store);
    store_fixture_remove(&f);
}

static void a_broken_migration_leaves_nothing_of_itself(void **state)
{
    static const char broken[] = "CREATE TABLE half (id BIGINT); CREATE TABLE half (id BIGINT);";
    struct migration steps[] = { test_migrations[0], { 2, "second", broken, broken, }, };
    struct store_fixture_options o = test_options(state);
    struct store_fixture f;
    struct str why;

    store_fixture_place(&f, &o);
    assert_int_equal(store_open(f.arena, &f.store_options, &f.store, &why), OK);
    assert_int_equal(store_migrate(f.store, steps, 2, &why), ERR_INTERNAL);
    assert_true(str_find(why, STR("step 2 (second) failed")) == 0 && str_find(why, STR("half")) > 0);
    steps[1].sqlite = steps[1].postgres = "CREATE TABLE half (id BIGINT)";
    assert_int_equal(store_migrate(f.store, steps, 2, &why), OK);
    store_close(f.store);
    store_fixture_remove(&f);
}

static void every_table_has_its_label(void **state)
{
    (void)state;
    assert_int_equal(test_migrations_table_count, 4);
    assert_string_equal(test_migrations_tables[0].name, "counter");
    assert_int_equal(test_migrations_tables[0].kind, TABLE_PROJECTION);
    assert_int_equal(test_migrations_tables[2].kind, TABLE_EVENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(migrations_run_once_and_a_newer_database_is_refused),
        ON_BOTH(a_broken_migration_leaves_nothing_of_itself),
        cmocka_unit_test(every_table_has_its_label),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
