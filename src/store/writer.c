/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "store/writer.h"

#include <linux/futex.h>
#include <pthread.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "base/seat.h"
#include "store/group.h"

enum { TRIES_ALONE = 3 };

/*
 * Where the disk is slow and the database lets us (SQLite), a second thread, the syncer, waits for it:
 *
 *   writer    run A . commit A | run B ...... B grows .... | commit B | run C
 *   syncer                     | disk has A: answers A ... |          | disk has B: answers B
 *
 * A group is committed only when the one before is on the disk, so at most one is on its way (the flight), and what
 * comes meanwhile runs in the next.  Nobody hears OK before the disk has it; but readers see a commit as soon as it is
 * made, a moment before it is sure.
 */
struct writer {
    struct groups     groups;
    pthread_t         thread, syncer;
    pthread_mutex_t   lock;
    pthread_cond_t    more;             /* for the writer: commands, or the disk is done */
    pthread_cond_t    committed;        /* for the syncer */
    struct slot      *first, **last;
    size_t            waiting;
    bool              stopping, asleep;
    struct group      flight;           /* the syncer's while syncing, else the writer's */
    atomic_bool       syncing, sync_failed;
    bool              landed;           /* nothing will fly any more */
    atomic_int_fast64_t commands;
};

static int64_t monotonic_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC_COARSE, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- the queue ---- */

/* The caller may be gone as soon as done is set; a wake for memory that is another's by then does no harm. */
static void answer(struct slot *s)
{
    atomic_store_explicit(&s->done, 1, memory_order_release);
    syscall(SYS_futex, &s->done, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
}

static void await(struct slot *s)
{
    seat_leave();
    while (atomic_load_explicit(&s->done, memory_order_acquire) == 0)
        syscall(SYS_futex, &s->done, FUTEX_WAIT_PRIVATE, 0, NULL, NULL, 0);
    seat_take();
}

static struct slot *pop(struct writer *w)
{
    struct slot *s = w->first;

    w->first = s->next;
    if (w->first == NULL)
        w->last = &w->first;
    w->waiting--;
    return s;
}

static void refuse(struct slot *late)
{
    while (late != NULL) {
        struct slot *s = late;
        late = s->next;             /* read before the answer: then it is gone */
        s->answer = ERR_BUSY;
        answer(s);
    }
}

/* Takes what waits behind what the group has; returns those that waited too long, linked. */
static struct slot *take(struct writer *w, struct group *group)
{
    struct slot *late = NULL;
    int64_t now = monotonic_ms();

    while (w->first != NULL && group->count < GROUP_MAX) {
        struct slot *s = pop(w);
        if (now - s->since_ms <= w->groups.o.wait_max_ms) {
            group->slots[group->count++] = s;
            atomic_fetch_add_explicit(&w->commands, 1, memory_order_relaxed);
            continue;
        }
        s->next = late;
        late = s;
    }
    return late;
}

static void sleep_for_more(struct writer *w)
{
    w->asleep = true;
    pthread_cond_wait(&w->more, &w->lock);
    w->asleep = false;
}

/* Waits for commands and takes them, or for bad news of the flight.  False: stopping, and nothing is left. */
static bool gather(struct writer *w, struct group *group)
{
    struct slot *late;
    bool more;

    group->count = 0;
    pthread_mutex_lock(&w->lock);
    while (w->first == NULL && !w->stopping && !w->sync_failed)
        sleep_for_more(w);
    more = w->first != NULL || w->sync_failed;
    late = take(w, group);
    pthread_mutex_unlock(&w->lock);
    refuse(late);
    return more;
}

/* False: the disk is done with the flight. */
static bool gather_more(struct writer *w, struct group *group)
{
    struct slot *late;
    bool more;

    pthread_mutex_lock(&w->lock);
    while (w->syncing && (w->first == NULL || group->count == GROUP_MAX))
        sleep_for_more(w);
    more = w->syncing;
    late = more ? take(w, group) : NULL;
    pthread_mutex_unlock(&w->lock);
    refuse(late);
    return more;
}

/* ---- the flight ---- */

static void launch(struct writer *w, struct group *group)
{
    pthread_mutex_lock(&w->lock);
    w->flight = *group;
    w->syncing = true;
    pthread_cond_signal(&w->committed);
    pthread_mutex_unlock(&w->lock);
    group->count = 0;
}

static bool next_flight(struct writer *w)
{
    bool flying;

    pthread_mutex_lock(&w->lock);
    while (!w->syncing && !w->landed)
        pthread_cond_wait(&w->committed, &w->lock);
    flying = w->syncing;
    pthread_mutex_unlock(&w->lock);
    return flying;
}

/* The writer goes on before the answers are given. */
static void land(struct writer *w, enum err e, struct group *done)
{
    pthread_mutex_lock(&w->lock);
    done->count = 0;
    if (e == OK)
        *done = w->flight;
    w->sync_failed = e != OK;
    w->syncing = false;
    pthread_cond_signal(&w->more);
    pthread_mutex_unlock(&w->lock);
}

static void answer_all(struct group *group)
{
    for (size_t i = 0; i < group->count; i++)
        answer(group->slots[i]);
    group->count = 0;
}

static void *sync_flights(void *writer)
{
    struct writer *w = writer;
    struct group done;

    while (next_flight(w)) {
        enum err e = w->groups.db->ops->sync(w->groups.db);
        if (e == OK)
            group_committed(&w->groups);
        land(w, e, &done);
        answer_all(&done);
    }
    return NULL;
}

static void end_flights(struct writer *w)
{
    pthread_mutex_lock(&w->lock);
    w->landed = true;
    pthread_cond_signal(&w->committed);
    pthread_mutex_unlock(&w->lock);
    pthread_join(w->syncer, NULL);
}

static void wait_for_disk(struct writer *w)
{
    pthread_mutex_lock(&w->lock);
    while (w->syncing)
        pthread_cond_wait(&w->more, &w->lock);
    pthread_mutex_unlock(&w->lock);
}

static void settle_flight(struct writer *w)
{
    wait_for_disk(w);
    if (!w->sync_failed)
        return;
    group_lost(&w->groups, &w->flight);
    w->sync_failed = false;
    answer_all(&w->flight);
}

/* ---- a group, and its commands one by one if it cannot be had together ---- */

/* What comes while the disk is busy runs with this group: its commit has to wait anyway. */
static enum err run_latecomers(struct writer *w, struct group *group)
{
    size_t from = group->count;
    enum err e = OK;

    while (e == OK && gather_more(w, group)) {
        e = group_run(&w->groups, group, from, false);
        from = group->count;
    }
    return e;
}

static enum err run_all(struct writer *w, struct group *group)
{
    bool bare = group->count == 1 && !w->syncing;
    enum err e = group_run(&w->groups, group, 0, bare);

    return e == OK && !bare ? run_latecomers(w, group) : e;
}

static enum err commit(struct writer *w, struct group *group, enum promise promise)
{
    enum err e = group_commit(&w->groups, group, promise);

    if (group->flies)
        launch(w, group);
    return e;
}

/* OK: the answers of the slots stand, or the syncer gives them.  Else nothing of the group was done. */
static enum err try_group(struct writer *w, struct group *group, enum promise promise)
{
    enum err e;

    if (w->groups.db->lost || w->groups.unknown != 0)
        settle_flight(w);
    TRY(group_open(&w->groups, group));
    e = run_all(w, group);
    wait_for_disk(w);
    if (e == OK && w->sync_failed)
        e = ERR_BUSY;
    if (e == OK && group_any_good(group))
        return commit(w, group, promise);
    w->groups.db->ops->rollback(w->groups.db);
    settle_flight(w);
    group_forget(&w->groups);
    return e;
}

static void run_alone(struct writer *w, struct slot *s)
{
    struct group one = { .slots = { s }, .count = 1 };
    enum err e = ERR_BUSY;

    for (int i = 0; e == ERR_BUSY && i < TRIES_ALONE; i++) {
        e = try_group(w, &one, PROMISE_KEPT);
        if (e == OK && s->answer == ERR_BUSY)
            e = ERR_BUSY;
    }
    if (e != OK)
        s->answer = e;
}

static void run_group(struct writer *w, struct group *group)
{
    enum promise promise = w->groups.db->ops->sync != NULL ? PROMISE_SOON : PROMISE_KEPT;

    w->groups.now = 0;
    if (try_group(w, group, promise) != OK)
        for (size_t i = 0; i < group->count; i++)
            run_alone(w, group->slots[i]);
    answer_all(group);
}

/* After the answers: who waits for one should not wait for that too. */
static void checkpoint(struct writer *w)
{
    if (w->groups.db->ops->due == NULL || !w->groups.db->ops->due(w->groups.db))
        return;
    settle_flight(w);
    w->groups.db->ops->checkpoint(w->groups.db);
}

static void *work(void *writer)
{
    struct writer *w = writer;
    struct group group;
    bool more = true;

    while (more) {
        more = gather(w, &group);
        w->groups.arena = arena_new(4096);
        if (w->sync_failed || !more)
            settle_flight(w);
        if (group.count > 0)
            run_group(w, &group);
        checkpoint(w);
        arena_free(w->groups.arena);
    }
    return NULL;
}

/* ---- in and out ---- */

enum err writer_start(struct arena *a, const struct writer_options *o, struct writer **out)
{
    struct writer *w = ARENA_NEW(a, struct writer);
    enum err e;

    *w = (struct writer){ .groups = { .o = *o, .db = store_writer(o->store), .arena = a } };
    if (w->groups.o.queue_max == 0)
        w->groups.o.queue_max = 1024;
    if (w->groups.o.wait_max_ms == 0)
        w->groups.o.wait_max_ms = 5000;
    w->last = &w->first;
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->more, NULL);
    pthread_cond_init(&w->committed, NULL);
    e = group_marked(&w->groups, &w->groups.number);
    if (e == OK && pthread_create(&w->syncer, NULL, sync_flights, w) != 0)
        return ERR_INTERNAL;
    if (e == OK && pthread_create(&w->thread, NULL, work, w) != 0) {
        end_flights(w);
        e = ERR_INTERNAL;
    }
    if (e == OK)
        *out = w;
    return e;
}

void writer_stop(struct writer *w)
{
    pthread_mutex_lock(&w->lock);
    w->stopping = true;
    pthread_cond_signal(&w->more);
    pthread_mutex_unlock(&w->lock);
    pthread_join(w->thread, NULL);
    end_flights(w);
}

void writer_figures(struct writer *w, struct writer_figures *out)
{
    *out = (struct writer_figures){ .batches = w->groups.committed, .commands = w->commands,
                                    .rolled_back = w->groups.rolled_back };
    pthread_mutex_lock(&w->lock);
    out->waiting = (int64_t)w->waiting;
    pthread_mutex_unlock(&w->lock);
}

static bool enqueue(struct writer *w, struct slot *s)
{
    bool taken, wake;

    pthread_mutex_lock(&w->lock);
    taken = !w->stopping && w->waiting < w->groups.o.queue_max;
    wake = taken && w->asleep;
    if (taken) {
        *w->last = s;
        w->last = &s->next;
        w->waiting++;
        w->asleep = false;
    }
    pthread_mutex_unlock(&w->lock);
    if (wake)
        pthread_cond_signal(&w->more);
    return taken;
}

static struct slot slot_of(struct ctx *cx, writer_fn fn, const void *args, void *out)
{
    return (struct slot){ .cx = cx, .fn = fn, .args = args, .out = out, .gaps = cx->gap_count, .since_ms = monotonic_ms() };
}

enum err writer_run(struct writer *w, struct ctx *cx, writer_fn fn, const void *args, void *out)
{
    struct slot s = slot_of(cx, fn, args, out);

    if (cx->db == w->groups.db)
        return ERR_INTERNAL;            /* inside a command: waiting for oneself would never end */
    if (!enqueue(w, &s))
        return ERR_BUSY;
    await(&s);
    return s.answer;
}

/* Waits for the last of them only after all are in the queue. */
static void run_some(struct writer *w, struct writer_call *calls, size_t count)
{
    struct slot slots[WRITER_AT_ONCE_MAX];
    bool queued[WRITER_AT_ONCE_MAX];

    for (size_t i = 0; i < count; i++) {
        bool inside = calls[i].cx->db == w->groups.db;     /* asked before: once queued, cx is the writer's */
        slots[i] = slot_of(calls[i].cx, calls[i].fn, calls[i].args, calls[i].out);
        calls[i].answer = inside ? ERR_INTERNAL : ERR_BUSY;
        queued[i] = !inside && enqueue(w, &slots[i]);
    }
    for (size_t i = 0; i < count; i++) {
        if (!queued[i])
            continue;
        await(&slots[i]);
        calls[i].answer = slots[i].answer;
    }
}

void writer_run_all(struct writer *w, struct writer_call *calls, size_t count)
{
    for (size_t from = 0; from < count; from += WRITER_AT_ONCE_MAX)
        run_some(w, calls + from, count - from < WRITER_AT_ONCE_MAX ? count - from : WRITER_AT_ONCE_MAX);
}
