/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"

#include <sched.h>
#include <stdatomic.h>

#include "base/turnstile.h"

enum { THREADS = 6, TURNS = 50 };

static struct turnstile two = TURNSTILE(2);
static atomic_int inside, most, turns;

static void *pass(void *arg)
{
    (void)arg;
    for (int i = 0; i < TURNS; i++) {
        turnstile_enter(&two);
        int now = atomic_fetch_add(&inside, 1) + 1;
        if (now > atomic_load(&most))
            atomic_store(&most, now);
        sched_yield();
        atomic_fetch_sub(&inside, 1);
        turnstile_leave(&two);
        atomic_fetch_add(&turns, 1);
    }
    return NULL;
}

static void no_more_than_the_number_are_inside_at_once_and_all_get_their_turn(void **state)
{
    pthread_t threads[THREADS];

    (void)state;
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, pass, NULL), 0);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    assert_true(atomic_load(&most) <= 2);
    assert_int_equal(atomic_load(&turns), THREADS * TURNS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_more_than_the_number_are_inside_at_once_and_all_get_their_turn),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
