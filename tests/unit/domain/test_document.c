/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"

#include <pthread.h>
#include <stdlib.h>

#include "county_fixture.h"
#include "domain/attempt.h"
#include "domain/command.h"
#include "domain/document.h"
#include "domain/rebuild.h"
#include "pack/naming.h"

static struct document_list papers_of(int64_t case_id)
{
    struct document_list all;

    assert_int_equal(document_of_case(house.cx, case_id, &all), OK);
    return all;
}

static bool told(const char *key)
{
    for (size_t i = 0; i < house.cx->gap_count; i++)
        if (str_is(house.cx->gaps[i].key, key))
            return true;
    return false;
}

/* ---- numbers ---- */

static void every_paper_of_a_case_has_organ_kind_year_and_number(void **state)
{
    struct case_file c = county_file("S-MZ-06", 1);
    struct document_list all = papers_of(c.id);

    (void)state;
    assert_int_equal(all.count, 1);
    assert_str(all.items[0].kind, "receipt");
    assert_str(all.items[0].number, "巴野民收〔2026〕1号");
    assert_int_equal(county_act(c.id, AT_TOWNSHIP_HANDLER, "accepted", ""), OK);
    all = papers_of(c.id);
    assert_int_equal(all.count, 2);
    assert_str(all.items[1].number, "巴野民受〔2026〕1号");
    assert_int_equal(all.items[1].place, HOME_TOWNSHIP);
    assert_str(all.items[1].department, "MZ");
}

static void townships_that_begin_alike_are_told_apart_and_the_county_stands_alone(void **state)
{
    const struct pack *pack = house.house.pack;

    (void)state;
    assert_str(naming_organ(house.cx->arena, pack, HOME_TOWNSHIP, STR("GT")), "巴野国土");
    assert_str(naming_organ(house.cx->arena, pack, 422823000000, STR("GT")), "巴国土");
    for (size_t i = 0; i < pack->division_count; i++)
        for (size_t k = 0; k < i; k++)
            if (pack->divisions[i].level == LEVEL_TOWNSHIP && pack->divisions[k].level == LEVEL_TOWNSHIP)
                assert_false(str_eq(naming_organ(house.cx->arena, pack, pack->divisions[i].code, STR("MZ")),
                                    naming_organ(house.cx->arena, pack, pack->divisions[k].code, STR("MZ"))));
}

struct drawing { bool fails; int64_t serial; };

static enum err draw(struct ctx *cx, const void *args, void *out)
{
    const struct drawing *wish = args;
    struct drawing *got = out;
    struct val *payload = val_map(cx->arena);

    TRY(document_draw(cx, payload, "extension", STR("LY"), 422823000000));
    got->serial = val_num(val_at(payload, "documents")->items[0], "serial");
    return wish->fails ? ERR_STATE : OK;
}

enum { HANDS = 8, EACH = 25 };

struct hand { pthread_t thread; struct ctx cx; int64_t serials[EACH]; int count; int n; };

static void *work(void *arg)
{
    struct hand *h = arg;

    for (int i = 0; i < EACH; i++) {
        struct drawing wish = { .fails = (h->n + i) % 3 == 0 }, got = { 0 };
        if (command_run(&h->cx, draw, &wish, &got) == OK)
            h->serials[h->count++] = got.serial;
    }
    return NULL;
}

static void numbers_run_without_gaps_though_many_draw_at_once_and_commands_fail_between(void **state)
{
    static bool seen[HANDS * EACH + 1];
    struct hand hands[HANDS] = { 0 };
    int drawn = 0;

    (void)state;
    for (int i = 0; i < HANDS * EACH + 1; i++)
        seen[i] = false;
    for (int i = 0; i < HANDS; i++) {
        hands[i].n = i;
        hands[i].cx = (struct ctx){ .arena = arena_new(0), .house = &house.house, .now = house.cx->now };
        assert_int_equal(pthread_create(&hands[i].thread, NULL, work, &hands[i]), 0);
    }
    for (int i = 0; i < HANDS; i++) {
        pthread_join(hands[i].thread, NULL);
        for (int k = 0; k < hands[i].count; k++, drawn++) {
            assert_in_range(hands[i].serials[k], 1, HANDS * EACH);
            assert_false(seen[hands[i].serials[k]]);
            seen[hands[i].serials[k]] = true;
        }
        arena_free(hands[i].cx.arena);
    }
    assert_true(drawn > HANDS * EACH / 2);
    for (int i = 1; i <= drawn; i++)
        assert_true(seen[i]);
}

static void a_refused_act_takes_no_number(void **state)
{
    struct case_file one = county_file("S-MZ-06", 2), two = county_file("S-MZ-06", 3);
    int64_t before;

    (void)state;
    assert_int_equal(county_act(one.id, AT_TOWNSHIP_HANDLER, "accepted", ""), OK);
    before = document_last(&(struct document_list){ papers_of(one.id).items, 2, 2 }, STR("acceptance"))->serial;
    assert_int_equal(county_act(two.id, AT_TOWNSHIP_HANDLER, "not_accepted", ""), ERR_INVALID);
    assert_int_equal(county_act(two.id, AT_TOWNSHIP_HANDLER, "accepted", ""), OK);
    assert_int_equal(papers_of(two.id).items[1].serial, before + 1);
}

static void numbers_begin_anew_with_the_year(void **state)
{
    int64_t now = house.cx->now;
    struct case_file c;

    (void)state;
    county_clock("2027-01-04", 9);
    c = county_file("S-MZ-06", 4);
    assert_str(papers_of(c.id).items[0].number, "巴野民收〔2027〕1号");
    house.cx->now = now;
}

static void an_address_of_the_tracking_page_fits_one_paper_for_two_days(void **state)
{
    struct case_file c = county_file("S-MZ-06", 5);
    struct str token = document_token(house.cx, c.number, 100);
    int64_t now = house.cx->now;

    (void)state;
    assert_true(document_token_fits(house.cx, c.number, 100, token));
    assert_false(document_token_fits(house.cx, c.number, 101, token));
    assert_false(document_token_fits(house.cx, c.number, 100, STR("")));
    house.cx->now = now + 86400000;
    assert_true(document_token_fits(house.cx, c.number, 100, token));
    house.cx->now = now + 2 * 86400000LL;
    assert_false(document_token_fits(house.cx, c.number, 100, token));
    house.cx->now = now;
}

/* ---- what must be named ---- */

static enum err refuse(int64_t case_id, const char *outcome, const char *competent, const struct val *gaps)
{
    struct act act = { .task = county_task(case_id, AT_TOWNSHIP_HANDLER).id, .outcome = str_of(outcome),
                       .note = STR("不属于本机关职权范围"), .competent = str_of(competent), .gaps = gaps };
    struct case_file c;

    return handling_act(county_as(AT_TOWNSHIP_HANDLER), &act, &c);
}

static void not_accepting_names_the_competent_organ(void **state)
{
    struct case_file c = county_file("S-MZ-06", 6);
    struct document_list all;

    (void)state;
    assert_int_equal(refuse(c.id, "not_accepted", " ", NULL), ERR_INVALID);
    assert_true(told("gap.competent.missing"));
    assert_int_equal(refuse(c.id, "not_accepted", "RS", NULL), OK);
    all = papers_of(c.id);
    assert_str(all.items[all.count - 1].kind, "not_accepted");
}

static void what_needs_no_decision_is_told_at_once(void **state)
{
    struct case_file c = county_file("S-MZ-06", 7);

    (void)state;
    assert_int_equal(refuse(c.id, "not_required", "", NULL), OK);
    assert_int_equal(case_get(house.cx, c.id, &c), OK);
    assert_str(c.outcome, "not_required");
    assert_int_equal(c.state, CASE_CLOSED);
    assert_str(papers_of(c.id).items[1].kind, "not_required");
}

/* ---- one correction notice ---- */

static struct val *one_gap(const char *text)
{
    struct val *gaps = val_list(house.cx->arena);

    val_push(house.cx->arena, gaps, val_text(house.cx->arena, str_of(text)));
    return gaps;
}

static struct case_file corrected(int n)
{
    struct case_file c = county_file("S-MZ-06", n);

    assert_int_equal(refuse(c.id, "correction", "", one_gap("缺户口簿")), OK);
    assert_int_equal(county_act(c.id, AT_VILLAGE, "supplied", ""), OK);
    return c;
}

static void a_gap_found_later_is_refused_and_the_attempt_is_kept(void **state)
{
    struct case_file c = corrected(8);
    struct attempt_list tried;

    (void)state;
    assert_int_equal(refuse(c.id, "correction", "", one_gap("还要一张照片")), ERR_STATE);
    assert_true(told("gap.correction.second"));
    assert_int_equal(refuse(c.id, "not_mended", "", one_gap("还要村里证明")), ERR_STATE);
    assert_true(told("gap.correction.new"));
    assert_int_equal(attempt_of_case(house.cx, c.id, &tried), OK);
    assert_int_equal(tried.count, 2);
    assert_str(tried.items[0].rule, "gap.correction.second");
    assert_str(tried.items[0].what, "还要一张照片");
    assert_str(tried.items[1].what, "还要村里证明");
    assert_str(tried.items[1].actor_name, "thandler");
    assert_int_equal(case_get(house.cx, c.id, &c), OK);
    assert_int_equal(c.state, CASE_RECEIVED);
}

static void a_gap_that_was_told_and_not_mended_ends_in_non_acceptance(void **state)
{
    struct case_file c = corrected(9);

    (void)state;
    assert_int_equal(refuse(c.id, "not_mended", "", NULL), ERR_INVALID);
    assert_true(told("gap.unmended.empty"));
    assert_int_equal(refuse(c.id, "not_mended", "", one_gap("缺户口簿")), OK);
    assert_int_equal(case_get(house.cx, c.id, &c), OK);
    assert_str(c.outcome, "not_accepted");
    assert_int_equal(c.corrected, 1);
}

static void nothing_is_unmended_before_a_notice(void **state)
{
    struct case_file c = county_file("S-MZ-06", 10);

    (void)state;
    assert_int_equal(refuse(c.id, "not_mended", "", one_gap("缺户口簿")), ERR_INVALID);
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
        cmocka_unit_test(every_paper_of_a_case_has_organ_kind_year_and_number),
        cmocka_unit_test(townships_that_begin_alike_are_told_apart_and_the_county_stands_alone),
        cmocka_unit_test(numbers_run_without_gaps_though_many_draw_at_once_and_commands_fail_between),
        cmocka_unit_test(a_refused_act_takes_no_number),
        cmocka_unit_test(numbers_begin_anew_with_the_year),
        cmocka_unit_test(an_address_of_the_tracking_page_fits_one_paper_for_two_days),
        cmocka_unit_test(not_accepting_names_the_competent_organ),
        cmocka_unit_test(what_needs_no_decision_is_told_at_once),
        cmocka_unit_test(a_gap_found_later_is_refused_and_the_attempt_is_kept),
        cmocka_unit_test(a_gap_that_was_told_and_not_mended_ends_in_non_acceptance),
        cmocka_unit_test(nothing_is_unmended_before_a_notice),
        cmocka_unit_test(what_the_projections_say_is_what_the_events_give),
    };

    return COUNTY_RUN_ON_BOTH(tests);
}
