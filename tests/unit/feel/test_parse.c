/* SPDX-License-Identifier: MulanPSL-2.0 */
#include <string.h>

#include "say.h"

static void an_error_names_line_column_and_what_was_expected(void **state)
{
    struct arena *a = arena_new(65536);

    (void)state;
    assert_str(say(a, ""), "invalid 1:1 expected an expression");
    assert_str(say(a, "1 +"), "invalid 1:4 expected an expression");
    assert_str(say(a, "1 +\n  (2 * 3"), "invalid 2:9 expected ')'");
    assert_str(say(a, "if true then 1"), "invalid 1:15 expected 'else'");
    assert_str(say(a, "{a 1}"), "invalid 1:5 expected ':'");
    assert_str(say(a, "\"abc"), "invalid 1:1 expected '\"' at the end of the text");
    assert_str(say(a, "村 民 + 1"), "invalid 1:3 expected an operator or the end");
    assert_str(say(a, "f(a: 1, 2)"), "invalid 1:9 expected arguments all with names or all without");
    assert_str(say(a, "1 instance of nothing"), "invalid 1:15 expected the name of a type");
    assert_str(say(a, "for x of [1] return x"), "invalid 1:10 expected 'in'");
    assert_str(say(a, "@5"), "invalid 1:2 expected a text behind '@'");
    assert_str(say(a, "\"\\uD800\""), "invalid 1:4 expected a Unicode character in hexadecimal digits");
    arena_free(a);
}

static void names_with_blanks_and_signs_are_found_by_the_longest_match(void **state)
{
    struct arena *a = arena_new(65536);
    struct feel_env env = SAY_ENV;
    const struct feel *c = json_in(a, "{\"date\":1,\"家庭 人数\":4,\"家庭\":2,\"a\":10,\"b\":3,\"a-b\":99,"
                                      "\"in stock\":true,\"if late\":5,\"p\":{\"first name\":\"向\",\"x+y\":7}}");

    (void)state;
    assert_str(say_in(a, c, env, STR("家庭 人数 + 1")), "5");
    assert_str(say_in(a, c, env, STR("家庭  人数 + 家庭")), "6");
    assert_str(say_in(a, c, env, STR("a-b")), "99");
    assert_str(say_in(a, c, env, STR("a - b")), "99");
    assert_str(say_in(a, c, env, STR("(a)-b")), "7");
    assert_str(say_in(a, c, env, STR("in stock and true")), "true");
    assert_str(say_in(a, c, env, STR("if late > 4 then \"late\" else \"\"")), "invalid 1:13 expected an operator or the end");
    assert_str(say_in(a, c, env, STR("p.first name")), "\"向\"");
    assert_str(say_in(a, c, env, STR("p.x+y")), "7");
    assert_str(say_in(a, c, env, STR("date + 1")), "2");
    assert_str(say_in(a, c, env, STR("date and time(\"2026-01-05T00:00:00\")")), "\"@2026-01-05T00:00:00\"");
    arena_free(a);
}

static enum err refusal(const char *piece, const char *middle, const char *end, size_t times)
{
    struct arena *a = arena_new(65536);
    struct buf b = buf_in(a);
    const struct feel_expr *e;
    enum err refused;

    for (size_t i = 0; i < times; i++)
        buf_add(&b, str_of(piece));
    buf_add(&b, str_of(middle));
    for (size_t i = 0; i < times; i++)
        buf_add(&b, str_of(end));
    refused = feel_parse(a, buf_str(&b), (struct feel_names){ 0 }, &e, NULL);
    arena_free(a);
    return refused;
}

static void ten_thousand_levels_are_refused_not_crashed_on(void **state)
{
    static const struct { const char *piece, *middle, *end; } deep[] = {
        { "(", "1", ")" }, { "[", "1", "]" }, { "{a: ", "1", "}" }, { "-", "1", "" }, { "f(", "1", ")" },
        { "if true then ", "1", " else 2" }, { "function() ", "1", "" }, { "1 + ", "1", "" }, { "a[", "1", "]" },
        { "for i in [1] return ", "1", "" }, { "", "a", ".b" }, { "", "f", "()" }, { "2 ** ", "1", "" },
        { "[1..", "1", "]" }, { "1 in (", "1", ")" }, { "x instance of list<", "number", ">" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof deep / sizeof *deep; i++) {
        enum err e = refusal(deep[i].piece, deep[i].middle, deep[i].end, 10000);
        if (e != ERR_LIMIT && e != ERR_INVALID)
            fail_msg("10,000 times %s%s gives %s", deep[i].piece, deep[i].end, err_name(e));
    }
    assert_int_equal(refusal("(", "1", ")", 10000), ERR_LIMIT);
    assert_int_equal(refusal("(", "1", ")", 100), OK);
}

static void text_that_is_no_utf8_or_too_long_is_refused(void **state)
{
    struct arena *a = arena_new(65536);
    const struct feel_expr *e;
    size_t many = 2 * 1024 * 1024;
    char *blanks = arena_alloc(a, many);

    (void)state;
    memset(blanks, ' ', many);
    assert_int_equal(feel_parse(a, STR("\"\xff\""), (struct feel_names){ 0 }, &e, NULL), ERR_INVALID);
    assert_int_equal(feel_parse(a, STR("\"\xed\xa0\x80\""), (struct feel_names){ 0 }, &e, NULL), ERR_INVALID);
    assert_int_equal(feel_parse(a, (struct str){ blanks, many }, (struct feel_names){ 0 }, &e, NULL), ERR_LIMIT);
    arena_free(a);
}

static bool passes(struct arena *a, const char *tests, const char *input)
{
    const struct feel_expr *e;
    bool out;

    assert_int_equal(feel_parse_unary(a, str_of(tests), (struct feel_names){ 0 }, &e, NULL), OK);
    assert_int_equal(feel_test(a, e, json_in(a, input), json_in(a, "{\"limit\":10}"), NULL, &out, NULL), OK);
    return out;
}

static void unary_tests_hold_for_the_inputs_they_describe(void **state)
{
    static const struct { const char *tests, *input; bool hold; } rows[] = {
        { "-", "null", true },              { "< 10", "9", true },                { "< 10", "10", false },
        { "[1..10)", "10", false },         { "1, 2, 3", "2", true },             { "1, 2, 3", "4", false },
        { "not(1, 2)", "3", true },         { "not(1, 2)", "1", false },          { "\"a\", \"b\"", "\"b\"", true },
        { "> limit", "11", true },          { "<= limit", "11", false },          { "null", "null", true },
        { "null", "1", false },             { "not(null)", "1", true },           { "? > 3 and ? < 5", "4", true },
        { "? > 3 and ? < 5", "5", false },  { "[1, 2, 3]", "2", true },           { "starts with(?, \"a\")", "\"ab\"", true },
        { "= 5", "5", true },               { "!= 5", "5", false },               { "< 10", "null", false },
        { "@\"2026-01-01\"", "\"@2026-01-01\"", true },                           { "true", "true", true },
        { "false", "false", true },         { "true", "null", false },            { "-5", "-5", true },
        { "limit", "10", true },            { "list contains(?, 2)", "[1,2]", true }, { "{a: 1}", "{\"a\":1}", true },
        { "count(?) > 1", "[1,2]", true },  { "< \"b\"", "1", false },
    };
    struct arena *a = arena_new(65536);

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (passes(a, rows[i].tests, rows[i].input) != rows[i].hold)
            fail_msg("%s for %s should be %d", rows[i].tests, rows[i].input, rows[i].hold);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_error_names_line_column_and_what_was_expected),
        cmocka_unit_test(names_with_blanks_and_signs_are_found_by_the_longest_match),
        cmocka_unit_test(ten_thousand_levels_are_refused_not_crashed_on),
        cmocka_unit_test(text_that_is_no_utf8_or_too_long_is_refused),
        cmocka_unit_test(unary_tests_hold_for_the_inputs_they_describe),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
