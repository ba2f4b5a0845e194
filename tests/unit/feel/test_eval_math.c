/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "say.h"

enum kind { NUMBER, TEXT, BOOLEAN, DATE, DATE_TIME, TIME, LIST, CONTEXT, DAYS, MONTHS, RANGE, FUNCTION, NOTHING, KINDS };

static const char *const samples[KINDS] = {
    [NUMBER] = "10", [TEXT] = "\"10\"", [BOOLEAN] = "true", [DATE] = "@\"2021-01-01\"", [DATE_TIME] = "@\"2021-01-01T10:10:10\"",
    [TIME] = "@\"10:10:10\"", [LIST] = "[10]", [CONTEXT] = "{a: 10}", [DAYS] = "@\"P1D\"", [MONTHS] = "@\"P1Y\"",
    [RANGE] = "[1..10]", [FUNCTION] = "(function(a) a)", [NOTHING] = "null",
};

static const char *const operators[] = { "+", "-", "*", "/", "**" };

/* Which kinds an operator joins, by its place above; all else is null (TCK 0100). */
static const struct { size_t op; enum kind left, right; } joined[] = {
    { 0, NUMBER, NUMBER }, { 0, TEXT, TEXT },      { 0, DATE, DAYS },   { 0, DAYS, DATE },        { 0, DATE, MONTHS },
    { 0, MONTHS, DATE },   { 0, DATE_TIME, DAYS }, { 0, DAYS, DATE_TIME },                        { 0, DATE_TIME, MONTHS },
    { 0, MONTHS, DATE_TIME }, { 0, TIME, DAYS },   { 0, DAYS, TIME },   { 0, DAYS, DAYS },        { 0, MONTHS, MONTHS },
    { 1, NUMBER, NUMBER }, { 1, DATE, DAYS },      { 1, DATE, MONTHS }, { 1, DATE_TIME, DAYS },   { 1, DATE_TIME, MONTHS },
    { 1, TIME, DAYS },     { 1, DAYS, DAYS },      { 1, MONTHS, MONTHS }, { 1, DATE, DATE },      { 1, DATE_TIME, DATE_TIME },
    { 1, TIME, TIME },     { 2, NUMBER, NUMBER },  { 2, NUMBER, DAYS }, { 2, DAYS, NUMBER },      { 2, NUMBER, MONTHS },
    { 2, MONTHS, NUMBER }, { 3, NUMBER, NUMBER },  { 3, DAYS, NUMBER }, { 3, MONTHS, NUMBER },    { 3, DAYS, DAYS },
    { 3, MONTHS, MONTHS }, { 4, NUMBER, NUMBER },
};

static bool joins(size_t op, enum kind left, enum kind right)
{
    for (size_t i = 0; i < sizeof joined / sizeof *joined; i++)
        if (joined[i].op == op && joined[i].left == left && joined[i].right == right)
            return true;
    return false;
}

static void check(size_t op, enum kind left, enum kind right)
{
    struct arena *a = arena_new(4096);
    struct str text = arena_printf(a, "%s %s %s", samples[left], operators[op], samples[right]);

    if (str_is(say(a, text.p), "null") == joins(op, left, right))
        fail_msg("%s gives %.*s", text.p, STR_ARG(say(a, text.p)));
    arena_free(a);
}

static void an_operator_joins_only_the_kinds_of_its_table(void **state)
{
    (void)state;
    for (size_t op = 0; op < sizeof operators / sizeof *operators; op++)
        for (enum kind left = NUMBER; left < KINDS; left++)
            for (enum kind right = NUMBER; right < KINDS; right++)
                check(op, left, right);
}

static void what_leaves_the_calendar_or_the_digits_is_null(void **state)
{
    static const char *const beyond[] = {
        "@\"999999999-12-31\" + @\"P1D\"", "@\"-999999999-01-01\" - @\"P1D\"", "@\"999999999-12-31\" + @\"P1M\"",
        "@\"2021-01-01\" + @\"P999999999999999999D\"", "duration(\"P99999999999999999999D\")", "@\"P999999999999999999M\" * 1e6",
        "9e6144 * 10", "-9e6144 * 10", "10 ** 6145", "1 / 0", "@\"P1D\" / 0", "@\"P1M\" / @\"P0M\"", "@\"P106751991167300D\" * 1e9",
    };
    struct arena *a = arena_new(65536);

    (void)state;
    for (size_t i = 0; i < sizeof beyond / sizeof *beyond; i++)
        if (!str_is(say(a, beyond[i]), "null"))
            fail_msg("%s gives %.*s", beyond[i], STR_ARG(say(a, beyond[i])));
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_operator_joins_only_the_kinds_of_its_table),
        cmocka_unit_test(what_leaves_the_calendar_or_the_digits_is_null),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
