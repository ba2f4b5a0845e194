/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"
#include "house_fixture.h"

static void check(enum backend backend)
{
    struct house_fixture house;
    const char *problem;

    house_fixture_open(&house, backend);
    problem = store_fixture_check_statements(&house.store);
    if (problem != NULL)
        fail_msg("%s", problem);
    house_fixture_close(&house);
}

static void every_statement_is_understood_by_sqlite_and_none_reads_a_whole_table_unsaid(void **state)
{
    (void)state;
    check(ON_SQLITE);
}

static void every_statement_is_understood_by_postgresql(void **state)
{
    (void)state;
    if (!store_fixture_possible(ON_POSTGRES))
        skip();
    check(ON_POSTGRES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_statement_is_understood_by_sqlite_and_none_reads_a_whole_table_unsaid),
        cmocka_unit_test(every_statement_is_understood_by_postgresql),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
