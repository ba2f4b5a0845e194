/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "store_test.h"

#include <string.h>

static enum err add(struct ctx *cx, const void *args, void *out)
{
    (void)out;
    return db_put(cx, &SQL_ITEM_ADD, args, 4);
}

static enum err put(struct store_fixture *f, int64_t id, struct str name, struct arg bytes)
{
    const struct arg args[] = { arg_int(id), arg_text(name), bytes, arg_int(7) };

    return writer_run(f->writer, &f->cx, add, args, NULL);
}

static void what_was_bound_is_read_back_the_same(void **state)
{
    struct store_fixture f;
    struct row *r;

    test_open(state, &f);
    assert_int_equal(put(&f, INT64_MIN, STR("木龙垭村 🏔"), arg_bytes((struct str){ "\0\xff\n'", 4 })), OK);
    assert_int_equal(put(&f, 2, STR(""), arg_null()), OK);
    assert_int_equal(put(&f, 3, STR("x"), arg_bytes(STR(""))), OK);
    assert_int_equal(db_select(&f.cx, &SQL_ITEM_BY_ID, &r, ARGS(arg_int(INT64_MIN))), OK);
    assert_true(row_next(r));
    assert_true(row_int(r, 0) == INT64_MIN && row_int(r, 3) == 7);
    assert_str(row_str(r, 1), "木龙垭村 🏔");
    assert_str(row_str(r, 2), "\0\xff\n'");
    assert_false(row_next(r));
    assert_int_equal(row_end(r), OK);
    assert_int_equal(db_select(&f.cx, &SQL_ITEM_BY_ID, &r, ARGS(arg_int(2))), OK);
    assert_true(row_next(r));
    assert_str(row_str(r, 1), "");
    assert_false(row_null(r, 1));
    assert_true(row_null(r, 2));
    assert_true(row_int(r, 2) == 0);
    assert_str(row_str(r, 2), "");
    assert_int_equal(row_end(r), OK);
    store_fixture_close(&f);
}

static void one_text_of_a_statement_serves_both_dialects(void **state)
{
    struct store_fixture f;
    struct row *r;

    test_open(state, &f);
    assert_int_equal(db_select(&f.cx, &SQL_ECHO, &r, ARGS(arg_int(41), arg_text(STR("字")))), OK);
    assert_true(row_next(r));
    assert_true(row_int(r, 0) == 42);
    assert_str(row_str(r, 1), "字");
    assert_str(row_str(r, 2), "?3 -- not a comment");
    assert_str(row_str(r, 3), "it's");
    assert_int_equal(row_end(r), OK);
    assert_string_equal(SQL_ECHO.note, "the parameter of two dialects");
    store_fixture_close(&f);
}

static void text_with_nul_or_broken_utf8_is_refused_before_the_database_sees_it(void **state)
{
    struct store_fixture f;

    test_open(state, &f);
    assert_int_equal(put(&f, 1, (struct str){ "a\0b", 3 }, arg_null()), ERR_INVALID);
    assert_int_equal(put(&f, 1, STR("\xff"), arg_null()), ERR_INVALID);
    assert_int_equal(put(&f, 1, STR("\xed\xa0\x80"), arg_null()), ERR_INVALID);
    assert_int_equal(read_int(&f.cx, &SQL_ITEM_COUNT), 0);
    store_fixture_close(&f);
}

static void text_sorts_by_bytes_on_both(void **state)
{
    static const char *const names[] = { "a", "B", "村", "乡", "Z", "_", "b" };
    static const char *const sorted[] = { "B", "Z", "_", "a", "b", "乡", "村" };
    struct store_fixture f;
    struct row *r;
    size_t i = 0;

    test_open(state, &f);
    for (; i < 7; i++)
        assert_int_equal(put(&f, (int64_t)i, str_of(names[i]), arg_null()), OK);
    assert_int_equal(db_select(&f.cx, &SQL_ITEM_NAMES, &r, NO_ARGS), OK);
    for (i = 0; row_next(r); i++)
        assert_true(str_is(row_str(r, 0), sorted[i]));
    assert_int_equal(i, 7);
    assert_int_equal(row_end(r), OK);
    store_fixture_close(&f);
}

static void a_reader_cannot_change_anything(void **state)
{
    struct store_fixture f;
    size_t changed;

    test_open(state, &f);
    assert_int_not_equal(db_change(&f.cx, &SQL_COUNTER_ADD, &changed, ARGS(arg_int(1))), OK);
    assert_int_equal(read_int(&f.cx, &SQL_COUNTER_READ), 0);
    store_fixture_close(&f);
}

static void the_same_query_can_be_walked_twice_at_once(void **state)
{
    struct store_fixture f;
    struct row *outer, *inner;

    test_open(state, &f);
    assert_int_equal(put(&f, 1, STR("a"), arg_null()), OK);
    assert_int_equal(put(&f, 2, STR("b"), arg_null()), OK);
    assert_int_equal(db_select(&f.cx, &SQL_ITEM_NAMES, &outer, NO_ARGS), OK);
    assert_true(row_next(outer));
    assert_int_equal(db_select(&f.cx, &SQL_ITEM_NAMES, &inner, NO_ARGS), OK);
    assert_true(row_next(inner) && row_next(inner) && !row_next(inner));
    assert_int_equal(row_end(inner), OK);
    assert_true(row_next(outer));
    assert_str(row_str(outer, 0), "b");
    assert_int_equal(row_end(outer), OK);
    store_fixture_close(&f);
}

static void a_wrong_number_of_arguments_is_a_bug_and_no_crash(void **state)
{
    struct store_fixture f;
    struct row *r;
    enum err e;

    test_open(state, &f);
    e = db_select(&f.cx, &SQL_ITEM_BY_ID, &r, NO_ARGS);
    assert_int_equal(e, ERR_INTERNAL);
    assert_int_equal(read_int(&f.cx, &SQL_COUNTER_READ), 0);
    store_fixture_close(&f);
}

static void every_statement_is_prepared_and_an_untagged_full_scan_is_found(void **state)
{
    struct store_fixture f;
    const char *problem;

    test_open(state, &f);
    problem = store_fixture_check_statements(&f);
    if (store_is_postgres(f.store))
        assert_null(problem);
    else
        assert_true(problem != NULL && strstr(problem, "item_whole") == problem);
    store_fixture_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(what_was_bound_is_read_back_the_same),
        ON_BOTH(one_text_of_a_statement_serves_both_dialects),
        ON_BOTH(text_with_nul_or_broken_utf8_is_refused_before_the_database_sees_it),
        ON_BOTH(text_sorts_by_bytes_on_both),
        ON_BOTH(a_reader_cannot_change_anything),
        ON_BOTH(the_same_query_can_be_walked_twice_at_once),
        ON_BOTH(a_wrong_number_of_arguments_is_a_bug_and_no_crash),
        ON_BOTH(every_statement_is_prepared_and_an_untagged_full_scan_is_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
