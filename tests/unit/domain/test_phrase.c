/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"
#include "county_fixture.h"
#include "domain/phrase.h"
#include "domain/post.h"

static bool told(const char *key)
{
    for (size_t i = 0; i < house.cx->gap_count; i++)
        if (str_is(house.cx->gaps[i].key, key))
            return true;
    return false;
}

static void a_phrase_is_the_officers_own_until_he_shares_it_with_his_office(void **state)
{
    struct phrase_list list;

    (void)state;
    assert_int_equal(phrase_add(county_as(AT_TOWNSHIP_HANDLER), STR("材料齐全，符合条件。"), STR("agree"), false), OK);
    assert_int_equal(phrase_add(county_as(AT_TOWNSHIP_HANDLER), STR("请补充{材料}。"), STR(""), true), OK);
    assert_int_equal(phrase_mine(county_as(AT_TOWNSHIP_HANDLER), &list), OK);
    assert_int_equal(list.count, 2);
    assert_int_equal(phrase_mine(county_as(AT_TOWNSHIP_APPROVER), &list), OK);
    assert_int_equal(list.count, 1);
    assert_str(list.items[0].text, "请补充{材料}。");
    assert_int_equal(phrase_mine(county_as(AT_COUNTY_HANDLER), &list), OK);
    assert_int_equal(list.count, 0);
}

static void only_who_wrote_a_phrase_throws_it_away(void **state)
{
    struct phrase_list list;

    (void)state;
    assert_int_equal(phrase_add(county_as(AT_COUNTY_HANDLER), STR("共用的一句话"), STR(""), true), OK);
    assert_int_equal(phrase_mine(county_as(AT_COUNTY_CHECKER), &list), OK);
    assert_int_equal(phrase_drop(county_as(AT_COUNTY_CHECKER), list.items[0].id), ERR_NOT_FOUND);
    assert_int_equal(phrase_drop(county_as(AT_COUNTY_HANDLER), list.items[0].id), OK);
    assert_int_equal(phrase_mine(county_as(AT_COUNTY_CHECKER), &list), OK);
    assert_int_equal(list.count, 0);
}

static void placeholders_are_filled_and_one_without_a_value_stays_in_sight(void **state)
{
    const struct phrase_values v = { .papers = STR("户口簿、身份证"), .applicant = STR("覃守英") };
    struct str text;

    (void)state;
    text = phrase_fill(house.cx->arena, STR("{申请人}请补充{材料}，{日期}前交。"), &v);
    assert_str(text, "覃守英请补充户口簿、身份证，{日期}前交。");
    assert_true(phrase_unfilled(text));
    assert_false(phrase_unfilled(STR("没有占位")));
}

static void a_phrase_with_a_placeholder_nobody_knows_is_refused(void **state)
{
    (void)state;
    assert_int_equal(phrase_add(county_as(AT_VILLAGE), STR("请补充{纸}"), STR(""), false), ERR_INVALID);
    assert_true(told("gap.phrase.placeholder"));
    assert_int_equal(phrase_add(county_as(AT_VILLAGE), STR(" "), STR(""), false), ERR_INVALID);
}

static void an_act_whose_note_holds_an_unfilled_placeholder_is_refused(void **state)
{
    struct case_file c = county_file("S-MZ-06", 901);

    (void)state;
    assert_int_equal(county_act(c.id, AT_TOWNSHIP_HANDLER, "not_accepted", "请先补充{材料}再来"), ERR_INVALID);
    assert_true(told("gap.note.placeholder"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_phrase_is_the_officers_own_until_he_shares_it_with_his_office),
        cmocka_unit_test(only_who_wrote_a_phrase_throws_it_away),
        cmocka_unit_test(placeholders_are_filled_and_one_without_a_value_stays_in_sight),
        cmocka_unit_test(a_phrase_with_a_placeholder_nobody_knows_is_refused),
        cmocka_unit_test(an_act_whose_note_holds_an_unfilled_placeholder_is_refused),
    };

    return COUNTY_RUN_ON_BOTH(tests);
}
