/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"
#include "people_fixture.h"

#include "domain/nameline.h"

static void a_line_parts_into_a_name_and_what_is_said_of_it(void **state)
{
    static const struct { const char *line, *name, *more; } rows[] = {
        { "李明 民政办科员", "李明", "民政办科员" }, { "李明，民政办科员", "李明", "民政办科员" },
        { "李明　民政办科员", "李明", "民政办科员" }, { "李明 西边邻居，采光受影响", "李明", "西边邻居，采光受影响" },
        { "李明,clerk", "李明", "clerk" }, { "李明、王芳 西邻", "李明、王芳", "西邻" }, { "李 明 西邻", "李 明", "西邻" }, { "李　明，西邻", "李　明", "西邻" },
        { "Li Ming, neighbour, west", "Li Ming", "neighbour, west" }, { "Li clerk", "Li", "clerk" },
        { "李明", "李明", "" }, { "李 明", "李", "明" }, { "李明 ", "李明", "" }, { "", "", "" },
    };
    struct str name, more;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        nameline_cut(str_of(rows[i].line), &name, &more);
        if (!str_is(name, rows[i].name) || !str_is(more, rows[i].more))
            fail_msg("%s: %.*s | %.*s", rows[i].line, STR_ARG(name), STR_ARG(more));
    }
}

static void a_name_has_two_characters_and_is_no_number(void **state)
{
    (void)state;
    assert_true(nameline_is_name(STR("李明")));
    assert_false(nameline_is_name(STR("李")));
    assert_false(nameline_is_name(STR("13871000001")));
    assert_false(nameline_is_name(STR("李明、王芳")));         /* two persons */
    assert_false(nameline_is_name(STR("")));
}

static void blanks_inside_a_name_make_nobody_else(void **state)
{
    struct arena *a = arena_new(0);

    (void)state;
    assert_true(nameline_same(a, STR("李明"), STR("李　明")));
    assert_true(nameline_same(a, STR("李 明"), STR("李明")));
    assert_false(nameline_same(a, STR("李明"), STR("李民")));
    arena_free(a);
}

static enum err refuse(struct ctx *cx, void *count, struct str line)
{
    (void)cx;
    (void)line;
    ++*(int *)count;
    return ERR_INVALID;
}

static void a_list_without_end_is_not_walked_to_its_end(void **state)
{
    struct ctx cx = { .arena = arena_new(0) };
    char *text = arena_alloc(cx.arena, 200000);
    int seen = 0;

    (void)state;
    for (int i = 0; i < 200000; i++)
        text[i] = i % 2 == 0 ? 'a' : '\n';
    assert_int_equal(nameline_each(&cx, val_text(cx.arena, (struct str){ text, 200000 }), &seen, refuse), ERR_INVALID);
    assert_int_equal(seen, NAMELINE_LINES_MAX);
    arena_free(cx.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_parts_into_a_name_and_what_is_said_of_it),
        cmocka_unit_test(a_name_has_two_characters_and_is_no_number),
        cmocka_unit_test(a_list_without_end_is_not_walked_to_its_end),
        cmocka_unit_test(blanks_inside_a_name_make_nobody_else),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
