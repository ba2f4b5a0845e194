/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"
#include "county_fixture.h"
#include "domain/consent.h"
#include "domain/identity.h"
#include "domain/paper.h"
#include "domain/rebuild.h"
#include "domain/slot.h"

static const char ITEM[] = "S-MZ-06";

static bool told(const char *key)
{
    for (size_t i = 0; i < house.cx->gap_count; i++)
        if (str_is(house.cx->gaps[i].key, key))
            return true;
    return false;
}

static struct draft draft_of(int64_t id)
{
    struct draft d;

    assert_int_equal(draft_get(county_as(AT_VILLAGE), id, &d), OK);
    return d;
}

/* The signed sheets are taken out again. */
static void unsign(int64_t draft)
{
    struct scan_list scans;

    assert_int_equal(draft_scans(house.cx, draft, &scans), OK);
    for (size_t i = 0; i < scans.count; i++)
        if (str_is(scans.items[i].slot, SLOT_SIGNED_FORM))
            assert_int_equal(draft_drop_scan(county_as(AT_VILLAGE), draft, scans.items[i].id), OK);
}

static void change(int64_t draft, const char *key, const char *value)
{
    struct draft d = draft_of(draft);

    val_put(house.cx->arena, d.answers, str_of(key), val_text(house.cx->arena, str_of(value)));
    assert_int_equal(draft_save(county_as(AT_VILLAGE), &d), OK);
}

static void print(int64_t draft)
{
    struct draft d = draft_of(draft);

    assert_int_equal(consent_note_print(county_as(AT_VILLAGE), &d), OK);
}

static enum err file(int64_t draft, struct case_file *c)
{
    return filing_submit(county_as(AT_VILLAGE), draft, c);
}

static struct consent_word oral_word(void)
{
    return (struct consent_word){ .way = STR("oral"), .name = STR("覃守英"), .how = STR("phone"), .witness = STR("谭文举"),
                                  .note = STR("手受伤，不能写字") };
}

/* ---- signed ---- */

static void an_application_nobody_signed_is_refused_and_no_case_is_made(void **state)
{
    int64_t draft = county_draft(ITEM, 1);
    struct case_file c;

    (void)state;
    unsign(draft);
    assert_int_equal(file(draft, &c), ERR_INVALID);
    assert_true(told("gap.consent.missing"));
    assert_int_equal(draft_of(draft).case_id, 0);
}

static void the_case_says_how_the_applicant_agreed_and_shows_the_signed_sheet(void **state)
{
    struct case_file c = county_file(ITEM, 2);
    struct case_material_list papers;
    struct assent agreed;

    (void)state;
    assert_int_equal(consent_of_case(house.cx, c.id, &agreed), OK);
    assert_str(agreed.way, "signed");
    assert_int_equal(agreed.form.len, CONSENT_VERSION_CHARS);
    assert_int_equal(case_materials(house.cx, c.id, &papers), OK);
    assert_str(papers.items[papers.count - 1].slot, SLOT_SIGNED_FORM);
    assert_str(papers.items[papers.count - 1].name_zh, "签字的申请表");
    assert_str(papers.items[papers.count - 1].source, SOURCE_ORIGINAL);
}

static void a_signature_holds_for_the_answers_it_was_given_for_and_no_others(void **state)
{
    int64_t draft = county_draft(ITEM, 3);
    struct case_file c;

    (void)state;
    change(draft, "applicant.address", "四组8号");
    assert_int_equal(file(draft, &c), ERR_INVALID);
    assert_true(told("gap.consent.outdated"));
    county_scan(draft, SLOT_SIGNED_FORM);
    assert_int_equal(file(draft, &c), OK);
}

static void a_scan_of_an_older_print_is_noticed(void **state)
{
    int64_t draft = county_draft(ITEM, 4);
    struct case_file c;

    (void)state;
    unsign(draft);
    print(draft);
    change(draft, "applicant.address", "四组8号");
    county_scan(draft, SLOT_SIGNED_FORM);
    assert_int_equal(file(draft, &c), ERR_INVALID);
    assert_true(told("gap.consent.outdated"));
    print(draft);
    county_scan(draft, SLOT_SIGNED_FORM);
    assert_int_equal(file(draft, &c), OK);
}

static void a_page_opened_and_left_again_changes_no_version(void **state)
{
    int64_t draft = county_draft(ITEM, 5);
    struct str before = consent_version(house.cx, STR("S-MZ-06"), draft_of(draft).answers);

    (void)state;
    before = arena_str(house.store.arena, before);
    change(draft, "agent.name", "");
    assert_true(str_eq(before, consent_version(house.cx, STR("S-MZ-06"), draft_of(draft).answers)));
    change(draft, "agent.name", "某某");
    assert_false(str_eq(before, consent_version(house.cx, STR("S-MZ-06"), draft_of(draft).answers)));
}

/* ---- asked before a witness, or on line ---- */

static void who_cannot_sign_is_asked_before_a_witness(void **state)
{
    const struct consent_word oral = oral_word();
    int64_t draft = county_draft(ITEM, 6);
    struct assent agreed;
    struct case_file c;

    (void)state;
    unsign(draft);
    assert_int_equal(consent_give(county_as(AT_VILLAGE), draft, &oral), OK);
    assert_int_equal(file(draft, &c), OK);
    assert_int_equal(consent_of_case(house.cx, c.id, &agreed), OK);
    assert_str(agreed.way, "oral");
    assert_str(agreed.how, "phone");
    assert_str(agreed.witness, "谭文举");
    assert_str(agreed.by_name, "clerk");
    assert_int_equal(consent_of_draft(house.cx, draft, &agreed), OK);
    assert_int_equal(agreed.way.len, 0);
}

static void an_oral_consent_falls_with_the_answers_it_was_asked_for(void **state)
{
    const struct consent_word oral = oral_word();
    int64_t draft = county_draft(ITEM, 7);
    struct case_file c;

    (void)state;
    unsign(draft);
    assert_int_equal(consent_give(county_as(AT_VILLAGE), draft, &oral), OK);
    change(draft, "applicant.address", "四组8号");
    assert_int_equal(file(draft, &c), ERR_INVALID);
    assert_true(told("gap.consent.outdated"));
}

static void an_oral_consent_names_who_how_a_second_person_and_why(void **state)
{
    int64_t draft = county_draft(ITEM, 8);
    struct consent_word w = oral_word();

    (void)state;
    w.name = STR("别人");
    assert_int_equal(consent_give(county_as(AT_VILLAGE), draft, &w), ERR_INVALID);
    assert_true(told("gap.consent.name"));
    w = oral_word();
    w.witness = STR("clerk");
    assert_int_equal(consent_give(county_as(AT_VILLAGE), draft, &w), ERR_INVALID);
    assert_true(told("gap.consent.witness_self"));
    w = oral_word();
    w.how = STR("smoke");
    w.note = STR("无");
    assert_int_equal(consent_give(county_as(AT_VILLAGE), draft, &w), ERR_INVALID);
    assert_true(told("gap.required") && told("gap.consent.note"));
}

static void staff_cannot_tick_for_the_applicant(void **state)
{
    struct consent_word w = { .way = STR("online"), .name = STR("覃守英"), .agree = true };
    int64_t draft = county_draft(ITEM, 9);

    (void)state;
    assert_int_equal(consent_give(county_as(AT_VILLAGE), draft, &w), ERR_FORBIDDEN);
}

static void a_draft_of_another_can_be_consented_to_by_nobody_else(void **state)
{
    const struct consent_word oral = oral_word();
    int64_t draft = county_draft(ITEM, 10);

    (void)state;
    assert_int_equal(consent_give(county_as(AT_TOWNSHIP_HANDLER), draft, &oral), ERR_NOT_FOUND);
    assert_int_equal(identity_note(county_as(AT_TOWNSHIP_HANDLER), draft, STR("card"), STR("")), ERR_NOT_FOUND);
}

/* ---- who it was ---- */

static void photographs_by_a_link_ask_how_identity_was_checked_and_the_case_keeps_it(void **state)
{
    int64_t draft = county_draft(ITEM, 11);
    struct scan s = { .slot = STR("m1"), .type = STR("PNG"), .bytes = 4, .source = STR(SOURCE_PHONE),
                      .digest = STR("00000000000000000000000000000000000000000000000000000000000000ff") };
    struct identity_list all;
    struct identity seen;
    struct case_file c;

    (void)state;
    assert_int_equal(draft_add_scan(county_as(AT_VILLAGE), draft, &s), OK);
    assert_int_equal(file(draft, &c), ERR_INVALID);
    assert_true(told("gap.identity.missing"));
    assert_int_equal(identity_note(county_as(AT_VILLAGE), draft, STR("guess"), STR("")), ERR_INVALID);
    assert_int_equal(identity_note(county_as(AT_VILLAGE), draft, STR("video"), STR("持证露脸")), OK);
    assert_int_equal(file(draft, &c), OK);
    assert_int_equal(identity_of_case(house.cx, c.id, &all), OK);
    assert_int_equal(all.count, 1);
    assert_str(all.items[0].how, "video");
    assert_str(all.items[0].by_name, "clerk");
    assert_int_equal(identity_of_draft(house.cx, draft, &seen), OK);
    assert_int_equal(seen.how.len, 0);
}

static void a_rebuild_gives_the_same(void **state)
{
    struct rebuild_report report;

    (void)state;
    assert_int_equal(rebuild_all(people_as(&house, 0), false, &report), OK);
    assert_int_equal(report.different, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_application_nobody_signed_is_refused_and_no_case_is_made),
        cmocka_unit_test(the_case_says_how_the_applicant_agreed_and_shows_the_signed_sheet),
        cmocka_unit_test(a_signature_holds_for_the_answers_it_was_given_for_and_no_others),
        cmocka_unit_test(a_scan_of_an_older_print_is_noticed),
        cmocka_unit_test(a_page_opened_and_left_again_changes_no_version),
        cmocka_unit_test(who_cannot_sign_is_asked_before_a_witness),
        cmocka_unit_test(an_oral_consent_falls_with_the_answers_it_was_asked_for),
        cmocka_unit_test(an_oral_consent_names_who_how_a_second_person_and_why),
        cmocka_unit_test(staff_cannot_tick_for_the_applicant),
        cmocka_unit_test(a_draft_of_another_can_be_consented_to_by_nobody_else),
        cmocka_unit_test(photographs_by_a_link_ask_how_identity_was_checked_and_the_case_keeps_it),
        cmocka_unit_test(a_rebuild_gives_the_same),
    };

    return COUNTY_RUN_ON_BOTH(tests);
}
