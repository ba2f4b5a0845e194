/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "http/events.h"

#include <pthread.h>
#include <string.h>
#include <sys/queue.h>

#include "base/buf.h"

/* One text for all streams that get it; dies with the last. */
struct message { struct arena *arena; struct str text; size_t holders; };

struct events_stream {
    LIST_ENTRY(events_stream) link;
    struct str      topic;
    void           *waiter;
    bool            parked;
    struct message *pending[EVENTS_PENDING_MAX];
    size_t          first, count;
    size_t          sent;               /* bytes of the first message already taken */
};

struct events {
    pthread_mutex_t     lock;
    struct events_hooks hooks;
    LIST_HEAD(, events_stream) streams;
    int                 count, max;
    bool                ending;
};

static struct message *message_of(struct arena *a, struct str text)
{
    struct message *m = ARENA_NEW(a, struct message);

    *m = (struct message){ a, text, 1 };
    return m;
}

static void release(struct message *m)
{
    if (--m->holders == 0)
        arena_free(m->arena);
}

static struct message **slot(struct events_stream *s, size_t i)
{
    return &s->pending[(s->first + i) % EVENTS_PENDING_MAX];
}

/* Drops the oldest message of which nothing was sent yet: half a message would spoil the next. */
static void drop_oldest(struct events_stream *s)
{
    size_t victim = s->sent > 0 ? 1 : 0;

    release(*slot(s, victim));
    for (size_t i = victim; i + 1 < s->count; i++)
        *slot(s, i) = *slot(s, i + 1);
    s->count--;
}

static void wake(struct events *e, struct events_stream *s)
{
    if (!s->parked)
        return;
    s->parked = false;
    e->hooks.wake(s->waiter);
}

static void push(struct events *e, struct events_stream *s, struct message *m)
{
    if (s->count == EVENTS_PENDING_MAX)
        drop_oldest(s);
    m->holders++;
    *slot(s, s->count++) = m;
    wake(e, s);
}

struct events *events_new(struct arena *a, int streams_max, struct events_hooks hooks)
{
    struct events *e = ARENA_NEW(a, struct events);

    pthread_mutex_init(&e->lock, NULL);
    e->max = streams_max;
    e->hooks = hooks;
    return e;
}

static struct message *greeting(void)
{
    struct arena *a = arena_new(0);

    return message_of(a, arena_printf(a, "retry: %d\n\n", EVENTS_RETRY_MS));
}

struct events_stream *events_open(struct events *e, struct arena *a, struct str topic, void *waiter)
{
    struct events_stream *s = NULL;
    struct message *hello = greeting();

    pthread_mutex_lock(&e->lock);
    if (e->count < e->max && !e->ending) {
        s = ARENA_NEW(a, struct events_stream);
        s->topic = arena_str(a, topic);
        s->waiter = waiter;
        LIST_INSERT_HEAD(&e->streams, s, link);
        e->count++;
        push(e, s, hello);
    }
    release(hello);
    pthread_mutex_unlock(&e->lock);
    return s;
}

void events_close(struct events *e, struct events_stream *s)
{
    pthread_mutex_lock(&e->lock);
    LIST_REMOVE(s, link);
    e->count--;
    for (size_t i = 0; i < s->count; i++)
        release(*slot(s, i));
    pthread_mutex_unlock(&e->lock);
}

static size_t copy_first(struct events_stream *s, char *bytes, size_t max)
{
    struct message *m = *slot(s, 0);
    struct str rest = str_sub(m->text, s->sent, max);

    memcpy(bytes, rest.p, rest.len);
    s->sent += rest.len;
    if (s->sent == m->text.len) {
        release(m);
        s->first = (s->first + 1) % EVENTS_PENDING_MAX;
        s->count--;
        s->sent = 0;
    }
    return rest.len;
}

ssize_t events_take(struct events *e, struct events_stream *s, char *bytes, size_t max)
{
    ssize_t taken = 0;

    pthread_mutex_lock(&e->lock);
    while (s->count > 0 && (size_t)taken < max)
        taken += (ssize_t)copy_first(s, bytes + taken, max - (size_t)taken);
    if (taken == 0 && e->ending) {
        taken = -1;
    } else if (taken == 0) {
        s->parked = true;
        e->hooks.park(s->waiter);
    }
    pthread_mutex_unlock(&e->lock);
    return taken;
}

/* A line end inside the data begins a new data line; a lone CR would end one too and is left out. */
static void add_data(struct buf *b, struct str data)
{
    buf_add(b, STR("data: "));
    for (size_t i = 0; i < data.len; i++) {
        if (data.p[i] == '\n')
            buf_add(b, STR("\ndata: "));
        else if (data.p[i] != '\r')
            buf_char(b, data.p[i]);
    }
    buf_add(b, STR("\n\n"));
}

static struct message *event_message(struct str name, struct str data)
{
    struct buf b = buf_in(arena_new(0));

    buf_add(&b, STR("event: "));
    for (size_t i = 0; i < name.len; i++)
        if ((unsigned char)name.p[i] >= 0x20)
            buf_char(&b, name.p[i]);
    buf_char(&b, '\n');
    add_data(&b, data);
    return message_of(b.arena, buf_str(&b));
}

void events_publish(struct events *e, struct str topic, struct str name, struct str data)
{
    struct message *m = event_message(name, data);
    struct events_stream *s;

    pthread_mutex_lock(&e->lock);
    LIST_FOREACH(s, &e->streams, link)
        if (str_eq(s->topic, topic))
            push(e, s, m);
    release(m);
    pthread_mutex_unlock(&e->lock);
}

void events_beat(struct events *e)
{
    struct message *m = message_of(arena_new(0), STR(":\n\n"));
    struct events_stream *s;

    pthread_mutex_lock(&e->lock);
    LIST_FOREACH(s, &e->streams, link)
        push(e, s, m);
    release(m);
    pthread_mutex_unlock(&e->lock);
}

void events_end(struct events *e)
{
    struct events_stream *s;

    pthread_mutex_lock(&e->lock);
    e->ending = true;
    LIST_FOREACH(s, &e->streams, link)
        wake(e, s);
    pthread_mutex_unlock(&e->lock);
}

int64_t events_count(struct events *e)
{
    int64_t count;

    pthread_mutex_lock(&e->lock);
    count = e->count;
    pthread_mutex_unlock(&e->lock);
    return count;
}
