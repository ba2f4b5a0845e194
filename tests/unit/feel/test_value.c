/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "say.h"

static void a_put_makes_a_new_context_and_leaves_the_old_one(void **state)
{
    struct arena *a = arena_new(16384);
    const struct feel *one = feel_put(a, feel_context(a), STR("a"), feel_int(a, 1));
    const struct feel *two = feel_put(a, one, STR("b"), feel_text(a, STR("x")));
    const struct feel *changed = feel_put(a, two, STR("a"), feel_bool(true));

    (void)state;
    assert_str(feel_to_json(a, one), "{\"a\":1}");
    assert_str(feel_to_json(a, two), "{\"a\":1,\"b\":\"x\"}");
    assert_str(feel_to_json(a, changed), "{\"a\":true,\"b\":\"x\"}");
    assert_str(feel_to_json(a, feel_merge(a, two, changed)), "{\"a\":true,\"b\":\"x\"}");
    assert_str(feel_to_json(a, feel_merge(a, NULL, one)), "{\"a\":1}");
    assert_null(feel_get(one, STR("b")));
    assert_str(feel_key(two, 1), "b");
    arena_free(a);
}

static void getters_read_what_is_missing_as_empty(void **state)
{
    struct arena *a = arena_new(4096);
    int64_t n = 7;

    (void)state;
    assert_int_equal(feel_kind(NULL), FEEL_NULL);
    assert_false(feel_is_true(NULL));
    assert_str(feel_str(feel_int(a, 1)), "");
    assert_int_equal(feel_count(feel_text(a, STR("abc"))), 0);
    assert_int_equal(feel_kind(feel_item(feel_list(a, NULL, 0), 3)), FEEL_NULL);
    assert_false(feel_to_int(feel_number(a, STR("1.5")), &n));
    assert_false(feel_to_int(feel_number(a, STR("1e30")), &n));
    assert_int_equal(n, 7);
    assert_true(feel_to_int(feel_number(a, STR("12.0")), &n));
    assert_int_equal(n, 12);
    assert_int_equal(feel_kind(feel_number(a, STR("1e9999"))), FEEL_NULL);
    assert_int_equal(feel_kind(feel_number(a, STR("0x10"))), FEEL_NULL);
    arena_free(a);
}

static void a_copy_outlives_the_arena_it_came_from(void **state)
{
    struct arena *a = arena_new(16384), *b = arena_new(16384);
    const struct feel *v = json_in(a, "{\"a\":[1,\"text\",\"@2026-01-05T09:00:00@Asia/Shanghai\",null,{\"b\":1.50}]}");
    const struct feel *copy = feel_copy(b, v);

    (void)state;
    assert_true(feel_equal(v, copy));
    arena_free(a);
    assert_str(feel_to_json(b, copy), "{\"a\":[1,\"text\",\"@2026-01-05T09:00:00@Asia/Shanghai\",null,{\"b\":1.5}]}");
    arena_free(b);
}

static void moments_and_durations_cross_to_milliseconds(void **state)
{
    struct arena *a = arena_new(16384);
    int64_t ms, months;

    (void)state;
    assert_true(feel_to_unix_ms(feel_temporal(a, STR("@2026-01-05T16:00:00+08:00")), STR(""), &ms));
    assert_int_equal(ms, 1767600000000);
    assert_true(feel_to_unix_ms(feel_temporal(a, STR("2026-01-05T16:00:00")), STR("Asia/Shanghai"), &ms));
    assert_int_equal(ms, 1767600000000);
    assert_true(feel_to_unix_ms(feel_temporal(a, STR("2026-01-05")), STR("+08:00"), &ms));
    assert_int_equal(ms, 1767542400000);
    assert_false(feel_to_unix_ms(feel_temporal(a, STR("2026-01-05")), STR("Nowhere/Town"), &ms));
    assert_false(feel_to_unix_ms(feel_temporal(a, STR("10:00:00")), STR(""), &ms));
    assert_true(feel_to_duration(feel_temporal(a, STR("P1DT2H0.5S")), &months, &ms));
    assert_int_equal(ms, 93600500);
    assert_int_equal(months, 0);
    assert_true(feel_to_duration(feel_temporal(a, STR("-P1Y2M")), &months, &ms));
    assert_int_equal(months, -14);
    assert_false(feel_to_duration(feel_temporal(a, STR("2026-01-05")), &months, &ms));
    assert_str(feel_string(a, feel_moment(a, 1767600000123, STR("Asia/Shanghai"))), "2026-01-05T16:00:00.123@Asia/Shanghai");
    assert_str(feel_string(a, feel_moment(a, 0, STR(""))), "1970-01-01T00:00:00Z");
    arena_free(a);
}

static void a_value_tree_of_the_other_floors_comes_in_and_goes_out(void **state)
{
    struct arena *a = arena_new(16384);
    struct val *map = val_map(a), *back;
    const struct feel *v;

    (void)state;
    val_set_int(a, map, "n", 3);
    val_set_str(a, map, "due", STR("@2026-01-05"));
    val_set_str(a, map, "mail", STR("@nobody"));
    v = feel_from_val(a, map);
    assert_int_equal(feel_kind(feel_get(v, STR("due"))), FEEL_DATE);
    assert_int_equal(feel_kind(feel_get(v, STR("mail"))), FEEL_TEXT);
    back = feel_to_val(a, feel_put(a, v, STR("half"), feel_number(a, STR("0.5"))));
    assert_int_equal(val_num(back, "n"), 3);
    assert_str(val_str(back, "due"), "@2026-01-05");
    assert_str(val_str(back, "half"), "0.5");
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_put_makes_a_new_context_and_leaves_the_old_one),
        cmocka_unit_test(getters_read_what_is_missing_as_empty),
        cmocka_unit_test(a_copy_outlives_the_arena_it_came_from),
        cmocka_unit_test(moments_and_durations_cross_to_milliseconds),
        cmocka_unit_test(a_value_tree_of_the_other_floors_comes_in_and_goes_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
