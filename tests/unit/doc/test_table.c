/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/xml.h"
#include "doc/table.h"

static struct arena *a;

static int open_arena(void **state)
{
    (void)state;
    xml_start();
    a = arena_new(0);
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    arena_free(a);
    return 0;
}

static struct str file(const char *name)
{
    FILE *f = fopen(arena_printf(a, SHEETS_FOLDER "/%s", name).p, "rb");
    struct buf b = buf_in(a);
    char piece[65536];
    size_t got;

    assert_non_null(f);
    while ((got = fread(piece, 1, sizeof piece, f)) > 0)
        buf_add(&b, (struct str){ piece, got });
    fclose(f);
    return buf_str(&b);
}

static struct table read_good(struct str bytes)
{
    const char *why;
    struct table t;
    enum err e = table_read(a, bytes, &t, &why);

    if (e != OK)
        fail_msg("%s: %s", err_name(e), why);
    return t;
}

static struct str place;        /* where the last one that was refused broke off */

static void refused(struct str bytes, enum err wanted, const char *reason)
{
    const char *why;
    struct table t;

    assert_int_equal(table_read(a, bytes, &t, &why), wanted);
    assert_string_equal(why, reason);
    place = table_place(a, &t);
}

static struct table_cell at(const struct table *t, size_t row, size_t column)
{
    assert_true(row < t->row_count && column < t->rows[row].count);
    return t->rows[row].cells[column];
}

static void the_first_sheet_is_read_with_the_rows_as_the_spreadsheet_counts_them(void **state)
{
    struct table t = read_good(file("plain.xlsx"));

    (void)state;
    assert_int_equal(t.row_count, 2);
    assert_int_equal(t.rows[1].number, 3);
    assert_str(at(&t, 0, 0).text, "姓名");
    assert_str(at(&t, 1, 0).text, "覃守英");
    assert_str(at(&t, 1, 1).text, "三组");
    assert_str(at(&t, 1, 26).text, "远");
}

static void a_number_is_told_as_one_a_day_as_a_day_and_a_formula_is_not_reckoned(void **state)
{
    struct table t = read_good(file("plain.xlsx"));

    (void)state;
    assert_int_equal(at(&t, 1, 2).kind, CELL_NUMBER);
    assert_str(at(&t, 1, 2).text, "4.2282319800101E+17");
    assert_str(at(&t, 1, 3).text, "1980-01-01");
    assert_str(at(&t, 1, 4).text, "1980-01-01");
    assert_int_equal(at(&t, 1, 5).kind, CELL_FORMULA);
    assert_int_equal(at(&t, 1, 6).kind, CELL_ERROR);
    assert_int_equal(t.merge_count, 1);
    assert_int_equal(t.merges[0].first, 4);
    assert_int_equal(t.merges[0].last, 6);
}

static void rows_that_are_only_formatted_do_not_count(void **state)
{
    struct table t = read_good(file("empty_rows.xlsx"));

    (void)state;
    assert_int_equal(t.row_count, 1);
    assert_int_equal(t.rows[0].number, 60000);
}

static void hostile_workbooks_are_refused_with_their_reason(void **state)
{
    (void)state;
    refused(file("bomb.xlsx"), ERR_LIMIT, "unfolds");
    refused(file("entity.xlsx"), ERR_INVALID, "broken");
    refused(file("external.xlsx"), ERR_INVALID, "broken");
    refused(file("rows.xlsx"), ERR_LIMIT, "rows");
    refused(file("backwards.xlsx"), ERR_INVALID, "broken");
    refused(file("string.xlsx"), ERR_INVALID, "broken");
    refused(file("none.xlsx"), ERR_INVALID, "no_sheet");
    refused(STR(""), ERR_INVALID, "empty");
    refused(STR("\xd0\xcf\x11\xe0\xa1\xb1"), ERR_INVALID, "old_excel");
    refused((struct str){ arena_alloc(a, TABLE_BYTES_MAX + 1), TABLE_BYTES_MAX + 1 }, ERR_LIMIT, "too_big");
}

static void what_is_refused_is_named_by_sheet_row_and_column(void **state)
{
    struct buf b = buf_in(a);

    (void)state;
    refused(file("wide.xlsx"), ERR_LIMIT, "columns");
    assert_str(place, "名单!AO7");
    refused(file("far.xlsx"), ERR_LIMIT, "columns");
    assert_str(place, "名单!XFD2");
    refused(file("rows.xlsx"), ERR_LIMIT, "rows");
    assert_str(place, "名单!A40001");
    refused(file("backwards.xlsx"), ERR_INVALID, "broken");
    assert_str(place, "名单!A5");
    refused(file("bomb.xlsx"), ERR_LIMIT, "unfolds");
    assert_str(place, "名单!A1");
    refused(file("laughs.xlsx"), ERR_INVALID, "broken");
    assert_str(place, "名单");
    buf_add(&b, STR("户号,姓名\n"));
    for (int i = 0; i < 1000000; i++)
        buf_add(&b, STR("x,"));
    refused(buf_str(&b), ERR_LIMIT, "columns");
    assert_str(place, "AO2");
}

static void a_workbook_that_was_cut_off_is_no_crash(void **state)
{
    const char *why;
    struct table t;

    (void)state;
    assert_true(table_read(a, file("cut.xlsx"), &t, &why) != OK);
}

static void csv_is_read_in_utf8_with_and_without_mark_in_gbk_and_in_utf16(void **state)
{
    static const char *const texts[] = { "\xef\xbb\xbf户号,姓名\r\n1,覃\r\n", "户号,姓名\n1,覃\n",
                                         "\xbb\xa7\xba\xc5,\xd0\xd5\xc3\xfb\r\n1,\xcc\xb7\r\n" };
    struct table t;

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        t = read_good(str_of(texts[i]));
        assert_int_equal(t.row_count, 2);
        assert_str(at(&t, 0, 0).text, "户号");
        assert_str(at(&t, 0, 1).text, "姓名");
    }
    assert_str(at(&t, 1, 1).text, "谭");
    t = read_good(STR("\xff\xfe\x37\x62,\0\x1a\x90\r\0\n\0"));
    assert_str(at(&t, 0, 0).text, "户");
}

static void quotes_line_breaks_in_cells_and_other_separators_are_understood(void **state)
{
    struct table t = read_good(STR("a;b;c\r\n\"x;\"\"y\"\"\";\"two\nlines\";\t4228\r\nlast"));

    (void)state;
    assert_int_equal(t.row_count, 3);
    assert_str(at(&t, 1, 0).text, "x;\"y\"");
    assert_str(at(&t, 1, 1).text, "two\nlines");
    assert_str(at(&t, 1, 2).text, "4228");
    assert_int_equal(t.rows[2].number, 4);
    assert_int_equal(at(&(struct table){ .rows = t.rows + 2, .row_count = 1 }, 0, 0).kind, CELL_TEXT);
}

static void a_cell_of_csv_that_begins_a_formula_is_told_as_one(void **state)
{
    struct table t = read_good(STR("a,b\n=1+1,2\n"));

    (void)state;
    assert_int_equal(at(&t, 1, 0).kind, CELL_FORMULA);
}

static void more_columns_than_a_list_has_are_refused(void **state)
{
    struct buf b = buf_in(a);

    (void)state;
    for (int i = 0; i < TABLE_COLUMNS_MAX + 1; i++)
        buf_printf(&b, "%s%d", i > 0 ? "," : "", i);
    refused(buf_str(&b), ERR_LIMIT, "columns");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_sheet_is_read_with_the_rows_as_the_spreadsheet_counts_them),
        cmocka_unit_test(a_number_is_told_as_one_a_day_as_a_day_and_a_formula_is_not_reckoned),
        cmocka_unit_test(rows_that_are_only_formatted_do_not_count),
        cmocka_unit_test(hostile_workbooks_are_refused_with_their_reason),
        cmocka_unit_test(what_is_refused_is_named_by_sheet_row_and_column),
        cmocka_unit_test(a_workbook_that_was_cut_off_is_no_crash),
        cmocka_unit_test(csv_is_read_in_utf8_with_and_without_mark_in_gbk_and_in_utf16),
        cmocka_unit_test(quotes_line_breaks_in_cells_and_other_separators_are_understood),
        cmocka_unit_test(a_cell_of_csv_that_begins_a_formula_is_told_as_one),
        cmocka_unit_test(more_columns_than_a_list_has_are_refused),
    };

    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
