/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "http/pool.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <unistd.h>

#include "base/seat.h"

enum { SEATS_MIN = 4, SEATS_A_PROCESSOR = 2 };

/*
 * Many threads, few of them at work: the others wait for the writer or the disk and have left their seat meanwhile (seat.h).
 *
 *   resting --job handed--> at work --leaves--> waiting --takes--> at work --done--> next job, or resting
 *
 * A job begins while fewer than max_at_work are at work, else it waits in the ring, where who is done takes it without
 * a wake.  Who takes a seat again may make them more for a moment; who is done then rests.
 */
struct job { void (*run)(void *job); void *job; };      /* run NULL: stop */

/*
 * One thread; while it rests it lies on the stack of the idle.  Who wakes it hands it the job, so that it starts
 * without the lock, which would be held by the next caller already.
 */
struct worker { struct http_pool *pool; pthread_t thread; sem_t wake; struct job handed; struct worker *below; };

struct http_pool {
    pthread_mutex_t lock;
    struct worker  *idle;               /* who came to rest last lies on top: his caches are still warm */
    struct job     *ring;               /* size slots, count of them taken from first on */
    size_t          size, first, count;
    int             at_work, max_at_work;
    struct seats    seats;
    bool            stopping;
    struct worker  *workers;
    int             worker_count;
    _Atomic size_t  body_bytes;
};

static struct worker *hand(struct http_pool *p, struct job job)
{
    struct worker *w = p->idle;

    if (w != NULL) {
        p->idle = w->below;
        w->handed = job;
        p->at_work++;
    }
    return w;
}

static struct job first_of_ring(struct http_pool *p)
{
    struct job job = p->ring[p->first];

    p->first = (p->first + 1) % p->size;
    p->count--;
    return job;
}

/* Who begins what waits longest, to be woken without the lock; NULL: nothing waits, or it has to. */
static struct worker *begin(struct http_pool *p)
{
    if (p->count == 0 || p->idle == NULL || p->at_work >= p->max_at_work)
        return NULL;
    return hand(p, first_of_ring(p));
}

static void leave_seat(void *pool)
{
    struct http_pool *p = pool;
    struct worker *w;

    pthread_mutex_lock(&p->lock);
    p->at_work--;
    w = begin(p);
    pthread_mutex_unlock(&p->lock);
    if (w != NULL)
        sem_post(&w->wake);
}

static void take_seat(void *pool)
{
    struct http_pool *p = pool;

    pthread_mutex_lock(&p->lock);
    p->at_work++;
    pthread_mutex_unlock(&p->lock);
}

static struct job rest(struct worker *w)
{
    while (sem_wait(&w->wake) != 0)
        ;                               /* a signal */
    return w->handed;
}

/* What waits, or what is handed over later.  Without run: the pool stops and the queue is empty. */
static struct job take(struct worker *w)
{
    struct http_pool *p = w->pool;
    struct job job = { NULL, NULL };
    bool idle;

    pthread_mutex_lock(&p->lock);
    idle = !p->stopping && (p->count == 0 || p->at_work > p->max_at_work);
    if (idle) {
        w->below = p->idle;
        p->idle = w;
        p->at_work--;
    } else if (p->count > 0)
        job = first_of_ring(p);
    pthread_mutex_unlock(&p->lock);
    return idle ? rest(w) : job;
}

static void *work(void *worker)
{
    struct worker *w = worker;
    struct job job;

    seat_begin(&w->pool->seats);
    while ((job = take(w)).run != NULL)
        job.run(job.job);
    return NULL;
}

bool pool_put(struct http_pool *p, void (*run)(void *job), void *job)
{
    struct worker *w = NULL;
    bool room;

    pthread_mutex_lock(&p->lock);
    room = p->count < p->size && !p->stopping;
    if (room) {
        p->ring[(p->first + p->count) % p->size] = (struct job){ run, job };
        p->count++;
        w = begin(p);
    }
    pthread_mutex_unlock(&p->lock);
    if (w != NULL)
        sem_post(&w->wake);
    return room;
}

int64_t pool_waiting(struct http_pool *p)
{
    int64_t count;

    pthread_mutex_lock(&p->lock);
    count = (int64_t)p->count;
    pthread_mutex_unlock(&p->lock);
    return count;
}

bool pool_book_bytes(struct http_pool *p, size_t bytes)
{
    if (atomic_fetch_add(&p->body_bytes, bytes) + bytes <= POOL_BODY_BYTES)
        return true;
    atomic_fetch_sub(&p->body_bytes, bytes);
    return false;
}

void pool_return_bytes(struct http_pool *p, size_t bytes)
{
    atomic_fetch_sub(&p->body_bytes, bytes);
}

static int seats_at_once(void)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);

    return processors * SEATS_A_PROCESSOR > SEATS_MIN ? (int)processors * SEATS_A_PROCESSOR : SEATS_MIN;
}

enum err http_pool_start(struct arena *a, int threads, size_t queue_max, struct http_pool **out)
{
    struct http_pool *p = ARENA_NEW(a, struct http_pool);

    pthread_mutex_init(&p->lock, NULL);
    p->seats = (struct seats){ leave_seat, take_seat, p };
    p->max_at_work = seats_at_once();
    p->at_work = threads;               /* until they come to rest */
    p->size = queue_max > 0 ? queue_max : 1;
    p->ring = ARENA_ARRAY(a, p->size, struct job);
    p->workers = ARENA_ARRAY(a, (size_t)threads, struct worker);
    for (; p->worker_count < threads; p->worker_count++) {
        struct worker *w = &p->workers[p->worker_count];

        w->pool = p;
        sem_init(&w->wake, 0, 0);
        if (pthread_create(&w->thread, NULL, work, w) != 0) {
            http_pool_stop(p);
            return ERR_INTERNAL;
        }
    }
    *out = p;
    return OK;
}

void http_pool_stop(struct http_pool *p)
{
    struct worker *w;

    pthread_mutex_lock(&p->lock);
    p->stopping = true;
    while ((w = hand(p, (struct job){ NULL, NULL })) != NULL)
        sem_post(&w->wake);
    pthread_mutex_unlock(&p->lock);
    for (int i = 0; i < p->worker_count; i++) {
        pthread_join(p->workers[i].thread, NULL);
        sem_destroy(&p->workers[i].wake);
    }
    pthread_mutex_destroy(&p->lock);
}
