/* SPDX-License-Identifier: MulanPSL-2.0 */
#include <string.h>

#include "../test.h"
#include "doc/qr.h"

/* Version 1 (21 modules) with four of quiet on each side; its finder patterns begin every code. */
static void a_code_is_one_path_with_its_quiet_zone(void **state)
{
    struct arena *a = arena_new(0);
    struct str svg;

    (void)state;
    assert_int_equal(qr_svg(a, STR("BC-2026"), &svg), OK);
    assert_true(str_starts(svg, STR("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 29 29\"")));
    assert_true(str_ends(svg, STR("\"/></svg>")));
    assert_true(str_find(svg, STR("d=\"M4 4h7v1H4z")) > 0);
    assert_true(str_find(svg, STR("M18 4h7v1H18z")) > 0);
    assert_true(str_find(svg, STR("M4 24h7v1H4z")) > 0);
    arena_free(a);
}

static void chinese_text_and_addresses_fit(void **state)
{
    struct arena *a = arena_new(0);
    struct str svg;

    (void)state;
    assert_int_equal(qr_svg(a, STR("https://example.invalid/t/4228230001?code=123456"), &svg), OK);
    assert_int_equal(qr_svg(a, STR("木龙垭村"), &svg), OK);
    arena_free(a);
}

static void nothing_and_what_is_no_text_are_refused(void **state)
{
    struct arena *a = arena_new(0);
    struct str svg;

    (void)state;
    assert_int_equal(qr_svg(a, STR(""), &svg), ERR_INVALID);
    assert_int_equal(qr_svg(a, STR("a\0b"), &svg), ERR_INVALID);
    assert_int_equal(qr_svg(a, STR("\xff"), &svg), ERR_INVALID);
    arena_free(a);
}

static void more_than_a_code_can_hold_is_a_limit(void **state)
{
    static char text[4000];
    struct arena *a = arena_new(0);
    struct str svg;

    (void)state;
    memset(text, 'x', sizeof text);
    assert_int_equal(qr_svg(a, (struct str){ text, 2300 }, &svg), OK);
    assert_int_equal(qr_svg(a, (struct str){ text, sizeof text }, &svg), ERR_LIMIT);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_code_is_one_path_with_its_quiet_zone),
        cmocka_unit_test(chinese_text_and_addresses_fit),
        cmocka_unit_test(nothing_and_what_is_no_text_are_refused),
        cmocka_unit_test(more_than_a_code_can_hold_is_a_limit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
