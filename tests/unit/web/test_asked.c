/* SPDX-License-Identifier: MulanPSL-2.0 */
/* A list asks the database the same number of questions however long it is. */
#include "../test.h"

#include "domain/actor.h"
#include "county_fixture.h"
#include "web/inside.h"
#include "web/pages.h"

enum { FEW = 3, MANY = 60 };

static struct web *web;
static int filed;

static void file_until(int count)
{
    for (; filed < count; filed++)
        county_file("S-MZ-05", 100 + filed);
}

static struct web *opened(void)
{
    struct web_options options = { .house = &house.house };
    struct str why;

    if (web == NULL)
        assert_int_equal(web_open(arena_new(0), &options, &web, &why), OK);
    return web;
}

struct answer { struct val *model; int64_t asked; };

/* The handler alone: what the door asks is the same for every page. */
static struct answer answer_of(struct ctx *cx, enum face face, enum err (*handler)(struct page *), const char *param)
{
    static const struct route route = { .name = "tested" };
    struct request *rq = ARENA_NEW(cx->arena, struct request);
    struct response *rs = ARENA_NEW(cx->arena, struct response);
    struct page p = { .cx = cx, .web = opened(), .rq = rq, .rs = rs, .route = &route, .face = face, .params[0] = str_of(param) };
    int64_t before;

    *rq = (struct request){ .arena = cx->arena, .path = STR("/tested"), .form = val_map(cx->arena) };
    *rs = (struct response){ .arena = cx->arena };
    model_begin(&p);
    before = cx->asked;
    assert_int_equal(handler(&p), OK);
    return (struct answer){ p.model, cx->asked - before };
}

static struct answer village_page(void)
{
    return answer_of(people_as(&house, 0), FACE_PUBLIC, page_village, "422823107271");
}

static struct answer desk_page(enum desk desk, enum err (*handler)(struct page *))
{
    return answer_of(county_as(desk), FACE_STAFF, handler, "");
}

static void the_page_of_a_village_asks_for_sixty_cases_what_it_asks_for_three(void **state)
{
    struct answer few, many;

    (void)state;
    filed = 0;
    file_until(FEW);
    few = village_page();
    file_until(MANY);
    many = village_page();
    assert_int_equal(val_at(few.model, "rows")->count, FEW);
    assert_int_equal(val_at(many.model, "rows")->count, MANY);
    assert_int_equal(many.asked, few.asked);
    assert_true(many.asked <= 4);
}

static void the_lines_of_the_list_say_what_the_page_of_the_case_says(void **state)
{
    struct answer list = village_page();
    const struct val *row = val_at(list.model, "rows")->items[0];

    (void)state;
    assert_true(val_str(row, "at").len > 0);
    assert_true(val_has(row, "left"));
}

static void desk_and_inbox_ask_for_sixty_tasks_what_they_ask_for_three(void **state)
{
    static enum err (*const handlers[])(struct page *) = { page_desk, page_inbox, page_cases };
    int64_t few[3];

    (void)state;
    for (size_t i = 0; i < 3; i++)
        few[i] = desk_page(AT_COUNTY_HANDLER, handlers[i]).asked;      /* nothing waits there */
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(desk_page(AT_TOWNSHIP_HANDLER, handlers[i]).asked, few[i]);
}

static struct answer head_page(enum desk desk)
{
    (void)desk_page(desk, page_head);       /* that he looked is noted the first time */
    return desk_page(desk, page_head);
}

static size_t cards(const struct answer *a)
{
    return val_at(a->model, "today")->count + val_at(a->model, "later")->count;
}

static void the_page_of_a_head_asks_for_six_cards_what_it_asks_for_two(void **state)
{
    struct answer few, many;
    enum desk desk = AT_COUNTY_APPROVER;

    (void)state;
    for (int n = 0; n < 2; n++)
        desk = county_walk_to(county_file("S-MZ-05", 500 + n).id, LEVEL_TOWNSHIP, "opinion");
    few = head_page(desk);
    for (int n = 2; n < 6; n++)
        assert_int_equal(county_walk_to(county_file("S-MZ-05", 500 + n).id, LEVEL_TOWNSHIP, "opinion"), desk);
    many = head_page(desk);
    assert_true(cards(&few) >= 2 && cards(&many) > cards(&few));
    assert_int_equal(many.asked, few.asked);
}

static void who_is_on_no_leave_and_stands_in_for_nobody_costs_one_question(void **state)
{
    struct ctx *cx = county_as(AT_VILLAGE);
    struct actor actor = *cx->actor;
    int64_t before = cx->asked;

    (void)state;
    assert_int_equal(tenure_fill(cx, &actor), OK);
    assert_int_equal(cx->asked - before, 1);
    assert_true(actor.post_count > 0);
}

static void a_list_as_one_argument_finds_each_of_it_and_nothing_else(void **state)
{
    struct ctx *cx = people_as(&house, 0);
    struct case_file one = county_file("S-MZ-05", 700), other = county_file("S-MZ-05", 701);
    int64_t ids[] = { other.id, 1, one.id, -5 };
    struct case_list cases;
    struct str numbers[4];

    (void)state;
    assert_int_equal(case_get_all(cx, ids, 4, &cases), OK);
    assert_int_equal(cases.count, 2);
    assert_true(str_eq(case_list_find(&cases, one.id)->number, one.number));
    assert_null(case_list_find(&cases, 1));
    assert_int_equal(case_numbers(cx, ids, 4, numbers), OK);
    assert_true(str_eq(numbers[0], other.number) && numbers[1].len == 0 && str_eq(numbers[2], one.number));
    assert_int_equal(case_get_all(cx, ids, 0, &cases), OK);
    assert_int_equal(cases.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_page_of_a_village_asks_for_sixty_cases_what_it_asks_for_three),
        cmocka_unit_test(the_lines_of_the_list_say_what_the_page_of_the_case_says),
        cmocka_unit_test(desk_and_inbox_ask_for_sixty_tasks_what_they_ask_for_three),
        cmocka_unit_test(the_page_of_a_head_asks_for_six_cards_what_it_asks_for_two),
        cmocka_unit_test(who_is_on_no_leave_and_stands_in_for_nobody_costs_one_question),
        cmocka_unit_test(a_list_as_one_argument_finds_each_of_it_and_nothing_else),
    };

    return COUNTY_RUN_ON_BOTH(tests);
}
