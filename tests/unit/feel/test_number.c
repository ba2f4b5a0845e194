/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"
#include "feel/number.h"

static struct decimal of(const char *digits)
{
    struct decimal d = number_int(0);

    assert_true(number_read(str_of(digits), &d));
    return d;
}

static struct str written(struct arena *a, struct decimal d)
{
    struct buf b = buf_in(a);

    number_write(&b, d);
    return buf_str(&b);
}

static void numbers_are_written_with_all_their_digits_and_no_useless_ones(void **state)
{
    static const struct { const char *in, *out; } rows[] = {
        { "0", "0" }, { "-0", "0" }, { "1.50", "1.5" }, { "100", "100" }, { "1e20", "100000000000000000000" },
        { "0.00000001", "0.00000001" }, { "-12.5e-3", "-0.0125" }, { "1e59", "100000000000000000000000000000000000000000000000000000000000" },
        { "1e60", "1E+60" }, { "-1.25e-70", "-1.25E-70" }, { "9999999999999999999999999999999999", "9999999999999999999999999999999999" },
        { "00012", "12" }, { ".5", "0.5" },
    };
    struct arena *a = arena_new(4096);

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct str got = written(a, of(rows[i].in));
        if (!str_is(got, rows[i].out))
            fail_msg("%s is written %.*s", rows[i].in, STR_ARG(got));
    }
    arena_free(a);
}

static void what_is_no_number_is_refused(void **state)
{
    static const char *const bad[] = { "", "-", ".", "1.", "1e", "1e+", "e5", "1,5", "0x1", "1 ", " 1", "Infinity", "NaN", "1e7000", "--1" };
    struct decimal d;

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (number_read(str_of(bad[i]), &d))
            fail_msg("%s was read", bad[i]);
}

static void an_operation_without_a_finite_result_is_refused(void **state)
{
    struct decimal d;

    (void)state;
    assert_false(number_divide(of("1"), of("0"), &d));
    assert_false(number_modulo(of("1"), of("0"), &d));
    assert_false(number_multiply(of("1e6000"), of("1e6000"), &d));
    assert_false(number_power(of("10"), of("7000"), &d));
    assert_false(number_power(of("-8"), of("0.5"), &d));
    assert_false(number_root(of("-1"), &d));
    assert_false(number_log(of("0"), &d));
    assert_false(number_exp(of("1e5"), &d));
}

static void every_rounding_goes_its_way(void **state)
{
    static const struct { const char *in; int scale; const char *out[7]; } rows[] = {   /* even floor ceiling up down half-up half-down */
        { "2.5", 0, { "2", "2", "3", "3", "2", "3", "2" } },      { "-2.5", 0, { "-2", "-3", "-2", "-3", "-2", "-3", "-2" } },
        { "1.126", 2, { "1.13", "1.12", "1.13", "1.13", "1.12", "1.13", "1.13" } },
        { "1250", -2, { "1200", "1200", "1300", "1300", "1200", "1300", "1200" } },
        { "0.2", 0, { "0", "0", "1", "1", "0", "0", "0" } },      { "7", 3, { "7", "7", "7", "7", "7", "7", "7" } },
    };
    struct arena *a = arena_new(4096);
    struct decimal d;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (enum round how = ROUND_HALF_EVEN; how <= ROUND_HALF_DOWN; how++) {
            assert_true(number_round(of(rows[i].in), rows[i].scale, how, &d));
            if (!str_is(written(a, d), rows[i].out[how]))
                fail_msg("%s by %d is %.*s", rows[i].in, (int)how, STR_ARG(written(a, d)));
        }
    assert_false(number_round(of("1"), 99999, ROUND_UP, &d));
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_written_with_all_their_digits_and_no_useless_ones),
        cmocka_unit_test(what_is_no_number_is_refused),
        cmocka_unit_test(an_operation_without_a_finite_result_is_refused),
        cmocka_unit_test(every_rounding_goes_its_way),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
