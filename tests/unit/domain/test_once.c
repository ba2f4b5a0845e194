/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"
#include "county_fixture.h"
#include "domain/answers.h"
#include "domain/once.h"
#include "domain/rebuild.h"
#include "domain/slot.h"

#define CLAIM "S-WS-02"         /* a bill of a hospital is claimed once */
#define OTHER_TOWNSHIP 422823108000

static bool told(const char *key)
{
    for (size_t i = 0; i < house.cx->gap_count; i++)
        if (str_is(house.cx->gaps[i].key, key) && str_is(house.cx->gaps[i].field, "bill.number"))
            return true;
    return false;
}

static int64_t claim(int n, const char *hospital, const char *number)
{
    int64_t id = county_draft(CLAIM, n);
    struct ctx *cx = county_as(AT_VILLAGE);
    struct draft d;

    assert_int_equal(draft_get(cx, id, &d), OK);
    val_set_str(cx->arena, d.answers, "treatment.hospital", str_of(hospital));
    val_set_str(cx->arena, d.answers, "bill.number", str_of(number));
    assert_int_equal(draft_save(cx, &d), OK);
    county_scan(id, SLOT_SIGNED_FORM);
    return id;
}

static struct case_file file(int64_t draft)
{
    struct case_file c;

    assert_int_equal(filing_submit(county_as(AT_VILLAGE), draft, &c), OK);
    return c;
}

static struct draft draft_of(int64_t id)
{
    struct draft d;

    assert_int_equal(draft_get(county_as(AT_VILLAGE), id, &d), OK);
    return d;
}

static enum err check(int64_t id)
{
    struct draft d = draft_of(id);

    return once_check(house.cx, pack_item(house.cx->house->pack, d.item), NULL, d.answers);
}

static void a_bill_that_was_claimed_is_found_before_it_is_filed_again(void **state)
{
    struct case_file first = file(claim(1, "恩施州中心医院", "No-00012345")), c;
    int64_t again = claim(2, "恩施州中心医院", "NO 00012345");
    struct str told_number;

    (void)state;
    assert_int_equal(check(again), ERR_INVALID);
    assert_true(told("gap.once.known"));
    assert_true(str_starts(house.cx->gaps[0].detail, first.number));
    assert_int_equal(check(claim(3, "恩施州中心医院", "ＮＯ　０００１２３４５")), ERR_INVALID);
    assert_int_equal(filing_submit(county_as(AT_VILLAGE), again, &c), ERR_INVALID);
    told_number = house.cx->gaps[0].detail;
    assert_true(told("gap.once.known") && str_starts(told_number, first.number));
}

static void two_drafts_that_both_passed_the_check_do_not_both_become_cases(void **state)
{
    int64_t one = claim(4, "宜昌市中心医院", "777"), two = claim(5, "宜昌市中心医院", "777");
    struct case_file c;

    (void)state;
    assert_int_equal(check(one), OK);
    assert_int_equal(check(two), OK);
    file(one);
    assert_int_equal(filing_submit(county_as(AT_VILLAGE), two, &c), ERR_INVALID);
    assert_true(told("gap.once.known"));
    assert_int_equal(filing_submit(county_as(AT_VILLAGE), one, &c), OK);
}

static void who_may_not_see_the_earlier_case_is_not_told_its_number(void **state)
{
    struct draft again = draft_of(claim(7, "武汉协和医院", "9"));
    struct ctx *cx;

    (void)state;
    file(claim(6, "武汉协和医院", "9"));
    cx = county_as_new("elsewhere", ROLE_CLERK, OTHER_TOWNSHIP);
    assert_int_equal(once_check(cx, pack_item(cx->house->pack, again.item), NULL, again.answers), ERR_INVALID);
    assert_true(told("gap.once.elsewhere"));
    for (size_t i = 0; i < house.cx->gap_count; i++)
        assert_int_equal(house.cx->gaps[i].detail.len, 0);
}

static void a_withdrawn_claim_does_not_stand_in_the_way(void **state)
{
    struct case_file first = file(claim(8, "长阳县医院", "31")), out;

    (void)state;
    assert_int_equal(handling_withdraw(county_as(AT_VILLAGE), &(struct withdrawal){ first.id, STR("号码录错，重新申请"), STR("") }, &out), OK);
    assert_int_equal(check(claim(9, "长阳县医院", "31")), OK);
}

static void another_hospital_may_use_the_same_number_and_the_officer_is_told(void **state)
{
    struct case_file first = file(claim(10, "五峰县医院", "42")), second = file(claim(11, "五峰土家族自治县人民医院", "42"));
    struct once_list all;

    (void)state;
    assert_int_equal(once_others(county_as(AT_COUNTY_HANDLER), second.id, &all), OK);
    assert_int_equal(all.count, 1);
    assert_int_equal(all.items[0].case_id, first.id);
    assert_str(all.items[0].field, "bill.number");
    assert_false(all.items[0].same);
}

static void the_officer_sees_that_the_same_claim_was_withdrawn_before(void **state)
{
    struct case_file first = file(claim(12, "建始县医院", "51")), second, out;
    struct once_list all;

    (void)state;
    assert_int_equal(handling_withdraw(county_as(AT_VILLAGE), &(struct withdrawal){ first.id, STR("先不报了，等材料"), STR("") }, &out), OK);
    second = file(claim(13, "建始县医院", "51"));
    assert_int_equal(once_others(county_as(AT_COUNTY_HANDLER), second.id, &all), OK);
    assert_int_equal(all.count, 1);
    assert_true(all.items[0].same);
}

static void a_page_without_the_number_says_nothing(void **state)
{
    int64_t again = claim(15, "秭归县医院", "61");
    struct draft d;
    const struct item *item;

    (void)state;
    file(claim(14, "秭归县医院", "61"));
    assert_int_equal(draft_get(county_as(AT_VILLAGE), again, &d), OK);
    item = pack_item(house.cx->house->pack, d.item);
    assert_int_equal(once_check(house.cx, item, answers_page(item, STR("treatment")), d.answers), OK);
    assert_int_equal(once_check(house.cx, item, answers_page(item, STR("bill")), d.answers), ERR_INVALID);
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
        cmocka_unit_test(a_bill_that_was_claimed_is_found_before_it_is_filed_again),
        cmocka_unit_test(two_drafts_that_both_passed_the_check_do_not_both_become_cases),
        cmocka_unit_test(who_may_not_see_the_earlier_case_is_not_told_its_number),
        cmocka_unit_test(a_withdrawn_claim_does_not_stand_in_the_way),
        cmocka_unit_test(another_hospital_may_use_the_same_number_and_the_officer_is_told),
        cmocka_unit_test(the_officer_sees_that_the_same_claim_was_withdrawn_before),
        cmocka_unit_test(a_page_without_the_number_says_nothing),
        cmocka_unit_test(what_the_projections_say_is_what_the_events_give),
    };

    return COUNTY_RUN_ON_BOTH(tests);
}
