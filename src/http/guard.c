/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "http/guard.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/queue.h>
#include <sys/socket.h>
#include <time.h>

enum { TICK_MS = 100 };

struct guard_conn {
    LIST_ENTRY(guard_conn) link;
    struct arena   *arena;
    struct str      peer;
    int             socket;
    _Atomic int64_t due_ms;         /* 0: none; negative: an answer's, to be cut without a word */
};

struct guard {
    pthread_mutex_t    lock;
    pthread_cond_t     wake;
    pthread_t          thread;
    bool               stopping;
    LIST_HEAD(, guard_conn) conns;
    int64_t            count;
    int64_t            beat_ms, beat_at_ms;
    void             (*tick)(void *user);
    void              *user;
};

int64_t guard_now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void guard_write_refusal(struct guard_conn *c, int status, const char *reason)
{
    char text[160];
    int len = snprintf(text, sizeof text, "HTTP/1.1 %d %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
                       status, reason);

    if (send(c->socket, text, (size_t)len, MSG_NOSIGNAL | MSG_DONTWAIT) < 0)
        return;     /* the client is gone or does not read: it is cut off anyway */
}

static void check(struct guard_conn *c, int64_t now_ms)
{
    int64_t due = atomic_load(&c->due_ms);

    if (due == 0 || (due > 0 ? due : -due) > now_ms || !atomic_compare_exchange_strong(&c->due_ms, &due, 0))
        return;
    if (due > 0)
        guard_write_refusal(c, 408, "Request Timeout");
    shutdown(c->socket, SHUT_RDWR);
}

static void wait_tick(struct guard *g)
{
    struct timespec until;

    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += (long)TICK_MS * 1000000;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    if (!g->stopping)
        pthread_cond_timedwait(&g->wake, &g->lock, &until);
}

/* The beat comes without the lock: it may wake loops that add or remove connections. */
static void beat(struct guard *g, int64_t now_ms)
{
    if (now_ms < g->beat_at_ms)
        return;
    g->beat_at_ms = now_ms + g->beat_ms;
    pthread_mutex_unlock(&g->lock);
    g->tick(g->user);
    pthread_mutex_lock(&g->lock);
}

static void *watch(void *guard)
{
    struct guard *g = guard;

    pthread_mutex_lock(&g->lock);
    while (!g->stopping) {
        int64_t now_ms = guard_now_ms();
        struct guard_conn *c;

        LIST_FOREACH(c, &g->conns, link)
            check(c, now_ms);
        beat(g, now_ms);
        wait_tick(g);
    }
    pthread_mutex_unlock(&g->lock);
    return NULL;
}

enum err guard_start(struct arena *a, int64_t beat_ms, void (*tick)(void *user), void *user, struct guard **out)
{
    struct guard *g = ARENA_NEW(a, struct guard);
    pthread_condattr_t monotonic;

    pthread_mutex_init(&g->lock, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&g->wake, &monotonic);
    pthread_condattr_destroy(&monotonic);
    g->beat_ms = beat_ms;
    g->beat_at_ms = guard_now_ms() + beat_ms;
    g->tick = tick;
    g->user = user;
    *out = g;
    return pthread_create(&g->thread, NULL, watch, g) == 0 ? OK : ERR_INTERNAL;
}

void guard_stop(struct guard *g)
{
    pthread_mutex_lock(&g->lock);
    g->stopping = true;
    pthread_cond_signal(&g->wake);
    pthread_mutex_unlock(&g->lock);
    pthread_join(g->thread, NULL);
    pthread_cond_destroy(&g->wake);     /* not the lock: a handler of another face may still ask for figures */
}

struct guard_conn *guard_add(struct guard *g, int socket, struct str peer)
{
    struct arena *a = arena_new(0);
    struct guard_conn *c = ARENA_NEW(a, struct guard_conn);

    c->arena = a;
    c->socket = socket;
    c->peer = arena_str(a, peer);
    pthread_mutex_lock(&g->lock);
    LIST_INSERT_HEAD(&g->conns, c, link);
    g->count++;
    pthread_mutex_unlock(&g->lock);
    return c;
}

void guard_remove(struct guard *g, struct guard_conn *c)
{
    pthread_mutex_lock(&g->lock);
    LIST_REMOVE(c, link);
    g->count--;
    pthread_mutex_unlock(&g->lock);
    arena_free(c->arena);
}

int64_t guard_count(struct guard *g)
{
    int64_t count;

    pthread_mutex_lock(&g->lock);
    count = g->count;
    pthread_mutex_unlock(&g->lock);
    return count;
}

struct str guard_peer(const struct guard_conn *c)
{
    return c->peer;
}

void guard_request_due(struct guard_conn *c, int64_t due_ms)
{
    atomic_store(&c->due_ms, due_ms);
}

void guard_answer_due(struct guard_conn *c, int64_t due_ms)
{
    atomic_store(&c->due_ms, -due_ms);
}

void guard_no_due(struct guard_conn *c)
{
    atomic_store(&c->due_ms, 0);
}
