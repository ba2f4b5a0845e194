/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"
#include "http/pool.h"

#include <semaphore.h>
#include <stdatomic.h>

struct gate { sem_t running, open; _Atomic int done; };

static void pass_gate(void *gate)
{
    struct gate *g = gate;

    sem_post(&g->running);
    sem_wait(&g->open);
    atomic_fetch_add(&g->done, 1);
}

static void what_does_not_fit_the_queue_is_refused_at_once(void **state)
{
    struct arena *a = arena_new(0);
    struct gate g = { .done = 0 };
    struct http_pool *p;

    (void)state;
    sem_init(&g.running, 0, 0);
    sem_init(&g.open, 0, 0);
    assert_int_equal(http_pool_start(a, 2, 3, &p), OK);
    for (int i = 0; i < 2; i++) {
        assert_true(pool_put(p, pass_gate, &g));
        sem_wait(&g.running);
    }
    for (int i = 0; i < 3; i++)
        assert_true(pool_put(p, pass_gate, &g));
    assert_int_equal(pool_waiting(p), 3);
    assert_false(pool_put(p, pass_gate, &g));
    for (int i = 0; i < 5; i++)
        sem_post(&g.open);
    http_pool_stop(p);
    assert_int_equal(atomic_load(&g.done), 5);
    sem_destroy(&g.running);
    sem_destroy(&g.open);
    arena_free(a);
}

static void bodies_beyond_the_memory_set_aside_are_not_booked(void **state)
{
    struct arena *a = arena_new(0);
    struct http_pool *p;

    (void)state;
    assert_int_equal(http_pool_start(a, 1, 1, &p), OK);
    assert_true(pool_book_bytes(p, POOL_BODY_BYTES - 1));
    assert_true(pool_book_bytes(p, 1));
    assert_false(pool_book_bytes(p, 1));
    pool_return_bytes(p, 1);
    assert_true(pool_book_bytes(p, 1));
    http_pool_stop(p);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_does_not_fit_the_queue_is_refused_at_once),
        cmocka_unit_test(bodies_beyond_the_memory_set_aside_are_not_booked),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
