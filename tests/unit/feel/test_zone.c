/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"
#include "feel/zone.h"

static int32_t at(const char *zone, int64_t utc_s)
{
    int32_t offset = -1;

    assert_true(zone_offset(str_of(zone), utc_s, &offset));
    return offset;
}

static int32_t at_clock(const char *zone, int64_t local_s)
{
    int32_t offset = -1;

    assert_true(zone_offset_local(str_of(zone), local_s, &offset));
    return offset;
}

static void badong_is_eight_hours_ahead_also_when_it_had_summer_time(void **state)
{
    (void)state;
    assert_int_equal(at("Asia/Shanghai", 1767600000), 8 * 3600);
    assert_int_equal(at("Asia/Shanghai", 583200000), 9 * 3600);         /* June 1988 */
    assert_int_equal(at("Asia/Shanghai", 4102444800), 8 * 3600);        /* 2100 */
}

static void the_hour_that_comes_twice_is_taken_the_first_time(void **state)
{
    (void)state;
    assert_int_equal(at_clock("Europe/Paris", 1572143400), 7200);       /* 2019-10-27T02:30 */
    assert_int_equal(at_clock("Europe/Paris", 1572139800), 7200);       /* 01:30 */
    assert_int_equal(at_clock("Europe/Paris", 1572147000), 3600);       /* 03:30 */
}

static void the_hour_that_is_skipped_has_the_offset_before_it(void **state)
{
    (void)state;
    assert_int_equal(at_clock("Europe/Paris", 1553999400), 3600);       /* 2019-03-31T02:30 */
    assert_int_equal(at_clock("Europe/Paris", 1554003000), 7200);       /* 03:30 */
}

static void far_years_follow_the_rule_of_the_zone(void **state)
{
    (void)state;
    assert_int_equal(at("Europe/Paris", 7273497600), 7200);             /* July 2200 */
    assert_int_equal(at("Europe/Paris", 7258118400), 3600);             /* January 2200 */
    assert_int_equal(at("Australia/Sydney", 7258118400), 11 * 3600);
    assert_int_equal(at("Australia/Sydney", 7273497600), 10 * 3600);
    assert_int_equal(at("America/New_York", 7273497600), -4 * 3600);
    assert_int_equal(at("Etc/GMT+5", 7273497600), -5 * 3600);
}

static void a_name_cannot_leave_the_folder_of_zones(void **state)
{
    static const char *const bad[] = {
        "", "/", "..", "../localtime", "Europe", "Europe/", "/Europe/Paris", "Europe//Paris", "Europe/../../passwd",
        "./Europe/Paris", "Europe/Paris ", "Nowhere/Town", "localtime", "zone.tab", "Europe\\Paris",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    };
    int32_t offset;

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (zone_offset(str_of(bad[i]), 0, &offset))
            fail_msg("%s was read as a zone", bad[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(badong_is_eight_hours_ahead_also_when_it_had_summer_time),
        cmocka_unit_test(the_hour_that_comes_twice_is_taken_the_first_time),
        cmocka_unit_test(the_hour_that_is_skipped_has_the_offset_before_it),
        cmocka_unit_test(far_years_follow_the_rule_of_the_zone),
        cmocka_unit_test(a_name_cannot_leave_the_folder_of_zones),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
