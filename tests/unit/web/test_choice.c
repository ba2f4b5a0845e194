/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"

#include "base/calendar.h"
#include "web/choice.h"

static struct ctx cx;
static struct val *form;
static struct request rq;
static const struct page page = { .cx = &cx, .rq = &rq };

static int open_it(void **state)
{
    (void)state;
    cx = (struct ctx){ .arena = arena_new(0) };
    form = val_map(cx.arena);
    rq = (struct request){ .arena = cx.arena, .form = form };
    return 0;
}

static int close_it(void **state)
{
    (void)state;
    arena_free(cx.arena);
    return 0;
}

static void sent(const char *field, const char *text)
{
    val_set_str(cx.arena, form, field, str_of(text));
}

static void told(const char *field, const char *key)
{
    assert_int_equal(cx.gap_count, 1);
    assert_true(str_is(cx.gaps[0].field, field));
    assert_true(str_is(cx.gaps[0].key, key));
}

static void codes_may_stand_between_commas_and_blanks_of_either_width(void **state)
{
    struct val *codes;

    (void)state;
    sent("items", " S-MZ-01，S-MZ-02、S-MZ-03;; S-MZ-04　S-MZ-05,\r\n");
    codes = choice_codes(&page, "items");
    assert_int_equal(codes->count, 5);
    assert_str(codes->items[0]->text, "S-MZ-01");
    assert_str(codes->items[4]->text, "S-MZ-05");
}

static void codes_may_come_one_by_one(void **state)
{
    struct val *list = val_list(cx.arena), *codes;

    (void)state;
    val_push(cx.arena, list, val_text(cx.arena, STR("accept")));
    val_push(cx.arena, list, val_text(cx.arena, STR("seal")));
    val_push(cx.arena, list, val_int(cx.arena, 5));
    val_set(cx.arena, form, "powers", list);
    codes = choice_codes(&page, "powers");
    assert_int_equal(codes->count, 2);
    assert_str(codes->items[1]->text, "seal");
}

static void an_empty_field_holds_no_code(void **state)
{
    (void)state;
    sent("items", " , ");
    assert_int_equal(choice_codes(&page, "items")->count, 0);
    assert_int_equal(choice_codes(&page, "nothing")->count, 0);
}

static void a_day_left_out_is_the_usual_one(void **state)
{
    (void)state;
    sent("from", "1970-01-11");
    assert_int_equal(choice_day(&page, "from", 0), 10);
    assert_int_equal(choice_day(&page, "until", 77), 77);
    assert_int_equal(cx.gap_count, 0);
}

static void a_day_that_does_not_exist_is_told_at_its_field(void **state)
{
    (void)state;
    sent("until", "2026-02-30");
    choice_day(&page, "until", 0);
    told("until", "gap.no_date");
}

static void a_place_comes_as_number_or_text(void **state)
{
    (void)state;
    sent("place", "422823107271");
    assert_int_equal(choice_place(&page, "place"), 422823107271);
    val_set_int(cx.arena, form, "place", 422823000000);
    assert_int_equal(choice_place(&page, "place"), 422823000000);
    assert_int_equal(cx.gap_count, 0);
    choice_place(&page, "nothing");
    told("nothing", "gap.place.unknown");
}

static void a_role_that_is_not_offered_is_refused(void **state)
{
    (void)state;
    sent("role", "clerk");
    assert_int_equal(choice_role(&page, "role", ROLES(ROLE_CLERK)), ROLE_CLERK);
    assert_int_equal(cx.gap_count, 0);
    choice_role(&page, "role", ROLES(ROLE_HANDLER));
    told("role", "gap.no_choice");
}

static void a_role_nobody_knows_is_refused(void **state)
{
    (void)state;
    sent("role", "emperor");
    assert_int_equal(choice_role(&page, "role", ~0u), ROLE_COUNT);
    told("role", "gap.no_choice");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_it, close_it)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(codes_may_stand_between_commas_and_blanks_of_either_width),
        TEST(codes_may_come_one_by_one),
        TEST(an_empty_field_holds_no_code),
        TEST(a_day_left_out_is_the_usual_one),
        TEST(a_day_that_does_not_exist_is_told_at_its_field),
        TEST(a_place_comes_as_number_or_text),
        TEST(a_role_that_is_not_offered_is_refused),
        TEST(a_role_nobody_knows_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
