/* SPDX-License-Identifier: MulanPSL-2.0 */
/* A list asks the database the same number of questions however long it is. */
#include "../test.h"

#include "domain/actor.h"
#include "domain/audit.h"
#include "domain/command.h"
#include "domain/leave.h"
#include "domain/reassign.h"
#include "county_fixture.h"
#include "web/desk.h"
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

/* The handler alone: what the door asks is the same for every page.  of: the query "of", 0 none. */
static struct answer answer_to(struct ctx *cx, enum face face, enum err (*handler)(struct page *), const char *param, int64_t of)
{
    static const struct route route = { .name = "tested" };
    struct request *rq = ARENA_NEW(cx->arena, struct request);
    struct response *rs = ARENA_NEW(cx->arena, struct response);
    struct page p = { .cx = cx, .web = opened(), .rq = rq, .rs = rs, .route = &route, .face = face, .params[0] = str_of(param) };
    struct http_pair *query = ARENA_NEW(cx->arena, struct http_pair);
    int64_t before;

    *rq = (struct request){ .arena = cx->arena, .path = STR("/tested"), .form = val_map(cx->arena) };
    *query = (struct http_pair){ STR("of"), arena_printf(cx->arena, "%lld", (long long)of) };
    rq->query = query;
    rq->query_count = of != 0;
    *rs = (struct response){ .arena = cx->arena };
    model_begin(&p);
    before = cx->asked;
    assert_int_equal(handler(&p), OK);
    return (struct answer){ p.model, cx->asked - before };
}

static struct answer answer_of(struct ctx *cx, enum face face, enum err (*handler)(struct page *), const char *param)
{
    return answer_to(cx, face, handler, param, 0);
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

/* ---- lists whose rows are looked at one by one ---- */

static struct answer choices_of(int64_t task)
{
    return answer_to(county_as(AT_TOWNSHIP_HANDLER), FACE_STAFF, page_batch_form, "", task);
}

static void the_choices_of_a_list_ask_for_sixty_cases_what_they_ask_for_three(void **state)
{
    int64_t first = county_task(county_file("S-JS-04", 800).id, AT_TOWNSHIP_HANDLER).id;
    struct answer few, many;

    (void)state;
    for (int n = 1; n < FEW; n++)
        county_file("S-JS-04", 800 + n);
    few = choices_of(first);
    for (int n = FEW; n < MANY; n++)
        county_file("S-JS-04", 800 + n);
    many = choices_of(first);
    assert_int_equal(val_at(few.model, "lines")->count, FEW);
    assert_int_equal(val_at(many.model, "lines")->count, MANY);
    assert_int_equal(many.asked, few.asked);
}

static enum err next_case(struct page *p)
{
    val_set_bool(p->cx->arena, p->model, "goes_on", true);
    return desk_put_next(p, 0);
}

/* Whoever did an earlier part of all that waits is led to none of it. */
static void the_next_case_is_found_with_the_same_questions_however_many_are_passed_over(void **state)
{
    struct ctx *cx;
    struct answer few, many;
    int64_t account;

    (void)state;
    for (int n = 0; n < FEW; n++)
        county_walk_to(county_file("S-MZ-01", 900 + n).id, LEVEL_TOWNSHIP, "opinion");
    cx = county_as(AT_TOWNSHIP_HANDLER);
    account = cx->actor->account;
    assert_true(account != 0);
    few = desk_page(AT_TOWNSHIP_HANDLER, next_case);
    for (int n = FEW; n < 2 * FEW; n++)
        county_walk_to(county_file("S-MZ-01", 900 + n).id, LEVEL_TOWNSHIP, "opinion");
    many = desk_page(AT_TOWNSHIP_HANDLER, next_case);
    assert_int_equal(many.asked, few.asked);
    assert_true(many.asked <= 8);
}

static struct ctx *as(int64_t account)
{
    struct ctx *cx = people_as(&house, account);
    struct actor *actor = ARENA_NEW(cx->arena, struct actor);

    *actor = *cx->actor;
    assert_int_equal(tenure_fill(cx, actor), OK);
    cx->actor = actor;
    return cx;
}

static struct answer page_as(int64_t account, enum err (*handler)(struct page *))
{
    return answer_of(as(account), FACE_STAFF, handler, "");
}

static enum err give(struct ctx *cx, const void *args, void *out)
{
    (void)args;
    return tenure_make(cx, out);
}

static void enter_leaves(int64_t account, int from, int until)
{
    for (int n = from; n < until; n++) {
        struct leave l = { .account = account, .kind = STR("annual"), .from_day = day_of(house.cx->now) + 2 * n };
        l.until_day = l.from_day;
        assert_int_equal(leave_enter(as(account), &l), OK);
    }
}

static void the_page_of_leaves_asks_for_thirty_leaves_and_ten_posts_what_it_asks_for_three_and_one(void **state)
{
    int64_t away = people_add(&house, "away", ROLE_HANDLER, 422823108000, STR("")), few, many;
    struct tenure more = { .account = away, .post = { .role = ROLE_CHECKER, .place = 422823108000, .department = STR("MZ") } };
    struct answer a;

    (void)state;
    people_add(&house, "away_head", ROLE_HEAD, 422823108000, STR(""));
    enter_leaves(away, 1, 1 + FEW);
    few = page_as(away, page_leave).asked;
    more.from_day = day_of(house.cx->now);
    for (int n = 1; n < 10; n++)
        assert_int_equal(command_run(people_as(&house, 0), give, NULL, &more), OK);
    enter_leaves(away, 1 + FEW, 30);
    a = page_as(away, page_leave);
    many = a.asked;
    assert_int_equal(val_at(a.model, "leaves")->count, 29);
    assert_int_equal(val_at(a.model, "posts")->count, 10);
    assert_int_equal(many, few);
}

static void the_register_asks_for_fifty_households_what_it_asks_for_three(void **state)
{
    struct answer few, many;

    (void)state;
    (void)desk_page(AT_VILLAGE, page_register);         /* that he looked is noted the first time */
    many = desk_page(AT_VILLAGE, page_register);
    assert_int_equal(val_at(many.model, "households")->count, 50);
    few = answer_of(county_as(AT_VILLAGE), FACE_STAFF, page_register, "");
    assert_int_equal(many.asked, few.asked);
    assert_true(many.asked <= 3);
}

static void hand_on(int64_t account, int from, int until)
{
    for (int n = from; n < until; n++)
        assert_int_equal(reassign_offer(county_as(AT_TOWNSHIP_HANDLER), county_task(county_file("S-JS-04", 1000 + n).id,
                                        AT_TOWNSHIP_HANDLER).id, account, STR("这个村由他负责")), OK);
}

static void what_was_handed_on_asks_for_thirty_tasks_what_it_asks_for_three(void **state)
{
    int64_t second = people_add(&house, "second", ROLE_HANDLER, HOME_TOWNSHIP, STR(""));
    struct answer few, many;

    (void)state;
    hand_on(second, 0, FEW);
    few = page_as(second, page_reassign_waiting);
    hand_on(second, FEW, 30);
    many = page_as(second, page_reassign_waiting);
    assert_int_equal(val_at(few.model, "offers")->count, FEW);
    assert_int_equal(val_at(many.model, "offers")->count, 30);
    assert_int_equal(many.asked, few.asked);
}

static void the_log_of_readings_asks_for_sixty_lines_what_it_asks_for_few(void **state)
{
    int64_t auditor = people_add(&house, "auditor", ROLE_AUDITADMIN, COUNTY_PLACE, STR(""));
    struct answer few = page_as(auditor, page_audit), many;

    (void)state;
    for (int n = 0; n < MANY; n++)
        assert_int_equal(audit_view(county_as(AT_VILLAGE), county_file("S-JS-04", 1100 + n).id, "case"), OK);
    many = page_as(auditor, page_audit);
    assert_true(val_at(many.model, "lines")->count >= MANY);
    assert_int_equal(many.asked, few.asked);
    assert_true(many.asked <= 3);
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
        cmocka_unit_test(the_choices_of_a_list_ask_for_sixty_cases_what_they_ask_for_three),
        cmocka_unit_test(the_next_case_is_found_with_the_same_questions_however_many_are_passed_over),
        cmocka_unit_test(the_page_of_leaves_asks_for_thirty_leaves_and_ten_posts_what_it_asks_for_three_and_one),
        cmocka_unit_test(the_register_asks_for_fifty_households_what_it_asks_for_three),
        cmocka_unit_test(what_was_handed_on_asks_for_thirty_tasks_what_it_asks_for_three),
        cmocka_unit_test(the_log_of_readings_asks_for_sixty_lines_what_it_asks_for_few),
        cmocka_unit_test(who_is_on_no_leave_and_stands_in_for_nobody_costs_one_question),
        cmocka_unit_test(a_list_as_one_argument_finds_each_of_it_and_nothing_else),
    };

    return COUNTY_RUN_ON_BOTH(tests);
}
