/* SPDX-License-Identifier: MulanPSL-2.0 */
#include <string.h>

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

static void a_value_that_is_not_taken_is_named_by_its_place(void **state)
{
    struct arena *a = arena_new(4096);
    struct json_problem problem;
    struct val *v;

    (void)state;
    assert_int_equal(json_read(a, STR("{\"household\":{\"members\":[{\"age\":1},{\"age\":1.5}]}}"), &v, &problem), ERR_INVALID);
    assert_str(json_problem_text(a, &problem), "household.members.1.age: only integers up to 2^53 - 1 are allowed");
    assert_int_equal(json_read(a, STR("{\"a\":1,\n b}"), &v, &problem), ERR_INVALID);
    assert_int_equal(problem.line, 2);
    arena_free(a);
}

/* The writer passes eight bytes at once over what needs no escape. */
static void every_character_is_escaped_or_not_wherever_it_stands(void **state)
{
    struct arena *a = arena_new(1 << 20);
    struct val *v;

    (void)state;
    for (int c = 1; c < 0x80; c++)
        for (size_t at = 0; at < 17; at++) {
            char text[17];
            struct str written;
            memset(text, 'x', sizeof text);
            text[at] = (char)c;
            written = json_write(a, val_text(a, (struct str){ text, sizeof text }));
            assert_int_equal(written.len, sizeof text + 2 + (c == '"' || c == '\\' || (c >= 8 && c <= 13 && c != 11) ? 1 : c < 0x20 ? 5 : 0));
            assert_int_equal(json_read(a, written, &v, NULL), OK);
            assert_memory_equal(v->text.p, text, sizeof text);
        }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_canonical),
        cmocka_unit_test(documents_that_readers_disagree_on_are_refused),
        cmocka_unit_test(a_value_that_is_not_taken_is_named_by_its_place),
        cmocka_unit_test(every_character_is_escaped_or_not_wherever_it_stands),
        cmocka_unit_test(nesting_beyond_the_limit_is_a_limit_not_a_crash),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
