/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "store_test.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>

struct job { int64_t id; const char *name; int64_t amount; };

static enum err add(struct ctx *cx, const void *args, void *out)
{
    const struct job *j = args;

    (void)out;
    return item_insert(cx, j->id, j->name, j->amount);
}

static enum err run(struct store_fixture *f, writer_fn fn, const void *args)
{
    return writer_run(f->writer, &f->cx, fn, args, NULL);
}

static void a_committed_command_is_seen_by_readers(void **state)
{
    struct store_fixture f;

    test_open(state, &f);
    assert_int_equal(run(&f, add, &(struct job){ 1, "a", 5 }), OK);
    assert_int_equal(read_int(&f.cx, &SQL_ITEM_COUNT), 1);
    store_fixture_close(&f);
}

static void a_broken_constraint_is_a_conflict_and_leaves_nothing(void **state)
{
    struct store_fixture f;

    test_open(state, &f);
    assert_int_equal(run(&f, add, &(struct job){ 1, "a", 5 }), OK);
    assert_int_equal(run(&f, add, &(struct job){ 1, "b", 5 }), ERR_CONFLICT);
    assert_int_equal(run(&f, add, &(struct job){ 2, "a", 5 }), ERR_CONFLICT);
    assert_int_equal(run(&f, add, &(struct job){ 3, "c", -1 }), ERR_CONFLICT);
    assert_int_equal(read_int(&f.cx, &SQL_ITEM_COUNT), 1);
    store_fixture_close(&f);
}

static enum err refuse(struct ctx *cx, const void *args, void *out)
{
    (void)cx;
    (void)args;
    (void)out;
    return ERR_STATE;
}

static void several_at_once_share_a_commit_and_one_that_fails_takes_none_with_it(void **state)
{
    enum { COUNT = 100 };
    struct writer_call calls[COUNT];
    struct writer_figures before, after;
    struct job jobs[COUNT];
    struct ctx own[COUNT];
    struct store_fixture f;

    test_open(state, &f);
    writer_figures(f.writer, &before);
    for (int i = 0; i < COUNT; i++) {
        own[i] = (struct ctx){ .arena = arena_new(0), .now = f.cx.now };
        jobs[i] = (struct job){ i, arena_printf(f.arena, "n%d", i).p, 5 };
        calls[i] = (struct writer_call){ .cx = &own[i], .fn = i == 70 ? refuse : add, .args = &jobs[i] };
    }
    writer_run_all(f.writer, calls, COUNT);
    writer_figures(f.writer, &after);
    for (int i = 0; i < COUNT; i++) {
        assert_int_equal(calls[i].answer, i == 70 ? ERR_STATE : OK);
        arena_free(own[i].arena);
    }
    assert_int_equal(read_int(&f.cx, &SQL_ITEM_COUNT), COUNT - 1);
    assert_true(after.batches - before.batches <= 10);      /* the first may have gone before the rest was there */
    store_fixture_close(&f);
}

/* ---- a batch held together by a first command that waits until the others are queued ---- */

struct held { struct store_fixture *f; pthread_t thread; sem_t started, go; };

static enum err hold(struct ctx *cx, const void *args, void *out)
{
    struct held *h = *(struct held *const *)args;

    (void)cx;
    (void)out;
    sem_post(&h->started);
    sem_wait(&h->go);
    return OK;
}

struct caller { pthread_t thread; struct store_fixture *f; writer_fn fn; struct job job; enum err answer; int64_t out; };

static void *call(void *p)
{
    struct caller *c = p;
    struct ctx cx = { .arena = arena_new(0), .now = c->f->cx.now };

    c->answer = writer_run(c->f->writer, &cx, c->fn, &c->job, &c->out);
    arena_free(cx.arena);
    return NULL;
}

static void *call_hold(void *p)
{
    struct held *h = p;
    struct ctx cx = { .arena = arena_new(0) };

    assert_int_equal(writer_run(h->f->writer, &cx, hold, &h, NULL), OK);
    arena_free(cx.arena);
    return NULL;
}

static int64_t waiting(struct store_fixture *f)
{
    struct writer_figures now;

    writer_figures(f->writer, &now);
    return now.waiting;
}

static void start_holding(struct store_fixture *f, struct held *h)
{
    h->f = f;
    sem_init(&h->started, 0, 0);
    sem_init(&h->go, 0, 0);
    pthread_create(&h->thread, NULL, call_hold, h);
    sem_wait(&h->started);
}

/* Queues one caller behind those that wait already. */
static void queue(struct store_fixture *f, struct caller *c)
{
    int64_t before = waiting(f);

    c->f = f;
    pthread_create(&c->thread, NULL, call, c);
    while (waiting(f) == before)
        sched_yield();
}

static void run_together(struct store_fixture *f, struct caller *callers, int count)
{
    struct held h;

    start_holding(f, &h);
    for (int i = 0; i < count; i++)
        queue(f, &callers[i]);
    sem_post(&h.go);
    for (int i = 0; i < count; i++)
        pthread_join(callers[i].thread, NULL);
    pthread_join(h.thread, NULL);
}

static enum err add_then_fail(struct ctx *cx, const void *args, void *out)
{
    enum err e = add(cx, args, out);

    return e != OK ? e : ctx_fail(cx, ERR_STATE, "gap.test", STR(""));
}

static enum err add_and_hide_the_error(struct ctx *cx, const void *args, void *out)
{
    (void)add(cx, args, out);
    return OK;
}

static void commands_of_one_batch_stand_or_fall_alone(void **state)
{
    struct store_fixture f;
    struct caller c[] = {
        { .fn = add, .job = { 1, "a", 1 } }, { .fn = add_then_fail, .job = { 2, "b", 1 } },
        { .fn = add, .job = { 3, "c", 1 } }, { .fn = add, .job = { 3, "d", 1 } },
        { .fn = add_and_hide_the_error, .job = { 1, "e", 1 } }, { .fn = add, .job = { 2, "b", 1 } },
    };
    static const enum err want[] = { OK, ERR_STATE, OK, ERR_CONFLICT, ERR_CONFLICT, OK };
    struct writer_figures figures;

    test_open(state, &f);
    run_together(&f, c, 6);
    for (int i = 0; i < 6; i++)
        assert_int_equal(c[i].answer, want[i]);
    assert_int_equal(read_int(&f.cx, &SQL_ITEM_COUNT), 3);
    writer_figures(f.writer, &figures);
    assert_int_equal(figures.commands, 7);
    assert_true(store_is_postgres(f.store) || figures.batches == 2);
    store_fixture_close(&f);
}

/* Each takes the next number by what it reads, so order and reading of own writes both show. */
static enum err take_number(struct ctx *cx, const void *args, void *out)
{
    size_t changed;
    enum err e = db_change(cx, &SQL_COUNTER_ADD, &changed, ARGS(arg_int(1)));

    (void)args;
    if (e == OK)
        *(int64_t *)out = read_int(cx, &SQL_COUNTER_READ);
    return e != OK ? e : changed == 1 ? OK : ERR_INTERNAL;
}

static void commands_run_in_the_order_they_came(void **state)
{
    struct store_fixture f;
    struct caller c[20] = { { .out = 0 } };

    test_open(state, &f);
    for (int i = 0; i < 20; i++)
        c[i].fn = take_number;
    run_together(&f, c, 20);
    for (int i = 0; i < 20; i++)
        assert_true(c[i].answer == OK && c[i].out == i + 1);
    store_fixture_close(&f);
}

/* The runs of before_commit counted from 1; those from fail_from to fail_to fail. */
struct hooks { atomic_int before, after, back; int fail_from, fail_to; enum err with; };

static enum err before(struct ctx *cx, void *user)
{
    struct hooks *h = user;
    size_t changed;
    enum err e = db_change(cx, &SQL_COUNTER_ADD, &changed, ARGS(arg_int(1)));

    h->before++;
    return e == OK && h->before >= h->fail_from && h->before <= h->fail_to ? h->with : e;
}

static void after(void *user)
{
    ((struct hooks *)user)->after++;
}

static void back(void *user)
{
    ((struct hooks *)user)->back++;
}

static void open_hooked(void **state, struct store_fixture *f, struct hooks *h)
{
    struct store_fixture_options o = test_options(state);

    o.writer = (struct writer_options){ .before_commit = before, .after_commit = after, .rolled_back = back, .user = h };
    store_fixture_open(f, &o);
}

static void hooks_run_once_for_a_batch_inside_its_transaction(void **state)
{
    struct hooks h = { .with = ERR_INTERNAL };
    struct caller c[] = { { .fn = add, .job = { 1, "a", 1 } }, { .fn = add, .job = { 2, "b", 1 } } };
    struct store_fixture f;

    open_hooked(state, &f, &h);
    run_together(&f, c, 2);
    assert_int_equal(h.before, 2);              /* the holder's batch, then theirs */
    assert_int_equal(h.after, 2);
    assert_int_equal(read_int(&f.cx, &SQL_COUNTER_READ), 2);
    assert_int_equal(run(&f, add, &(struct job){ 1, "again", 1 }), ERR_CONFLICT);
    assert_int_equal(read_int(&f.cx, &SQL_COUNTER_READ), 2);
    assert_true(h.back >= 1 && h.after == 2);
    store_fixture_close(&f);
}

static enum err gap_and_add(struct ctx *cx, const void *args, void *out)
{
    ctx_gap(cx, STR("field"), "gap.test", STR(""));
    *(int64_t *)out = (int64_t)cx->gap_count;
    return add(cx, args, out);
}

static void a_lost_batch_is_run_again_one_by_one(void **state)
{
    struct hooks h = { .fail_from = 2, .fail_to = 2, .with = ERR_FULL };        /* 1: the holder's batch, 2: theirs */
    struct caller c[] = { { .fn = gap_and_add, .job = { 1, "a", 1 } }, { .fn = add, .job = { 1, "b", 1 } },
                          { .fn = gap_and_add, .job = { 2, "c", 1 } } };
    struct store_fixture f;

    open_hooked(state, &f, &h);
    run_together(&f, c, 3);
    assert_true(c[0].answer == OK && c[1].answer == ERR_CONFLICT && c[2].answer == OK);
    assert_true(c[0].out == 1 && c[2].out == 1);        /* gaps of the lost run are gone */
    assert_int_equal(h.before, store_is_postgres(f.store) ? 5 : 4);     /* there the conflict shows only at the end */
    assert_int_equal(h.after, 3);
    assert_int_equal(read_int(&f.cx, &SQL_ITEM_COUNT), 2);
    assert_int_equal(read_int(&f.cx, &SQL_COUNTER_READ), 3);
    store_fixture_close(&f);
}

static void when_the_batch_cannot_be_committed_nobody_hears_ok(void **state)
{
    struct hooks h = { .fail_from = 2, .fail_to = 100, .with = ERR_FULL };
    struct caller c[] = { { .fn = add, .job = { 1, "a", 1 } }, { .fn = add, .job = { 2, "b", 1 } } };
    struct store_fixture f;

    open_hooked(state, &f, &h);
    run_together(&f, c, 2);
    assert_true(c[0].answer == ERR_FULL && c[1].answer == ERR_FULL);
    assert_int_equal(h.after, 1);
    assert_int_equal(read_int(&f.cx, &SQL_ITEM_COUNT), 0);
    h.fail_to = 0;
    assert_int_equal(run(&f, add, &(struct job){ 1, "a", 1 }), OK);
    store_fixture_close(&f);
}

static enum err only_gap(struct ctx *cx, const void *args, void *out)
{
    (void)args;
    (void)out;
    return ctx_gap(cx, STR("f"), "gap.test", STR(""));
}

static void gaps_noted_by_a_command_reach_its_caller(void **state)
{
    struct store_fixture f;

    test_open(state, &f);
    assert_int_equal(run(&f, only_gap, NULL), ERR_INVALID);
    assert_int_equal(f.cx.gap_count, 1);
    store_fixture_close(&f);
}

static void a_full_queue_and_a_long_wait_are_answered_busy_unrun(void **state)
{
    struct store_fixture_options o = test_options(state);
    struct caller late = { .fn = add, .job = { 1, "a", 1 } };
    struct timespec pause = { 0, 120000000 };
    struct store_fixture f;
    struct held h;

    o.writer.queue_max = 1;
    o.writer.wait_max_ms = 50;
    store_fixture_open(&f, &o);
    start_holding(&f, &h);
    queue(&f, &late);
    assert_int_equal(run(&f, add, &(struct job){ 2, "b", 1 }), ERR_BUSY);
    nanosleep(&pause, NULL);
    sem_post(&h.go);
    pthread_join(late.thread, NULL);
    pthread_join(h.thread, NULL);
    assert_int_equal(late.answer, ERR_BUSY);
    assert_int_equal(read_int(&f.cx, &SQL_ITEM_COUNT), 0);
    store_fixture_close(&f);
}

static void stopping_finishes_what_is_queued_and_refuses_what_comes_later(void **state)
{
    struct caller queued = { .fn = add, .job = { 1, "a", 1 } };
    struct store_fixture f;
    struct held h;

    test_open(state, &f);
    start_holding(&f, &h);
    queue(&f, &queued);
    sem_post(&h.go);
    writer_stop(f.writer);
    pthread_join(queued.thread, NULL);
    pthread_join(h.thread, NULL);
    assert_int_equal(queued.answer, OK);
    assert_int_equal(run(&f, add, &(struct job){ 2, "b", 1 }), ERR_BUSY);
    assert_int_equal(read_int(&f.cx, &SQL_ITEM_COUNT), 1);
    store_return(f.store, f.cx.db);
    store_close(f.store);
    store_fixture_remove(&f);
}

static enum err add_bulk(struct ctx *cx, const void *args, void *out)
{
    const int64_t *id = args;
    char *bulk = arena_alloc(cx->arena, 20000);

    (void)out;
    return db_put(cx, &SQL_ITEM_ADD, ARGS(arg_int(*id), arg_text(arena_printf(cx->arena, "%lld", (long long)*id)),
                                          arg_bytes((struct str){ bulk, 20000 }), arg_int(1)));
}

static void a_full_disk_is_told_nothing_of_the_command_stays_and_room_made_is_used(void **state)
{
    struct store_fixture_options o = test_options(state);
    struct store_fixture f;
    struct str why;
    int64_t id = 0;
    enum err e = OK;

    if (o.backend == ON_POSTGRES)
        skip();
    store_fixture_place(&f, &o);
    small_disk(&f, f.folder, "size=1m");
    assert_int_equal(store_open(f.arena, &f.store_options, &f.store, &why), OK);
    assert_int_equal(store_migrate(f.store, test_migrations, test_migrations_count, &why), OK);
    assert_int_equal(writer_start(f.arena, &(struct writer_options){ .store = f.store }, &f.writer), OK);
    f.cx = (struct ctx){ .arena = f.arena, .db = store_lease(f.store) };
    while (e == OK && id++ < 1000)
        e = writer_run(f.writer, &f.cx, add_bulk, &id, NULL);
    assert_int_equal(e, ERR_FULL);
    assert_int_equal(read_int(&f.cx, &SQL_ITEM_COUNT), id - 1);
    assert_int_equal(mount("tmpfs", f.folder, "tmpfs", MS_REMOUNT, "size=4m"), 0);
    assert_int_equal(writer_run(f.writer, &f.cx, add_bulk, &id, NULL), OK);
    look_anew(&f);
    assert_int_equal(read_int(&f.cx, &SQL_ITEM_COUNT), id);
    writer_stop(f.writer);
    store_return(f.store, f.cx.db);
    store_close(f.store);
    assert_int_equal(umount(f.folder), 0);
    store_fixture_remove(&f);
}

static enum err meet_a_deadlock(struct ctx *cx, const void *args, void *out)
{
    struct row *r;
    enum err e = db_select(cx, &SQL_BUSY_ONCE, &r, NO_ARGS);

    if (e == OK)
        e = row_end(r);
    return e == OK ? add(cx, args, out) : e;
}

static void a_command_that_met_a_deadlock_is_run_again_unseen(void **state)
{
    struct caller c[] = { { .fn = add, .job = { 1, "a", 1 } }, { .fn = meet_a_deadlock, .job = { 2, "b", 1 } },
                          { .fn = add, .job = { 3, "c", 1 } } };
    struct store_fixture f;

    test_open(state, &f);
    run_together(&f, c, 3);
    assert_true(c[0].answer == OK && c[1].answer == OK && c[2].answer == OK);
    assert_int_equal(read_int(&f.cx, &SQL_ITEM_COUNT), 3);
    store_fixture_close(&f);
}

static enum err call_writer(struct ctx *cx, const void *args, void *out)
{
    return writer_run(((const struct store_fixture *)args)->writer, cx, count_one, NULL, out);
}

static void a_command_that_waits_for_the_writer_is_refused_not_hung(void **state)
{
    struct store_fixture f;

    test_open(state, &f);
    assert_int_equal(run(&f, call_writer, &f), ERR_INTERNAL);
    store_fixture_close(&f);
}

static void many_callers_lose_and_double_nothing(void **state)
{
    struct store_fixture f;
    struct caller c[64] = { { .out = 0 } };
    bool seen[65] = { false };

    test_open(state, &f);
    for (int i = 0; i < 64; i++) {
        c[i].f = &f;
        c[i].fn = take_number;
        pthread_create(&c[i].thread, NULL, call, &c[i]);
    }
    for (int i = 0; i < 64; i++) {
        pthread_join(c[i].thread, NULL);
        assert_int_equal(c[i].answer, OK);
        assert_true(c[i].out >= 1 && c[i].out <= 64 && !seen[c[i].out]);
        seen[c[i].out] = true;
    }
    store_fixture_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_BOTH(a_committed_command_is_seen_by_readers),
        ON_BOTH(a_broken_constraint_is_a_conflict_and_leaves_nothing),
        ON_BOTH(several_at_once_share_a_commit_and_one_that_fails_takes_none_with_it),
        ON_BOTH(commands_of_one_batch_stand_or_fall_alone),
        ON_BOTH(commands_run_in_the_order_they_came),
        ON_BOTH(hooks_run_once_for_a_batch_inside_its_transaction),
        ON_BOTH(a_lost_batch_is_run_again_one_by_one),
        ON_BOTH(when_the_batch_cannot_be_committed_nobody_hears_ok),
        ON_BOTH(gaps_noted_by_a_command_reach_its_caller),
        ON_BOTH(a_full_queue_and_a_long_wait_are_answered_busy_unrun),
        ON_BOTH(stopping_finishes_what_is_queued_and_refuses_what_comes_later),
        ON_BOTH(a_full_disk_is_told_nothing_of_the_command_stays_and_room_made_is_used),
        ON_BOTH(a_command_that_met_a_deadlock_is_run_again_unseen),
        ON_BOTH(a_command_that_waits_for_the_writer_is_refused_not_hung),
        ON_BOTH(many_callers_lose_and_double_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
