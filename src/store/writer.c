/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "store/writer.h"

#include <linux/futex.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "store/backend.h"
#include "store/store.sql.h"

enum {
    BATCH_MAX = 256,
    TRIES_ALONE = 3,
    RECONNECTS = 100, RECONNECT_PAUSE_MS = 50   /* a database server restarts in about as long */
};

/* A waiting command; it lies on its caller's stack. */
struct slot {
    struct slot *next;
    struct ctx  *cx;
    writer_fn    fn;
    const void  *args;
    void        *out;
    size_t       gaps;          /* of cx before the first run */
    int64_t      since_ms;
    enum err     answer;
    atomic_int   done;
};

struct writer {
    struct writer_options o;
    struct db        *db;
    pthread_t         thread;
    pthread_mutex_t   lock;
    pthread_cond_t    more;
    struct slot      *first, **last;
    size_t            waiting;
    bool              stopping, asleep;
    bool              unknown;          /* whether the last batch is in could not be found out yet */
    int64_t           batch;            /* number of the last batch tried, as in writer_mark */
    int64_t           now;              /* newest clock of the running batch's commands */
    struct arena     *arena;            /* before_commit's, made anew for each batch */
    atomic_int_fast64_t batches, commands, rolled_back;
};

static int64_t monotonic_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC_COARSE, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void pause_ms(int ms)
{
    struct timespec t = { ms / 1000, (long)(ms % 1000) * 1000000 };

    nanosleep(&t, NULL);
}

/* ---- one group of commands in one transaction ---- */

static void tell_rolled_back(struct writer *w)
{
    atomic_fetch_add_explicit(&w->rolled_back, 1, memory_order_relaxed);
    if (w->o.rolled_back != NULL)
        w->o.rolled_back(w->o.user);
}

static void tell_committed(struct writer *w)
{
    atomic_fetch_add_explicit(&w->batches, 1, memory_order_relaxed);
    if (w->o.after_commit != NULL)
        w->o.after_commit(w->o.user);
}

static void run(struct writer *w, struct slot *s)
{
    struct db *before = s->cx->db;

    w->db->failed = OK;
    s->cx->db = w->db;
    s->cx->gap_count = s->gaps;         /* an earlier run that was lost may have left some */
    s->answer = s->fn(s->cx, s->args, s->out);
    s->cx->db = before;
    if (w->db->failed != OK)
        s->answer = w->db->failed;
    if (w->db->open_rows != 0)
        w->db->ops->tidy(w->db);
    w->db->open_rows = 0;
    if (s->cx->now > w->now)
        w->now = s->cx->now;
}

/* Why the transaction is gone, as far as the command knows. */
static enum err reason(const struct slot *s)
{
    return s->answer != OK ? s->answer : ERR_BUSY;
}

/* Fails only when the transaction is gone. */
static enum err run_in_savepoint(struct writer *w, struct slot *s)
{
    const struct db_ops *ops = w->db->ops;
    enum err e = ops->savepoint(w->db);

    if (e != OK)
        return e;
    run(w, s);
    if (w->db->unwound || w->db->failed == ERR_BUSY)    /* a deadlock or the like: again, alone */
        return reason(s);
    if (s->answer == OK)
        return ops->release(w->db);
    return ops->undo(w->db);
}

static enum err run_all(struct writer *w, struct slot *const *slots, size_t count)
{
    enum err e = OK;

    if (count > 1) {
        for (size_t i = 0; e == OK && i < count; i++)
            e = run_in_savepoint(w, slots[i]);
        return e;
    }
    run(w, slots[0]);
    return w->db->unwound ? reason(slots[0]) : OK;
}

static bool any_good(struct slot *const *slots, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (slots[i]->answer == OK)
            return true;
    return false;
}

static enum err finish(struct writer *w)
{
    struct ctx cx = { .arena = w->arena, .db = w->db, .house = w->o.house, .now = w->now };
    enum err e = OK;

    w->db->failed = OK;
    if (w->o.before_commit != NULL)
        e = w->o.before_commit(&cx, w->o.user);
    if (e == OK)
        e = db_put(&cx, &SQL_STORE_MARK, ARGS(arg_int(w->batch)));
    if (e == OK)
        e = w->db->failed;
    return e == OK ? w->db->ops->commit(w->db) : e;
}

static enum err reconnect(struct writer *w, int tries)
{
    enum err e = w->db->ops->reopen(w->db);

    while (e != OK && --tries > 0) {
        pause_ms(RECONNECT_PAUSE_MS);
        e = w->db->ops->reopen(w->db);
    }
    return e;
}

static enum err read_mark(struct writer *w, int64_t *out)
{
    struct ctx cx = { .arena = w->arena, .db = w->db };
    struct row *r;
    enum err e;

    w->db->failed = OK;
    *out = 0;
    e = db_select(&cx, &SQL_STORE_MARKED, &r, NO_ARGS);
    if (e != OK)
        return e;
    if (row_next(r))
        *out = row_int(r, 0);
    return row_end(r);
}

/*
 * The connection broke during COMMIT: the mark tells whether this batch is in.
 * OK: it is.  ERR_BUSY: it is not, run again.  ERR_INTERNAL: cannot be found out.
 */
static enum err learn_fate(struct writer *w)
{
    int64_t mark;

    if (reconnect(w, RECONNECTS) != OK || read_mark(w, &mark) != OK)
        return ERR_INTERNAL;
    return mark == w->batch ? OK : ERR_BUSY;
}

static void answer_all(struct slot *const *slots, size_t count, enum err answer)
{
    for (size_t i = 0; i < count; i++)
        slots[i]->answer = answer;
}

static enum err commit(struct writer *w, struct slot *const *slots, size_t count)
{
    enum err e = finish(w);

    if (e != OK && !w->db->lost) {
        w->db->ops->rollback(w->db);
        return e;
    }
    if (e != OK)
        e = learn_fate(w);
    if (e == ERR_INTERNAL) {
        log_event(LOG_ERROR, "store.commit_unknown", LOG_INT("commands", (int64_t)count));
        answer_all(slots, count, e);
        w->unknown = true;
        return OK;
    }
    if (e != OK)
        return e;
    tell_committed(w);
    return OK;
}

/* The callers had to be told "unknown"; the hooks must know before they count on. */
static enum err settle(struct writer *w)
{
    int64_t mark;
    enum err e = read_mark(w, &mark);

    if (e != OK)
        return e;
    w->unknown = false;
    if (mark == w->batch)
        tell_committed(w);
    else
        tell_rolled_back(w);
    return OK;
}

/* OK: the answers of the slots stand.  Else nothing of the group was done. */
static enum err try_group(struct writer *w, struct slot *const *slots, size_t count)
{
    struct db *db = w->db;
    enum err e = db->lost ? reconnect(w, 1) : OK;

    if (e == OK && w->unknown)
        e = settle(w);
    if (e != OK)
        return ERR_BUSY;
    w->batch++;
    db->failed = OK;
    e = db->ops->begin(db);
    if (e == OK)
        e = run_all(w, slots, count);
    if (e == OK && any_good(slots, count))
        e = commit(w, slots, count);
    else
        db->ops->rollback(db);
    if (!w->unknown && (e != OK || !any_good(slots, count)))
        tell_rolled_back(w);
    return e;
}

static void run_alone(struct writer *w, struct slot *s)
{
    enum err e = ERR_BUSY;

    for (int i = 0; e == ERR_BUSY && i < TRIES_ALONE; i++) {
        e = try_group(w, &s, 1);
        if (e == OK && s->answer == ERR_BUSY)
            e = ERR_BUSY;
    }
    if (e != OK)
        s->answer = e;
}

static void run_batch(struct writer *w, struct slot *const *slots, size_t count)
{
    w->arena = arena_new(4096);
    w->now = 0;
    if (try_group(w, slots, count) != OK)
        for (size_t i = 0; i < count; i++)
            run_alone(w, slots[i]);
    arena_free(w->arena);
    atomic_fetch_add_explicit(&w->commands, (int_fast64_t)count, memory_order_relaxed);
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
    while (atomic_load_explicit(&s->done, memory_order_acquire) == 0)
        syscall(SYS_futex, &s->done, FUTEX_WAIT_PRIVATE, 0, NULL, NULL, 0);
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

/* Takes what waits; returns those that waited too long, linked. */
static struct slot *take(struct writer *w, struct slot **slots, size_t *count)
{
    struct slot *late = NULL;
    int64_t now = monotonic_ms();

    *count = 0;
    while (w->first != NULL && *count < BATCH_MAX) {
        struct slot *s = pop(w);
        if (now - s->since_ms <= w->o.wait_max_ms) {
            slots[(*count)++] = s;
            continue;
        }
        s->next = late;
        late = s;
    }
    return late;
}

/* Waits for commands and takes them.  False: stopping, and nothing is left. */
static bool gather(struct writer *w, struct slot **slots, size_t *count)
{
    struct slot *late;
    bool more;

    pthread_mutex_lock(&w->lock);
    while (w->first == NULL && !w->stopping) {
        w->asleep = true;
        pthread_cond_wait(&w->more, &w->lock);
    }
    w->asleep = false;
    more = w->first != NULL;
    late = take(w, slots, count);
    pthread_mutex_unlock(&w->lock);
    refuse(late);
    return more;
}

static void *work(void *writer)
{
    struct writer *w = writer;
    struct slot *slots[BATCH_MAX];
    size_t count;

    while (gather(w, slots, &count)) {
        if (count == 0)
            continue;
        run_batch(w, slots, count);
        for (size_t i = 0; i < count; i++)
            answer(slots[i]);
        w->db->ops->checkpoint(w->db);
    }
    return NULL;
}

enum err writer_start(struct arena *a, const struct writer_options *o, struct writer **out)
{
    struct writer *w = ARENA_NEW(a, struct writer);
    enum err e;

    *w = (struct writer){ .o = *o, .db = store_writer(o->store), .arena = a };
    if (w->o.queue_max == 0)
        w->o.queue_max = 1024;
    if (w->o.wait_max_ms == 0)
        w->o.wait_max_ms = 5000;
    w->last = &w->first;
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->more, NULL);
    e = read_mark(w, &w->batch);
    if (e == OK && pthread_create(&w->thread, NULL, work, w) != 0)
        e = ERR_INTERNAL;
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
}

void writer_figures(struct writer *w, struct writer_figures *out)
{
    *out = (struct writer_figures){ .batches = w->batches, .commands = w->commands, .rolled_back = w->rolled_back };
    pthread_mutex_lock(&w->lock);
    out->waiting = (int64_t)w->waiting;
    pthread_mutex_unlock(&w->lock);
}

static bool enqueue(struct writer *w, struct slot *s)
{
    bool taken, wake;

    pthread_mutex_lock(&w->lock);
    taken = !w->stopping && w->waiting < w->o.queue_max;
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

    if (cx->db == w->db)
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
        slots[i] = slot_of(calls[i].cx, calls[i].fn, calls[i].args, calls[i].out);
        queued[i] = calls[i].cx->db != w->db && enqueue(w, &slots[i]);
        calls[i].answer = calls[i].cx->db != w->db ? ERR_BUSY : ERR_INTERNAL;
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
