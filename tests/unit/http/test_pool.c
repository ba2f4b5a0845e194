/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "../test.h"
#include "base/seat.h"
#include "http/pool.h"

#include <semaphore.h>
#include <stdatomic.h>
#include <unistd.h>

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

struct crowd { _Atomic int at_work, most, waiting, done; _Atomic bool open; };

static void doze(void)
{
    usleep(1000);
}

static void note_at_work(struct crowd *c)
{
    int now = atomic_fetch_add(&c->at_work, 1) + 1, most = atomic_load(&c->most);

    while (now > most && !atomic_compare_exchange_weak(&c->most, &most, now))
        ;
    doze();
    atomic_fetch_sub(&c->at_work, 1);
}

static void work_only(void *crowd)
{
    struct crowd *c = crowd;

    note_at_work(c);
    atomic_fetch_add(&c->done, 1);
}

static void work_and_wait(void *crowd)
{
    struct crowd *c = crowd;

    note_at_work(c);
    seat_leave();
    atomic_fetch_add(&c->waiting, 1);
    while (!atomic_load(&c->open))
        doze();
    seat_take();
    atomic_fetch_add(&c->done, 1);
}

static void until(_Atomic int *count, int wanted)
{
    for (int i = 0; i < 20000 && atomic_load(count) < wanted; i++)
        doze();
    assert_int_equal(atomic_load(count), wanted);
}

static void put_many(struct http_pool *p, void (*run)(void *job), struct crowd *c, int count)
{
    for (int i = 0; i < count; i++)
        assert_true(pool_put(p, run, c));
}

static int seats(void)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);

    return processors > 2 ? (int)processors * 2 : 4;
}

static void only_so_many_are_at_work_at_once_however_many_threads_there_are(void **state)
{
    struct arena *a = arena_new(0);
    struct crowd c = { .open = true };
    struct http_pool *p;

    (void)state;
    assert_int_equal(http_pool_start(a, 4 * seats(), 1000, &p), OK);
    usleep(100000);                                         /* all have come to rest */
    put_many(p, work_only, &c, 500);
    until(&c.done, 500);
    assert_true(atomic_load(&c.most) >= 2 && atomic_load(&c.most) <= seats());
    http_pool_stop(p);
    arena_free(a);
}

/* Else a slow disk would hold up whoever only reads. */
static void who_waits_for_something_else_lets_the_next_begin(void **state)
{
    struct arena *a = arena_new(0);
    struct crowd c = { .open = false };
    int threads = 4 * seats();
    struct http_pool *p;

    (void)state;
    assert_int_equal(http_pool_start(a, threads, 1000, &p), OK);
    put_many(p, work_and_wait, &c, threads - 1);
    until(&c.waiting, threads - 1);
    put_many(p, work_only, &c, 20);
    until(&c.done, 20);
    atomic_store(&c.open, true);
    until(&c.done, threads - 1 + 20);
    put_many(p, work_only, &c, 100);                        /* and all seats are there again */
    until(&c.done, threads - 1 + 120);
    http_pool_stop(p);
    arena_free(a);
}

static void a_pool_that_stops_runs_what_it_has_taken(void **state)
{
    struct arena *a = arena_new(0);
    struct crowd c = { .open = false };
    struct http_pool *p;

    (void)state;
    assert_int_equal(http_pool_start(a, 2 * seats(), 1000, &p), OK);
    put_many(p, work_and_wait, &c, 2 * seats());
    until(&c.waiting, 2 * seats());
    put_many(p, work_only, &c, 300);
    atomic_store(&c.open, true);
    http_pool_stop(p);
    assert_int_equal(atomic_load(&c.done), 2 * seats() + 300);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_does_not_fit_the_queue_is_refused_at_once),
        cmocka_unit_test(only_so_many_are_at_work_at_once_however_many_threads_there_are),
        cmocka_unit_test(who_waits_for_something_else_lets_the_next_begin),
        cmocka_unit_test(a_pool_that_stops_runs_what_it_has_taken),
        cmocka_unit_test(bodies_beyond_the_memory_set_aside_are_not_booked),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
