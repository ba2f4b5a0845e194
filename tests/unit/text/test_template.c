/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "mustache_vectors.h"
#include "text/text.h"

static struct text_file file_of(const char *name, const char *bytes)
{
    return (struct text_file){ name, bytes, strlen(bytes) };
}

static enum err load(struct arena *a, const struct vector *v, struct text **out, struct text_problem *problem)
{
    struct text_file files[8] = { file_of("main.html", v->template) };
    size_t count = 1;
    struct val *partials;

    assert_int_equal(json_read(a, str_of(v->partials), &partials, NULL), OK);
    for (size_t i = 0; i < partials->count; i++)
        files[count++] = file_of(arena_cstr(a, partials->keys[i]), arena_cstr(a, partials->items[i]->text));
    return text_load(a, files, count, NULL, 0, out, problem);
}

static void check(const struct vector *v)
{
    struct arena *a = arena_new(0);
    struct text_problem problem;
    struct text *t;
    struct val *data;
    struct str got = STR("");

    assert_int_equal(json_read(a, str_of(v->data), &data, NULL), OK);
    assert_int_equal(load(a, v, &t, &problem), OK);
    assert_int_equal(text_render(t, a, "main", data, LANG_ZH, 0, &got), OK);
    if (!str_is(got, v->expected))
        print_error("%s\n  wanted: %s\n  got:    %.*s\n", v->name, v->expected, STR_ARG(got));
    assert_true(str_is(got, v->expected));
    arena_free(a);
}

static void every_case_of_the_mustache_specification_renders_as_published(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++)
        check(&vectors[i]);
}

static const struct { const char *template; int line; const char *why; } broken[] = {
    { "a\n{{b", 2, "a tag is not closed" },
    { "a\n\n{{#b}}", 3, "the section \"b\" is not closed" },
    { "{{#b}}\n{{/c}}", 2, "\"c\" closes the section \"b\"" },
    { "\n{{/c}}", 2, "\"c\" closes nothing" },
    { "{{}}", 1, "a tag has no name" },
    { "{{a b}}", 1, "blanks in the name \"a b\"" },
    { "{{a|shout}}", 1, "no formatter is called \"shout\"" },
    { "{{=x=}}", 1, "new delimiters are two words without =" },
    { "\n\n{{>nobody}}", 3, "no template \"nobody\"" },
    { "{{#t.x}}{{/t.x}}", 1, "a message cannot be a section" },
};

static void a_broken_template_is_refused_with_its_line_and_the_reason(void **state)
{
    struct arena *a = arena_new(0);
    struct text_problem problem;
    struct text *t;

    (void)state;
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        struct vector v = { "", "", broken[i].template, "{}", "" };

        assert_int_equal(load(a, &v, &t, &problem), ERR_INVALID);
        assert_int_equal(problem.line, broken[i].line);
        assert_true(str_is(problem.why, broken[i].why));
        assert_str(problem.file, "main.html");
    }
    arena_free(a);
}

static void sections_nested_beyond_the_limit_are_refused(void **state)
{
    struct arena *a = arena_new(0);
    struct text_problem problem;
    struct text *t;
    char deep[400 * 6 + 1] = "";
    struct vector v = { "", "", deep, "{}", "" };

    (void)state;
    for (size_t i = 0; i < 400; i++)
        memcpy(deep + i * 6, "{{#x}}", 6);
    assert_int_equal(load(a, &v, &t, &problem), ERR_INVALID);
    assert_str(problem.why, "sections are nested too deep");
    arena_free(a);
}

static enum err render_data(struct arena *a, const char *template, const char *data, struct str *out)
{
    struct vector v = { "", data, template, "{}", "" };
    struct text_problem problem;
    struct text *t;
    struct val *model;

    assert_int_equal(json_read(a, str_of(data), &model, NULL), OK);
    assert_int_equal(load(a, &v, &t, &problem), OK);
    return text_render(t, a, "main", model, LANG_ZH, 0, out);
}

static void a_template_that_calls_itself_without_end_is_a_limit(void **state)
{
    struct arena *a = arena_new(0);
    struct str out;

    (void)state;
    assert_int_equal(render_data(a, "x{{>main}}", "{}", &out), ERR_LIMIT);
    assert_int_equal(render_data(a, "{{>main}}{{>main}}{{>main}}", "{}", &out), ERR_LIMIT);
    arena_free(a);
}

static void a_name_with_a_leading_dot_stays_in_the_nearest_context(void **state)
{
    struct arena *a = arena_new(0);
    struct str out;

    (void)state;
    assert_int_equal(render_data(a, "{{#list}}[{{name}}{{.name}}]{{/list}}",
                                 "{\"name\":\"outer\",\"list\":[{},{\"name\":\"in\"}]}", &out), OK);
    assert_str(out, "[outer][inin]");
    arena_free(a);
}

static void a_section_can_ask_what_a_value_reads(void **state)
{
    struct arena *a = arena_new(0);
    struct str out;

    (void)state;
    assert_int_equal(render_data(a, "{{#kind|is:date}}D{{/kind|is:date}}{{#kind|is:text}}T{{/kind|is:text}}"
                                    "{{^n|is:0}}some{{/n|is:0}}{{#list|count|is:2}}two{{/list|count|is:2}}",
                                 "{\"kind\":\"date\",\"n\":0,\"list\":[1,2]}", &out), OK);
    assert_str(out, "Dtwo");
    arena_free(a);
}

static void an_apostrophe_cannot_leave_an_attribute(void **state)
{
    struct arena *a = arena_new(0);
    struct str out;

    (void)state;
    assert_int_equal(render_data(a, "<a title='{{x}}'>", "{\"x\":\"' onclick='\"}", &out), OK);
    assert_str(out, "<a title='&#39; onclick=&#39;'>");
    arena_free(a);
}

static void an_unknown_template_is_not_found(void **state)
{
    struct arena *a = arena_new(0);
    struct text_problem problem;
    struct text *t;
    struct str out;

    (void)state;
    assert_int_equal(text_load(a, NULL, 0, NULL, 0, &t, &problem), OK);
    assert_int_equal(text_render(t, a, "main", NULL, LANG_ZH, 0, &out), ERR_NOT_FOUND);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_case_of_the_mustache_specification_renders_as_published),
        cmocka_unit_test(a_broken_template_is_refused_with_its_line_and_the_reason),
        cmocka_unit_test(sections_nested_beyond_the_limit_are_refused),
        cmocka_unit_test(a_template_that_calls_itself_without_end_is_a_limit),
        cmocka_unit_test(a_name_with_a_leading_dot_stays_in_the_nearest_context),
        cmocka_unit_test(a_section_can_ask_what_a_value_reads),
        cmocka_unit_test(an_apostrophe_cannot_leave_an_attribute),
        cmocka_unit_test(an_unknown_template_is_not_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
