/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"
#include "base/json.h"

static struct str again(struct arena *a, const char *text)
{
    struct val *v;

    assert_int_equal(json_read(a, str_of(text), &v, NULL), OK);
    return json_write(a, v);
}

static enum err refusal(struct arena *a, struct str text)
{
    struct val *v;

    return json_read(a, text, &v, NULL);
}

static void what_is_written_is_canonical(void **state)
{
    struct arena *a = arena_new(4096);

    (void)state;
    assert_str(again(a, " { \"b\" : [1, true, null], \"a\":\"\\u20ac\\n\\u001f/\" } "),
               "{\"a\":\"€\\n\\u001f/\",\"b\":[1,true,null]}");
    assert_str(again(a, "{\"木龙垭\":\"村\"}"), "{\"木龙垭\":\"村\"}");
    arena_free(a);
}

static void documents_that_readers_disagree_on_are_refused(void **state)
{
    struct arena *a = arena_new(4096);

    (void)state;
    assert_int_equal(refusal(a, STR("{\"a\":1,\"a\":2}")), ERR_INVALID);
    assert_int_equal(refusal(a, STR("1.5")), ERR_INVALID);
    assert_int_equal(refusal(a, STR("9007199254740992")), ERR_INVALID);
    assert_int_equal(refusal(a, STR("\"\\u0000\"")), ERR_INVALID);
    assert_int_equal(refusal(a, STR("\"\xff\"")), ERR_INVALID);
    assert_int_equal(refusal(a, STR("{} x")), ERR_INVALID);
    assert_int_equal(refusal(a, STR("")), ERR_INVALID);
    arena_free(a);
}

static void nesting_beyond_the_limit_is_a_limit_not_a_crash(void **state)
{
    struct arena *a = arena_new(4096);
    char deep[80], deeper[10000];

    (void)state;
    for (size_t i = 0; i < 80; i++)
        deep[i] = i < 40 ? '[' : ']';
    for (size_t i = 0; i < 10000; i++)
        deeper[i] = i < 5000 ? '[' : ']';
    assert_int_equal(refusal(a, (struct str){ deep, 80 }), ERR_LIMIT);
    assert_int_equal(refusal(a, (struct str){ deeper, 10000 }), ERR_LIMIT);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_canonical),
        cmocka_unit_test(documents_that_readers_disagree_on_are_refused),
        cmocka_unit_test(nesting_beyond_the_limit_is_a_limit_not_a_crash),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
