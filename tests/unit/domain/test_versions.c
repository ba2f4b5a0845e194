/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"

#include <stdlib.h>

#include "county_fixture.h"
#include "domain/clock.h"
#include "domain/packs.h"
#include "domain/rebuild.h"

/* The county a year later: S-MZ-06 promises six days, S-MZ-05 is gone, a visit and an expert go side by side. */
static const char alter[] =
    "cp -r %s %s/later && cd %s/later && rm items/S-MZ-05.yaml && "
    "sed -i 's/^promise: {days: 5,/promise: {days: 6,/' items/S-MZ-06.yaml && "
    "for i in $(grep -l '^process: standard-township' items/*); do "
    "printf 'specials: [{code: inspection, name: {zh: I, en: I}, basis: reconstructed}, "
    "{code: expert_review, name: {zh: E, en: E}, basis: reconstructed}]\\n' >>$i; done && "
    "sed -i -e 's/targetRef=\"decide\">/targetRef=\"fork\">/' "
    "-e '/<bpmn:incoming>flow_accepted_decide</s/accepted/join/' "
    "-e '0,/<bpmn:sequenceFlow /s//"
    "<bpmn:parallelGateway id=\"fork\"><bpmn:incoming>flow_accepted_decide<\\/bpmn:incoming>"
    "<bpmn:outgoing>f1<\\/bpmn:outgoing><bpmn:outgoing>f2<\\/bpmn:outgoing><\\/bpmn:parallelGateway>"
    "<bpmn:userTask id=\"visit\" name=\"V\" bcc:post=\"township.handler\" bcc:kind=\"record\" bcc:stage=\"township\" bcc:name_en=\"V\" bcc:pause=\"inspection\">"
    "<bpmn:incoming>f1<\\/bpmn:incoming><bpmn:outgoing>f3<\\/bpmn:outgoing><\\/bpmn:userTask>"
    "<bpmn:userTask id=\"expert\" name=\"E\" bcc:post=\"township.handler\" bcc:kind=\"record\" bcc:stage=\"township\" bcc:name_en=\"E\" bcc:pause=\"expert_review\">"
    "<bpmn:incoming>f2<\\/bpmn:incoming><bpmn:outgoing>f4<\\/bpmn:outgoing><\\/bpmn:userTask>"
    "<bpmn:parallelGateway id=\"join\"><bpmn:incoming>f3<\\/bpmn:incoming><bpmn:incoming>f4<\\/bpmn:incoming>"
    "<bpmn:outgoing>flow_join_decide<\\/bpmn:outgoing><\\/bpmn:parallelGateway>"
    "<bpmn:sequenceFlow id=\"f1\" sourceRef=\"fork\" targetRef=\"visit\" \\/><bpmn:sequenceFlow id=\"f2\" sourceRef=\"fork\" targetRef=\"expert\" \\/>"
    "<bpmn:sequenceFlow id=\"f3\" sourceRef=\"visit\" targetRef=\"join\" \\/><bpmn:sequenceFlow id=\"f4\" sourceRef=\"expert\" targetRef=\"join\" \\/>"
    "<bpmn:sequenceFlow id=\"flow_join_decide\" sourceRef=\"join\" targetRef=\"decide\" \\/><bpmn:sequenceFlow /' "
    "processes/standard-township.bpmn";

static const struct pack *earlier;

static void take_later_pack(void)
{
    struct arena *a = house.store.arena;
    struct pack_report report;
    struct pack *later;
    const char *folder = house.store.folder;

    earlier = house.house.pack;
    assert_int_equal(system(arena_printf(a, alter, COUNTY_FOLDER, folder, folder).p), 0);
    if (pack_read(a, arena_printf(a, "%s/later", folder).p, &later, &report) != OK)
        fail_msg("%.*s", STR_ARG(pack_report_text(a, STR("later"), &report)));
    house.house.pack = later;
    assert_int_equal(packs_publish(people_as(&house, 0), later), OK);
}

static struct clock clock_now(int64_t case_id, const char *kind)
{
    struct clock_list clocks;

    assert_int_equal(clock_of_case(house.cx, case_id, &clocks), OK);
    assert_non_null(clock_find(&clocks, str_of(kind)));
    return *clock_find(&clocks, str_of(kind));
}

static void a_case_keeps_the_pack_it_began_with(void **state)
{
    struct case_file old = county_file("S-MZ-06", 1), new;
    const struct pack *its;

    (void)state;
    take_later_pack();
    new = county_file("S-MZ-06", 2);
    assert_false(str_eq(old.pack_version, new.pack_version));
    assert_int_equal(packs_get(house.cx, old.pack_version, &its), OK);
    assert_int_equal(pack_item(its, STR("S-MZ-06"))->promise.days, 5);
    assert_int_equal(county_act(old.id, AT_TOWNSHIP_HANDLER, "accepted", ""), OK);
    assert_int_equal(county_act(new.id, AT_TOWNSHIP_HANDLER, "accepted", ""), OK);
    assert_int_equal(clock_now(old.id, "promise").days, 5);
    assert_int_equal(clock_now(new.id, "promise").days, 6);
}

static void a_draft_of_an_item_that_is_gone_is_told_so_and_can_be_thrown_away(void **state)
{
    const struct pack *later = house.house.pack;
    struct case_file c;
    int64_t draft;

    (void)state;
    house.house.pack = earlier;
    draft = county_draft("S-MZ-05", 3);
    house.house.pack = later;
    assert_int_equal(filing_submit(county_as(AT_VILLAGE), draft, &c), ERR_INVALID);
    assert_true(people_told(house.cx, "", "gap.item.gone"));
    assert_int_equal(draft_drop(county_as(AT_VILLAGE), draft), OK);
}

static void a_pack_nobody_kept_is_an_error_and_not_another_pack(void **state)
{
    const struct pack *none;

    (void)state;
    assert_int_equal(packs_get(house.cx, STR("0000000000000000000000000000000000000000000000000000000000000000"), &none),
                     ERR_INTERNAL);
    assert_null(none);
}

static void the_clock_stands_until_the_last_of_two_pauses_ends(void **state)
{
    struct case_file c = county_file("S-CZ-02", 4);

    (void)state;
    assert_int_equal(county_act(c.id, AT_TOWNSHIP_HANDLER, "accepted", ""), OK);
    assert_int_not_equal(clock_now(c.id, "promise").stopped_since, 0);
    house.cx->now += 86400000;
    assert_int_equal(county_act(c.id, AT_TOWNSHIP_HANDLER, "done", "已经去过现场"), OK);
    assert_int_not_equal(clock_now(c.id, "promise").stopped_since, 0);
    assert_int_equal(clock_now(c.id, "promise").due_at, DUE_NONE);
    assert_int_equal(county_act(c.id, AT_TOWNSHIP_HANDLER, "done", "专家已经看过"), OK);
    assert_int_equal(clock_now(c.id, "promise").stopped_since, 0);
    assert_int_not_equal(clock_now(c.id, "promise").due_at, DUE_NONE);
    assert_int_not_equal(county_task(c.id, AT_TOWNSHIP_APPROVER).id, 0);
}

static void an_older_pack_changes_nothing_in_what_the_events_give(void **state)
{
    struct rebuild_report report;

    (void)state;
    assert_int_equal(rebuild_all(people_as(&house, 0), false, &report), OK);
    assert_true(report.count > 0);
    assert_int_equal(report.different, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_case_keeps_the_pack_it_began_with),
        cmocka_unit_test(a_draft_of_an_item_that_is_gone_is_told_so_and_can_be_thrown_away),
        cmocka_unit_test(a_pack_nobody_kept_is_an_error_and_not_another_pack),
        cmocka_unit_test(the_clock_stands_until_the_last_of_two_pauses_ends),
        cmocka_unit_test(an_older_pack_changes_nothing_in_what_the_events_give),
    };

    return COUNTY_RUN_ON_BOTH(tests);
}
