/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "law_say.h"

#include "domain/calendars.h"

static const struct timer from_the_first;

static void a_licence_nobody_answers_in_five_days_is_accepted_from_the_day_of_receipt(void **state)
{
    struct case_file c;

    (void)state;
    county_clock("2026-02-13", 15);
    c = county_file(LICENCE, 1);
    assert_due(c.id, "correction", "2026-02-27");
    county_clock("2026-02-27", 23);
    county_fire();
    assert_int_equal(again(c.id).state, CASE_RECEIVED);
    county_clock("2026-02-28", 1);
    county_fire();
    c = again(c.id);
    assert_int_equal(c.state, CASE_ACCEPTED);
    assert_int_equal(c.accepted_at, c.received_at);
    assert_due(c.id, "legal", "2026-03-19");
    assert_int_equal(clock_now(c.id, "promise").started_day, day_at("2026-02-13"));
    assert_str(last_paper(c.id).kind, "acceptance");
    assert_int_not_equal(county_task(c.id, AT_TOWNSHIP_HANDLER).id, 0);
}

static void a_second_firing_changes_nothing(void **state)
{
    struct case_file c;
    int64_t paper;

    (void)state;
    county_clock("2026-03-02", 9);
    c = county_file(LICENCE, 2);
    county_clock("2026-03-10", 9);
    county_fire();
    paper = last_paper(c.id).n;
    assert_int_equal(handling_timer(people_as(&house, 0), c.id, UINT32_MAX), OK);
    assert_int_equal(last_paper(c.id).n, paper);
}

static void a_benefit_follows_its_own_rule_and_is_never_deemed_accepted(void **state)
{
    struct case_file c;

    (void)state;
    county_clock("2026-03-02", 9);
    c = county_file("S-MZ-01", 3);
    county_clock("2026-04-01", 9);
    county_fire();
    assert_int_equal(again(c.id).state, CASE_RECEIVED);
}

static struct act correction(int64_t case_id)
{
    struct val *gaps = val_list(house.cx->arena);

    val_push(house.cx->arena, gaps, val_text(house.cx->arena, STR("缺土地权属证明")));
    return (struct act){ .task = county_task(case_id, AT_COUNTY_HANDLER).id, .outcome = STR("correction"), .gaps = gaps };
}

static void a_notice_in_time_keeps_it_from_being_accepted(void **state)
{
    struct case_file c, out;
    struct act act;

    (void)state;
    county_clock("2026-03-02", 9);
    c = county_file(LICENCE, 4);
    act = correction(c.id);
    county_clock("2026-03-09", 17);
    assert_int_equal(handling_act(county_as(AT_COUNTY_HANDLER), &act, &out), OK);
    county_clock("2026-04-09", 9);
    county_fire();
    assert_int_equal(again(c.id).state, CASE_AWAITING_CORRECTION);
}

static struct case_file supplied(int n)
{
    struct case_file c, out;
    struct act act;

    county_clock("2026-03-02", 9);
    c = county_file(LICENCE, n);
    act = correction(c.id);
    assert_int_equal(handling_act(county_as(AT_COUNTY_HANDLER), &act, &out), OK);
    county_clock("2026-03-11", 9);
    assert_int_equal(county_act(c.id, AT_VILLAGE, "supplied", ""), OK);
    return c;
}

static void silence_after_the_correction_counts_from_the_day_the_papers_were_complete(void **state)
{
    struct case_file c = supplied(5);

    (void)state;
    county_clock("2026-03-19", 9);
    county_fire();
    assert_int_equal(again(c.id).state, CASE_ACCEPTED);
    assert_int_equal(day_of(again(c.id).accepted_at), day_at("2026-03-11"));
    assert_int_equal(clock_now(c.id, "legal").started_day, day_at("2026-03-11"));
}

static void acceptance_after_a_correction_counts_from_the_day_the_papers_were_complete(void **state)
{
    struct case_file c = supplied(6);

    (void)state;
    county_clock("2026-03-13", 9);
    assert_int_equal(county_act(c.id, AT_COUNTY_HANDLER, "accepted", ""), OK);
    assert_int_equal(clock_now(c.id, "legal").started_day, day_at("2026-03-11"));
    assert_int_equal(day_of(again(c.id).accepted_at), day_at("2026-03-11"));
}

static void timers_fire_together_and_one_that_fails_stops_none_of_the_others(void **state)
{
    enum { CASES = 20 };
    int64_t ids[CASES];
    enum err answers[200];
    struct timer_list due;
    struct timer all[CASES + 1];
    size_t count = 0;

    (void)state;
    county_clock("2026-04-13", 9);
    for (int i = 0; i < CASES; i++)
        ids[i] = county_file(LICENCE, 100 + i).id;
    county_clock("2026-04-28", 9);
    assert_int_equal(timer_due(people_as(&house, 0), from_the_first, 200, &due), OK);
    for (size_t i = 0; i < due.count && count < CASES; i++) {
        if (count == 7)
            all[count++] = (struct timer){ .case_id = 12345, .wait = 1 };       /* of no case */
        all[count++] = due.items[i];
    }
    assert_int_equal(count, CASES);
    handling_timers(people_as(&house, 0), all, count, answers);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(answers[i], i == 7 ? ERR_NOT_FOUND : OK);
    assert_int_equal(timer_due(people_as(&house, 0), from_the_first, 200, &due), OK);
    handling_timers(people_as(&house, 0), due.items, due.count, answers);
    for (int i = 0; i < CASES; i++)
        assert_int_equal(again(ids[i]).state, CASE_ACCEPTED);
}

static void those_behind_one_that_cannot_be_fired_are_asked_for_too(void **state)
{
    struct timer_list all, rest;

    (void)state;
    county_clock("2026-05-11", 9);
    county_file(LICENCE, 130);
    county_file(LICENCE, 131);
    county_clock("2026-05-26", 9);
    assert_int_equal(timer_due(people_as(&house, 0), from_the_first, 10, &all), OK);
    assert_int_equal(timer_due(people_as(&house, 0), all.items[0], 10, &rest), OK);
    assert_true(all.count >= 2 && rest.count == all.count - 1);
    assert_int_equal(rest.items[0].case_id, all.items[1].case_id);
    county_fire();
}

static void what_the_projections_say_is_what_the_events_give(void **state)
{
    (void)state;
    assert_rebuilt_alike();
}

/* The county's days and these. */
static struct str publish_with(const char *const *off, size_t count)
{
    struct arena *a = house.cx->arena;
    struct val *days = val_copy(a, house.house.pack->calendars);

    for (size_t i = 0; i < count; i++) {
        struct val *one = val_copy(a, days->items[0]);
        val_set_str(a, one, "date", str_of(off[i]));
        val_set_bool(a, one, "off", true);
        val_push(a, days, one);
    }
    assert_int_equal(calendars_publish(house.cx, days, &house.house.calendar), OK);
    return house.house.calendar;
}

/* standards.md 1.2: a year without table is provisional, and reckoned again when the table is there. */
static void what_reaches_into_a_year_whose_rest_days_are_published_later_is_reckoned_again(void **state)
{
    static const char *const off[] = { "2027-01-01", "2027-01-02", "2027-01-03" };
    struct str before = house.house.calendar;
    struct rebuild_report report;
    struct case_file c;

    (void)state;
    county_clock("2026-12-28", 9);
    c = county_file(LICENCE, 30);
    assert_due(c.id, "correction", "2027-01-04");       /* 1 January looked like any Friday */
    assert_true(clock_now(c.id, "correction").provisional);
    publish_with(off, 3);
    assert_due(c.id, "correction", "2027-01-05");
    assert_false(clock_now(c.id, "correction").provisional);
    assert_int_equal(county_task(c.id, AT_COUNTY_HANDLER).due_at, clock_now(c.id, "correction").due_at);
    county_clock("2027-01-05", 1);
    county_fire();
    assert_int_equal(again(c.id).state, CASE_RECEIVED);
    county_clock("2027-01-06", 1);
    county_fire();
    assert_int_equal(again(c.id).state, CASE_ACCEPTED);
    assert_int_equal(rebuild_all(people_as(&house, 0), false, &report), OK);
    assert_int_equal(report.different, 0);
    house.house.calendar = before;
}

/* The notice of a felling stands 7 working days: 1 January is none of them once that is known. */
static void a_notice_of_working_days_that_reaches_into_such_a_year_is_reckoned_again_too(void **state)
{
    static const char *const off[] = { "2027-01-01", "2027-01-02", "2027-01-03", "2027-01-04" };
    struct str before = house.house.calendar;
    struct rebuild_report report;
    struct case_file c;

    (void)state;
    county_clock("2026-12-24", 9);
    c = county_file("S-LY-01", 31);
    county_walk_to(c.id, LEVEL_VILLAGE, "notice");
    county_clock("2026-12-24", 10);
    assert_int_equal(county_act(c.id, AT_VILLAGE, "done", "已张贴"), OK);
    publish_with(off, 4);
    county_clock("2027-01-05", 23);
    county_fire();
    assert_int_equal(county_task(c.id, AT_VILLAGE).id, 0);
    county_clock("2027-01-07", 1);
    county_fire();
    assert_int_not_equal(county_task(c.id, AT_VILLAGE).id, 0);
    assert_int_equal(rebuild_all(people_as(&house, 0), false, &report), OK);
    assert_int_equal(report.different, 0);
    house.house.calendar = before;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_licence_nobody_answers_in_five_days_is_accepted_from_the_day_of_receipt),
        cmocka_unit_test(a_second_firing_changes_nothing),
        cmocka_unit_test(a_benefit_follows_its_own_rule_and_is_never_deemed_accepted),
        cmocka_unit_test(a_notice_in_time_keeps_it_from_being_accepted),
        cmocka_unit_test(silence_after_the_correction_counts_from_the_day_the_papers_were_complete),
        cmocka_unit_test(acceptance_after_a_correction_counts_from_the_day_the_papers_were_complete),
        cmocka_unit_test(timers_fire_together_and_one_that_fails_stops_none_of_the_others),
        cmocka_unit_test(those_behind_one_that_cannot_be_fired_are_asked_for_too),
        cmocka_unit_test(what_reaches_into_a_year_whose_rest_days_are_published_later_is_reckoned_again),
        cmocka_unit_test(a_notice_of_working_days_that_reaches_into_such_a_year_is_reckoned_again_too),
        cmocka_unit_test(what_the_projections_say_is_what_the_events_give),
    };

    return COUNTY_RUN_ON_BOTH(tests);
}
