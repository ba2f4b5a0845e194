/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * events - open streams of server-sent events (WHATWG HTML 9.2) waiting for what is published.
 *
 * A stream with nothing to send is parked: hooks.park(waiter) is called by its reader, hooks.wake(waiter)
 * by whoever brings something.  Both run under the lock of the hub, so they cannot cross; they must not block.
 * A reader too slow for EVENTS_PENDING_MAX messages loses the oldest: walls show the present, not a history.
 */
#ifndef HTTP_EVENTS_H
#define HTTP_EVENTS_H

#include <sys/types.h>

#include "base/arena.h"

enum { EVENTS_PENDING_MAX = 32, EVENTS_RETRY_MS = 3000 };

struct events;
struct events_stream;
struct events_hooks { void (*park)(void *waiter); void (*wake)(void *waiter); };

struct events *events_new(struct arena *a, int streams_max, struct events_hooks hooks);

/* Begins with the retry hint; lives in a until events_close.  NULL: too many are open, or events_end was called. */
struct events_stream *events_open(struct events *e, struct arena *a, struct str topic, void *waiter);
void events_close(struct events *e, struct events_stream *s);
/* Copies what is pending, at most max bytes; 0: nothing, the stream is parked; -1: the stream is at its end. */
ssize_t events_take(struct events *e, struct events_stream *s, char *bytes, size_t max);

void events_publish(struct events *e, struct str topic, struct str name, struct str data);
void events_beat(struct events *e);                     /* a comment to every stream, so that proxies keep it */
void events_end(struct events *e);                      /* ends every stream, refuses new ones */
int64_t events_count(struct events *e);

#endif
