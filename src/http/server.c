/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "http/server.h"

#include <errno.h>
#include <microhttpd.h>
#include <pthread.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "http/exchange.h"
#include "http/listener.h"

enum {
    CONNECTION_MEMORY = 64 * 1024,      /* head, library's lists and answer head of one connection */
    EVENT_BLOCK = 4096,
    ABANDON_MS = 500,                   /* for the 503 of abandoned requests to leave */
};

struct http_server {
    struct arena       *arena;
    struct http_options options;
    struct MHD_Daemon  *daemon;
    struct guard       *guard;
    struct events      *events;
    int                 port;
    _Atomic bool        stopping;
    _Atomic int64_t     requests, refused;
    pthread_mutex_t     lock;
    pthread_cond_t      idle;
    int64_t             active;         /* requests between their head and the end of their answer */
    bool                closed;         /* nothing may be suspended any more */
    LIST_HEAD(, exchange) at_pool;
};

static const char BUSY[] = "503 the server is stopping\n";

/* ---- the hop ---- */

/* The connection is resumed under the lock: http_stop must not pass between the mark and the call. */
static void come_back(struct http_server *s, struct exchange *x)
{
    pthread_mutex_lock(&s->lock);
    if (x->stage == AT_POOL) {
        LIST_REMOVE(x, link);
        x->stage = ANSWERED;
        MHD_resume_connection(x->engine);
    }
    pthread_mutex_unlock(&s->lock);
    exchange_release(x);
}

static void run_job(void *exchange)
{
    struct exchange *x = exchange;

    exchange_run(x);
    come_back(x->server, x);
}

/* Suspended under the lock too: the library ends the process when it is stopped with a suspended connection. */
static bool leave(struct http_server *s, struct exchange *x)
{
    bool leaves;

    pthread_mutex_lock(&s->lock);
    leaves = !s->closed;
    if (leaves) {
        atomic_fetch_add(&x->holders, 1);
        MHD_suspend_connection(x->engine);
        LIST_INSERT_HEAD(&s->at_pool, x, link);
        x->stage = AT_POOL;
    }
    pthread_mutex_unlock(&s->lock);
    return leaves;
}

static void hop(struct http_server *s, struct exchange *x)
{
    if (pool_put(s->options.pool, run_job, x))
        return;
    atomic_fetch_add(&s->refused, 1);
    exchange_refuse(x, 503, STR("the server is busy, try again in a moment"));
    come_back(s, x);
}

/* ---- answering ---- */

static enum MHD_Result queue(struct exchange *x, struct MHD_Response *answer)
{
    enum MHD_Result result = MHD_NO;
    const struct response *rs = &x->rs;

    if (answer == NULL)
        return MHD_NO;
    for (size_t i = 0; i < rs->header_count; i++)
        MHD_add_response_header(answer, rs->headers[i].name.p, rs->headers[i].value.p);
    result = MHD_queue_response(x->engine, (unsigned)rs->status, answer);
    MHD_destroy_response(answer);
    return result;
}

static enum MHD_Result answer_body(struct exchange *x)
{
    const struct http_timing *t = x->timing;
    struct str body = x->rs.body;
    int64_t earned_ms = (int64_t)body.len * 1000 / t->body_bytes_per_s;

    exchange_complete(x);
    guard_answer_due(x->conn, guard_now_ms() + t->answer_grace_ms + earned_ms);
    return queue(x, MHD_create_response_from_buffer(body.len, (void *)(uintptr_t)body.p, MHD_RESPMEM_PERSISTENT));
}

static ssize_t read_events(void *exchange, uint64_t position, char *bytes, size_t max)
{
    struct exchange *x = exchange;
    struct http_server *s = x->server;
    ssize_t taken = events_take(s->events, x->stream, bytes, max);

    (void)position;
    return taken < 0 ? MHD_CONTENT_READER_END_OF_STREAM : taken;
}

static enum MHD_Result answer_events(struct http_server *s, struct exchange *x)
{
    x->stream = events_open(s->events, x->arena, x->rs.events, x->engine);
    if (x->stream == NULL) {
        atomic_fetch_add(&s->refused, 1);
        exchange_refuse(x, 503, STR("too many open event streams"));
        return answer_body(x);
    }
    x->rs.type = STR("text/event-stream");
    response_header(&x->rs, "Cache-Control", STR("no-store"));
    response_header(&x->rs, "X-Accel-Buffering", STR("no"));
    exchange_complete(x);
    return queue(x, MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, EVENT_BLOCK, read_events, x, NULL));
}

/* The handler may still be writing its answer: nothing of the exchange is touched. */
static enum MHD_Result answer_abandoned(struct exchange *x)
{
    struct MHD_Response *answer = MHD_create_response_from_buffer(sizeof BUSY - 1, (void *)(uintptr_t)BUSY,
                                                                  MHD_RESPMEM_PERSISTENT);
    enum MHD_Result result;

    MHD_add_response_header(answer, "Connection", "close");
    result = MHD_queue_response(x->engine, 503, answer);
    MHD_destroy_response(answer);
    return result;
}

static enum MHD_Result answer(struct http_server *s, struct exchange *x)
{
    bool head_only = x->rq.method == HTTP_HEAD;

    if (x->rs.events.len > 0 && !head_only)
        return answer_events(s, x);
    if (atomic_load(&s->stopping))
        response_header(&x->rs, "Connection", STR("close"));
    return answer_body(x);
}

/* ---- what the library calls ---- */

static enum MHD_Result add_header(void *head, enum MHD_ValueKind kind, const char *name, size_t name_len,
                                  const char *value, size_t value_len)
{
    struct head *h = head;

    (void)kind;
    if (h->header_count > HEAD_HEADERS_MAX)
        return MHD_NO;
    h->headers[h->header_count++] = (struct http_pair){ { name, name_len }, { value, value_len } };
    return MHD_YES;
}

static size_t head_bytes(struct MHD_Connection *c)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(c, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);

    return info != NULL ? info->header_size : 0;
}

/* False: it came after the last that http_stop waited for. */
static bool count_in(struct http_server *s, struct exchange *x)
{
    pthread_mutex_lock(&s->lock);
    x->counted = !s->closed;
    s->active += x->counted;
    pthread_mutex_unlock(&s->lock);
    return x->counted;
}

static enum MHD_Result take_head(struct http_server *s, struct exchange *x, const char *method, const char *version)
{
    struct head h = { .method = str_of(method), .version = str_of(version), .bytes = head_bytes(x->engine) };

    h.headers = ARENA_ARRAY(x->arena, HEAD_HEADERS_MAX + 1, struct http_pair);
    MHD_get_connection_values_n(x->engine, MHD_HEADER_KIND, add_header, &h);
    atomic_fetch_add(&s->requests, 1);
    if (!count_in(s, x))
        return answer_abandoned(x);
    if (exchange_judge(x, &h)) {
        x->stage = AT_BODY;
        return MHD_YES;
    }
    atomic_fetch_add(&s->refused, 1);
    return answer_body(x);
}

static enum MHD_Result take_body(struct http_server *s, struct exchange *x, struct str bytes)
{
    int status = exchange_receive(x, bytes);

    if (status == 0)
        return MHD_YES;
    atomic_fetch_add(&s->refused, 1);
    log_event(LOG_INFO, "http.refused", LOG_INT("status", status), LOG_TEXT("why", STR("inside the body")), LOG_END);
    guard_no_due(x->conn);
    guard_write_refusal(x->conn, status, status == 413 ? "Content Too Large" : "Service Unavailable");
    return MHD_NO;
}

static enum MHD_Result on_request(void *server, struct MHD_Connection *c, const char *url, const char *method,
                                  const char *version, const char *upload, size_t *upload_len, void **context)
{
    struct exchange *x = *context;
    struct str bytes = { upload, *upload_len };

    (void)url;
    *upload_len = 0;
    if (x == NULL)
        return MHD_NO;
    x->engine = c;
    if (x->stage == AT_HEAD)
        return take_head(server, x, method, version);
    if (x->stage == AT_BODY && bytes.len > 0)
        return take_body(server, x, bytes);
    if (x->stage == ANSWERED)
        return answer(server, x);
    guard_no_due(x->conn);
    if (x->stage == ABANDONED || !leave(server, x))
        return answer_abandoned(x);
    hop(server, x);
    return MHD_YES;
}

static struct guard_conn *conn_of(struct MHD_Connection *c)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

    return info->socket_context;
}

static void *on_target(void *server, const char *target, struct MHD_Connection *c)
{
    struct http_server *s = server;
    struct exchange *x = exchange_new(&s->options, &s->options.timing, conn_of(c), target);

    x->server = s;
    return x;
}

static void on_completed(void *server, struct MHD_Connection *c, void **context,
                         enum MHD_RequestTerminationCode why)
{
    struct http_server *s = server;
    struct exchange *x = *context;

    (void)c;
    (void)why;
    if (x == NULL)
        return;
    *context = NULL;
    guard_request_due(x->conn, guard_now_ms() + s->options.timing.head_ms);
    if (x->stream != NULL)
        events_close(s->events, x->stream);
    pthread_mutex_lock(&s->lock);
    s->active -= x->counted;
    if (s->active == 0)
        pthread_cond_signal(&s->idle);
    pthread_mutex_unlock(&s->lock);
    exchange_release(x);
}

static void open_conn(struct http_server *s, struct MHD_Connection *c, void **context)
{
    const union MHD_ConnectionInfo *peer = MHD_get_connection_info(c, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    const union MHD_ConnectionInfo *socket = MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD);
    char text[LISTENER_TEXT_BYTES];
    struct guard_conn *conn;

    conn = guard_add(s->guard, socket->connect_fd, listener_text(peer->client_addr, text));
    guard_request_due(conn, guard_now_ms() + s->options.timing.head_ms);
    *context = conn;
}

static void on_connection(void *server, struct MHD_Connection *c, void **context,
                          enum MHD_ConnectionNotificationCode what)
{
    struct http_server *s = server;

    if (what == MHD_CONNECTION_NOTIFY_STARTED)
        open_conn(s, c, context);
    else if (*context != NULL)
        guard_remove(s->guard, *context);
}

/* Percent decoding is ours (head.c): the library must leave the target as it came. */
static size_t keep_escapes(void *server, struct MHD_Connection *c, char *text)
{
    (void)server;
    (void)c;
    return strlen(text);
}

/* ---- starting and stopping ---- */

static void park(void *engine)
{
    MHD_suspend_connection(engine);
}

static void wake(void *engine)
{
    MHD_resume_connection(engine);
}

static void send_heartbeat(void *server)
{
    events_beat(((struct http_server *)server)->events);
}

static void default_to(int64_t *value, int64_t usual)
{
    if (*value == 0)
        *value = usual;
}

static struct http_options with_defaults(const struct http_options *given)
{
    struct http_options o = *given;

    default_to(&o.timing.head_ms, 10000);
    default_to(&o.timing.body_grace_ms, 10000);
    default_to(&o.timing.body_bytes_per_s, 1024);
    default_to(&o.timing.answer_grace_ms, 60000);
    default_to(&o.timing.heartbeat_ms, 15000);
    default_to(&o.timing.stop_ms, 10000);
    o.body_max = o.body_max > 0 ? o.body_max : 26 * 1024 * 1024;
    o.events_max = o.events_max > 0 ? o.events_max : 200;
    o.connections_max = o.connections_max > 0 ? o.connections_max : 4096;
    o.loops = o.loops > 0 ? o.loops : 1;
    return o;
}

static struct MHD_Daemon *start_daemon(struct http_server *s, int listener)
{
    struct MHD_OptionItem pool[] = {
        { s->options.loops > 1 ? MHD_OPTION_THREAD_POOL_SIZE : MHD_OPTION_END, s->options.loops, NULL },
        { MHD_OPTION_END, 0, NULL },
    };

    return MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC, 0, NULL, NULL, on_request, s,
        MHD_OPTION_LISTEN_SOCKET, listener,
        MHD_OPTION_URI_LOG_CALLBACK, on_target, s,
        MHD_OPTION_UNESCAPE_CALLBACK, keep_escapes, s,
        MHD_OPTION_NOTIFY_COMPLETED, on_completed, s,
        MHD_OPTION_NOTIFY_CONNECTION, on_connection, s,
        MHD_OPTION_STRICT_FOR_CLIENT, 0,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)s->options.connections_max,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
        MHD_OPTION_ARRAY, pool,
        MHD_OPTION_END);
}

static struct http_server *new_server(struct arena *a, const struct http_options *o)
{
    struct http_server *s = ARENA_NEW(a, struct http_server);
    pthread_condattr_t monotonic;

    s->arena = a;
    s->options = with_defaults(o);
    s->events = events_new(a, s->options.events_max, (struct events_hooks){ park, wake });
    pthread_mutex_init(&s->lock, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&s->idle, &monotonic);
    pthread_condattr_destroy(&monotonic);
    return s;
}

static enum err start_threads(struct http_server *s, int listener)
{
    enum err e = guard_start(s->arena, s->options.timing.heartbeat_ms, send_heartbeat, s, &s->guard);

    if (e != OK)
        return e;
    s->daemon = start_daemon(s, listener);
    if (s->daemon != NULL)
        return OK;
    guard_stop(s->guard);
    return ERR_INTERNAL;
}

enum err http_start(struct arena *a, const struct http_options *o, struct http_server **out)
{
    struct http_server *s;
    int listener = -1;
    enum err e = listener_open(o->address, o->port, &listener);

    if (e != OK)
        return e;
    s = new_server(a, o);
    s->port = listener_port(listener);
    e = start_threads(s, listener);
    if (e != OK) {
        close(listener);
        return e;
    }
    log_event(LOG_INFO, "http.start", LOG_INT("face", o->face), LOG_INT("port", s->port), LOG_END);
    *out = s;
    return OK;
}

int http_port(const struct http_server *s)
{
    return s->port;
}

static void wait_idle(struct http_server *s, int64_t ms)
{
    int64_t until_ms = guard_now_ms() + ms;
    struct timespec until = { until_ms / 1000, until_ms % 1000 * 1000000 };

    pthread_mutex_lock(&s->lock);
    while (s->active > 0)
        if (pthread_cond_timedwait(&s->idle, &s->lock, &until) == ETIMEDOUT)
            break;
    if (s->active == 0)
        s->closed = true;
    pthread_mutex_unlock(&s->lock);
}

static void abandon_running(struct http_server *s)
{
    pthread_mutex_lock(&s->lock);
    s->closed = true;
    while (!LIST_EMPTY(&s->at_pool)) {
        struct exchange *x = LIST_FIRST(&s->at_pool);

        LIST_REMOVE(x, link);
        x->stage = ABANDONED;
        MHD_resume_connection(x->engine);
    }
    pthread_mutex_unlock(&s->lock);
}

void http_stop(struct http_server *s)
{
    int listener;

    atomic_store(&s->stopping, true);
    listener = MHD_quiesce_daemon(s->daemon);
    if (listener >= 0)
        close(listener);
    events_end(s->events);
    wait_idle(s, s->options.timing.stop_ms);
    abandon_running(s);
    wait_idle(s, ABANDON_MS);
    MHD_stop_daemon(s->daemon);
    guard_stop(s->guard);
    pthread_cond_destroy(&s->idle);     /* not the lock: abandoned handlers still take it when they come back */
    log_event(LOG_INFO, "http.stop", LOG_INT("face", s->options.face), LOG_END);
}

void http_figures(struct http_server *s, struct http_figures *out)
{
    *out = (struct http_figures){
        .requests = atomic_load(&s->requests),
        .refused = atomic_load(&s->refused),
        .open = guard_count(s->guard),
        .waiting = pool_waiting(s->options.pool),
        .streams = events_count(s->events),
    };
}

void http_publish(struct http_server *s, struct str topic, struct str name, struct str data)
{
    events_publish(s->events, topic, name, data);
}
