/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "law_say.h"

#include "domain/extension.h"

static void assert_task_due(int64_t case_id, enum desk desk, const char *iso)
{
    assert_int_equal(day_of(county_task(case_id, desk).due_at), day_at(iso));
}

static void who_decides_on_acceptance_is_due_when_the_five_days_end_though_his_level_has_more(void **state)
{
    struct case_file c;

    (void)state;
    county_clock("2026-03-02", 9);
    c = county_file(LICENCE, 1);
    assert_due(c.id, "correction", "2026-03-09");
    assert_due(c.id, "stage.0", "2026-03-12");
    assert_task_due(c.id, AT_COUNTY_HANDLER, "2026-03-09");
}

/* The township has three days and takes ten; the county's eight would end on 26 March, the promise of twelve on the 18th. */
static struct case_file late_at_the_township(int n)
{
    struct case_file c = accepted_licence(n, "2026-03-02");

    assert_task_due(c.id, AT_TOWNSHIP_HANDLER, "2026-03-05");
    county_clock("2026-03-16", 9);
    assert_int_equal(county_act(c.id, AT_TOWNSHIP_HANDLER, "agree", "现场看过，位置属实。"), OK);
    assert_due(c.id, "stage.0", "2026-03-26");
    return c;
}

static void behind_a_level_that_was_late_the_next_is_due_with_the_promise(void **state)
{
    struct case_file c = late_at_the_township(2);

    (void)state;
    assert_due(c.id, "promise", "2026-03-18");
    assert_task_due(c.id, AT_COUNTY_CHECKER, "2026-03-18");
}

static void an_extension_gives_the_level_its_days_and_the_promise_binds_no_more(void **state)
{
    struct case_file c = late_at_the_township(3), out;

    (void)state;
    assert_int_equal(extension_grant(county_as_new("head3", ROLE_HEAD, COUNTY_PLACE),
                                     &(struct extension_act){ c.id, STR("现场核查遇大雪封山") }, &out), OK);
    assert_due(c.id, "legal", "2026-04-14");
    assert_due(c.id, "stage.0", "2026-04-10");
    assert_task_due(c.id, AT_COUNTY_CHECKER, "2026-04-10");
}

static void what_the_projections_say_is_what_the_events_give(void **state)
{
    (void)state;
    assert_rebuilt_alike();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_decides_on_acceptance_is_due_when_the_five_days_end_though_his_level_has_more),
        cmocka_unit_test(behind_a_level_that_was_late_the_next_is_due_with_the_promise),
        cmocka_unit_test(an_extension_gives_the_level_its_days_and_the_promise_binds_no_more),
        cmocka_unit_test(what_the_projections_say_is_what_the_events_give),
    };

    return COUNTY_RUN_ON_BOTH(tests);
}
