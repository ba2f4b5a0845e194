/* SPDX-License-Identifier: MulanPSL-2.0 */
/* The rows of doc/items.md: what is asked, brought and looked at in the eight special items, and their figures. */
#include "fixture.h"

static const struct pack *badong(struct arena *a)
{
    struct pack_report report;
    struct pack *p;

    if (pack_read(a, BADONG_PACK, &p, &report) != OK)
        fail_msg("%s", pack_report_text(a, STR("badong"), &report).p);
    return p;
}

static void what_the_applicant_is_asked_is_asked_and_must_be_answered(void **state)
{
    static const struct { const char *item, *key; bool required; } rows[] = {
        { "S-MZ-03", "person.self", true }, { "S-MZ-03", "living.where", true },
        { "S-MZ-04", "treatment.scheme", true }, { "S-MZ-04", "history.before", true },
        { "S-MZ-06", "event.stage", false }, { "S-MZ-06", "event.kind", true },
        { "S-GT-01", "site.land", true }, { "S-GT-01", "site.water", true }, { "S-GT-01", "site.hazard", true },
        { "S-JS-01", "place.kind", true }, { "S-JS-01", "place.way", true }, { "S-JS-01", "reason.kind", true },
        { "S-WS-02", "bill.number", true }, { "S-WS-02", "bill.injury", true }, { "S-WS-02", "patient.why_away", true },
        { "S-LY-01", "trees.place", true }, { "S-LY-01", "trees.area", true }, { "S-LY-01", "trees.species", true },
        { "S-LY-01", "trees.count", true }, { "S-LY-01", "trees.volume", true }, { "S-LY-01", "trees.land", true },
        { "S-LY-01", "work.replant", true },
    };
    struct arena *a = arena_new(0);
    const struct pack *p = badong(a);

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct field *f = form_field(pack_item(p, str_of(rows[i].item))->form, str_of(rows[i].key));
        if (f == NULL || f->required != rows[i].required)
            fail_msg("%s %s", rows[i].item, rows[i].key);
    }
    arena_free(a);
}

static bool has_point(const struct item *it, const char *id, const char *at)
{
    for (size_t i = 0; i < it->point_count; i++)
        if (str_is(it->points[i].id, id) && str_is(it->points[i].at, at))
            return true;
    return false;
}

static void what_the_offices_must_see_to_is_a_point_of_the_step_where_it_is_seen(void **state)
{
    static const struct { const char *item, *id, *at; } rows[] = {
        { "S-MZ-01", "means_checked", "county_check" }, { "S-MZ-01", "share_visited", "county_check" },
        { "S-MZ-01", "relatives_checked", "county_check" },
        { "S-MZ-03", "no_labour", "visit" }, { "S-MZ-03", "no_income", "visit" }, { "S-MZ-03", "no_supporter", "visit" },
        { "S-MZ-04", "settled_first", "bills" }, { "S-MZ-04", "ceiling", "calculation" },
        { "S-MZ-06", "damage_true", "opinion" }, { "S-MZ-06", "no_relative", "opinion" },
        { "S-GT-01", "two_officers", "site_visit" }, { "S-GT-01", "no_forest", "forest" }, { "S-GT-01", "no_river", "water" },
        { "S-JS-01", "home_or_residence", "accept" }, { "S-JS-01", "condition_named", "decide" },
        { "S-JS-01", "refusal_told", "decide" },
        { "S-WS-02", "original_seen", "originals" }, { "S-WS-02", "not_paid_before", "verify" },
        { "S-WS-02", "member", "membership" }, { "S-WS-02", "no_third", "calculation" },
        { "S-LY-01", "stamp", "village_stamp" }, { "S-LY-01", "station_seen", "station" }, { "S-LY-01", "quota", "county_check" },
        { "S-LY-01", "design_fits", "design" },
    };
    struct arena *a = arena_new(0);
    const struct pack *p = badong(a);

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (!has_point(pack_item(p, str_of(rows[i].item)), rows[i].id, rows[i].at))
            fail_msg("%s %s at %s", rows[i].item, rows[i].id, rows[i].at);
    arena_free(a);
}

static void notices_visits_and_persons_are_as_the_sources_say(void **state)
{
    static const struct { const char *item; int32_t notice; enum day_unit unit; bool stops; int32_t officers, percent, deciders; } rows[] = {
        { "S-MZ-01", 7, CALENDAR_DAYS, true, 2, 30, 1 }, { "S-MZ-03", 7, CALENDAR_DAYS, true, 2, 100, 1 },
        { "S-MZ-04", 7, CALENDAR_DAYS, true, 2, 100, 1 }, { "S-MZ-06", 7, CALENDAR_DAYS, true, 0, 0, 1 },
        { "S-GT-01", 7, CALENDAR_DAYS, false, 2, 100, 1 }, { "S-LY-01", 7, WORKING_DAYS, false, 2, 100, 1 },
        { "S-JS-01", 0, WORKING_DAYS, false, 0, 0, 2 }, { "S-WS-02", 0, WORKING_DAYS, false, 0, 0, 1 },
    };
    struct arena *a = arena_new(0);
    const struct pack *p = badong(a);

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct item *it = pack_item(p, str_of(rows[i].item));
        if (it->notice.limit.days != rows[i].notice || (rows[i].notice > 0 && it->notice.limit.unit != rows[i].unit) ||
            it->notice.stops != rows[i].stops || it->visit.officers_min != rows[i].officers ||
            it->visit.share_percent != rows[i].percent || item_persons(it, STR("decide"), STR("decide")) != rows[i].deciders)
            fail_msg("%s: notice %d, visit %d of %d %%", rows[i].item, it->notice.limit.days, it->visit.officers_min, it->visit.share_percent);
    }
    assert_int_equal(pack_item(p, STR("S-MZ-01"))->extension.limit.days, 10);
    assert_int_equal(pack_item(p, STR("S-MZ-01"))->extension.township_days, 15);
    arena_free(a);
}

/* Where the process has no step "visit" the item names the one in which the place is looked at. */
static void a_visit_asks_for_two_officers_in_the_step_in_which_it_is_recorded(void **state)
{
    static const struct { const char *item, *at; } rows[] = {
        { "S-MZ-01", "visit" }, { "S-MZ-03", "visit" }, { "S-MZ-04", "visit" }, { "S-GT-01", "site_visit" }, { "S-LY-01", "station" },
        { "S-SL-01", "township_opinion" }, { "S-ZJ-01", "township_opinion" }, { "S-GT-02", "township_opinion" },
    };
    struct arena *a = arena_new(0);
    const struct pack *p = badong(a);

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct item *it = pack_item(p, str_of(rows[i].item));
        if (item_officers(it, str_of(rows[i].at)) != 2 || item_officers(it, STR("decide")) != 1)
            fail_msg("%s", rows[i].item);
    }
    assert_int_equal(item_officers(pack_item(p, STR("S-MZ-06")), STR("damage")), 1);
    arena_free(a);
}

static void an_urgent_case_has_its_reasons_and_a_permit_goes_by_post_to_those_away(void **state)
{
    static const char *const urgent[] = { "S-MZ-04", "S-MZ-06", "S-JS-01", "S-WS-02" };
    struct arena *a = arena_new(0);
    const struct pack *p = badong(a);
    const struct item *birth = pack_item(p, STR("S-JS-01"));

    (void)state;
    for (size_t i = 0; i < sizeof urgent / sizeof *urgent; i++)
        if (pack_item(p, str_of(urgent[i]))->urgent_count == 0)
            fail_msg("%s", urgent[i]);
    assert_true(birth->delivers[DELIVERY_POST] && birth->delivers[DELIVERY_COUNTER] && birth->open_to_public);
    arena_free(a);
}

/* Money cannot be paid without one; recognising an illness pays nothing. */
static void an_account_is_asked_for_where_money_is_granted(void **state)
{
    struct arena *a = arena_new(0);
    const struct pack *p = badong(a);

    (void)state;
    for (size_t i = 0; i < p->item_count; i++) {
        const struct item *it = &p->items[i];
        bool money = false;
        for (size_t r = 0; r < it->result_count; r++)
            money = money || it->results[r].kind == RESULT_MONEY;
        if (it->form != NULL && money && form_field(it->form, STR("account.number")) == NULL)
            fail_msg("%.*s", STR_ARG(it->code));
    }
    assert_null(form_field(pack_item(p, STR("S-WS-03"))->form, STR("account.number")));
    assert_null(form_field(pack_item(p, STR("S-JS-08"))->form, STR("account.number")));
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_applicant_is_asked_is_asked_and_must_be_answered),
        cmocka_unit_test(what_the_offices_must_see_to_is_a_point_of_the_step_where_it_is_seen),
        cmocka_unit_test(notices_visits_and_persons_are_as_the_sources_say),
        cmocka_unit_test(a_visit_asks_for_two_officers_in_the_step_in_which_it_is_recorded),
        cmocka_unit_test(an_urgent_case_has_its_reasons_and_a_permit_goes_by_post_to_those_away),
        cmocka_unit_test(an_account_is_asked_for_where_money_is_granted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
