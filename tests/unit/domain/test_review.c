/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "law_say.h"
#include "domain/packs.h"
#include "domain/review.h"

static enum err accept_with(int64_t case_id, const struct val *marks)
{
    struct act act = { .task = county_task(case_id, AT_TOWNSHIP_HANDLER).id, .outcome = STR("accepted"), .note = STR(""),
                       .marks = marks };
    struct case_file c;

    return handling_act(county_as(AT_TOWNSHIP_HANDLER), &act, &c);
}

static struct review review_at(int64_t case_id, enum desk desk)
{
    struct task t = county_task(case_id, desk);
    struct case_file c;
    struct review r;

    assert_int_equal(case_get(house.cx, case_id, &c), OK);
    assert_int_equal(review_of_task(house.cx, pack_item(house.house.pack, c.item), &t, &r), OK);
    return r;
}

static struct val *mark(struct val *marks, struct str point, enum review_mark m)
{
    val_put(house.cx->arena, marks, point, val_int(house.cx->arena, m));
    return marks;
}

static void a_case_is_not_accepted_while_a_point_is_open_and_every_open_one_is_named(void **state)
{
    struct case_file c = county_file("S-MZ-06", 911);
    size_t points = review_at(c.id, AT_TOWNSHIP_HANDLER).count;

    (void)state;
    assert_true(points > 1);
    assert_int_equal(accept_with(c.id, NULL), ERR_INVALID);
    assert_int_equal(house.cx->gap_count, points);
    assert_true(told("gap.review.open"));
    assert_int_equal(review_at(c.id, AT_TOWNSHIP_HANDLER).open, points);
}

static void a_point_may_be_said_not_to_apply(void **state)
{
    struct case_file c = county_file("S-MZ-06", 912);
    struct review r = review_at(c.id, AT_TOWNSHIP_HANDLER);
    struct val *marks = mark(val_map(house.cx->arena), STR("*"), REVIEW_HOLDS);

    (void)state;
    assert_int_equal(accept_with(c.id, mark(marks, r.items[0].point->id, REVIEW_OPEN)), ERR_INVALID);
    assert_int_equal(accept_with(c.id, mark(marks, r.items[0].point->id, REVIEW_WAIVED)), OK);
    assert_rebuilt_alike();
}

static void what_was_ticked_without_an_act_is_kept_with_the_name_and_counts(void **state)
{
    struct case_file c = county_file("S-MZ-06", 913);
    int64_t task = county_task(c.id, AT_TOWNSHIP_HANDLER).id;
    struct review r;

    (void)state;
    assert_int_equal(review_save(county_as(AT_TOWNSHIP_HANDLER), task, county_marks(house.cx->arena)), OK);
    r = review_at(c.id, AT_TOWNSHIP_HANDLER);
    assert_int_equal(r.open, 0);
    assert_str(r.items[0].name, "thandler");
    assert_int_equal(accept_with(c.id, NULL), OK);
}

static void saving_what_stands_there_already_is_no_event(void **state)
{
    struct case_file c = county_file("S-MZ-06", 914);
    int64_t task = county_task(c.id, AT_TOWNSHIP_HANDLER).id;

    (void)state;
    assert_int_equal(review_save(county_as(AT_TOWNSHIP_HANDLER), task, county_marks(house.cx->arena)), OK);
    assert_int_equal(review_save(county_as(AT_TOWNSHIP_HANDLER), task, county_marks(house.cx->arena)), ERR_INVALID);
    assert_true(told("gap.review.same"));
}

static void another_post_cannot_tick_and_an_unknown_point_is_refused(void **state)
{
    struct case_file c = county_file("S-MZ-06", 915);
    int64_t task = county_task(c.id, AT_TOWNSHIP_HANDLER).id;
    struct val *marks = mark(val_map(house.cx->arena), STR("nonsense"), REVIEW_HOLDS);

    (void)state;
    assert_int_equal(review_save(county_as(AT_COUNTY_APPROVER), task, county_marks(house.cx->arena)), ERR_FORBIDDEN);
    assert_int_equal(review_save(county_as(AT_TOWNSHIP_HANDLER), task, marks), ERR_INVALID);
    assert_true(told("gap.review.unknown"));
}

static void a_refusal_needs_no_tick_and_the_open_points_stay_open_in_the_record(void **state)
{
    struct case_file c = county_file("S-MZ-06", 916);
    struct act act = { .task = county_task(c.id, AT_TOWNSHIP_HANDLER).id, .outcome = STR("not_accepted"),
                       .note = STR("不属于本机关职权范围，请到人社局申请"), .competent = STR("RS") };
    struct review_tick_list said;

    (void)state;
    act.marks = mark(val_map(house.cx->arena), STR("identity"), REVIEW_HOLDS);
    assert_int_equal(handling_act(county_as(AT_TOWNSHIP_HANDLER), &act, &c), OK);
    assert_int_equal(review_of_case(house.cx, c.id, &said), OK);
    assert_int_equal(said.count, 1);
    assert_str(said.items[0].point, "identity");
}

static void a_note_that_is_only_a_name_of_officer_colleague_or_applicant_is_refused_and_the_case_stands(void **state)
{
    struct case_file c = county_file("S-MZ-06", 917), after;

    (void)state;
    county_as_new("mayor917", ROLE_LEADER, HOME_TOWNSHIP);
    assert_int_equal(county_act(c.id, AT_TOWNSHIP_HANDLER, "not_accepted", "thandler"), ERR_INVALID);
    assert_true(told("gap.note.name"));
    assert_int_equal(county_act(c.id, AT_TOWNSHIP_HANDLER, "not_accepted", "2026年3月2日 mayor917"), ERR_INVALID);
    assert_true(told("gap.note.name"));
    assert_int_equal(county_act(c.id, AT_TOWNSHIP_HANDLER, "not_accepted", "覃守英，2026年3月2日"), ERR_INVALID);
    assert_true(told("gap.note.name"));
    assert_int_equal(case_get(house.cx, c.id, &after), OK);
    assert_int_equal(after.state, CASE_RECEIVED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_case_is_not_accepted_while_a_point_is_open_and_every_open_one_is_named),
        cmocka_unit_test(a_point_may_be_said_not_to_apply),
        cmocka_unit_test(what_was_ticked_without_an_act_is_kept_with_the_name_and_counts),
        cmocka_unit_test(saving_what_stands_there_already_is_no_event),
        cmocka_unit_test(another_post_cannot_tick_and_an_unknown_point_is_refused),
        cmocka_unit_test(a_refusal_needs_no_tick_and_the_open_points_stay_open_in_the_record),
        cmocka_unit_test(a_note_that_is_only_a_name_of_officer_colleague_or_applicant_is_refused_and_the_case_stands),
    };

    return COUNTY_RUN_ON_BOTH(tests);
}
