/* SPDX-License-Identifier: MulanPSL-2.0 */
/* exchange - one request on its way to a handler, its answer on the way back; free of the HTTP library. */
#ifndef HTTP_EXCHANGE_H
#define HTTP_EXCHANGE_H

#include <stdatomic.h>
#include <sys/queue.h>

#include "base/buf.h"
#include "http/events.h"
#include "http/guard.h"
#include "http/head.h"
#include "http/pool.h"

enum exchange_stage { AT_HEAD, AT_BODY, AT_POOL, ANSWERED, ABANDONED };

struct exchange {
    LIST_ENTRY(exchange)      link;             /* of those AT_POOL; it and stage under the server's lock */
    enum exchange_stage       stage;
    _Atomic int               holders;          /* the loop, and the pool while the handler runs         */
    struct arena             *arena;
    const struct http_options *options;
    const struct http_timing *timing;
    struct guard_conn        *conn;
    void                     *server, *engine;  /* engine: the library's connection                      */
    struct request            rq;
    struct response           rs;
    struct str                target;
    const char               *target_at;
    struct framing            framing;
    struct buf                body;
    size_t                    booked;           /* bytes booked with the pool                            */
    int64_t                   begun_ms;         /* when the head was complete                            */
    bool                      counted;          /* among the server's active ones                       */
    struct events_stream     *stream;
};

/* target: as received, may be NULL where there was none. */
struct exchange *exchange_new(const struct http_options *o, const struct http_timing *t, struct guard_conn *conn,
                              const char *target);
/* The last of the holders frees it. */
void exchange_release(struct exchange *x);

/* Looks at the head and what it promises; false: rs is the refusal, to be sent at once and the connection closed. */
bool exchange_judge(struct exchange *x, struct head *head);
/* Takes a piece of the body; 0, or 413, 503. */
int exchange_receive(struct exchange *x, struct str bytes);
/* On a pool thread: the body becomes fields, then the handler runs. */
void exchange_run(struct exchange *x);
/* The answer becomes a refusal: JSON or plain text, or what options->refused makes of it. */
void exchange_refuse(struct exchange *x, int status, struct str why);
/* Adds what every answer carries unless the handler set it itself. */
void exchange_complete(struct exchange *x);

#endif
