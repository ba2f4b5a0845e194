/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "fixture.h"

#include "pack/limit.h"

static struct limit days(int32_t n, enum day_unit unit)
{
    return (struct limit){ .days = n, .unit = unit };
}

static bool exceeded(struct arena *a, struct limit first, struct limit second, struct limit whole)
{
    struct limit path[2] = { first, second };

    return limit_exceeded(small_pack(a)->calendar, path, 2, whole);
}

static void limits_of_one_unit_are_a_sum(void **state)
{
    struct arena *a = arena_new(0);

    (void)state;
    assert_false(exceeded(a, days(2, WORKING_DAYS), days(3, WORKING_DAYS), days(5, WORKING_DAYS)));
    assert_true(exceeded(a, days(2, WORKING_DAYS), days(4, WORKING_DAYS), days(5, WORKING_DAYS)));
    assert_false(exceeded(a, days(0, WORKING_DAYS), days(5, CALENDAR_DAYS), days(5, CALENDAR_DAYS)));
    arena_free(a);
}

static void limits_of_two_units_are_compared_on_the_worst_day_of_the_year(void **state)
{
    struct arena *a = arena_new(0);
    struct limit none = days(0, WORKING_DAYS);

    (void)state;
    /* five working days span a week, and a rest day that is no weekend makes it longer */
    assert_true(exceeded(a, days(5, WORKING_DAYS), none, days(7, CALENDAR_DAYS)));
    assert_false(exceeded(a, days(5, WORKING_DAYS), none, days(11, CALENDAR_DAYS)));
    /* two working days from a Friday end on Tuesday, three days on Monday */
    assert_true(exceeded(a, days(2, WORKING_DAYS), none, days(3, CALENDAR_DAYS)));
    assert_false(exceeded(a, days(1, WORKING_DAYS), none, days(3, CALENDAR_DAYS)));
    assert_false(exceeded(a, days(1, CALENDAR_DAYS), days(1, CALENDAR_DAYS), days(2, WORKING_DAYS)));
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(limits_of_one_unit_are_a_sum),
        cmocka_unit_test(limits_of_two_units_are_compared_on_the_worst_day_of_the_year),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
