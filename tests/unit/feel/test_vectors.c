/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "say.h"

struct vector { const char *expression, *expected; };

static const struct vector compare_vectors[] = {
#include "vectors_compare.h"
};
static const struct vector instance_vectors[] = {
#include "vectors_instance.h"
};
static const struct vector logic_vectors[] = {
#include "vectors_logic.h"
};
static const struct vector language_vectors[] = {
#include "vectors_language.h"
};
static const struct vector number_vectors[] = {
#include "vectors_number.h"
};
static const struct vector text_vectors[] = {
#include "vectors_text.h"
};
static const struct vector list_vectors[] = {
#include "vectors_list.h"
};
static const struct vector time_vectors[] = {
#include "vectors_time.h"
};
static const struct vector range_vectors[] = {
#include "vectors_range.h"
};

static void check(const struct vector *v, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct arena *a = arena_new(16384);
        struct str got = say(a, v[i].expression);
        if (!str_is(got, v[i].expected))
            fail_msg("%s gives %.*s, not %s", v[i].expression, STR_ARG(got), v[i].expected);
        arena_free(a);
    }
}

#define CHECK(vectors) check(vectors, sizeof vectors / sizeof *vectors)

static void values_compare_as_the_standard_says(void **state)
{
    (void)state;
    CHECK(compare_vectors);
}

static void a_value_is_an_instance_of_its_type_and_of_no_other(void **state)
{
    (void)state;
    CHECK(instance_vectors);
}

static void logic_has_three_values(void **state)
{
    (void)state;
    CHECK(logic_vectors);
}

static void the_language_does_what_its_grammar_says(void **state)
{
    (void)state;
    CHECK(language_vectors);
}

static void numbers_keep_thirty_four_digits(void **state)
{
    (void)state;
    CHECK(number_vectors);
}

static void texts_are_counted_in_characters_and_patterns_are_those_of_xpath(void **state)
{
    (void)state;
    CHECK(text_vectors);
}

static void lists_and_contexts_are_never_changed_only_made_anew(void **state)
{
    (void)state;
    CHECK(list_vectors);
}

static void days_and_clocks_follow_the_calendar_and_the_zones(void **state)
{
    (void)state;
    CHECK(time_vectors);
}

static void ranges_relate_as_in_the_tables_of_the_standard(void **state)
{
    (void)state;
    CHECK(range_vectors);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_compare_as_the_standard_says),
        cmocka_unit_test(a_value_is_an_instance_of_its_type_and_of_no_other),
        cmocka_unit_test(logic_has_three_values),
        cmocka_unit_test(the_language_does_what_its_grammar_says),
        cmocka_unit_test(numbers_keep_thirty_four_digits),
        cmocka_unit_test(texts_are_counted_in_characters_and_patterns_are_those_of_xpath),
        cmocka_unit_test(lists_and_contexts_are_never_changed_only_made_anew),
        cmocka_unit_test(days_and_clocks_follow_the_calendar_and_the_zones),
        cmocka_unit_test(ranges_relate_as_in_the_tables_of_the_standard),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
