/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"
#include "county_fixture.h"
#include "domain/document.h"
#include "domain/mandate.h"

#define DIRECT "S-MZ-14"

static struct event_list events_of(int64_t case_id)
{
    struct event_list events;

    assert_int_equal(event_stream(house.cx, STREAM_CASE, case_id, &events), OK);
    return events;
}

static bool told(const char *key)
{
    for (size_t i = 0; i < house.cx->gap_count; i++)
        if (str_is(house.cx->gaps[i].key, key))
            return true;
    return false;
}

static void an_item_of_the_village_is_received_decided_and_handed_over_by_its_clerk(void **state)
{
    struct case_file c = county_file(DIRECT, 1);
    struct event_list events;

    (void)state;
    assert_int_equal(c.acceptor_place, HOME_TOWNSHIP);
    assert_int_equal(county_act(c.id, AT_VILLAGE, "accepted", ""), OK);
    assert_int_equal(county_act(c.id, AT_VILLAGE, "granted", "符合条件，当场办结。"), OK);
    assert_int_equal(county_act(c.id, AT_VILLAGE, "delivered", ""), OK);
    assert_int_equal(case_get(house.cx, c.id, &c), OK);
    assert_int_equal(c.state, CASE_CLOSED);
    assert_str(c.outcome, "granted");
    events = events_of(c.id);
    for (size_t i = 0; i < events.count; i++)
        assert_int_not_equal(events.items[i].mandate, 0);
}

static void the_papers_of_a_village_decision_speak_for_the_organ(void **state)
{
    struct case_file c = county_file(DIRECT, 2);
    struct document_list papers;

    (void)state;
    assert_int_equal(county_act(c.id, AT_VILLAGE, "accepted", ""), OK);
    assert_int_equal(county_act(c.id, AT_VILLAGE, "granted", "符合条件，当场办结。"), OK);
    assert_int_equal(document_of_case(house.cx, c.id, &papers), OK);
    assert_true(papers.count >= 3);
    for (size_t i = 0; i < papers.count; i++)
        assert_int_equal(papers.items[i].place, HOME_TOWNSHIP);
}

/* The security administrator enters that the organ took the power back. */
static void take_back(const char *power)
{
    struct ctx *cx = people_as(&house, people_add(&house, "secadmin", ROLE_SECADMIN, COUNTY_PLACE, STR("")));
    struct actor *actor = ARENA_NEW(cx->arena, struct actor);
    struct mandate_list all;

    *actor = *cx->actor;
    assert_int_equal(tenure_fill(cx, actor), OK);
    cx->actor = actor;
    assert_int_equal(mandate_of_department(cx, STR("MZ"), &all), OK);
    for (size_t i = 0; i < all.count; i++)
        if (str_is(all.items[i].powers->items[0]->text, power))
            assert_int_equal(mandate_revoke(cx, all.items[i].id), OK);
}

static void without_a_mandate_to_decide_the_clerk_may_receive_but_not_decide(void **state)
{
    struct case_file c = county_file(DIRECT, 3);

    (void)state;
    assert_int_equal(county_act(c.id, AT_VILLAGE, "accepted", ""), OK);
    take_back("decide");
    assert_int_equal(county_act(c.id, AT_VILLAGE, "granted", "符合条件，当场办结。"), ERR_FORBIDDEN);
    assert_true(told("gap.mandate.none"));
    assert_int_equal(case_get(house.cx, c.id, &c), OK);
    assert_int_equal(c.state, CASE_ACCEPTED);
}

static void what_a_village_only_carries_names_its_mandate_too(void **state)
{
    struct case_file c = county_file("S-MZ-06", 4);

    (void)state;
    assert_int_equal(events_of(c.id).items[0].mandate, c.mandate);
    assert_int_not_equal(c.mandate, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_item_of_the_village_is_received_decided_and_handed_over_by_its_clerk),
        cmocka_unit_test(the_papers_of_a_village_decision_speak_for_the_organ),
        cmocka_unit_test(what_a_village_only_carries_names_its_mandate_too),
        cmocka_unit_test(without_a_mandate_to_decide_the_clerk_may_receive_but_not_decide),
    };

    return COUNTY_RUN_ON_BOTH(tests);
}
