/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "web/throttle.h"

#include <pthread.h>

enum { ROWS = 4096, PROBES = 8 };

struct row { uint64_t key; int64_t since; int wrong; };

struct throttle { pthread_mutex_t lock; int inside; struct row rows[ROWS]; };

struct throttle *throttle_new(struct arena *a)
{
    struct throttle *t = ARENA_NEW(a, struct throttle);

    pthread_mutex_init(&t->lock, NULL);
    return t;
}

/* The row of the key, or the one among its places that is unused or oldest. */
static struct row *find(struct throttle *t, uint64_t key)
{
    struct row *oldest = &t->rows[key % ROWS];

    for (uint64_t i = 0; i < PROBES; i++) {
        struct row *r = &t->rows[(key + i) % ROWS];
        if (r->key == key)
            return r;
        if (r->since < oldest->since)
            oldest = r;
    }
    return oldest;
}

bool throttle_allows(struct throttle *t, struct str key, int max, int64_t now)
{
    uint64_t hash = str_hash(key);
    struct row *r;
    bool allowed;

    pthread_mutex_lock(&t->lock);
    r = find(t, hash);
    allowed = r->key != hash || r->wrong < max || now - r->since >= THROTTLE_WINDOW_MS;
    pthread_mutex_unlock(&t->lock);
    return allowed;
}

void throttle_count(struct throttle *t, struct str key, int64_t now)
{
    uint64_t hash = str_hash(key);
    struct row *r;

    pthread_mutex_lock(&t->lock);
    r = find(t, hash);
    if (r->key != hash || now - r->since >= THROTTLE_WINDOW_MS)
        *r = (struct row){ .key = hash, .since = now };
    r->wrong++;
    pthread_mutex_unlock(&t->lock);
}

bool throttle_enter(struct throttle *t)
{
    bool room;

    pthread_mutex_lock(&t->lock);
    room = t->inside < THROTTLE_INSIDE_MAX;
    t->inside += room;
    pthread_mutex_unlock(&t->lock);
    return room;
}

void throttle_leave(struct throttle *t)
{
    pthread_mutex_lock(&t->lock);
    t->inside--;
    pthread_mutex_unlock(&t->lock);
}
