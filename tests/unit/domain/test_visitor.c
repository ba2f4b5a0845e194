/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"

#include <string.h>

#include "county_fixture.h"
#include "domain/answers.h"
#include "domain/person.h"
#include "domain/purge.h"
#include "domain/rebuild.h"
#include "domain/slot.h"

enum { HOUR_MS = 3600000 };

static struct ctx *as_visitor(const char *owner)
{
    static struct actor actor;
    struct ctx *cx = people_as(&house, 0);

    actor = (struct actor){ .name = STR(""), .owner = str_of(owner) };
    cx->actor = &actor;
    return cx;
}

static bool told(const char *key)
{
    for (size_t i = 0; i < house.cx->gap_count; i++)
        if (str_is(house.cx->gaps[i].key, key))
            return true;
    return false;
}

static struct person person_of(int64_t id)
{
    struct person p;

    assert_int_equal(person_get(house.cx, id, &p), OK);
    return p;
}

/* Copies a clerk's complete draft into one of a visitor, under another name. */
static int64_t visitor_draft(const char *owner, const char *item, int n, const char *name)
{
    int64_t model = county_draft(item, n), id;
    struct scan_list scans;
    struct draft from, d;
    struct ctx *cx;

    assert_int_equal(draft_get(county_as(AT_VILLAGE), model, &from), OK);
    assert_int_equal(draft_scans(house.cx, model, &scans), OK);
    cx = as_visitor(owner);
    assert_int_equal(draft_begin(cx, str_of(item), HOME_VILLAGE, &id), OK);
    assert_int_equal(draft_get(cx, id, &d), OK);
    d.answers = from.answers;
    val_set_str(cx->arena, d.answers, "applicant.name", str_of(name));
    assert_int_equal(draft_save(cx, &d), OK);
    for (size_t i = 0; i < scans.count; i++)
        assert_int_equal(draft_add_scan(cx, id, &scans.items[i]), OK);
    return id;
}

static void a_visitor_changes_nobody_who_is_known_but_his_case_bears_the_name_he_gave(void **state)
{
    struct case_file known = county_file("S-MZ-06", 1), c;
    int64_t draft = visitor_draft("visitor:a", "S-MZ-06", 1, "冒名者");

    (void)state;
    assert_int_equal(filing_submit(as_visitor("visitor:a"), draft, &c), OK);
    assert_int_equal(c.applicant, known.applicant);
    assert_str(c.applicant_name, "冒名者");
    assert_str(person_of(known.applicant).name, "覃守英");
    assert_int_equal(c.channel, CHANNEL_PUBLIC);
}

static void a_new_name_of_a_person_changes_no_older_case(void **state)
{
    struct case_file c = county_file("S-MZ-06", 2), out;
    struct rebuild_report report;
    int64_t draft = county_draft("S-MZ-06", 2);
    struct draft d;

    (void)state;
    assert_int_equal(draft_get(county_as(AT_VILLAGE), draft, &d), OK);
    val_set_str(house.cx->arena, d.answers, "applicant.name", STR("覃守莲"));
    assert_int_equal(draft_save(county_as(AT_VILLAGE), &d), OK);
    county_scan(draft, SLOT_SIGNED_FORM);
    assert_int_equal(filing_submit(county_as(AT_VILLAGE), draft, &out), OK);
    assert_str(out.applicant_name, "覃守莲");
    assert_int_equal(rebuild_all(people_as(&house, 0), false, &report), OK);
    assert_int_equal(report.different, 0);
    assert_int_equal(case_get(house.cx, c.id, &out), OK);
    assert_str(out.applicant_name, "覃守英");
}

static void an_item_not_open_on_line_is_refused_to_a_visitor(void **state)
{
    int64_t id;

    (void)state;
    assert_int_equal(draft_begin(as_visitor("visitor:b"), STR("S-CZ-01"), HOME_VILLAGE, &id), ERR_INVALID);
    assert_true(told("gap.item.not_public"));
    assert_int_equal(draft_begin(county_as(AT_VILLAGE), STR("S-CZ-01"), HOME_VILLAGE, &id), OK);
}

static void a_visitor_keeps_only_so_many_drafts_and_so_many_bytes(void **state)
{
    int64_t id;

    (void)state;
    for (int i = 0; i < VISITOR_DRAFTS_MAX; i++)
        assert_int_equal(draft_begin(as_visitor("visitor:c"), STR("S-MZ-06"), HOME_VILLAGE, &id), OK);
    assert_int_equal(draft_takes(as_visitor("visitor:c"), id, 1000), OK);
    assert_int_equal(draft_takes(as_visitor("visitor:c"), id, ((int64_t)VISITOR_SCANS_MB_MAX << 20) + 1), ERR_LIMIT);
    assert_true(told("gap.scan.too_much"));
    assert_int_equal(draft_begin(as_visitor("visitor:c"), STR("S-MZ-06"), HOME_VILLAGE, &id), ERR_LIMIT);
    assert_int_equal(draft_begin(as_visitor("visitor:d"), STR("S-MZ-06"), HOME_VILLAGE, &id), OK);
}

static void more_text_than_a_draft_holds_is_refused(void **state)
{
    struct ctx *cx = county_as(AT_VILLAGE);
    char *much = arena_alloc(cx->arena, DRAFT_ANSWERS_BYTES_MAX + 1);
    struct draft d;
    int64_t id;

    (void)state;
    assert_int_equal(draft_begin(cx, STR("S-MZ-06"), HOME_VILLAGE, &id), OK);
    assert_int_equal(draft_get(cx, id, &d), OK);
    memset(much, 'a', DRAFT_ANSWERS_BYTES_MAX);
    val_set_str(cx->arena, d.answers, "applicant.name", str_of(much));
    assert_int_equal(draft_save(cx, &d), ERR_LIMIT);
}

static void a_field_that_is_sent_twice_has_one_answer(void **state)
{
    struct ctx *cx = county_as(AT_VILLAGE);
    struct val *sent = val_map(cx->arena), *twice = val_list(cx->arena), *answers = val_map(cx->arena);

    (void)state;
    val_push(cx->arena, twice, val_text(cx->arena, STR("甲")));
    val_push(cx->arena, twice, val_text(cx->arena, STR("乙")));
    val_set(cx->arena, sent, "applicant.name", twice);
    answers_take(cx, answers_applicant_page(), sent, answers);
    assert_str(val_str(answers, "applicant.name"), "乙");
    val_set(cx->arena, answers, "applicant.name", twice);
    answers_check(cx, answers_applicant_page(), answers);
    assert_true(told("gap.too_many"));
}

static void what_a_visitor_left_behind_is_thrown_away_and_nothing_else(void **state)
{
    int64_t left = visitor_draft("visitor:e", "S-MZ-06", 5, "覃守英"), own = county_draft("S-MZ-06", 6);
    struct scan_list scans;
    struct draft d;

    (void)state;
    house.cx->now += PURGE_DRAFT_HOURS * (int64_t)HOUR_MS;
    assert_int_equal(purge_run(people_as(&house, 0)), OK);
    assert_int_equal(draft_get(as_visitor("visitor:e"), left, &d), OK);
    house.cx->now += 1;
    assert_int_equal(purge_run(people_as(&house, 0)), OK);
    assert_int_equal(draft_get(as_visitor("visitor:e"), left, &d), ERR_NOT_FOUND);
    assert_int_equal(draft_scans(house.cx, left, &scans), OK);
    assert_int_equal(scans.count, 0);
    assert_int_equal(draft_get(county_as(AT_VILLAGE), own, &d), OK);
    assert_int_equal(draft_scans(house.cx, own, &scans), OK);
    assert_true(scans.count > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_visitor_changes_nobody_who_is_known_but_his_case_bears_the_name_he_gave),
        cmocka_unit_test(a_new_name_of_a_person_changes_no_older_case),
        cmocka_unit_test(an_item_not_open_on_line_is_refused_to_a_visitor),
        cmocka_unit_test(a_visitor_keeps_only_so_many_drafts_and_so_many_bytes),
        cmocka_unit_test(more_text_than_a_draft_holds_is_refused),
        cmocka_unit_test(a_field_that_is_sent_twice_has_one_answer),
        cmocka_unit_test(what_a_visitor_left_behind_is_thrown_away_and_nothing_else),
    };

    return COUNTY_RUN_ON_BOTH(tests);
}
