/* SPDX-License-Identifier: MulanPSL-2.0 */
/* server - listeners whose loops only move bytes, and the pool of threads on which handlers run. */
#ifndef HTTP_SERVER_H
#define HTTP_SERVER_H

#include "http/request.h"

struct http_pool;
struct http_server;

typedef void (*http_handler)(void *user, struct request *rq, struct response *rs);

/* Every 0 is replaced by the figure in brackets. */
struct http_timing {
    int64_t head_ms;                    /* for a whole head, and between two requests (10,000)                 */
    int64_t body_grace_ms;              /* for a body before its rate counts (10,000)                          */
    int64_t body_bytes_per_s;           /* at least, averaged (1,024)                                          */
    int64_t answer_grace_ms;            /* for a client to take an answer, plus body_bytes_per_s (60,000)      */
    int64_t heartbeat_ms;               /* between comments on event streams (15,000)                          */
    int64_t stop_ms;                    /* running requests are waited for when stopping (10,000)              */
};

/*
 * Writes the answer to a request the server itself refuses: 400 (a field that is not UTF-8, broken JSON or
 * multipart), 413, 415, 503 (busy).  rs holds a plain one already; what is not changed stays.  why: English,
 * names the field.  form and files may be missing.  May run on a loop: be quick.  Broken heads never come here.
 */
typedef void (*http_refused)(void *user, const struct request *rq, struct str why, struct response *rs);

struct http_options {
    const char  *address;               /* "127.0.0.1"                                                 */
    int          port;                  /* 0: any free one, see http_port                              */
    int          face;                  /* copied into every request                                   */
    int          loops;                 /* event loop threads, one per core                            */
    struct http_pool *pool;
    size_t       body_max;              /* bytes; larger: 413 (0: 26 MiB)                              */
    const char *const *proxies;         /* trusted proxy addresses, NULL-terminated; may be NULL       */
    int          events_max;            /* open event streams; more: 503 (0: 200)                      */
    int          connections_max;       /* more are not taken up (0: 4,096)                            */
    struct http_timing timing;
    http_handler handler;
    http_refused refused;               /* may be NULL                                                 */
    void        *user;
};

struct http_figures { int64_t requests, refused, open, waiting, streams; };

/* A bounded queue of queue_max requests in front of threads handlers; what does not fit is answered 503. */
NODISCARD enum err http_pool_start(struct arena *a, int threads, size_t queue_max, struct http_pool **out);
void http_pool_stop(struct http_pool *p);

/*
 * The arena and what the options point to must live until the pool has stopped.  ERR_CONFLICT: the port is
 * taken; ERR_INVALID: not an address of this machine; ERR_FORBIDDEN: a port for root;
 * ERR_INTERNAL: no threads or sockets left.
 */
NODISCARD enum err http_start(struct arena *a, const struct http_options *o, struct http_server **out);
int  http_port(const struct http_server *s);
/*
 * Takes no more connections, ends event streams and finishes running requests; those that take longer than
 * timing.stop_ms are answered 503 and forgotten.  Stop the servers first, then the pool, then what handlers use.
 */
void http_stop(struct http_server *s);
void http_figures(struct http_server *s, struct http_figures *out);

/* Sends an event (name, one line of data) to every stream of a topic; never blocks. */
void http_publish(struct http_server *s, struct str topic, struct str name, struct str data);

#endif
