/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "http/pool.h"

#include <pthread.h>
#include <stdatomic.h>

struct job { void (*run)(void *job); void *job; };

struct http_pool {
    pthread_mutex_t lock;
    pthread_cond_t  more;
    struct job     *ring;               /* size slots, count of them taken from first on */
    size_t          size, first, count;
    bool            stopping;
    pthread_t      *threads;
    int             thread_count;
    _Atomic size_t  body_bytes;
};

/* Waits for a job; false: the pool stops and the queue is empty. */
static bool take(struct http_pool *p, struct job *out)
{
    bool got;

    pthread_mutex_lock(&p->lock);
    while (p->count == 0 && !p->stopping)
        pthread_cond_wait(&p->more, &p->lock);
    got = p->count > 0;
    if (got) {
        *out = p->ring[p->first];
        p->first = (p->first + 1) % p->size;
        p->count--;
    }
    pthread_mutex_unlock(&p->lock);
    return got;
}

static void *work(void *pool)
{
    struct job job;

    while (take(pool, &job))
        job.run(job.job);
    return NULL;
}

bool pool_put(struct http_pool *p, void (*run)(void *job), void *job)
{
    bool room;

    pthread_mutex_lock(&p->lock);
    room = p->count < p->size && !p->stopping;
    if (room) {
        p->ring[(p->first + p->count) % p->size] = (struct job){ run, job };
        p->count++;
        pthread_cond_signal(&p->more);
    }
    pthread_mutex_unlock(&p->lock);
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
    pthread_cond_init(&p->more, NULL);
    p->size = queue_max > 0 ? queue_max : 1;
    p->ring = ARENA_ARRAY(a, p->size, struct job);
    p->threads = ARENA_ARRAY(a, (size_t)threads, pthread_t);
    for (; p->thread_count < threads; p->thread_count++)
        if (pthread_create(&p->threads[p->thread_count], NULL, work, p) != 0) {
            http_pool_stop(p);
            return ERR_INTERNAL;
        }
    *out = p;
    return OK;
}

void http_pool_stop(struct http_pool *p)
{
    pthread_mutex_lock(&p->lock);
    p->stopping = true;
    pthread_cond_broadcast(&p->more);
    pthread_mutex_unlock(&p->lock);
    for (int i = 0; i < p->thread_count; i++)
        pthread_join(p->threads[i], NULL);
    pthread_cond_destroy(&p->more);
    pthread_mutex_destroy(&p->lock);
}
