/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"
#include "county_fixture.h"
#include "domain/clock.h"
#include "domain/number.h"
#include "domain/rebuild.h"
#include "domain/supplement.h"
#include "domain/timeline.h"
#include "secure/secure.h"

static struct case_file again(int64_t id)
{
    struct case_file c;

    assert_int_equal(case_get(house.cx, id, &c), OK);
    return c;
}

static bool told(const char *key)
{
    for (size_t i = 0; i < house.cx->gap_count; i++)
        if (str_is(house.cx->gaps[i].key, key))
            return true;
    return false;
}

/* ---- filing ---- */

static void acceptor_handler_and_mandate_are_named_apart_from_the_first_event_on(void **state)
{
    struct case_file c = county_file("S-MZ-01", 1);
    struct event_list events;

    (void)state;
    assert_int_equal(c.acceptor_place, HOME_TOWNSHIP);
    assert_str(c.acceptor_department, "MZ");
    assert_str(c.handler_name, "clerk");
    assert_int_not_equal(c.mandate, 0);
    assert_int_equal(event_stream(house.cx, STREAM_CASE, c.id, &events), OK);
    assert_int_equal(events.count, 1);
    assert_int_equal(events.items[0].mandate, c.mandate);
    assert_int_equal(val_num(events.items[0].payload, "acceptor_place"), HOME_TOWNSHIP);
    assert_int_equal(c.state, CASE_RECEIVED);
}

static void handing_in_the_same_draft_twice_gives_the_same_case(void **state)
{
    int64_t draft = county_draft("S-MZ-01", 2);
    struct case_file first, second;

    (void)state;
    assert_int_equal(filing_submit(county_as(AT_VILLAGE), draft, &first), OK);
    assert_int_equal(filing_submit(county_as(AT_VILLAGE), draft, &second), OK);
    assert_int_equal(first.id, second.id);
}

static void every_gap_is_named_at_once_and_no_case_is_made(void **state)
{
    struct case_file c;
    int64_t draft;

    (void)state;
    assert_int_equal(draft_begin(county_as(AT_VILLAGE), STR("S-MZ-01"), HOME_VILLAGE, &draft), OK);
    assert_int_equal(filing_submit(county_as(AT_VILLAGE), draft, &c), ERR_INVALID);
    assert_true(house.cx->gap_count > 10);
    assert_true(told("gap.required"));
    assert_true(told("gap.material.missing"));
    assert_true(told("gap.tick"));
}

static void a_draft_is_seen_by_its_maker_only(void **state)
{
    int64_t draft = county_draft("S-MZ-06", 3);
    struct draft d;

    (void)state;
    assert_int_equal(draft_get(county_as(AT_TOWNSHIP_HANDLER), draft, &d), ERR_NOT_FOUND);
}

static void what_is_answered_when_a_draft_begins_is_kept_and_what_nobody_asks_is_left_out(void **state)
{
    struct ctx *cx = county_as(AT_VILLAGE);
    struct val *sent = val_map(cx->arena);
    struct draft d;
    int64_t draft;

    (void)state;
    val_set_str(cx->arena, sent, "applicant.name", STR(" 覃守英 "));
    val_set_str(cx->arena, sent, "applicant.horoscope", STR("龙"));
    assert_int_equal(draft_begin_with(cx, STR("S-MZ-06"), HOME_VILLAGE, sent, &draft), OK);
    assert_int_equal(draft_get(cx, draft, &d), OK);
    assert_str(val_str(d.answers, "applicant.name"), "覃守英");
    assert_false(val_has(d.answers, "applicant.horoscope"));
}

static void a_page_saved_from_two_windows_is_noticed_and_nothing_is_lost(void **state)
{
    struct ctx *cx = county_as(AT_VILLAGE);
    struct draft one, two;
    int64_t draft;

    (void)state;
    assert_int_equal(draft_begin(cx, STR("S-MZ-06"), HOME_VILLAGE, &draft), OK);
    assert_int_equal(draft_get(cx, draft, &one), OK);
    assert_int_equal(draft_get(cx, draft, &two), OK);
    val_set_str(cx->arena, one.answers, "applicant.name", STR("甲"));
    val_set_str(cx->arena, two.answers, "applicant.name", STR("乙"));
    assert_int_equal(draft_save(cx, &one), OK);
    assert_int_equal(draft_save(cx, &two), ERR_CONFLICT);
    assert_int_equal(draft_get(cx, draft, &two), OK);
    assert_str(val_str(two.answers, "applicant.name"), "甲");
}

static void a_case_number_carries_its_place_and_day_and_a_check_digit(void **state)
{
    struct case_file c = county_file("S-MZ-06", 4);
    struct str clean;

    (void)state;
    assert_int_equal(c.number.len, CASE_NUMBER_DIGITS);
    assert_true(str_starts(c.number, STR("42282310720260105")));
    assert_int_equal(number_clean(house.cx->arena, c.number, &clean), OK);
    assert_int_equal(number_clean(house.cx->arena, STR("4228231072026010505000019"), &clean) == OK &&
                     number_clean(house.cx->arena, STR("4228231072026010505000018"), &clean) == OK, false);
    assert_true(number_code_fits(house.cx, c.number, number_query_code(house.cx, c.number)));
    assert_false(number_code_fits(house.cx, c.number, STR("00000")));
}

/* ---- handling ---- */

static void the_second_officer_is_told_who_decided_and_when(void **state)
{
    struct case_file c = county_file("S-MZ-06", 5), out;
    struct act act = { .task = county_task(c.id, AT_TOWNSHIP_HANDLER).id, .outcome = STR("accepted"), .note = STR("") };

    (void)state;
    act.marks = county_marks(house.cx->arena);
    assert_int_equal(handling_act(county_as(AT_TOWNSHIP_HANDLER), &act, &out), OK);
    assert_int_equal(handling_act(county_as(AT_TOWNSHIP_HANDLER), &act, &out), ERR_CONFLICT);
    assert_true(told("gap.task.done"));
    assert_true(str_starts(house.cx->gaps[0].detail, STR("thandler|")));
}

static void only_the_post_that_answers_for_a_task_may_do_it(void **state)
{
    struct case_file c = county_file("S-MZ-06", 6), out;
    struct act act = { .task = county_task(c.id, AT_TOWNSHIP_HANDLER).id, .outcome = STR("accepted"), .note = STR("") };

    (void)state;
    assert_int_equal(handling_act(county_as(AT_COUNTY_APPROVER), &act, &out), ERR_FORBIDDEN);
    assert_int_equal(handling_act(county_as(AT_VILLAGE), &act, &out), ERR_FORBIDDEN);
    assert_int_equal(again(c.id).state, CASE_RECEIVED);
}

static void a_refusal_needs_its_reason(void **state)
{
    struct case_file c = county_file("S-MZ-06", 7);

    (void)state;
    assert_int_equal(county_act(c.id, AT_TOWNSHIP_HANDLER, "not_accepted", " "), ERR_INVALID);
    assert_true(told("gap.note.short"));
    assert_int_equal(county_act(c.id, AT_TOWNSHIP_HANDLER, "granted", "越过程序的决定"), ERR_INVALID);
    assert_true(told("gap.act.unknown"));
}

static void one_correction_notice_names_every_gap_and_a_second_is_refused(void **state)
{
    struct case_file c = county_file("S-MZ-06", 8), out;
    struct val *gaps = val_list(house.cx->arena);
    struct act act = { .outcome = STR("correction"), .note = STR(""), .gaps = gaps };

    (void)state;
    act.task = county_task(c.id, AT_TOWNSHIP_HANDLER).id;
    assert_int_equal(handling_act(county_as(AT_TOWNSHIP_HANDLER), &act, &out), ERR_INVALID);
    val_push(house.cx->arena, gaps, val_text(house.cx->arena, STR("缺户口簿")));
    assert_int_equal(handling_act(county_as(AT_TOWNSHIP_HANDLER), &act, &out), OK);
    assert_int_equal(out.state, CASE_AWAITING_CORRECTION);
    assert_int_equal(county_act(c.id, AT_VILLAGE, "supplied", ""), OK);
    assert_int_equal(again(c.id).state, CASE_RECEIVED);
    act.task = county_task(c.id, AT_TOWNSHIP_HANDLER).id;
    assert_int_equal(handling_act(county_as(AT_TOWNSHIP_HANDLER), &act, &out), ERR_STATE);
    assert_true(told("gap.correction.second"));
}

static void papers_brought_after_a_correction_become_papers_of_the_case(void **state)
{
    struct case_file c = county_file("S-MZ-06", 9), out;
    struct val *gaps = val_list(house.cx->arena);
    struct act act = { .outcome = STR("correction"), .note = STR(""), .gaps = gaps };
    struct scan paper = { .slot = STR("id_card"), .type = STR("PDF"), .bytes = 9, .digest = STR("ff") };
    struct case_material_list before, after;

    (void)state;
    val_push(house.cx->arena, gaps, val_text(house.cx->arena, STR("身份证看不清")));
    act.task = county_task(c.id, AT_TOWNSHIP_HANDLER).id;
    assert_int_equal(handling_act(county_as(AT_TOWNSHIP_HANDLER), &act, &out), OK);
    assert_int_equal(case_materials(house.cx, c.id, &before), OK);
    assert_int_equal(supplement_add(county_as(AT_TOWNSHIP_HANDLER), county_task(c.id, AT_VILLAGE).id, &paper), ERR_FORBIDDEN);
    assert_int_equal(supplement_add(county_as(AT_VILLAGE), county_task(c.id, AT_VILLAGE).id, &paper), OK);
    assert_int_equal(county_act(c.id, AT_VILLAGE, "supplied", ""), OK);
    assert_int_equal(case_materials(house.cx, c.id, &after), OK);
    assert_int_equal(after.count, before.count + 1);
}

static void an_application_may_be_taken_back_until_it_is_decided(void **state)
{
    struct case_file c = county_file("S-MZ-06", 10), out;

    (void)state;
    assert_int_equal(handling_withdraw(county_as(AT_VILLAGE), &(struct withdrawal){ c.id, STR("本人不再需要"), STR("") }, &out), OK);
    assert_int_equal(out.state, CASE_CLOSED);
    assert_str(out.outcome, "withdrawn");
    assert_int_equal(county_task(c.id, AT_TOWNSHIP_HANDLER).id, 0);
    assert_int_equal(handling_withdraw(county_as(AT_VILLAGE), &(struct withdrawal){ c.id, STR("本人不再需要"), STR("") }, &out), ERR_STATE);
}

static void a_clerk_of_another_village_learns_nothing_of_a_case(void **state)
{
    struct case_file c = county_file("S-MZ-06", 11), out;
    int64_t stranger = people_add(&house, "stranger", ROLE_CLERK, 422823108219, STR(""));
    struct ctx *cx = people_as(&house, stranger);
    struct actor *actor = ARENA_NEW(cx->arena, struct actor);

    (void)state;
    *actor = *cx->actor;
    assert_int_equal(tenure_fill(cx, actor), OK);
    cx->actor = actor;
    assert_int_equal(case_see(cx, c.id, &out), ERR_NOT_FOUND);
    assert_int_equal(handling_withdraw(cx, &(struct withdrawal){ c.id, STR("不是本村的人"), STR("") }, &out), ERR_NOT_FOUND);
}

/* ---- clocks ---- */

static struct clock clock_now(int64_t case_id, const char *kind)
{
    struct clock_list clocks;

    assert_int_equal(clock_of_case(house.cx, case_id, &clocks), OK);
    assert_non_null(clock_find(&clocks, str_of(kind)));
    return *clock_find(&clocks, str_of(kind));
}

static void assert_due(int64_t case_id, const char *kind, const char *iso_day)
{
    int64_t day;

    assert_int_equal(day_parse(str_of(iso_day), &day), OK);
    assert_int_equal(clock_now(case_id, kind).due_at, day_end(day));
}

/* Vectors of 2026: five and twenty working days over the spring festival. */
static void five_days_of_checking_and_the_promise_skip_the_holiday(void **state)
{
    struct case_file c;

    (void)state;
    county_clock("2026-02-13", 9);
    c = county_file("S-MZ-01", 12);
    assert_due(c.id, "correction", "2026-02-27");
    assert_int_equal(county_act(c.id, AT_TOWNSHIP_HANDLER, "accepted", ""), OK);
    assert_due(c.id, "promise", "2026-03-19");
    assert_int_not_equal(clock_now(c.id, "correction").ended_day, 0);
}

/* Walks dibao to its first public notice. */
static struct case_file dibao_at_notice(int n)
{
    struct case_file c = county_file("S-MZ-01", n);

    assert_int_equal(county_act(c.id, AT_TOWNSHIP_HANDLER, "accepted", ""), OK);
    for (int i = 0; i < 3; i++)
        assert_int_equal(county_act(c.id, AT_TOWNSHIP_HANDLER, "done", "已办理并记录"), OK);
    return c;
}

static void public_notice_stops_the_clock_and_its_end_lets_it_go_on(void **state)
{
    struct case_file c;
    int64_t before;

    (void)state;
    county_clock("2026-03-02", 9);
    c = dibao_at_notice(13);
    assert_int_equal(clock_now(c.id, "promise").due_at, DUE_NONE);
    assert_true(str_is(clock_now(c.id, "promise").stopped_why, "public_notice"));
    county_clock("2026-03-08", 9);
    county_fire();
    assert_int_equal(county_task(c.id, AT_TOWNSHIP_HANDLER).id, 0);
    county_clock("2026-03-09", 10);
    county_fire();
    assert_int_not_equal(county_task(c.id, AT_TOWNSHIP_HANDLER).id, 0);
    before = clock_now(c.id, "promise").stopped_days;
    assert_int_equal(before, 5);
    assert_due(c.id, "promise", "2026-04-07");
}

/* ---- everything ---- */

static enum desk somebody(int64_t case_id)
{
    for (int desk = 0; desk < DESKS; desk++)
        if (county_task(case_id, (enum desk)desk).id != 0)
            return (enum desk)desk;
    return DESKS;
}

static const char *ordinary(struct str kind, int corrected)
{
    const struct act_choice *choices[8];

    assert_true(handling_choices(kind, corrected, choices, 8) > 0);
    return choices[0]->outcome;
}

static void walk_to_the_end(struct case_file *c)
{
    for (int steps = 0; c->state != CASE_CLOSED && steps < 60; steps++) {
        enum desk desk = somebody(c->id);
        if (desk == DESKS) {
            house.cx->now += 8 * 86400000LL;
            county_fire();
        } else {
            struct task t = county_task(c->id, desk);
            assert_int_equal(county_act(c->id, desk, ordinary(t.kind, c->corrected), "情况属实，符合条件。"), OK);
        }
        *c = again(c->id);
    }
}

static void each_approval_item_is_filed_and_finished_along_its_own_chain(void **state)
{
    const struct pack *pack = house.house.pack;
    int filed = 0;

    (void)state;
    county_clock("2026-04-01", 9);
    for (size_t i = 0; i < pack->item_count; i++) {
        struct case_file c;
        if (pack->items[i].class != ITEM_APPROVAL)
            continue;
        c = county_file(arena_cstr(house.cx->arena, pack->items[i].code), 100 + filed++);
        walk_to_the_end(&c);
        assert_int_equal(c.state, CASE_CLOSED);
        assert_str(c.outcome, "granted");
    }
    assert_int_equal(filed, 64);
}

static void what_the_projections_say_is_what_the_events_give(void **state)
{
    struct rebuild_report report;

    (void)state;
    assert_int_equal(rebuild_all(people_as(&house, 0), false, &report), OK);
    assert_int_equal(report.different, 0);
    assert_true(report.events > 300);
}

static void content_that_does_not_match_its_header_is_not_read(void **state)
{
    struct case_file c = county_file("S-MZ-06", 14);
    struct event_list events;
    struct keys *own = (struct keys *)(uintptr_t)house.house.keys, *other;
    struct str why;

    (void)state;
    assert_int_equal(keys_open(house.store.arena, arena_printf(house.store.arena, "%s/other", house.store.folder).p, true,
                               &other, &why), OK);
    house.house.keys = other;
    assert_int_equal(event_stream(house.cx, STREAM_CASE, c.id, &events), ERR_INTERNAL);
    house.house.keys = own;
    assert_int_equal(event_stream(house.cx, STREAM_CASE, c.id, &events), OK);
}

static void the_timeline_names_posts_and_no_applicant(void **state)
{
    struct case_file c = county_file("S-MZ-06", 15);
    struct timeline t;

    (void)state;
    assert_int_equal(timeline_of_case(house.cx, c.id, &t), OK);
    assert_int_equal(t.count, 1);
    assert_str(t.items[0].what, "case.received");
    assert_int_equal(t.items[0].role, ROLE_CLERK);
    assert_int_equal(t.items[0].place, HOME_VILLAGE);
    assert_int_equal(str_find(t.items[0].actor_name, c.applicant_name), -1);
}

/* The clock of the house stands still meanwhile: all three are received in one millisecond. */
static void a_list_goes_on_behind_its_last_case_also_among_cases_of_one_moment(void **state)
{
    struct case_mark before = { DUE_NONE, 0 };
    struct case_list page;
    int64_t found[3] = { 0 };

    (void)state;
    for (int n = 0; n < 3; n++)
        (void)county_file("S-MZ-06", 40 + n);
    for (int n = 0; n < 3; n++) {
        assert_int_equal(case_list_of(house.cx, HOME_VILLAGE, STR(""), before, 1, &page), OK);
        assert_int_equal(page.count, 1);
        before = (struct case_mark){ page.items[0].received_at, page.items[0].id };
        assert_int_equal(before.received_at, house.cx->now);
        found[n] = before.id;
    }
    assert_true(found[0] > found[1] && found[1] > found[2]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(acceptor_handler_and_mandate_are_named_apart_from_the_first_event_on),
        cmocka_unit_test(handing_in_the_same_draft_twice_gives_the_same_case),
        cmocka_unit_test(every_gap_is_named_at_once_and_no_case_is_made),
        cmocka_unit_test(a_draft_is_seen_by_its_maker_only),
        cmocka_unit_test(what_is_answered_when_a_draft_begins_is_kept_and_what_nobody_asks_is_left_out),
        cmocka_unit_test(a_page_saved_from_two_windows_is_noticed_and_nothing_is_lost),
        cmocka_unit_test(a_case_number_carries_its_place_and_day_and_a_check_digit),
        cmocka_unit_test(the_second_officer_is_told_who_decided_and_when),
        cmocka_unit_test(only_the_post_that_answers_for_a_task_may_do_it),
        cmocka_unit_test(a_refusal_needs_its_reason),
        cmocka_unit_test(one_correction_notice_names_every_gap_and_a_second_is_refused),
        cmocka_unit_test(papers_brought_after_a_correction_become_papers_of_the_case),
        cmocka_unit_test(an_application_may_be_taken_back_until_it_is_decided),
        cmocka_unit_test(a_clerk_of_another_village_learns_nothing_of_a_case),
        cmocka_unit_test(five_days_of_checking_and_the_promise_skip_the_holiday),
        cmocka_unit_test(public_notice_stops_the_clock_and_its_end_lets_it_go_on),
        cmocka_unit_test(each_approval_item_is_filed_and_finished_along_its_own_chain),
        cmocka_unit_test(a_list_goes_on_behind_its_last_case_also_among_cases_of_one_moment),
        cmocka_unit_test(the_timeline_names_posts_and_no_applicant),
        cmocka_unit_test(content_that_does_not_match_its_header_is_not_read),
        cmocka_unit_test(what_the_projections_say_is_what_the_events_give),
    };

    return COUNTY_RUN_ON_BOTH(tests);
}
