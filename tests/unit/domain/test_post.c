/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"
#include "domain/post.h"

#define COUNTY 422823000000
#define TOWNSHIP 422823107000
#define VILLAGE 422823107201
#define OTHER_TOWNSHIP 422823108000

static struct post post(enum role role, int64_t place, const char *department)
{
    return (struct post){ .role = role, .place = place, .department = str_of(department) };
}

static bool answers(struct post p, enum role role, int64_t place, const char *department)
{
    return post_answers(&p, role, place, str_of(department), STR("S-MZ-01"));
}

static bool covers(struct post p, int64_t place, const char *department)
{
    return post_covers(&p, place, str_of(department), STR("S-MZ-01"));
}

static void a_task_is_answered_for_by_its_own_role_place_and_department_only(void **state)
{
    (void)state;
    assert_true(answers(post(ROLE_HANDLER, TOWNSHIP, "MZ"), ROLE_HANDLER, TOWNSHIP, "MZ"));
    assert_false(answers(post(ROLE_CHECKER, TOWNSHIP, "MZ"), ROLE_HANDLER, TOWNSHIP, "MZ"));
    assert_false(answers(post(ROLE_HANDLER, OTHER_TOWNSHIP, "MZ"), ROLE_HANDLER, TOWNSHIP, "MZ"));
    assert_false(answers(post(ROLE_HANDLER, COUNTY, "MZ"), ROLE_HANDLER, TOWNSHIP, "MZ"));
    assert_false(answers(post(ROLE_HANDLER, TOWNSHIP, "GT"), ROLE_HANDLER, TOWNSHIP, "MZ"));
}

static void a_post_of_all_departments_answers_for_each(void **state)
{
    (void)state;
    assert_true(answers(post(ROLE_HANDLER, TOWNSHIP, ""), ROLE_HANDLER, TOWNSHIP, "MZ"));
    assert_true(answers(post(ROLE_HANDLER, TOWNSHIP, ""), ROLE_HANDLER, TOWNSHIP, "GT"));
}

static void a_post_sees_the_cases_of_its_place_and_what_lies_in_it(void **state)
{
    (void)state;
    assert_true(covers(post(ROLE_CLERK, VILLAGE, ""), VILLAGE, "MZ"));
    assert_false(covers(post(ROLE_CLERK, VILLAGE, ""), VILLAGE + 1, "MZ"));
    assert_true(covers(post(ROLE_HANDLER, TOWNSHIP, ""), VILLAGE, "MZ"));
    assert_false(covers(post(ROLE_HANDLER, OTHER_TOWNSHIP, ""), VILLAGE, "MZ"));
    assert_true(covers(post(ROLE_SUPERVISOR, COUNTY, ""), VILLAGE, "MZ"));
    assert_false(covers(post(ROLE_HANDLER, COUNTY, "GT"), VILLAGE, "MZ"));
}

static void a_post_of_some_items_neither_sees_nor_touches_others(void **state)
{
    struct str items[] = { STR("S-MZ-02"), STR("S-MZ-03") };
    struct post p = { .role = ROLE_CLERK, .place = VILLAGE, .department = STR(""), .items = items, .item_count = 2 };

    (void)state;
    assert_false(post_covers(&p, VILLAGE, STR("MZ"), STR("S-MZ-01")));
    assert_false(post_answers(&p, ROLE_CLERK, VILLAGE, STR("MZ"), STR("S-MZ-01")));
    assert_true(post_covers(&p, VILLAGE, STR("MZ"), STR("S-MZ-03")));
    assert_true(post_answers(&p, ROLE_CLERK, VILLAGE, STR("MZ"), STR("S-MZ-03")));
}

static void administrators_and_editors_see_no_cases(void **state)
{
    (void)state;
    assert_false(covers(post(ROLE_SYSADMIN, COUNTY, ""), VILLAGE, "MZ"));
    assert_false(covers(post(ROLE_SECADMIN, COUNTY, ""), VILLAGE, "MZ"));
    assert_false(covers(post(ROLE_AUDITADMIN, COUNTY, ""), VILLAGE, "MZ"));
    assert_false(covers(post(ROLE_EDITOR, COUNTY, ""), VILLAGE, "MZ"));
}

static void every_role_has_a_name_that_leads_back_to_it(void **state)
{
    enum role role;

    (void)state;
    for (int r = 0; r < ROLE_COUNT; r++) {
        assert_int_equal(role_of(str_of(role_name((enum role)r)), &role), OK);
        assert_int_equal(role, r);
    }
    assert_int_equal(role_of(STR("god"), &role), ERR_INVALID);
    assert_int_equal(role_of(STR(""), &role), ERR_INVALID);
}

static void a_post_is_written_as_role_place_and_department(void **state)
{
    struct arena *a = arena_new(0);
    struct post p;

    (void)state;
    assert_int_equal(post_of_code(STR("handler:422823107000:MZ"), &p), OK);
    assert_int_equal(p.role, ROLE_HANDLER);
    assert_int_equal(p.place, TOWNSHIP);
    assert_str(p.department, "MZ");
    assert_str(post_code(a, &p), "handler:422823107000:MZ");
    assert_int_equal(post_of_code(STR("clerk:422823107201:"), &p), OK);
    assert_str(post_code(a, &p), "clerk:422823107201:");
    assert_int_equal(post_of_code(STR("handler:422823107:MZ"), &p), ERR_INVALID);
    assert_int_equal(post_of_code(STR("handler:-22823107000:MZ"), &p), ERR_INVALID);
    assert_int_equal(post_of_code(STR("handler:422823107000"), &p), ERR_INVALID);
    assert_int_equal(post_of_code(STR("nobody:422823107000:MZ"), &p), ERR_INVALID);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_task_is_answered_for_by_its_own_role_place_and_department_only),
        cmocka_unit_test(a_post_of_all_departments_answers_for_each),
        cmocka_unit_test(a_post_sees_the_cases_of_its_place_and_what_lies_in_it),
        cmocka_unit_test(a_post_of_some_items_neither_sees_nor_touches_others),
        cmocka_unit_test(administrators_and_editors_see_no_cases),
        cmocka_unit_test(every_role_has_a_name_that_leads_back_to_it),
        cmocka_unit_test(a_post_is_written_as_role_place_and_department),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
