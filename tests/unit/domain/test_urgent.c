/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"
#include "county_fixture.h"
#include "domain/actor.h"
#include "domain/rebuild.h"
#include "domain/urgent.h"

static bool told(const char *key)
{
    return house.cx->gap_count > 0 && str_is(house.cx->gaps[0].key, key);
}

static struct urgent_why words(struct str own)
{
    return (struct urgent_why){ .words = own };
}

static void an_urgent_case_needs_a_reason_and_an_officer_who_sees_it(void **state)
{
    struct case_file c = county_file("S-MZ-05", 901);

    (void)state;
    assert_int_equal(urgent_set(county_as(AT_TOWNSHIP_HANDLER), c.id, words(STR("急"))), ERR_INVALID);
    assert_true(told("gap.note.short"));
    assert_int_equal(urgent_set(county_as(AT_VILLAGE), c.id, words(STR("老人住院等着交费"))), ERR_FORBIDDEN);
    assert_int_equal(urgent_set(county_as(AT_TOWNSHIP_HANDLER), c.id, words(STR("老人住院等着交费"))), OK);
    assert_int_equal(urgent_set(county_as(AT_TOWNSHIP_CHECKER), c.id, words(STR("老人住院等着交费"))), ERR_STATE);
    assert_true(told("gap.urgent.already"));
}

static size_t place_in_inbox(enum desk desk, int64_t case_id)
{
    struct ctx *cx = county_as(desk);
    struct inbox in;

    assert_int_equal(task_inbox(cx, &cx->actor->posts[0], 100, &in), OK);
    for (size_t i = 0; i < in.count; i++)
        if (in.items[i].task.case_id == case_id)
            return i;
    return in.count;
}

static void urgent_cases_stand_first_in_every_inbox_and_stay_so_from_step_to_step(void **state)
{
    struct case_file first, urgent;

    (void)state;
    first = county_file("S-MZ-05", 902);
    urgent = county_file("S-MZ-05", 903);
    assert_true(place_in_inbox(AT_TOWNSHIP_HANDLER, first.id) < place_in_inbox(AT_TOWNSHIP_HANDLER, urgent.id));
    assert_int_equal(urgent_set(county_as(AT_TOWNSHIP_HANDLER), urgent.id, words(STR("孕妇临产，需要证明"))), OK);
    assert_true(place_in_inbox(AT_TOWNSHIP_HANDLER, urgent.id) < place_in_inbox(AT_TOWNSHIP_HANDLER, first.id));
    assert_int_equal(county_act(first.id, AT_TOWNSHIP_HANDLER, "accepted", ""), OK);
    assert_int_equal(county_act(urgent.id, AT_TOWNSHIP_HANDLER, "accepted", ""), OK);
    assert_true(county_task(urgent.id, AT_TOWNSHIP_CHECKER).urgent);
    assert_true(place_in_inbox(AT_TOWNSHIP_CHECKER, urgent.id) < place_in_inbox(AT_TOWNSHIP_CHECKER, first.id));
    assert_int_equal(urgent_lift(county_as(AT_TOWNSHIP_CHECKER), urgent.id, STR("已经出院，不再紧急")), OK);
    assert_true(place_in_inbox(AT_TOWNSHIP_CHECKER, first.id) < place_in_inbox(AT_TOWNSHIP_CHECKER, urgent.id));
    assert_int_equal(urgent_lift(county_as(AT_TOWNSHIP_CHECKER), urgent.id, STR("已经出院，不再紧急")), ERR_STATE);
}

static void the_share_of_urgent_cases_of_a_department_is_counted(void **state)
{
    struct urgent_share before, after;
    struct case_file c;

    (void)state;
    assert_int_equal(urgent_count(house.cx, STR("MZ"), 0, &before), OK);
    c = county_file("S-MZ-05", 904);
    assert_int_equal(urgent_set(county_as(AT_COUNTY_HANDLER), c.id, words(STR("房屋垮塌，无处居住"))), OK);
    assert_int_equal(urgent_count(house.cx, STR("MZ"), 0, &after), OK);
    assert_int_equal(after.all, before.all + 1);
    assert_int_equal(after.urgent, before.urgent + 1);
}

/* S-MZ-05 names "illness" in its pack file. */
static void a_reason_of_the_item_is_chosen_and_own_words_stand_behind_it(void **state)
{
    struct case_file one = county_file("S-MZ-05", 906), two = county_file("S-MZ-05", 907);
    struct urgent_why other = { STR("boredom"), STR("") }, chosen = { STR("illness"), STR("") };
    struct urgent u;

    (void)state;
    assert_int_equal(urgent_set(county_as(AT_TOWNSHIP_HANDLER), one.id, other), ERR_INVALID);
    assert_true(told("gap.urgent.reason"));
    assert_int_equal(urgent_set(county_as(AT_TOWNSHIP_HANDLER), one.id, chosen), OK);
    assert_int_equal(urgent_of(house.cx, one.id, &u), OK);
    assert_true(u.reason.zh.len > 0 && !str_eq(u.reason.zh, u.reason.en));
    chosen.words = STR("明天手术");
    assert_int_equal(urgent_set(county_as(AT_TOWNSHIP_HANDLER), two.id, chosen), OK);
    assert_int_equal(urgent_of(house.cx, two.id, &u), OK);
    assert_true(str_ends(u.reason.zh, STR("：明天手术")) && str_ends(u.reason.en, STR(": 明天手术")));
}

static void a_decided_case_is_not_made_urgent(void **state)
{
    struct case_file c = county_file("S-MZ-05", 905), out;

    (void)state;
    assert_int_equal(handling_withdraw(county_as(AT_VILLAGE), &(struct withdrawal){ c.id, STR("本人不再需要"), STR("") }, &out), OK);
    assert_int_equal(urgent_set(county_as(AT_TOWNSHIP_HANDLER), c.id, words(STR("老人住院等着交费"))), ERR_STATE);
    assert_true(told("gap.urgent.decided"));
}

static void what_the_projections_say_is_what_the_events_give(void **state)
{
    struct rebuild_report report;

    (void)state;
    assert_int_equal(rebuild_all(people_as(&house, 0), false, &report), OK);
    assert_int_equal(report.different, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_urgent_case_needs_a_reason_and_an_officer_who_sees_it),
        cmocka_unit_test(urgent_cases_stand_first_in_every_inbox_and_stay_so_from_step_to_step),
        cmocka_unit_test(the_share_of_urgent_cases_of_a_department_is_counted),
        cmocka_unit_test(a_reason_of_the_item_is_chosen_and_own_words_stand_behind_it),
        cmocka_unit_test(a_decided_case_is_not_made_urgent),
        cmocka_unit_test(what_the_projections_say_is_what_the_events_give),
    };

    return COUNTY_RUN_ON_BOTH(tests);
}
