/* SPDX-License-Identifier: MulanPSL-2.0 */
/* What the pack of Badong promises (counties/badong), and that a pack survives being frozen. */
#include "fixture.h"

#include "base/json.h"

struct badong { struct arena *arena; struct pack *pack; };

static int open_badong(void **state)
{
    struct badong *b;
    struct arena *a = arena_new(0);
    struct pack_report report;

    b = ARENA_NEW(a, struct badong);
    b->arena = a;
    if (pack_read(a, BADONG_PACK, &b->pack, &report) != OK || report.count > 0)
        fail_msg("%s", pack_report_text(a, STR(BADONG_PACK), &report).p);
    *state = b;
    return 0;
}

static int close_badong(void **state)
{
    arena_free(((struct badong *)*state)->arena);
    return 0;
}

static const struct pack *badong(void **state)
{
    return ((struct badong *)*state)->pack;
}

static void badong_has_its_87_items_in_four_classes(void **state)
{
    const struct pack *p = badong(state);
    size_t classes[4] = { 0 }, evidence[3] = { 0 };

    for (size_t i = 0; i < p->item_count; i++) {
        classes[p->items[i].class]++;
        evidence[p->items[i].evidence]++;
    }
    assert_int_equal(p->item_count, 87);
    assert_int_equal(classes[ITEM_APPROVAL], 64);
    assert_int_equal(classes[ITEM_APPOINTMENT], 10);
    assert_int_equal(classes[ITEM_CONSULTATION], 5);
    assert_int_equal(classes[ITEM_COMMERCE], 8);
    assert_int_equal(evidence[EVIDENCE_DOCUMENTED], 13);
    assert_int_equal(evidence[EVIDENCE_CLASS_DOCUMENTED], 22);
    assert_int_equal(evidence[EVIDENCE_RECONSTRUCTED], 52);
}

static void badong_has_its_townships_villages_and_offices(void **state)
{
    const struct pack *p = badong(state);
    size_t levels[3] = { 0 }, communities = 0, providers = 0;

    for (size_t i = 0; i < p->division_count; i++) {
        levels[p->divisions[i].level]++;
        communities += p->divisions[i].community ? 1 : 0;
        assert_true(p->divisions[i].name.en.len > 0);
    }
    for (size_t i = 0; i < p->department_count; i++)
        providers += p->departments[i].provider ? 1 : 0;
    assert_int_equal(levels[LEVEL_COUNTY], 1);
    assert_int_equal(levels[LEVEL_TOWNSHIP], 12);
    assert_int_equal(levels[LEVEL_VILLAGE], 301 + 21);
    assert_int_equal(communities, 21);
    assert_int_equal(p->department_count, 15 + 8);
    assert_int_equal(providers, 8);
}

static const struct division *named(const struct pack *p, const char *zh, int64_t township)
{
    for (size_t i = 0; i < p->division_count; i++)
        if (str_is(p->divisions[i].name.zh, zh) && division_at(p->divisions[i].code, LEVEL_TOWNSHIP) == township)
            return &p->divisions[i];
    return NULL;
}

static void the_villages_of_the_stories_stand_in_their_townships(void **state)
{
    const struct division *d = named(badong(state), "木龙垭村", 422823107000);

    assert_non_null(d);
    assert_str(d->name.en, "Mulongya Village");
    assert_non_null(named(badong(state), "大面山村", 422823108000));
    assert_str(pack_division(badong(state), 422823107000)->name.zh, "野三关镇");
}

static void every_approval_can_be_filed_and_finished(void **state)
{
    const struct pack *p = badong(state);

    for (size_t i = 0; i < p->item_count; i++) {
        const struct item *it = &p->items[i];
        bool approval = it->class == ITEM_APPROVAL;
        assert_int_equal(it->form != NULL, approval);
        assert_int_equal(it->process != NULL && it->process->flow != NULL, approval);
        assert_int_equal(it->promise.days > 0 && it->stage_count > 0, approval);
        assert_false(it->bases_verified);
    }
}

static void dibao_is_accepted_in_the_township_and_decided_in_the_county(void **state)
{
    const struct item *it = pack_item(badong(state), STR("S-MZ-01"));

    assert_non_null(it);
    assert_str(it->type, "05");
    assert_str(it->process->name, "dibao");
    assert_int_equal(it->acceptor, LEVEL_TOWNSHIP);
    assert_int_equal(it->chain_length, 3);
    assert_int_equal(it->promise.days, 20);
    assert_int_equal(it->legal.days, 25);
    assert_str(it->legal.basis, "sourced");
    assert_int_equal(it->wall, WALL_NUMBER_ONLY);
    assert_str(material_name(it, STR("household_register"), LANG_EN), "Household register");
    assert_non_null(form_field(it->form, STR("members.10.id_no")));
    assert_true(form_field(it->form, STR("account.number"))->sensitive);
}

static void poverty_health_and_children_never_show_a_name(void **state)
{
    static const char *const quiet[] = { "S-MZ-01", "S-MZ-04", "S-MZ-06", "S-MZ-08", "S-JS-01", "S-WS-02", "S-CL-01", "S-FP-01" };

    for (size_t i = 0; i < sizeof quiet / sizeof *quiet; i++)
        assert_int_equal(pack_item(badong(state), str_of(quiet[i]))->wall, WALL_NUMBER_ONLY);
    assert_int_equal(pack_item(badong(state), STR("S-LY-01"))->wall, WALL_SURNAME);
}

static void a_house_needs_its_departments_side_by_side(void **state)
{
    const struct item *it = pack_item(badong(state), STR("S-GT-01"));

    assert_str(it->department->code, "GT");
    assert_int_equal(it->joining_count, 3);
    assert_str(it->joining[0]->code, "ZJ");
}

static void the_calendars_of_three_years_are_read(void **state)
{
    const struct pack *p = badong(state);
    int64_t day = 0, due = 0;
    bool provisional = true;

    assert_int_equal(day_parse(STR("2026-02-13"), &day), OK);
    assert_int_equal(day_parse(STR("2026-02-27"), &due), OK);
    assert_int_equal(calendar_add(p->calendar, day, 5, WORKING_DAYS, &provisional), due);
    assert_false(provisional);
    assert_str(val_str(p->calendars->items[0], "source"), "国办发明电〔2023〕7号");
}

static void a_frozen_pack_thaws_to_the_same_version(void **state)
{
    const struct badong *b = *state;
    struct pack *p;
    struct pack_report report;

    assert_int_equal(b->pack->version.len, 64);
    assert_int_equal(pack_thaw(b->arena, b->pack->frozen, &p, &report), OK);
    assert_true(str_eq(p->version, b->pack->version));
    assert_int_equal(p->item_count, 87);
}

static void one_changed_letter_is_another_version(void **state)
{
    static const struct alteration change = { "items/A-1.yaml", "Photograph", "Photo", 0, "" };
    struct arena *a = arena_new(0);
    struct pack *p;
    struct pack_report report;

    (void)state;
    assert_int_equal(pack_thaw(a, altered(a, &change), &p, &report), OK);
    assert_false(str_eq(p->version, small_pack(a)->version));
    arena_free(a);
}

static void what_is_no_frozen_pack_is_refused(void **state)
{
    static const char *const wrong[] = { "", "[]", "{\"county.yaml\":1}", "{\"b\":\"\",\"a\":\"\"}", "{}" };
    struct pack *p;
    struct pack_report report;

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct arena *a = arena_new(0);
        assert_int_equal(pack_thaw(a, str_of(wrong[i]), &p, &report), ERR_INVALID);
        assert_true(report.fatal > 0);
        arena_free(a);
    }
}

static void a_report_reads_like_a_compilers(void **state)
{
    struct pack_finding findings[] = { { STR("items/A-1.yaml"), STR("wrong"), 3, true }, { STR("county.yaml"), STR("odd"), 0, false } };
    struct pack_report report = { findings, 2, 2, 1 };
    struct arena *a = arena_new(0);

    (void)state;
    assert_str(pack_report_text(a, STR("counties/x"), &report),
               "counties/x/items/A-1.yaml:3: error: wrong\ncounties/x/county.yaml: warning: odd\n");
    arena_free(a);
}

static void a_label_without_english_shows_chinese(void **state)
{
    struct label both = { STR("村"), STR("village") }, one = { STR("村"), STR("") };

    (void)state;
    assert_str(label_in(both, LANG_EN), "village");
    assert_str(label_in(both, LANG_ZH), "村");
    assert_str(label_in(one, LANG_EN), "村");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(badong_has_its_87_items_in_four_classes),
        cmocka_unit_test(badong_has_its_townships_villages_and_offices),
        cmocka_unit_test(the_villages_of_the_stories_stand_in_their_townships),
        cmocka_unit_test(every_approval_can_be_filed_and_finished),
        cmocka_unit_test(dibao_is_accepted_in_the_township_and_decided_in_the_county),
        cmocka_unit_test(poverty_health_and_children_never_show_a_name),
        cmocka_unit_test(a_house_needs_its_departments_side_by_side),
        cmocka_unit_test(the_calendars_of_three_years_are_read),
        cmocka_unit_test(a_frozen_pack_thaws_to_the_same_version),
        cmocka_unit_test(one_changed_letter_is_another_version),
        cmocka_unit_test(what_is_no_frozen_pack_is_refused),
        cmocka_unit_test(a_report_reads_like_a_compilers),
        cmocka_unit_test(a_label_without_english_shows_chinese),
    };

    return cmocka_run_group_tests(tests, open_badong, close_badong);
}
