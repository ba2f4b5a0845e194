/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "fixture.h"

#define PROFILES "profiles.yaml"

static const struct profile *small_profile(struct arena *a, const char *type)
{
    const struct profile *p = pack_profile(small_pack(a), str_of(type));

    assert_non_null(p);
    return p;
}

static void a_licence_is_deemed_accepted_after_five_days_and_a_benefit_never(void **state)
{
    struct arena *a = arena_new(0);

    (void)state;
    assert_true(small_profile(a, "01")->deemed_accepted);
    assert_int_equal(small_profile(a, "01")->correction.days, 5);
    assert_str(small_profile(a, "01")->correction.basis, "sourced");
    assert_false(small_profile(a, "05")->deemed_accepted);
    assert_str(small_profile(a, "05")->correction.basis, "reconstructed");
    arena_free(a);
}

static void a_licence_is_decided_in_twenty_days_and_ten_more_by_the_head_or_in_45_and_15_by_the_government(void **state)
{
    struct arena *a = arena_new(0);
    const struct profile *p = small_profile(a, "01");

    (void)state;
    assert_int_equal(p->decide.days, 20);
    assert_int_equal(p->extension.limit.days, 10);
    assert_str(p->extension.by, "head");
    assert_int_equal(p->joint.days, 45);
    assert_int_equal(p->joint_extension.limit.days, 15);
    assert_str(p->joint_extension.by, "leader");
    assert_int_equal(p->lower.days, 20);
    assert_int_equal(p->delivery.days, 10);
    assert_int_equal(p->hearing.ask.days, 5);
    assert_int_equal(p->hearing.hold.days, 20);
    assert_int_equal(p->hearing.notice.days, 7);
    assert_true(p->publish);
    arena_free(a);
}

static void a_benefit_has_no_limit_extension_or_hearing_of_its_type(void **state)
{
    struct arena *a = arena_new(0);
    const struct profile *p = small_profile(a, "05");

    (void)state;
    assert_int_equal(p->decide.days, 0);
    assert_str(p->decide.basis, "none_known");
    assert_int_equal(p->extension.limit.days, 0);
    assert_int_equal(p->hearing.ask.days, 0);
    assert_false(p->publish);
    arena_free(a);
}

static void the_reasons_that_stop_the_clock_of_a_licence_are_the_eight_of_the_law(void **state)
{
    static const char *const eight[] = { "hearing", "tender", "auction", "inspection", "test", "quarantine", "finding",
                                         "expert_review" };
    struct arena *a = arena_new(0);
    const struct profile *p = small_profile(a, "01");

    (void)state;
    assert_int_equal(p->special_count, 8);
    assert_false(p->own_specials);
    for (size_t i = 0; i < 8; i++)
        assert_true(str_is(p->specials[i].code, eight[i]));
    arena_free(a);
}

static void every_paper_of_every_type_has_its_title_in_both_languages(void **state)
{
    struct arena *a = arena_new(0);
    const struct pack *p = small_pack(a);

    (void)state;
    for (size_t i = 0; i < p->profile_count; i++)
        for (enum title t = 0; t < TITLE_COUNT; t++)
            assert_true(p->profiles[i].titles[t].zh.len > 0 && p->profiles[i].titles[t].en.len > 0);
    assert_str(small_profile(a, "01")->titles[TITLE_GRANTED].zh, "准予行政许可决定书");
    assert_str(small_profile(a, "05")->titles[TITLE_REFUSED].zh, "不予审批告知书");
    assert_string_equal(title_name(TITLE_NOT_REQUIRED), "not_required");
    arena_free(a);
}

static void a_profile_that_law_could_not_be_read_from_is_refused(void **state)
{
    (void)state;
    REFUSED({ PROFILES, NULL, NULL, 0, "the file is missing" },
            { PROFILES, "type: \"05\"", "type: \"01\"", 65, "stands twice" },
            { PROFILES, "type: \"01\"", "type: \"99\"", 2, "not known here" },
            { PROFILES, "by: head", "by: clerk", 17, "use one of: head, leader" },
            { PROFILES, "code: tender", "code: lunch", 28, "not known here" },
            { PROFILES, "{review_organ}", "上级", 59, "{review_organ}" },
            { PROFILES, "deemed_accepted: false\n", "deemed_accepted: maybe\n", 69, "must be true or false" });
    REFUSED_IN("items/A-1.yaml", { PROFILES, "type: \"05\"", "type: \"07\"", 3, "no profile of the type 05" });
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_licence_is_deemed_accepted_after_five_days_and_a_benefit_never),
        cmocka_unit_test(a_licence_is_decided_in_twenty_days_and_ten_more_by_the_head_or_in_45_and_15_by_the_government),
        cmocka_unit_test(a_benefit_has_no_limit_extension_or_hearing_of_its_type),
        cmocka_unit_test(the_reasons_that_stop_the_clock_of_a_licence_are_the_eight_of_the_law),
        cmocka_unit_test(every_paper_of_every_type_has_its_title_in_both_languages),
        cmocka_unit_test(a_profile_that_law_could_not_be_read_from_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
