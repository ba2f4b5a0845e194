/* SPDX-License-Identifier: MulanPSL-2.0 */
/* What offices do beside the ordinary way: receiving at any window, looking ahead, void, forwarded up, stepping back. */
#include "../test.h"
#include "county_fixture.h"
#include "domain/channel.h"
#include "domain/document.h"
#include "domain/ending.h"
#include "domain/prereview.h"
#include "domain/rebuild.h"
#include "domain/stepback.h"

static bool told(const char *key)
{
    for (size_t i = 0; i < house.cx->gap_count; i++)
        if (str_is(house.cx->gaps[i].key, key))
            return true;
    return false;
}

static struct case_file again(int64_t id)
{
    struct case_file c;

    assert_int_equal(case_get(house.cx, id, &c), OK);
    return c;
}

/* ---- any window ---- */

static enum err receive(enum desk desk, const char *code, int64_t place, enum channel *channel, int64_t *mandate)
{
    struct ctx *cx = county_as(desk);
    const struct item *item = pack_item(cx->house->pack, str_of(code));
    const struct post *post;

    TRY(channel_of(cx, item, place, channel, &post));
    return channel_mandate(cx, item, *channel, post, mandate);
}

static void a_village_room_receives_for_its_own_village_and_by_mandate(void **state)
{
    enum channel channel;
    int64_t mandate;

    (void)state;
    assert_int_equal(receive(AT_VILLAGE, "S-MZ-06", HOME_VILLAGE, &channel, &mandate), OK);
    assert_int_equal(channel, CHANNEL_VILLAGE);
    assert_int_not_equal(mandate, 0);
    assert_int_equal(receive(AT_VILLAGE, "S-MZ-06", 422823107205, &channel, &mandate), ERR_FORBIDDEN);
    assert_true(told("gap.place.not_yours"));
}

static void a_township_receives_for_each_of_its_villages_without_a_mandate(void **state)
{
    enum channel channel;
    int64_t mandate;

    (void)state;
    assert_int_equal(receive(AT_TOWNSHIP_HANDLER, "S-MZ-06", 422823107205, &channel, &mandate), OK);
    assert_int_equal(channel, CHANNEL_TOWNSHIP);
    assert_int_equal(mandate, 0);
    assert_int_equal(receive(AT_TOWNSHIP_HANDLER, "S-MZ-06", 422823108219, &channel, &mandate), ERR_FORBIDDEN);
}

static void the_county_window_receives_for_all_villages_what_passes_the_county(void **state)
{
    enum channel channel;
    int64_t mandate;

    (void)state;
    assert_int_equal(receive(AT_COUNTY_HANDLER, "S-FP-03", 422823108219, &channel, &mandate), OK);
    assert_int_equal(channel, CHANNEL_COUNTY);
    assert_int_equal(mandate, 0);
}

static const char *decided_in_the_township(void)
{
    const struct pack *pack = house.house.pack;

    for (size_t i = 0; i < pack->item_count; i++)
        if (pack->items[i].class == ITEM_APPROVAL && pack->items[i].chain[pack->items[i].chain_length - 1] == LEVEL_TOWNSHIP)
            return arena_cstr(house.cx->arena, pack->items[i].code);
    fail_msg("no item is decided in the township");
    return "";
}

static void a_window_outside_the_chain_of_an_item_needs_a_mandate_of_the_organ(void **state)
{
    const char *code = decided_in_the_township();
    enum channel channel;
    int64_t mandate;

    (void)state;
    assert_int_equal(receive(AT_COUNTY_HANDLER, code, HOME_VILLAGE, &channel, &mandate), ERR_FORBIDDEN);
    assert_true(told("gap.mandate.none"));
}

static void a_checker_is_no_window(void **state)
{
    enum channel channel;
    int64_t mandate;

    (void)state;
    assert_int_equal(receive(AT_TOWNSHIP_CHECKER, "S-MZ-06", HOME_VILLAGE, &channel, &mandate), ERR_FORBIDDEN);
}

/* ---- looking ahead ---- */

static enum err preview(enum desk desk, int64_t case_id, bool complete, const char *note)
{
    struct prereview_note n = { case_id, complete, str_of(note) };

    return prereview_write(county_as(desk), &n);
}

static void the_county_looks_at_a_case_from_the_minute_it_is_received(void **state)
{
    struct case_file c = county_file("S-MZ-01", 301);
    struct prereview_list notes;

    (void)state;
    assert_int_equal(preview(AT_COUNTY_HANDLER, c.id, false, "银行账号复印件看不清"), OK);
    assert_int_equal(preview(AT_COUNTY_HANDLER, c.id, true, ""), OK);
    assert_int_equal(prereview_of_case(house.cx, c.id, &notes), OK);
    assert_int_equal(notes.count, 2);
    assert_str(notes.items[0].note, "银行账号复印件看不清");
    assert_true(notes.items[1].complete);
}

static void a_pre_review_moves_nothing(void **state)
{
    struct case_file c = county_file("S-MZ-01", 302);
    struct task_list before, after;

    (void)state;
    assert_int_equal(task_of_case(house.cx, c.id, &before), OK);
    assert_int_equal(preview(AT_COUNTY_HANDLER, c.id, true, ""), OK);
    assert_int_equal(task_of_case(house.cx, c.id, &after), OK);
    assert_int_equal(before.count, after.count);
    assert_int_equal(again(c.id).state, CASE_RECEIVED);
    assert_true(str_eq(again(c.id).flow_state, c.flow_state));
}

static void a_pre_review_is_the_countys_and_says_what_is_missing(void **state)
{
    struct case_file c = county_file("S-MZ-01", 303);

    (void)state;
    assert_int_equal(preview(AT_TOWNSHIP_HANDLER, c.id, true, ""), ERR_FORBIDDEN);
    assert_true(told("gap.prereview.county"));
    assert_int_equal(preview(AT_VILLAGE, c.id, true, ""), ERR_FORBIDDEN);
    assert_int_equal(preview(AT_COUNTY_HANDLER, c.id, false, "缺"), ERR_INVALID);
    assert_true(told("gap.note.short"));
}

static void whose_turn_it_is_acts_on_the_task_instead(void **state)
{
    struct case_file c = county_file("S-FP-03", 304);

    (void)state;
    assert_int_equal(preview(AT_COUNTY_HANDLER, c.id, true, ""), ERR_STATE);
    assert_true(told("gap.prereview.your_turn"));
}

/* ---- void ---- */

static enum err make_void(enum desk desk, int64_t case_id, const char *reason, struct case_file *out)
{
    struct ending e = { .case_id = case_id, .reason = str_of(reason) };

    return ending_void(county_as(desk), &e, out);
}

static void the_window_that_received_makes_an_error_of_entry_void_and_the_number_stays(void **state)
{
    struct case_file c = county_file("S-MZ-06", 311), out, found;

    (void)state;
    assert_int_equal(make_void(AT_VILLAGE, c.id, "重复录入，另一件为准", &out), OK);
    assert_int_equal(out.state, CASE_CLOSED);
    assert_str(out.outcome, "void");
    assert_int_equal(county_task(c.id, AT_TOWNSHIP_HANDLER).id, 0);
    assert_int_equal(case_by_number(house.cx, c.number, &found), OK);
    assert_int_equal(found.id, c.id);
    assert_str(found.reason, "重复录入，另一件为准");
    assert_int_equal(make_void(AT_VILLAGE, c.id, "重复录入，另一件为准", &out), ERR_STATE);
}

static void after_acceptance_only_the_acceptors_seniors_may_make_a_case_void(void **state)
{
    struct case_file c = county_file("S-MZ-06", 312), out;

    (void)state;
    assert_int_equal(make_void(AT_COUNTY_HANDLER, c.id, "重复录入，另一件为准", &out), ERR_FORBIDDEN);
    assert_int_equal(county_act(c.id, AT_TOWNSHIP_HANDLER, "accepted", ""), OK);
    assert_int_equal(make_void(AT_VILLAGE, c.id, "重复录入，另一件为准", &out), ERR_FORBIDDEN);
    assert_true(told("gap.void.not_yours"));
    assert_int_equal(make_void(AT_TOWNSHIP_APPROVER, c.id, " ", &out), ERR_INVALID);
    assert_int_equal(make_void(AT_TOWNSHIP_APPROVER, c.id, "重复录入，另一件为准", &out), OK);
}

/* ---- forwarded up ---- */

static enum err forward(enum desk desk, int64_t case_id, const char *organ, struct case_file *out)
{
    struct ending e = { .case_id = case_id, .reason = STR("占用耕地超过县级权限"), .organ = str_of(organ) };

    return ending_forward_up(county_as(desk), &e, out);
}

/* A case of two levels that waits for the county. */
static struct case_file at_county(int n)
{
    struct case_file c = county_file("S-JS-05", n);

    county_walk_to(c.id, LEVEL_COUNTY, NULL);
    return again(c.id);
}

static enum desk county_desk(int64_t case_id)
{
    return county_walk_to(case_id, LEVEL_COUNTY, NULL);
}

static void a_case_is_forwarded_up_with_the_organ_the_reason_and_a_numbered_paper(void **state)
{
    struct case_file c = at_county(321), out;
    struct document_list papers;

    (void)state;
    assert_int_equal(forward(county_desk(c.id), c.id, " ", &out), ERR_INVALID);
    assert_true(told("gap.forward.organ"));
    assert_int_equal(forward(county_desk(c.id), c.id, "恩施州国土资源局", &out), OK);
    assert_int_equal(out.state, CASE_CLOSED);
    assert_str(out.outcome, "forwarded");
    assert_int_equal(document_of_case(house.cx, c.id, &papers), OK);
    assert_non_null(document_last(&papers, STR("forwarded")));
}

static void only_the_last_level_forwards_up_and_only_what_was_accepted(void **state)
{
    struct case_file c = county_file("S-JS-05", 322), out;

    (void)state;
    assert_int_equal(forward(AT_TOWNSHIP_HANDLER, c.id, "恩施州卫计委", &out), ERR_STATE);
    assert_true(told("gap.forward.early"));
    c = at_county(323);
    assert_int_equal(forward(AT_TOWNSHIP_HANDLER, c.id, "恩施州卫计委", &out), ERR_FORBIDDEN);
}

/* ---- stepping back ---- */

static enum err take_back(enum desk desk, int64_t case_id)
{
    struct stepback s = { .case_id = case_id, .reason = STR("意见写错了，重写") };
    struct case_file out;

    return stepback_take_back(county_as(desk), &s, &out);
}

/* Dibao with the household visit just recorded. */
static struct case_file visited(int n)
{
    struct case_file c = county_file("S-MZ-01", n);

    assert_int_equal(county_act(c.id, AT_TOWNSHIP_HANDLER, "accepted", ""), OK);
    house.cx->now += 60000;
    assert_int_equal(county_act(c.id, AT_TOWNSHIP_HANDLER, "done", "两人入户，房屋三间。"), OK);
    house.cx->now += 60000;
    return again(c.id);
}

static void who_did_a_step_takes_it_back_while_nobody_has_acted_on_it(void **state)
{
    struct case_file c = visited(331);
    struct task before = county_task(c.id, AT_TOWNSHIP_HANDLER), after;
    struct task_list tasks;
    size_t undone = 0;

    (void)state;
    assert_int_equal(take_back(AT_TOWNSHIP_HANDLER, c.id), OK);
    after = county_task(c.id, AT_TOWNSHIP_HANDLER);
    assert_int_not_equal(after.id, 0);
    assert_false(str_eq(after.element, before.element));
    assert_int_equal(task_of_case(house.cx, c.id, &tasks), OK);
    for (size_t i = 0; i < tasks.count; i++)
        undone += str_is(tasks.items[i].outcome, "taken_back") && str_eq(tasks.items[i].element, after.element);
    assert_int_equal(undone, 1);
    assert_int_equal(county_act(c.id, AT_TOWNSHIP_HANDLER, "done", "两人入户，房屋两间。"), OK);
}

static void what_somebody_acted_on_is_not_taken_back(void **state)
{
    struct case_file c = at_county(332);
    enum desk desk = county_desk(c.id);
    struct task t = county_task(c.id, desk);
    const struct act_choice *choices[8];

    (void)state;
    house.cx->now += 60000;
    assert_true(handling_choices(t.kind, 0, choices, 8) > 0);
    assert_int_equal(county_act(c.id, desk, choices[0]->outcome, "县里已经审查，情况属实。"), OK);
    assert_int_equal(take_back(AT_TOWNSHIP_HANDLER, c.id), ERR_STATE);
}

static void a_step_is_taken_back_once_and_by_nobody_else(void **state)
{
    struct case_file c = visited(335);

    (void)state;
    assert_int_equal(take_back(AT_TOWNSHIP_APPROVER, c.id), ERR_FORBIDDEN);
    assert_int_equal(take_back(AT_TOWNSHIP_HANDLER, c.id), OK);
    assert_int_equal(take_back(AT_TOWNSHIP_HANDLER, c.id), ERR_STATE);
    assert_true(told("gap.takeback.acted"));
}

static void what_the_applicant_was_told_is_not_taken_back(void **state)
{
    struct case_file c = county_file("S-MZ-01", 333);

    (void)state;
    assert_int_equal(county_act(c.id, AT_TOWNSHIP_HANDLER, "accepted", ""), OK);
    assert_int_equal(take_back(AT_TOWNSHIP_HANDLER, c.id), ERR_STATE);
    assert_true(told("gap.takeback.told"));
}

static void a_case_is_sent_back_to_an_earlier_step_with_the_reason(void **state)
{
    struct case_file c = visited(334), out;
    struct stepback_ways ways;
    struct stepback s = { .case_id = c.id, .reason = STR("入户记录缺少照片，补拍") };

    (void)state;
    assert_int_equal(stepback_ways(county_as(AT_TOWNSHIP_HANDLER), &c, &ways), OK);
    assert_int_equal(ways.count, 1);
    s.element = STR("accept");
    assert_int_equal(stepback_send_back(county_as(AT_TOWNSHIP_HANDLER), &s, &out), ERR_INVALID);
    assert_true(told("gap.sendback.element"));
    s.element = ways.items[0].element;
    assert_int_equal(stepback_send_back(county_as(AT_TOWNSHIP_APPROVER), &s, &out), ERR_FORBIDDEN);
    assert_int_equal(stepback_send_back(county_as(AT_TOWNSHIP_HANDLER), &s, &out), OK);
    assert_true(str_eq(county_task(c.id, AT_TOWNSHIP_HANDLER).element, s.element));
    assert_int_equal(out.state, CASE_ACCEPTED);
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
        cmocka_unit_test(a_village_room_receives_for_its_own_village_and_by_mandate),
        cmocka_unit_test(a_township_receives_for_each_of_its_villages_without_a_mandate),
        cmocka_unit_test(the_county_window_receives_for_all_villages_what_passes_the_county),
        cmocka_unit_test(a_window_outside_the_chain_of_an_item_needs_a_mandate_of_the_organ),
        cmocka_unit_test(a_checker_is_no_window),
        cmocka_unit_test(the_county_looks_at_a_case_from_the_minute_it_is_received),
        cmocka_unit_test(a_pre_review_moves_nothing),
        cmocka_unit_test(a_pre_review_is_the_countys_and_says_what_is_missing),
        cmocka_unit_test(whose_turn_it_is_acts_on_the_task_instead),
        cmocka_unit_test(the_window_that_received_makes_an_error_of_entry_void_and_the_number_stays),
        cmocka_unit_test(after_acceptance_only_the_acceptors_seniors_may_make_a_case_void),
        cmocka_unit_test(a_case_is_forwarded_up_with_the_organ_the_reason_and_a_numbered_paper),
        cmocka_unit_test(only_the_last_level_forwards_up_and_only_what_was_accepted),
        cmocka_unit_test(who_did_a_step_takes_it_back_while_nobody_has_acted_on_it),
        cmocka_unit_test(what_somebody_acted_on_is_not_taken_back),
        cmocka_unit_test(a_step_is_taken_back_once_and_by_nobody_else),
        cmocka_unit_test(what_the_applicant_was_told_is_not_taken_back),
        cmocka_unit_test(a_case_is_sent_back_to_an_earlier_step_with_the_reason),
        cmocka_unit_test(what_the_projections_say_is_what_the_events_give),
    };

    return COUNTY_RUN_ON_BOTH(tests);
}
