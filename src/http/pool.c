/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "http/pool.h"

#include <pthread.h>
#include <stdatomic.h>

struct job { void (*run)(void *job); void *job; };

/* One thread; while it rests it lies on the stack of the idle. */
struct worker { struct http_pool *pool; pthread_t thread; pthread_cond_t wake; struct worker *below; bool resting; };

struct http_pool {
    pthread_mutex_t lock;
    struct worker  *idle;               /* who came to rest last lies on top: his caches are still warm */
    struct job     *ring;               /* size slots, count of them taken from first on */
    size_t          size, first, count;
    bool            stopping;
    struct worker  *workers;
    int             worker_count;
    _Atomic size_t  body_bytes;
};

static void rest(struct http_pool *p, struct worker *w)
{
    w->below = p->idle;
    p->idle = w;
    w->resting = true;
    while (w->resting)
        pthread_cond_wait(&w->wake, &p->lock);
}

/* Takes who lies on top off the stack; NULL: all are at work. */
static struct worker *rouse(struct http_pool *p)
{
    struct worker *w = p->idle;

    if (w != NULL) {
        p->idle = w->below;
        w->resting = false;
    }
    return w;
}

/* Waits for a job; false: the pool stops and the queue is empty. */
static bool take(struct worker *w, struct job *out)
{
    struct http_pool *p = w->pool;
    bool got;

    pthread_mutex_lock(&p->lock);
    while (p->count == 0 && !p->stopping)
        rest(p, w);
    got = p->count > 0;
    if (got) {
        *out = p->ring[p->first];
        p->first = (p->first + 1) % p->size;
        p->count--;
    }
    pthread_mutex_unlock(&p->lock);
    return got;
}

static void *work(void *worker)
{
    struct job job;

    while (take(worker, &job))
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
        w = rouse(p);
    }
    pthread_mutex_unlock(&p->lock);
    if (w != NULL)
        pthread_cond_signal(&w->wake);
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

enum err http_pool_start(struct arena *a, int threads, size_t queue_max, struct http_pool **out)
{
    struct http_pool *p = ARENA_NEW(a, struct http_pool);

    pthread_mutex_init(&p->lock, NULL);
    p->size = queue_max > 0 ? queue_max : 1;
    p->ring = ARENA_ARRAY(a, p->size, struct job);
    p->workers = ARENA_ARRAY(a, (size_t)threads, struct worker);
    for (; p->worker_count < threads; p->worker_count++) {
        struct worker *w = &p->workers[p->worker_count];

        w->pool = p;
        pthread_cond_init(&w->wake, NULL);
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
    while ((w = rouse(p)) != NULL)
        pthread_cond_signal(&w->wake);
    pthread_mutex_unlock(&p->lock);
    for (int i = 0; i < p->worker_count; i++) {
        pthread_join(p->workers[i].thread, NULL);
        pthread_cond_destroy(&p->workers[i].wake);
    }
    pthread_mutex_destroy(&p->lock);
}
