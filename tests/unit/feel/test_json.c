/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "say.h"

static enum err refusal(const char *json, struct feel_problem *p)
{
    struct arena *a = arena_new(65536);
    const struct feel *v;
    enum err e = feel_from_json(a, str_of(json), &v, p);

    arena_free(a);
    return e;
}

static void every_digit_of_a_number_is_kept(void **state)
{
    struct arena *a = arena_new(65536);

    (void)state;
    assert_str(feel_to_json(a, json_in(a, "[0.1,1.50,-0,1e2,123456789012345678901234.5678901234]")),
               "[0.1,1.5,0,100,123456789012345678901234.5678901234]");
    assert_str(feel_to_json(a, json_in(a, " { \"b\" : [ true , null ] , \"a\" : \"\\u20ac\\ud83d\\udca9\\/\" } ")),
               "{\"b\":[true,null],\"a\":\"€💩/\"}");
    arena_free(a);
}

static void texts_that_begin_with_an_at_sign_become_times(void **state)
{
    struct arena *a = arena_new(65536);

    (void)state;
    assert_int_equal(feel_kind(json_in(a, "\"@2026-01-05\"")), FEEL_DATE);
    assert_int_equal(feel_kind(json_in(a, "\"@09:00:00\"")), FEEL_TIME);
    assert_int_equal(feel_kind(json_in(a, "\"@2026-01-05T09:00:00+08:00\"")), FEEL_DATE_TIME);
    assert_int_equal(feel_kind(json_in(a, "\"@PT1H\"")), FEEL_SECONDS);
    assert_int_equal(feel_kind(json_in(a, "\"@P1Y\"")), FEEL_MONTHS);
    assert_int_equal(feel_kind(json_in(a, "\"@work\"")), FEEL_TEXT);
    assert_int_equal(feel_kind(json_in(a, "\"2026-01-05\"")), FEEL_TEXT);
    arena_free(a);
}

static void what_is_not_json_is_refused(void **state)
{
    static const char *const bad[] = {
        "", "01", "+1", "1.", ".5", "-", "1e", "NaN", "Infinity", "'a'", "\"a", "\"\\x41\"", "\"\\'\"", "\"\\ud800\"",
        "\"\\u0000\"", "[1,]", "[1 2]", "{\"a\":1,}", "{a:1}", "{\"a\" 1}", "{\"a\":1,\"a\":2}", "[1] 2", "tru", "\"\t\"",
        "1e99999", "{1:2}", "[", "{", "]", "\xff", "\"\xff\"", "//", "nul",
    };

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (refusal(bad[i], NULL) != ERR_INVALID)
            fail_msg("%s was not refused", bad[i]);
}

static void a_refusal_says_where(void **state)
{
    struct feel_problem p;

    (void)state;
    assert_int_equal(refusal("{\n \"a\": [1, x]}", &p), ERR_INVALID);
    assert_int_equal(p.line, 2);
    assert_int_equal(p.column, 11);
}

static void deep_documents_are_a_limit(void **state)
{
    struct arena *a = arena_new(65536);
    struct buf b = buf_in(a);
    const struct feel *v;

    (void)state;
    for (int i = 0; i < 10000; i++)
        buf_char(&b, '[');
    assert_int_equal(feel_from_json(a, buf_str(&b), &v, NULL), ERR_LIMIT);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_digit_of_a_number_is_kept),
        cmocka_unit_test(texts_that_begin_with_an_at_sign_become_times),
        cmocka_unit_test(what_is_not_json_is_refused),
        cmocka_unit_test(a_refusal_says_where),
        cmocka_unit_test(deep_documents_are_a_limit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
