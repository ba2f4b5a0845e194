/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "law_say.h"
#include "domain/copied.h"

/* The pack of the test is its own: what no item of Badong has can be said of one here. */
static struct item *own_item(const char *code)
{
    return (struct item *)(uintptr_t)pack_item(house.house.pack, str_of(code));
}

static struct copy_line lines[] = { { { { "姓名", 6 }, { "Name", 4 } }, { "applicant.name", 14 } } };

static struct case_file file_with_sheet(int n)
{
    struct item *item = own_item("S-MZ-06");

    item->copy_sheet = (struct copy_sheet){ .system = { STR("救灾系统"), STR("Relief system") }, .number_min = 6,
                                            .number_max = 12, .lines = lines, .count = 1 };
    return county_file("S-MZ-06", n);
}

static void the_number_of_the_ministrys_system_is_typed_back_once(void **state)
{
    struct case_file c = file_with_sheet(931);
    struct copied copied;

    (void)state;
    assert_int_equal(copied_enter(county_as(AT_TOWNSHIP_HANDLER), c.id, STR(" JZ-2026-01 "), STR("")), OK);
    assert_int_equal(copied_enter(county_as(AT_TOWNSHIP_HANDLER), c.id, STR("JZ-2026-01"), STR("")), OK);
    assert_int_equal(copied_of_case(house.cx, c.id, &copied), OK);
    assert_str(copied.number, "JZ-2026-01");
    assert_str(copied.name, "thandler");
    assert_int_equal(copied.corrections, 0);
    assert_rebuilt_alike();
}

static void a_second_number_needs_the_reason_why_the_first_was_wrong(void **state)
{
    struct case_file c = file_with_sheet(932);
    struct copied copied;

    (void)state;
    assert_int_equal(copied_enter(county_as(AT_TOWNSHIP_HANDLER), c.id, STR("JZ-2026-02"), STR("")), OK);
    assert_int_equal(copied_enter(county_as(AT_TOWNSHIP_HANDLER), c.id, STR("JZ-2026-20"), STR("")), ERR_INVALID);
    assert_true(told("gap.copied.second"));
    assert_int_equal(copied_enter(county_as(AT_TOWNSHIP_HANDLER), c.id, STR("JZ-2026-20"), STR("末两位抄反了")), OK);
    assert_int_equal(copied_of_case(house.cx, c.id, &copied), OK);
    assert_str(copied.number, "JZ-2026-20");
    assert_int_equal(copied.corrections, 1);
    assert_rebuilt_alike();
}

static void a_number_of_another_form_or_of_another_case_is_refused(void **state)
{
    struct case_file first = file_with_sheet(933), second = file_with_sheet(934);

    (void)state;
    assert_int_equal(copied_enter(county_as(AT_TOWNSHIP_HANDLER), first.id, STR("JZ1"), STR("")), ERR_INVALID);
    assert_true(told("gap.copied.length"));
    assert_int_equal(copied_enter(county_as(AT_TOWNSHIP_HANDLER), first.id, STR("编号2026号"), STR("")), ERR_INVALID);
    assert_true(told("gap.copied.signs"));
    assert_int_equal(copied_enter(county_as(AT_TOWNSHIP_HANDLER), first.id, STR("JZ-2026-03"), STR("")), OK);
    assert_int_equal(copied_enter(county_as(AT_TOWNSHIP_HANDLER), second.id, STR("JZ-2026-03"), STR("")), ERR_CONFLICT);
    assert_true(told("gap.copied.used"));
}

static void an_item_without_a_sheet_takes_no_number(void **state)
{
    struct case_file c = file_with_sheet(935);

    (void)state;
    own_item("S-MZ-06")->copy_sheet.count = 0;
    assert_int_equal(copied_enter(county_as(AT_TOWNSHIP_HANDLER), c.id, STR("JZ-2026-04"), STR("")), ERR_STATE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_number_of_the_ministrys_system_is_typed_back_once),
        cmocka_unit_test(a_second_number_needs_the_reason_why_the_first_was_wrong),
        cmocka_unit_test(a_number_of_another_form_or_of_another_case_is_refused),
        cmocka_unit_test(an_item_without_a_sheet_takes_no_number),
    };

    return COUNTY_RUN_ON_BOTH(tests);
}
