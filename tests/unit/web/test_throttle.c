/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"

#include "web/throttle.h"

enum { NOW = 1000000000, CROWD = 20000, MAX = 10 };

static struct arena *a;
static struct throttle *t;

static int open_it(void **state)
{
    (void)state;
    a = arena_new(0);
    t = throttle_new(a);
    return 0;
}

static int close_it(void **state)
{
    (void)state;
    arena_free(a);
    return 0;
}

static void wrong(struct str key, int times, int64_t at)
{
    while (times-- > 0)
        throttle_count(t, key, at);
}

static void whoever_guessed_nothing_may_guess(void **state)
{
    (void)state;
    assert_true(throttle_allows(t, STR("10.0.0.1"), MAX, NOW));
}

static void ten_wrong_guesses_are_the_last(void **state)
{
    (void)state;
    wrong(STR("10.0.0.1"), MAX - 1, NOW);
    assert_true(throttle_allows(t, STR("10.0.0.1"), MAX, NOW));
    wrong(STR("10.0.0.1"), 1, NOW);
    assert_false(throttle_allows(t, STR("10.0.0.1"), MAX, NOW));
}

static void a_neighbour_is_not_held_to_account(void **state)
{
    (void)state;
    wrong(STR("10.0.0.1"), MAX, NOW);
    assert_true(throttle_allows(t, STR("10.0.0.2"), MAX, NOW));
}

static void after_a_quarter_of_an_hour_it_begins_anew(void **state)
{
    (void)state;
    wrong(STR("10.0.0.1"), MAX, NOW);
    assert_false(throttle_allows(t, STR("10.0.0.1"), MAX, NOW + THROTTLE_WINDOW_MS - 1));
    assert_true(throttle_allows(t, STR("10.0.0.1"), MAX, NOW + THROTTLE_WINDOW_MS));
    wrong(STR("10.0.0.1"), 1, NOW + THROTTLE_WINDOW_MS);
    assert_true(throttle_allows(t, STR("10.0.0.1"), MAX, NOW + THROTTLE_WINDOW_MS));
}

static void asking_counts_for_nothing(void **state)
{
    (void)state;
    for (int i = 0; i < 2 * MAX; i++)
        assert_true(throttle_allows(t, STR("10.0.0.1"), MAX, NOW));
}

/* The table is bounded: a crowd pushes out older rows, never the newest, and never harms who guessed nothing. */
static void a_crowd_of_addresses_pushes_out_the_oldest(void **state)
{
    (void)state;
    for (int i = 0; i < CROWD; i++)
        wrong(arena_printf(a, "crowd %d", i), MAX, NOW + i);
    assert_false(throttle_allows(t, arena_printf(a, "crowd %d", CROWD - 1), MAX, NOW + CROWD));
    assert_true(throttle_allows(t, STR("crowd 0"), MAX, NOW + CROWD));
    assert_true(throttle_allows(t, STR("10.0.0.1"), MAX, NOW + CROWD));
}

static void only_so_many_do_dear_work_at_once(void **state)
{
    (void)state;
    for (int i = 0; i < THROTTLE_INSIDE_MAX; i++)
        assert_true(throttle_enter(t));
    assert_false(throttle_enter(t));
    throttle_leave(t);
    assert_true(throttle_enter(t));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_it, close_it)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(whoever_guessed_nothing_may_guess),
        TEST(ten_wrong_guesses_are_the_last),
        TEST(a_neighbour_is_not_held_to_account),
        TEST(after_a_quarter_of_an_hour_it_begins_anew),
        TEST(asking_counts_for_nothing),
        TEST(a_crowd_of_addresses_pushes_out_the_oldest),
        TEST(only_so_many_do_dear_work_at_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
