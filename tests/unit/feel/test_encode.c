/* SPDX-License-Identifier: MulanPSL-2.0 */
#include <string.h>

#include "say.h"

static struct str encoded(struct arena *a, const struct feel *v)
{
    struct buf b = buf_in(a);

    feel_encode(&b, v);
    return buf_str(&b);
}

static enum err decoded(struct arena *a, struct str bytes, const struct feel **out)
{
    size_t at = 0;
    enum err e = feel_decode(a, bytes, &at, out);

    return e == OK && at != bytes.len ? ERR_INVALID : e;
}

static void what_is_encoded_comes_back_the_same(void **state)
{
    static const char *const values[] = {
        "null", "true", "false", "0", "-1", "9223372036854775807", "-9223372036854775808", "0.1", "-1E+100",
        "1234567890123456789012345678901234", "\"\"", "\"木龙垭村\"", "\"@2026-01-05\"", "\"@-2026-01-05\"",
        "\"@09:00:00.5+08:00\"", "\"@2026-01-05T09:00:00@Asia/Shanghai\"", "\"@P1Y2M\"", "\"@-PT1.5S\"", "[]",
        "[1,[2,[3]]]", "{}", "{\"a\":{\"b\":[null]}}",
    };
    struct arena *a = arena_new(65536);

    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        const struct feel *v = json_in(a, values[i]), *back = NULL;
        assert_int_equal(decoded(a, encoded(a, v), &back), OK);
        assert_true(feel_equal(v, back));
        assert_true(str_is(feel_to_json(a, back), values[i]));
    }
    arena_free(a);
}

static void the_same_value_has_one_form_only(void **state)
{
    struct arena *a = arena_new(65536);

    (void)state;
    assert_true(str_eq(encoded(a, json_in(a, "{\"b\":1.0,\"a\":2}")), encoded(a, json_in(a, "{\"a\":2.00,\"b\":1}"))));
    assert_true(str_eq(encoded(a, json_in(a, "1e3")), encoded(a, json_in(a, "1000"))));
    assert_int_equal(encoded(a, json_in(a, "5")).len, 2);
    arena_free(a);
}

static void bytes_that_no_encoder_writes_are_refused(void **state)
{
    static const struct { const char *bytes; size_t len; enum err e; } bad[] = {
        { "", 0, ERR_INVALID }, { "\x0d", 1, ERR_INVALID }, { "\xff", 1, ERR_INVALID },
        { "\x03", 1, ERR_INVALID }, { "\x03\x80\x00", 3, ERR_INVALID },                 /* a longer form of 0 */
        { "\x05\x05" "ab", 4, ERR_INVALID }, { "\x05\x01\xff", 3, ERR_INVALID },        /* text: short, not UTF-8 */
        { "\x04\x03" "1.0", 5, ERR_INVALID }, { "\x04\x01" "x", 3, ERR_INVALID }, { "\x04\x03" "110", 5, ERR_INVALID },
        { "\x06\x0a" "2026-13-05", 12, ERR_INVALID }, { "\x09\x04" "PT0M", 6, ERR_INVALID },
        { "\x0a\xff\xff\xff\xff\x0f", 6, ERR_INVALID },                                 /* four thousand million items */
        { "\x0b\x02\x01" "b\x00\x01" "a\x00", 8, ERR_INVALID },                         /* keys out of order */
        { "\x0b\x02\x01" "a\x00\x01" "a\x00", 8, ERR_INVALID },                         /* a key twice */
        { "\x0c\x04\x00\x00", 4, ERR_INVALID }, { "\x0c\x00\x00", 3, ERR_INVALID },
        { "\x03\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f", 11, ERR_INVALID },
    };
    struct arena *a = arena_new(65536);
    const struct feel *v;

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (decoded(a, (struct str){ bad[i].bytes, bad[i].len }, &v) != bad[i].e)
            fail_msg("row %zu was not refused", i);
    arena_free(a);
}

static void ten_thousand_nested_lists_are_a_limit(void **state)
{
    struct arena *a = arena_new(65536);
    char deep[20000];
    const struct feel *v;

    (void)state;
    for (size_t i = 0; i < sizeof deep; i += 2)
        memcpy(deep + i, "\x0a\x01", 2);
    assert_int_equal(decoded(a, (struct str){ deep, sizeof deep }, &v), ERR_LIMIT);
    arena_free(a);
}

static void every_cut_of_an_encoding_is_refused(void **state)
{
    struct arena *a = arena_new(65536);
    struct str whole = encoded(a, json_in(a, "{\"户\":[1,0.5,\"@2026-01-05\",{\"x\":\"abc\"}],\"n\":true}"));
    const struct feel *v;

    (void)state;
    for (size_t len = 0; len < whole.len; len++)
        assert_int_equal(decoded(a, str_sub(whole, 0, len), &v), ERR_INVALID);
    assert_int_equal(decoded(a, whole, &v), OK);
    arena_free(a);
}

static void a_function_does_not_leave_its_run(void **state)
{
    struct arena *a = arena_new(65536);
    const struct feel_expr *e;
    const struct feel *v, *back;

    (void)state;
    assert_int_equal(feel_parse(a, STR("function(x) x"), (struct feel_names){ 0 }, &e, NULL), OK);
    assert_int_equal(feel_eval(a, e, NULL, NULL, &v, NULL), OK);
    assert_int_equal(feel_kind(v), FEEL_FUNCTION);
    assert_int_equal(decoded(a, encoded(a, v), &back), OK);
    assert_int_equal(feel_kind(back), FEEL_NULL);
    assert_int_equal(feel_kind(feel_copy(a, v)), FEEL_NULL);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_encoded_comes_back_the_same),
        cmocka_unit_test(the_same_value_has_one_form_only),
        cmocka_unit_test(bytes_that_no_encoder_writes_are_refused),
        cmocka_unit_test(ten_thousand_nested_lists_are_a_limit),
        cmocka_unit_test(every_cut_of_an_encoding_is_refused),
        cmocka_unit_test(a_function_does_not_leave_its_run),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
