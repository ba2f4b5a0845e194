/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "dmn_say.h"

/* One table with the inputs a and b over rules of { a, b, output }. */
static struct str table(struct arena *a, const char *attributes, const char *output, const char *rules)
{
    return arena_printf(a, MODEL_HEAD
        "<inputData id='ia' name='a'><variable name='a'/></inputData><inputData id='ib' name='b'><variable name='b'/></inputData>"
        "<decision id='d' name='d'><variable name='d'/>"
        "<informationRequirement><requiredInput href='#ia'/></informationRequirement>"
        "<informationRequirement><requiredInput href='#ib'/></informationRequirement>"
        "<decisionTable %s><input><inputExpression><text>a</text></inputExpression></input>"
        "<input><inputExpression><text>b</text></inputExpression></input>%s%s</decisionTable></decision></definitions>",
        attributes, output, rules);
}

#define RULE(x, y, z) "<rule><inputEntry><text>" x "</text></inputEntry><inputEntry><text>" y "</text></inputEntry>" \
                      "<outputEntry><text>" z "</text></outputEntry></rule>"
#define PLAIN "<output/>"
#define RANKED "<output><outputValues><text>\"high\", \"middle\", \"low\"</text></outputValues></output>"
#define DEFAULT "<output><defaultOutputEntry><text>\"none\"</text></defaultOutputEntry></output>"

static const char overlapping[] = RULE("&gt; 0", "-", "\"low\"") RULE("&gt; 5", "-", "\"high\"") RULE("&gt; 8", "-", "\"middle\"");
static const char numbers[] = RULE("&gt; 0", "-", "10") RULE("&gt; 5", "-", "30") RULE("&gt; 8", "-", "20");

static void each_hit_policy_decides_between_the_rules_that_hold(void **state)
{
    static const struct { const char *attributes, *output, *rules, *input, *expected; } rows[] = {
        { "", PLAIN, overlapping, "{\"a\":3}", "\"low\"" },
        { "hitPolicy='UNIQUE'", PLAIN, overlapping, "{\"a\":6}", "null" },
        { "hitPolicy='FIRST'", PLAIN, overlapping, "{\"a\":9}", "\"low\"" },
        { "hitPolicy='ANY'", PLAIN, overlapping, "{\"a\":9}", "null" },
        { "hitPolicy='ANY'", PLAIN, RULE("-", "1", "\"x\"") RULE("1", "-", "\"x\""), "{\"a\":1,\"b\":1}", "\"x\"" },
        { "hitPolicy='PRIORITY'", RANKED, overlapping, "{\"a\":9}", "\"high\"" },
        { "hitPolicy='OUTPUT ORDER'", RANKED, overlapping, "{\"a\":9}", "[\"high\",\"middle\",\"low\"]" },
        { "hitPolicy='RULE ORDER'", PLAIN, overlapping, "{\"a\":9}", "[\"low\",\"high\",\"middle\"]" },
        { "hitPolicy='COLLECT'", PLAIN, numbers, "{\"a\":9}", "[10,30,20]" },
        { "hitPolicy='COLLECT' aggregation='SUM'", PLAIN, numbers, "{\"a\":9}", "60" },
        { "hitPolicy='COLLECT' aggregation='MIN'", PLAIN, numbers, "{\"a\":9}", "10" },
        { "hitPolicy='COLLECT' aggregation='MAX'", PLAIN, numbers, "{\"a\":9}", "30" },
        { "hitPolicy='COLLECT' aggregation='COUNT'", PLAIN, numbers, "{\"a\":6}", "2" },
        { "hitPolicy='FIRST'", PLAIN, overlapping, "{\"a\":0}", "null" },
        { "hitPolicy='FIRST'", DEFAULT, overlapping, "{\"a\":0}", "\"none\"" },
        { "hitPolicy='COLLECT'", DEFAULT, numbers, "{\"a\":0}", "\"none\"" },
        { "hitPolicy='COLLECT'", PLAIN, numbers, "{\"a\":0}", "[]" },
        { "hitPolicy='COLLECT' aggregation='COUNT'", PLAIN, numbers, "{\"a\":0}", "0" },
        { "hitPolicy='COLLECT' aggregation='SUM'", PLAIN, numbers, "{\"a\":0}", "null" },
        { "hitPolicy='RULE ORDER'", PLAIN, numbers, "{\"a\":0}", "[]" },
        { "", PLAIN, overlapping, "{}", "null" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena *a = arena_new(65536);
        struct str got = decided(a, table(a, rows[i].attributes, rows[i].output, rows[i].rules), "d", rows[i].input);
        if (!str_is(got, rows[i].expected))
            fail_msg("%s for %s gives %.*s, not %s", rows[i].attributes, rows[i].input, STR_ARG(got), rows[i].expected);
        arena_free(a);
    }
}

static void cells_are_tests_of_the_input(void **state)
{
    static const struct { const char *test, *input, *expected; } rows[] = {
        { "\"a\", \"b\"", "\"b\"", "1" },       { "not(\"a\")", "\"b\"", "1" },  { "[1..5]", "5", "1" },
        { "&lt; b", "1", "1" },                 { "&lt; b", "3", "null" },       { "", "7", "1" },
        { "null", "null", "1" },                { "[1, 2, 3]", "2", "1" },       { "? &gt; b + 1", "4", "1" },
        { "count(?) = 2", "[1,2]", "1" },       { "@\"2026-01-05\"", "\"@2026-01-05\"", "1" },
        { "&gt;= date(2026, 1, 1)", "\"@2026-01-05\"", "1" },                    { "true", "false", "null" },
        { "{x: 1}", "{\"x\":1}", "1" },         { "-", "null", "1" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena *a = arena_new(65536);
        struct str rule = arena_printf(a, RULE("%s", "-", "1"), rows[i].test);
        struct str input = arena_printf(a, "{\"a\":%s,\"b\":2}", rows[i].input);
        struct str got = decided(a, table(a, "", PLAIN, rule.p), "d", input.p);
        if (!str_is(got, rows[i].expected))
            fail_msg("%s for %s gives %.*s", rows[i].test, rows[i].input, STR_ARG(got));
        arena_free(a);
    }
}

static void several_outputs_make_a_context_with_defaults_for_each(void **state)
{
    struct arena *a = arena_new(65536);
    struct str model = table(a, "hitPolicy='FIRST'",
        "<output name='desk'><defaultOutputEntry><text>\"hall\"</text></defaultOutputEntry></output><output name='days limit'/>",
        "<rule><inputEntry><text>1</text></inputEntry><inputEntry><text>-</text></inputEntry>"
        "<outputEntry><text>\"civil\"</text></outputEntry><outputEntry><text>b * 2</text></outputEntry></rule>");

    (void)state;
    assert_str(decided(a, model, "d", "{\"a\":1,\"b\":5}"), "{\"desk\":\"civil\",\"days limit\":10}");
    assert_str(decided(a, model, "d", "{\"a\":2}"), "{\"desk\":\"hall\",\"days limit\":null}");
    arena_free(a);
}

/* One input with input values and two rules: for null, and for anything else. */
static struct str limited(struct arena *a, const char *values, const char *input)
{
    struct str model = arena_printf(a, MODEL_HEAD "<decision id='d' name='d'><decisionTable hitPolicy='FIRST'><input>"
        "<inputExpression><text>%s</text></inputExpression><inputValues><text>%s</text></inputValues></input>"
        "<output><outputValues><text>\"none\", \"some\"</text></outputValues></output>"
        "<rule><inputEntry><text>null</text></inputEntry><outputEntry><text>\"none\"</text></outputEntry></rule>"
        "<rule><inputEntry><text>456</text></inputEntry><outputEntry><text>\"other\"</text></outputEntry></rule>"
        "<rule><inputEntry><text>-</text></inputEntry><outputEntry><text>\"some\"</text></outputEntry></rule>"
        "</decisionTable></decision></definitions>", input, values);

    return decided(a, model, "d", "{}");
}

static void an_input_outside_its_values_is_null_as_is_an_output(void **state)
{
    static const struct { const char *values, *input, *expected; } rows[] = {
        { "123,456", "123", "\"some\"" },                { "[1..1000]", "123", "\"some\"" },  { "-", "123", "\"some\"" },
        { "not(456,789)", "123", "\"some\"" },           { "not(123)", "123", "\"none\"" },   { "", "123", "\"some\"" },
        { "\"bar\", string length(?) = 3", "\"foo\"", "\"some\"" },                         { "?", "\"foo\"", "\"some\"" },
        { "\"bar\", string length(\"?\") = 1", "\"foo\"", "\"none\"" },                     { "?", "true", "\"some\"" },
        { "(\"123\", true)", "false", "\"none\"" },      { "123,456", "456", "null" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena *a = arena_new(65536);
        struct str got = limited(a, rows[i].values, rows[i].input);
        if (!str_is(got, rows[i].expected))
            fail_msg("%s within %s gives %.*s", rows[i].input, rows[i].values, STR_ARG(got));
        arena_free(a);
    }
}

static void a_table_whose_rows_do_not_fit_its_columns_is_refused(void **state)
{
    struct arena *a = arena_new(65536);
    const char *few = "<rule><inputEntry><text>1</text></inputEntry><outputEntry><text>1</text></outputEntry></rule>";

    (void)state;
    assert_str(decided(a, table(a, "", PLAIN, few), "d", "{}"), "invalid m.dmn:1: d: the rule has fewer cells than the table columns");
    assert_str(decided(a, table(a, "hitPolicy='BEST'", PLAIN, ""), "d", "{}"),
               "invalid m.dmn:1: d: the hit policy or aggregation is unknown");
    assert_str(decided(a, table(a, "", "", ""), "d", "{}"), "invalid m.dmn:1: d: a decision table needs an output");
    assert_str(decided(a, table(a, "", "<output/><output/>", ""), "d", "{}"),
               "invalid m.dmn:1: d: one of several outputs must have a name");
    assert_str(decided(a, table(a, "", PLAIN, RULE("&lt;", "-", "1")), "d", "{}"),
               "invalid m.dmn:1: d: expected an expression");
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_hit_policy_decides_between_the_rules_that_hold),
        cmocka_unit_test(cells_are_tests_of_the_input),
        cmocka_unit_test(several_outputs_make_a_context_with_defaults_for_each),
        cmocka_unit_test(an_input_outside_its_values_is_null_as_is_an_output),
        cmocka_unit_test(a_table_whose_rows_do_not_fit_its_columns_is_refused),
    };

    return cmocka_run_group_tests(tests, setup, NULL);
}
