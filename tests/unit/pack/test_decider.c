/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "fixture.h"

#include "pack/decider.h"

static enum err asked_on(struct arena *a, const char *day, struct decided *out)
{
    struct alteration c = { "items/A-1.yaml", "process: short", "process: short\ndecider: who", 0, "" };
    const struct feel *facts = feel_put(a, feel_context(a), STR("date"), feel_temporal(a, str_of(day)));
    struct pack_report report;
    struct pack *p;

    assert_int_equal(pack_thaw(a, altered(a, &c), &p, &report), OK);
    return decider_ask(a, p, pack_item(p, STR("A-1")), facts, out);
}

static void the_same_affair_is_decided_by_another_office_from_the_day_the_law_changed(void **state)
{
    struct arena *a = arena_new(0);
    struct decided d;

    (void)state;
    assert_int_equal(asked_on(a, "2019-12-31", &d), OK);
    assert_int_equal(d.level, LEVEL_COUNTY);
    assert_str(d.department->code, "GT");
    assert_int_equal(asked_on(a, "2020-01-01", &d), OK);
    assert_int_equal(d.level, LEVEL_TOWNSHIP);
    assert_str(d.department->code, "MZ");
    assert_true(d.required);
    arena_free(a);
}

static void a_table_can_say_that_nothing_need_be_applied_for(void **state)
{
    struct arena *a = arena_new(0);
    struct decided d;

    (void)state;
    assert_int_equal(asked_on(a, "2035-01-01", &d), OK);
    assert_false(d.required);
    arena_free(a);
}

static void every_row_says_in_words_for_whom_it_is(void **state)
{
    struct arena *a = arena_new(0);
    struct alteration c = { "items/A-1.yaml", "process: short", "process: short\ndecider: who", 0, "" };
    const struct item *it;
    struct pack_report report;
    struct pack *p;

    (void)state;
    assert_int_equal(pack_thaw(a, altered(a, &c), &p, &report), OK);
    it = pack_item(p, STR("A-1"));
    assert_int_equal(it->decider_count, 3);
    assert_int_equal(it->deciders[0].level, LEVEL_COUNTY);
    assert_str(it->deciders[0].department->code, "GT");
    assert_str(it->deciders[0].when.zh, "2020年以前");
    assert_str(it->deciders[1].when.en, "From 2020 to 2029");
    assert_false(it->deciders[2].required);
    assert_int_equal(pack_item(small_pack(a), STR("A-1"))->decider_count, 0);
    arena_free(a);
}

static void where_no_row_fits_nobody_is_made_up(void **state)
{
    struct arena *a = arena_new(0);
    struct decided d;
    const struct pack *p = small_pack(a);

    (void)state;
    assert_int_equal(asked_on(a, "2040-01-01", &d), ERR_INVALID);
    assert_int_equal(decider_ask(a, p, pack_item(p, STR("A-1")), feel_context(a), &d), ERR_NOT_FOUND);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_affair_is_decided_by_another_office_from_the_day_the_law_changed),
        cmocka_unit_test(a_table_can_say_that_nothing_need_be_applied_for),
        cmocka_unit_test(every_row_says_in_words_for_whom_it_is),
        cmocka_unit_test(where_no_row_fits_nobody_is_made_up),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
