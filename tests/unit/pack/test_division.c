/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "fixture.h"

static const int64_t COUNTY = 420101000000, TOWNSHIP = 420101100000, VILLAGE = 420101100201;

static void a_code_tells_its_level(void **state)
{
    (void)state;
    assert_int_equal(division_level(COUNTY), LEVEL_COUNTY);
    assert_int_equal(division_level(TOWNSHIP), LEVEL_TOWNSHIP);
    assert_int_equal(division_level(VILLAGE), LEVEL_VILLAGE);
}

static void the_office_above_a_village_is_in_its_code(void **state)
{
    (void)state;
    assert_int_equal(division_at(VILLAGE, LEVEL_VILLAGE), VILLAGE);
    assert_int_equal(division_at(VILLAGE, LEVEL_TOWNSHIP), TOWNSHIP);
    assert_int_equal(division_at(VILLAGE, LEVEL_COUNTY), COUNTY);
    assert_int_equal(division_at(TOWNSHIP, LEVEL_TOWNSHIP), TOWNSHIP);
    assert_int_equal(division_at(TOWNSHIP, LEVEL_VILLAGE), 0);
    assert_int_equal(division_at(COUNTY, LEVEL_TOWNSHIP), 0);
}

static void the_range_of_a_place_holds_all_inside_it_only(void **state)
{
    int64_t first, last;

    (void)state;
    division_range(TOWNSHIP, &first, &last);
    assert_int_equal(first, TOWNSHIP);
    assert_int_equal(last, 420101100999);
    division_range(COUNTY, &first, &last);
    assert_int_equal(last, 420101999999);
    division_range(VILLAGE, &first, &last);
    assert_int_equal(first, VILLAGE);
    assert_int_equal(last, VILLAGE);
}

static void places_are_found_by_code(void **state)
{
    struct arena *a = arena_new(0);
    struct pack *p = small_pack(a);

    (void)state;
    assert_str(pack_division(p, VILLAGE)->name.en, "Er Village");
    assert_false(pack_division(p, VILLAGE)->community);
    assert_true(pack_division(p, 420101100001)->community);
    assert_str(pack_division(p, COUNTY)->name.zh, "小县");
    assert_null(pack_division(p, 420101100202));
    assert_null(pack_division(p, 0));
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_code_tells_its_level),
        cmocka_unit_test(the_office_above_a_village_is_in_its_code),
        cmocka_unit_test(the_range_of_a_place_holds_all_inside_it_only),
        cmocka_unit_test(places_are_found_by_code),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
