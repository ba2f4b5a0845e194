/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"

#include "domain/actor.h"
#include "domain/audit.h"
#include "people_fixture.h"

enum { LINES = 25, A_PAGE = 10 };

static struct view_list newest(size_t limit)
{
    struct view_list views;

    assert_int_equal(audit_list(house.cx, INT64_MAX, 0, limit, &views), OK);
    return views;
}

static void looking_is_noted_with_who_when_and_what(void **state)
{
    struct ctx *cx = people_as(&house, people.officer);
    struct view_list views;

    (void)state;
    assert_int_equal(audit_view(cx, 700, "case"), OK);
    views = newest(1);
    assert_int_equal(views.count, 1);
    assert_int_equal(views.items[0].account, people.officer);
    assert_int_equal(views.items[0].case_id, 700);
    assert_int_equal(views.items[0].at, cx->now);
    assert_str(views.items[0].page, "case");
    assert_true(str_eq(views.items[0].account_name, cx->actor->name));
}

static void the_same_page_within_the_hour_is_noted_once(void **state)
{
    size_t before = newest(100).count;
    struct ctx *cx = people_as(&house, people.officer);

    (void)state;
    assert_int_equal(audit_view(cx, 701, "case"), OK);
    assert_int_equal(audit_view(cx, 701, "case"), OK);
    assert_int_equal(newest(100).count, before + 1);
    assert_int_equal(audit_view(people_as(&house, people.officer), 701, "receipt"), OK);
    assert_int_equal(newest(100).count, before + 2);
}

static void a_visitor_who_sees_his_own_is_not_noted(void **state)
{
    size_t before = newest(100).count;

    (void)state;
    assert_int_equal(audit_view(people_as(&house, 0), 702, "case"), OK);
    assert_int_equal(newest(100).count, before);
}

/* All at one moment: the pages part between two lines of the same time. */
static void no_line_is_lost_or_told_twice_between_two_pages(void **state)
{
    size_t all, told = 0;
    int64_t at = INT64_MAX, id = 0;
    struct view_list views = { .count = A_PAGE };

    (void)state;
    for (int64_t n = 0; n < LINES; n++)
        assert_int_equal(audit_view(people_as(&house, people.officer), 800 + n, "case"), OK);
    all = newest(1000).count;
    assert_true(all >= LINES);
    while (views.count == A_PAGE) {
        assert_int_equal(audit_list(house.cx, at, id, A_PAGE, &views), OK);
        for (size_t i = 0; i < views.count; i++) {
            assert_true(views.items[i].at < at || (views.items[i].at == at && views.items[i].id < id));
            at = views.items[i].at;
            id = views.items[i].id;
        }
        told += views.count;
    }
    assert_int_equal(told, all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(looking_is_noted_with_who_when_and_what),
        cmocka_unit_test(the_same_page_within_the_hour_is_noted_once),
        cmocka_unit_test(a_visitor_who_sees_his_own_is_not_noted),
        cmocka_unit_test(no_line_is_lost_or_told_twice_between_two_pages),
    };

    return PEOPLE_RUN_ON_BOTH(tests);
}
