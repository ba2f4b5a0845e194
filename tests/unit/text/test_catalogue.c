/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"

#include <string.h>

#include "text/text.h"

static enum err load(struct arena *a, const char *template, const char *zh, const char *en, struct text **out,
                     struct text_problem *problem)
{
    struct text_file page = { "page.html", template, strlen(template) };
    struct text_file words[] = { { "zh-CN.txt", zh, strlen(zh) }, { "en.txt", en, strlen(en) } };

    return text_load(a, &page, 1, words, 2, out, problem);
}

static const struct { const char *zh; int line; const char *why; } broken[] = {
    { "# a comment\n\na = 1\nno sign here\n", 4, "not \"key = text\"" },
    { "a = 1\nA b = 2\n", 2, "a key is made of letters, digits, _ . -" },
    { "a = 1\nb =\n", 2, "a message without words" },
    { "a = 1\nb = 2\na = 3\n", 3, "this key stands above already" },
    { "a = 1\nb = {{x\n", 2, "a tag is not closed" },
    { "a = 1\nb = {{t.c}}\n", 2, "no message \"c\" in zh-CN" },
};

static void a_broken_line_is_refused_with_its_number_and_the_reason(void **state)
{
    struct arena *a = arena_new(0);
    struct text_problem problem;
    struct text *t;

    (void)state;
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        assert_int_equal(load(a, "", broken[i].zh, "c = 1\n", &t, &problem), ERR_INVALID);
        assert_int_equal(problem.line, broken[i].line);
        assert_true(str_is(problem.why, broken[i].why));
        assert_str(problem.file, "zh-CN.txt");
    }
    arena_free(a);
}

static void a_page_that_names_a_message_one_language_lacks_is_refused(void **state)
{
    struct arena *a = arena_new(0);
    struct text_problem problem;
    struct text *t;

    (void)state;
    assert_int_equal(load(a, "x\n{{t.only_zh}}", "only_zh = 1\n", "other = 1\n", &t, &problem), ERR_INVALID);
    assert_str(problem.file, "page.html");
    assert_int_equal(problem.line, 2);
    assert_str(problem.why, "no message \"only_zh\" in en");
    arena_free(a);
}

static void a_catalogue_of_an_unknown_language_is_refused(void **state)
{
    struct arena *a = arena_new(0);
    struct text_file words = { "fr.txt", "a = b", 5 };
    struct text_problem problem;
    struct text *t;

    (void)state;
    assert_int_equal(text_load(a, NULL, 0, &words, 1, &t, &problem), ERR_INVALID);
    assert_str(problem.why, "no language of this name");
    arena_free(a);
}

static void a_message_is_filled_from_its_model_and_not_escaped(void **state)
{
    struct arena *a = arena_new(0);
    struct text_problem problem;
    struct text *t;
    struct val *model = val_map(a);

    (void)state;
    val_set_str(a, model, "detail", STR("<5 & \"6\">"));
    assert_int_equal(load(a, "", "gap.long = 最多 {{detail}} 个字\\n第二行\n", "gap.long = at most {{detail}}\n", &t, &problem), OK);
    assert_str(text_message(t, a, STR("gap.long"), model, LANG_ZH), "最多 <5 & \"6\"> 个字\n第二行");
    assert_str(text_message(t, a, STR("gap.long"), NULL, LANG_EN), "at most ");
    arena_free(a);
}

static void a_missing_message_shows_its_key(void **state)
{
    struct arena *a = arena_new(0);
    struct text_problem problem;
    struct text *t;

    (void)state;
    assert_int_equal(load(a, "", "only.zh = 只有\n", "x = y\n", &t, &problem), OK);
    assert_str(text_message(t, a, STR("gap.nobody.wrote"), NULL, LANG_ZH), "gap.nobody.wrote");
    assert_str(text_message(t, a, STR("only.zh"), NULL, LANG_EN), "只有");
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_broken_line_is_refused_with_its_number_and_the_reason),
        cmocka_unit_test(a_page_that_names_a_message_one_language_lacks_is_refused),
        cmocka_unit_test(a_catalogue_of_an_unknown_language_is_refused),
        cmocka_unit_test(a_message_is_filled_from_its_model_and_not_escaped),
        cmocka_unit_test(a_missing_message_shows_its_key),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
