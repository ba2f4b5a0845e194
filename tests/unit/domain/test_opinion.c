/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"
#include "base/ctx.h"
#include "domain/opinion.h"

/* key: of what is wrong; "" where it is an opinion. */
static void assert_judged(const char *note, bool pointed, const char *key)
{
    static const struct str names[] = { { "田永胜", 9 } };
    struct ctx cx = { .arena = arena_new(0) };
    enum err e = opinion_check(&cx, str_of(note), pointed, names, 1);
    struct str found = cx.gap_count > 0 ? cx.gaps[0].key : STR("");

    assert_int_equal(e, key[0] == '\0' ? OK : ERR_INVALID);
    assert_true(str_is(found, key));
    arena_free(cx.arena);
}

static void a_name_and_a_date_are_no_opinion(void **state)
{
    (void)state;
    assert_judged("田永胜", true, "gap.note.name");
    assert_judged(" 田永胜　2026年11月23日。", true, "gap.note.name");
    assert_judged("田永胜（签字）", false, "gap.note.phrase");
    assert_judged("田永胜（签字）", true, "gap.note.phrase");
}

static void signs_and_digits_alone_are_no_opinion(void **state)
{
    (void)state;
    assert_judged("。。。。！！", true, "gap.note.signs");
    assert_judged("20261123", true, "gap.note.signs");
    assert_judged("１２３４号", true, "gap.note.signs");
    assert_judged("啊啊啊啊", true, "gap.note.signs");
}

static void an_empty_phrase_counts_only_where_every_point_was_looked_at(void **state)
{
    (void)state;
    assert_judged("同意。", false, "gap.note.phrase");
    assert_judged("同意。", true, "");
    assert_judged("情况属实！", false, "gap.note.phrase");
    assert_judged("田永胜：同意", false, "gap.note.phrase");
    assert_judged("Agreed.", false, "gap.note.phrase");
    assert_judged("同上", true, "gap.note.phrase");
}

static void what_was_found_is_an_opinion_whoever_is_named_in_it(void **state)
{
    (void)state;
    assert_judged("田永胜、向群9月23日入户，房屋三间，情况属实。", false, "");
    assert_judged("符合条件，拟按B类保障。", false, "");
    assert_judged("The papers agree with the form.", false, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_and_a_date_are_no_opinion),
        cmocka_unit_test(signs_and_digits_alone_are_no_opinion),
        cmocka_unit_test(an_empty_phrase_counts_only_where_every_point_was_looked_at),
        cmocka_unit_test(what_was_found_is_an_opinion_whoever_is_named_in_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
