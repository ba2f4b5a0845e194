/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"
#include "base/calendar.h"

static int64_t day(const char *iso)
{
    int64_t d = 0;

    assert_int_equal(day_parse(str_of(iso), &d), OK);
    return d;
}

static void add_days(struct arena *a, struct val *list, const char *from, const char *to, bool off)
{
    for (int64_t d = day(from); d <= day(to); d++) {
        struct val *entry = val_map(a);
        val_set_str(a, entry, "date", day_iso(a, d));
        val_set_bool(a, entry, "off", off);
        val_push(a, list, entry);
    }
}

struct rest { const char *from, *to; bool off; };

/* 国办发明电〔2023〕7号, 国办发明电〔2024〕12号, the notice of 2025-11-04 */
static const struct rest published[] = {
    { "2024-01-01", "2024-01-01", true },  { "2024-02-10", "2024-02-17", true },  { "2024-04-04", "2024-04-06", true },
    { "2024-05-01", "2024-05-05", true },  { "2024-06-10", "2024-06-10", true },  { "2024-09-15", "2024-09-17", true },
    { "2024-10-01", "2024-10-07", true },  { "2024-02-04", "2024-02-04", false }, { "2024-02-18", "2024-02-18", false },
    { "2024-04-07", "2024-04-07", false }, { "2024-04-28", "2024-04-28", false }, { "2024-05-11", "2024-05-11", false },
    { "2024-09-14", "2024-09-14", false }, { "2024-09-29", "2024-09-29", false }, { "2024-10-12", "2024-10-12", false },
    { "2025-01-01", "2025-01-01", true },  { "2025-01-28", "2025-02-04", true },  { "2025-04-04", "2025-04-06", true },
    { "2025-05-01", "2025-05-05", true },  { "2025-05-31", "2025-06-02", true },  { "2025-10-01", "2025-10-08", true },
    { "2025-01-26", "2025-01-26", false }, { "2025-02-08", "2025-02-08", false }, { "2025-04-27", "2025-04-27", false },
    { "2025-09-28", "2025-09-28", false }, { "2025-10-11", "2025-10-11", false },
    { "2026-01-01", "2026-01-03", true },  { "2026-02-15", "2026-02-23", true },  { "2026-04-04", "2026-04-06", true },
    { "2026-05-01", "2026-05-05", true },  { "2026-06-19", "2026-06-21", true },  { "2026-09-25", "2026-09-27", true },
    { "2026-10-01", "2026-10-07", true },  { "2026-01-04", "2026-01-04", false }, { "2026-02-14", "2026-02-14", false },
    { "2026-02-28", "2026-02-28", false }, { "2026-05-09", "2026-05-09", false }, { "2026-09-20", "2026-09-20", false },
    { "2026-10-10", "2026-10-10", false },
};

static struct calendar *notices(struct arena *a)
{
    struct val *days = val_list(a);
    struct calendar *c;

    for (size_t i = 0; i < sizeof published / sizeof *published; i++)
        add_days(a, days, published[i].from, published[i].to, published[i].off);
    assert_int_equal(calendar_build(a, days, &c), OK);
    return c;
}

static void a_limit_in_working_days_ends_on_the_published_day(void **state)
{
    static const struct { const char *from; int32_t n; const char *to; } vectors[] = {
        { "2026-02-13", 5, "2026-02-27" },  { "2026-02-13", 20, "2026-03-19" }, { "2026-09-24", 5, "2026-10-09" },
        { "2026-09-18", 20, "2026-10-22" }, { "2026-04-30", 1, "2026-05-06" },  { "2026-01-04", 5, "2026-01-09" },
        { "2025-09-30", 5, "2025-10-14" },  { "2025-01-24", 5, "2025-02-07" },  { "2024-02-09", 5, "2024-02-22" },
        { "2024-04-30", 5, "2024-05-10" },  { "2025-12-31", 1, "2026-01-04" }, { "2025-12-31", 5, "2026-01-08" },
    };
    struct arena *a = arena_new(0);
    struct calendar *c = notices(a);

    (void)state;
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
        int64_t from = day(vectors[i].from), to = day(vectors[i].to);
        bool provisional = true;
        assert_int_equal(calendar_add(c, from, vectors[i].n, WORKING_DAYS, &provisional), to);
        assert_false(provisional);
        assert_int_equal(calendar_working_days(c, from, to), vectors[i].n);
        assert_int_equal(calendar_working_days(c, to, from), -vectors[i].n);
    }
    arena_free(a);
}

static int32_t working_in(const struct calendar *c, int year, int month, int months)
{
    int64_t from = 0, to = 0;

    assert_int_equal(day_from_civil(year, month, 1, &from), OK);
    assert_int_equal(day_from_civil(month + months > 12 ? year + 1 : year, (month + months - 1) % 12 + 1, 1, &to), OK);
    return calendar_working_days(c, from - 1, to - 1);
}

static void the_working_days_of_each_month_and_year_are_those_of_the_notices(void **state)
{
    static const int32_t months[3][12] = {
        { 22, 18, 21, 22, 21, 19, 23, 22, 21, 19, 21, 22 },
        { 19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23 },
        { 21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23 },
    };
    static const int32_t years[3] = { 251, 248, 248 };
    struct arena *a = arena_new(0);
    struct calendar *c = notices(a);

    (void)state;
    for (int y = 0; y < 3; y++) {
        assert_int_equal(working_in(c, 2024 + y, 1, 12), years[y]);
        for (int m = 0; m < 12; m++)
            assert_int_equal(working_in(c, 2024 + y, m + 1, 1), months[y][m]);
    }
    arena_free(a);
}

static void a_limit_in_calendar_days_that_ends_on_a_rest_day_ends_on_the_next_working_day(void **state)
{
    struct arena *a = arena_new(0);
    struct calendar *c = notices(a);

    (void)state;
    assert_int_equal(calendar_add(c, day("2026-09-24"), 7, CALENDAR_DAYS, NULL), day("2026-10-08"));
    assert_int_equal(calendar_add(c, day("2026-03-02"), 7, CALENDAR_DAYS, NULL), day("2026-03-09"));
    assert_int_equal(calendar_add(c, day("2026-02-13"), 1, CALENDAR_DAYS, NULL), day("2026-02-14"));
    arena_free(a);
}

static void a_day_beyond_the_published_tables_is_marked_provisional(void **state)
{
    struct arena *a = arena_new(0);
    struct calendar *c = notices(a);
    bool provisional = false;

    (void)state;
    assert_int_equal(calendar_add(c, day("2026-12-31"), 1, WORKING_DAYS, &provisional), day("2027-01-01"));
    assert_true(provisional);
    assert_true(calendar_covers(c, day("2026-12-31")));
    assert_false(calendar_covers(c, day("2027-01-01")));
    assert_false(calendar_covers(c, day("2023-12-31")));
    arena_free(a);
}

static void a_december_day_in_next_years_notice_does_not_claim_its_whole_year(void **state)
{
    struct arena *a = arena_new(0);
    struct val *days = val_list(a);
    struct calendar *c;

    (void)state;
    add_days(a, days, "2022-12-31", "2023-01-02", true);
    assert_int_equal(calendar_build(a, days, &c), OK);
    assert_false(calendar_covers(c, day("2022-12-30")));
    assert_true(calendar_covers(c, day("2023-06-01")));
    assert_false(calendar_workday(c, day("2023-01-02")));
    arena_free(a);
}

static enum err built(struct arena *a, const char *date, const char *again)
{
    struct val *days = val_list(a);
    struct calendar *c;
    const char *dates[2] = { date, again };

    for (int i = 0; i < 2; i++) {
        struct val *entry = val_map(a);
        val_set_str(a, entry, "date", str_of(dates[i]));
        val_set_bool(a, entry, "off", i == 0);
        val_push(a, days, entry);
    }
    return calendar_build(a, days, &c);
}

static void a_table_with_a_wrong_or_doubled_day_is_refused(void **state)
{
    struct arena *a = arena_new(0);
    struct val *days = val_list(a), *entry = val_map(a);
    struct calendar *c;

    (void)state;
    assert_int_equal(built(a, "2026-01-01", "2026-01-02"), OK);
    assert_int_equal(built(a, "2026-01-01", "2026-01-01"), ERR_INVALID);
    assert_int_equal(built(a, "2026-01-01", "2026-02-29"), ERR_INVALID);
    assert_int_equal(built(a, "2026-01-01", "1999-12-31"), ERR_LIMIT);
    assert_int_equal(built(a, "2026-01-01", "2200-01-01"), ERR_LIMIT);
    val_set_str(a, entry, "date", STR("2026-01-01"));
    val_set_str(a, entry, "off", STR("yes"));
    val_push(a, days, entry);
    assert_int_equal(calendar_build(a, days, &c), ERR_INVALID);
    arena_free(a);
}

static void an_empty_table_is_plain_weeks(void **state)
{
    struct arena *a = arena_new(0);
    struct calendar *c;

    (void)state;
    assert_int_equal(calendar_build(a, val_list(a), &c), OK);
    assert_true(calendar_workday(c, day("2026-10-02")));
    assert_false(calendar_workday(c, day("2026-10-04")));
    assert_int_equal(calendar_add(c, day("2026-10-02"), 0, WORKING_DAYS, NULL), day("2026-10-02"));
    arena_free(a);
}

static void days_begin_at_midnight_in_china(void **state)
{
    struct arena *a = arena_new(0);

    (void)state;
    assert_int_equal(day_of(0), 0);
    assert_int_equal(day_of(57600000 - 1), 0);
    assert_int_equal(day_of(57600000), 1);
    assert_int_equal(day_of(-28800000), 0);
    assert_int_equal(day_of(-28800001), -1);
    assert_int_equal(day_start(day("2026-03-02")), 1772380800000);
    assert_int_equal(day_end(day("2026-03-02")), 1772467199999);
    assert_str(time_iso(a, 1772415000000), "2026-03-02T09:30:00+08:00");
    arena_free(a);
}

static void every_day_of_four_centuries_is_the_day_after_the_one_before(void **state)
{
    int64_t d = 0, first = 0;
    struct civil last = { 1799, 12, 31, 2 };

    (void)state;
    assert_int_equal(day_from_civil(1800, 1, 1, &first), OK);
    for (int64_t n = first; n < first + 146097; n++) {
        struct civil c = day_civil(n);
        assert_int_equal(day_from_civil(c.year, c.month, c.day, &d), OK);
        assert_int_equal(d, n);
        assert_int_equal(c.weekday, last.weekday % 7 + 1);
        assert_true(c.day == last.day + 1 || c.day == 1);
        last = c;
    }
}

static void a_date_that_does_not_exist_is_refused(void **state)
{
    static const char *const wrong[] = { "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-4-01",
                                         "2026/04/01", "20260401", "2026-04-01 ", "", "2026-04-0x", "0000-01-01" };
    int64_t d;

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(day_parse(str_of(wrong[i]), &d), ERR_INVALID);
    assert_int_equal(day_parse(STR("2024-02-29"), &d), OK);
    assert_int_equal(day_parse(STR("2000-02-29"), &d), OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_limit_in_working_days_ends_on_the_published_day),
        cmocka_unit_test(the_working_days_of_each_month_and_year_are_those_of_the_notices),
        cmocka_unit_test(a_limit_in_calendar_days_that_ends_on_a_rest_day_ends_on_the_next_working_day),
        cmocka_unit_test(a_day_beyond_the_published_tables_is_marked_provisional),
        cmocka_unit_test(a_december_day_in_next_years_notice_does_not_claim_its_whole_year),
        cmocka_unit_test(a_table_with_a_wrong_or_doubled_day_is_refused),
        cmocka_unit_test(an_empty_table_is_plain_weeks),
        cmocka_unit_test(days_begin_at_midnight_in_china),
        cmocka_unit_test(every_day_of_four_centuries_is_the_day_after_the_one_before),
        cmocka_unit_test(a_date_that_does_not_exist_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
