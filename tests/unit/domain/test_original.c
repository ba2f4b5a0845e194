/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"
#include "county_fixture.h"
#include "domain/original.h"
#include "domain/rebuild.h"

static const char ITEM[] = "S-MZ-06";

static bool told(const char *key)
{
    for (size_t i = 0; i < house.cx->gap_count; i++)
        if (str_is(house.cx->gaps[i].key, key))
            return true;
    return false;
}

static enum err take(int64_t case_id, const char *name, int64_t pages)
{
    const struct original_new one = { str_of(name), pages };
    const struct original_taking t = { .case_id = case_id, .owner = STR("覃守英"), .items = &one, .count = 1 };

    return original_take(county_as(AT_VILLAGE), &t);
}

static struct original_list all_of(int64_t case_id)
{
    struct original_list all;

    assert_int_equal(original_of_case(house.cx, case_id, &all), OK);
    return all;
}

static void the_holder_of_an_original_is_known_from_hand_to_hand(void **state)
{
    struct case_file c = county_file(ITEM, 1);
    const int64_t n = 1;
    struct original_move_list moves;

    (void)state;
    assert_int_equal(take(c.id, "户口簿", 6), OK);
    assert_str(all_of(c.id).items[0].holder_kind, "village");
    assert_str(all_of(c.id).items[0].holder, "clerk");
    assert_int_equal(original_hand(county_as(AT_VILLAGE), &(struct original_handing){ c.id, &n, 1, STR("courier"), STR("谭代办") }), OK);
    assert_int_equal(original_hand(county_as(AT_TOWNSHIP_HANDLER),
                                   &(struct original_handing){ c.id, &n, 1, STR("township"), STR("thandler") }), OK);
    assert_str(all_of(c.id).items[0].holder_kind, "township");
    assert_int_equal(original_moves(house.cx, c.id, &moves), OK);
    assert_int_equal(moves.count, 3);
    assert_str(moves.items[2].from_name, "谭代办");
    assert_str(moves.items[2].by_name, "thandler");
}

static void an_original_goes_back_against_a_signature_and_only_once(void **state)
{
    struct case_file c = county_file(ITEM, 2);
    const int64_t n = 1;
    struct original_return back = { c.id, &n, 1, STR("覃守英"), STR("") };
    int64_t open;

    (void)state;
    assert_int_equal(take(c.id, "发票", 3), OK);
    assert_int_equal(original_give_back(county_as(AT_VILLAGE), &back), ERR_INVALID);
    assert_true(told("gap.original.proof"));
    back.proof = STR("本人在签收簿第3页签名");
    assert_int_equal(original_give_back(county_as(AT_VILLAGE), &back), OK);
    assert_int_equal(original_open(house.cx, c.id, &open), OK);
    assert_int_equal(open, 0);
    assert_int_equal(original_give_back(county_as(AT_VILLAGE), &back), ERR_INVALID);
    assert_true(told("gap.original.gone"));
}

static void what_has_no_name_or_pages_or_holder_is_refused(void **state)
{
    struct case_file c = county_file(ITEM, 3);
    const int64_t n = 1;

    (void)state;
    assert_int_equal(take(c.id, "", 1), ERR_INVALID);
    assert_int_equal(take(c.id, "户口簿", 0), ERR_INVALID);
    assert_true(told("gap.original.pages"));
    assert_int_equal(take(c.id, "户口簿", 1), OK);
    assert_int_equal(original_hand(county_as(AT_VILLAGE), &(struct original_handing){ c.id, &n, 1, STR("pocket"), STR("某某") }), ERR_INVALID);
    assert_int_equal(original_hand(county_as(AT_VILLAGE), &(struct original_handing){ c.id, &n, 0, STR("courier"), STR("某某") }), ERR_INVALID);
    assert_true(told("gap.original.none"));
}

static void a_closed_case_reminds_of_originals_that_are_not_back(void **state)
{
    struct case_file c = county_file(ITEM, 4), out;
    struct original_reminder_list left;

    (void)state;
    assert_int_equal(take(c.id, "户口簿", 6), OK);
    assert_int_equal(original_reminders(house.cx, HOME_VILLAGE, 10, &left), OK);
    assert_int_equal(left.count, 0);
    assert_int_equal(handling_withdraw(county_as(AT_VILLAGE), &(struct withdrawal){ c.id, STR("本人不办了"), STR("") }, &out), OK);
    assert_int_equal(original_reminders(house.cx, HOME_VILLAGE, 10, &left), OK);
    assert_int_equal(left.count, 1);
    assert_int_equal(left.items[0].case_id, c.id);
}

static void a_decided_case_reminds_before_its_result_is_handed_over_and_no_more_when_they_are_back(void **state)
{
    struct case_file c = county_file(ITEM, 5);
    struct original_reminder_list left;
    const int64_t n = 1;
    size_t before;

    (void)state;
    assert_int_equal(original_reminders(house.cx, HOME_VILLAGE, 10, &left), OK);
    before = left.count;
    assert_int_equal(take(c.id, "户口簿", 6), OK);
    county_walk_to(c.id, LEVEL_VILLAGE, "deliver");
    assert_int_equal(original_reminders(house.cx, HOME_VILLAGE, 10, &left), OK);
    assert_int_equal(left.count, before + 1);
    assert_int_equal(original_give_back(county_as(AT_VILLAGE), &(struct original_return){ c.id, &n, 1, STR("覃守英"), STR("本人签收") }), OK);
    assert_int_equal(original_reminders(house.cx, HOME_VILLAGE, 10, &left), OK);
    assert_int_equal(left.count, before);
}

static void a_rebuild_gives_the_same(void **state)
{
    struct rebuild_report report;

    (void)state;
    assert_int_equal(rebuild_all(people_as(&house, 0), false, &report), OK);
    assert_int_equal(report.different, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_holder_of_an_original_is_known_from_hand_to_hand),
        cmocka_unit_test(an_original_goes_back_against_a_signature_and_only_once),
        cmocka_unit_test(what_has_no_name_or_pages_or_holder_is_refused),
        cmocka_unit_test(a_closed_case_reminds_of_originals_that_are_not_back),
        cmocka_unit_test(a_decided_case_reminds_before_its_result_is_handed_over_and_no_more_when_they_are_back),
        cmocka_unit_test(a_rebuild_gives_the_same),
    };

    return COUNTY_RUN_ON_BOTH(tests);
}
