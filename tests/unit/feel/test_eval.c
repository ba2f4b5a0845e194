/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "say.h"

static struct str bounded(struct arena *a, struct feel_env env, const char *text)
{
    return say_in(a, NULL, env, str_of(text));
}

static void an_endless_recursion_is_a_limit_not_a_crash(void **state)
{
    struct arena *a = arena_new(65536);

    (void)state;
    assert_str(say(a, "{f: function(n) f(n + 1), r: f(1)}.r"), "limit 1:19 called or nested too deeply");
    assert_true(str_starts(say(a, "{f: function(n) [f(n)], r: f(1)}.r"), STR("limit ")));
    assert_true(str_starts(say(a, "{f: function(l) f(append(l, l)), r: f([1])}.r"), STR("limit ")));
    assert_true(str_starts(say(a, "sort([1,2,3], {f: function(x,y) f(x,y)}.f)"), STR("limit ")));
    arena_free(a);
}

static void steps_and_bytes_are_counted(void **state)
{
    struct arena *a = arena_new(65536);
    struct feel_env few = { .max_steps = 100 }, small = { .max_bytes = 10000 };

    (void)state;
    assert_true(str_starts(bounded(a, few, "for i in 1..1000000000 return i"), STR("limit 1:")));
    assert_str(bounded(a, few, "count(for i in 1..10 return i)"), "10");
    assert_true(str_starts(bounded(a, small, "for i in 1..1000 return i"), STR("limit 1:")));
    assert_true(str_starts(say(a, "for i in 1..1000000, j in 1..1000000 return 1"), STR("limit 1:")));
    assert_true(str_starts(say(a, "every i in 1..100000000 satisfies true"), STR("limit 1:")));
    arena_free(a);
}

static void doubling_a_value_again_and_again_is_refused_before_it_is_large(void **state)
{
    struct arena *a = arena_new(65536);

    (void)state;
    assert_true(str_starts(say(a, "{d: function(n, x) if n = 0 then x else d(n - 1, [x, x]), r: d(60, 1)}.r"), STR("limit ")));
    assert_true(str_starts(say(a, "{d: function(n, x) if n = 0 then x else d(n - 1, x + x), r: d(60, \"ab\")}.r"), STR("limit ")));
    assert_true(str_starts(say(a, "{d: function(n, x) if n = 0 then x else d(n - 1, {a: x, b: x}), r: d(60, 1)}.r"), STR("limit ")));
    assert_true(str_starts(say(a, "{d: function(n, x) if n = 0 then x else d(n - 1, replace(x, \".\", x)), r: d(60, \"aa\")}.r"),
                           STR("limit ")));
    assert_true(str_starts(say(a, "{d: function(n, x) if n = 0 then x else d(n - 1, [x]), r: d(400, 1)}.r"), STR("limit ")));
    arena_free(a);
}

static void a_pattern_that_would_run_for_ever_is_a_limit(void **state)
{
    struct arena *a = arena_new(65536);

    (void)state;
    assert_str(say(a, "matches(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", \"^(a+)+$\")"), "limit 1:8 a pattern takes too long");
    arena_free(a);
}

static void the_time_of_day_comes_from_the_caller_only(void **state)
{
    struct arena *a = arena_new(65536);
    struct feel_env utc = { .now = -1500 }, badong = { .now = 1767542400000, .zone = STR("Asia/Shanghai") };
    struct feel_env nowhere = { .now = 0, .zone = STR("../etc/passwd") };

    (void)state;
    assert_str(bounded(a, utc, "now()"), "\"@1969-12-31T23:59:58.5Z\"");
    assert_str(bounded(a, badong, "[now(), today()]"), "[\"@2026-01-05T00:00:00@Asia/Shanghai\",\"@2026-01-05\"]");
    assert_str(bounded(a, nowhere, "now()"), "null");
    arena_free(a);
}

static void a_variable_of_the_caller_shadows_a_function_and_is_not_changed(void **state)
{
    struct arena *a = arena_new(65536);
    struct feel_env env = SAY_ENV;
    const struct feel *c = json_in(a, "{\"count\":5,\"户\":[{\"人数\":3},{\"人数\":5}],\"when\":\"@2026-01-05\"}");

    (void)state;
    assert_str(say_in(a, c, env, STR("count + 1")), "6");
    assert_str(say_in(a, c, env, STR("sum(户.人数)")), "8");
    assert_str(say_in(a, c, env, STR("户[人数 > 3].人数")), "[5]");
    assert_str(say_in(a, c, env, STR("when + @\"P1D\"")), "\"@2026-01-06\"");
    assert_str(say_in(a, c, env, STR("context put({count: 1}, \"count\", 2).count + count")), "7");
    assert_str(feel_to_json(a, c), "{\"count\":5,\"户\":[{\"人数\":3},{\"人数\":5}],\"when\":\"@2026-01-05\"}");
    arena_free(a);
}

static void an_expression_may_be_run_many_times_with_other_values(void **state)
{
    struct arena *code = arena_new(65536), *run;
    const struct feel_expr *e;
    const struct feel *v;

    (void)state;
    assert_int_equal(feel_parse(code, STR("if 金额 > 1000 then \"县\" else \"乡\""), (struct feel_names){ 0 }, &e, NULL), OK);
    for (int64_t n = 0; n < 3000; n += 999) {
        run = arena_new(4096);
        const struct feel *c = feel_put(run, feel_context(run), STR("金额"), feel_int(run, n));
        assert_int_equal(feel_eval(run, e, c, NULL, &v, NULL), OK);
        assert_true(str_is(feel_str(v), n > 1000 ? "县" : "乡"));
        arena_free(run);
    }
    arena_free(code);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_endless_recursion_is_a_limit_not_a_crash),
        cmocka_unit_test(steps_and_bytes_are_counted),
        cmocka_unit_test(doubling_a_value_again_and_again_is_refused_before_it_is_large),
        cmocka_unit_test(a_pattern_that_would_run_for_ever_is_a_limit),
        cmocka_unit_test(the_time_of_day_comes_from_the_caller_only),
        cmocka_unit_test(a_variable_of_the_caller_shadows_a_function_and_is_not_changed),
        cmocka_unit_test(an_expression_may_be_run_many_times_with_other_values),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
