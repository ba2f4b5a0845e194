/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "app/serve.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "app/moment.h"
#include "app/service.h"
#include "app/work.h"
#include "base/log.h"
#include "domain/ids.h"
#include "http/server.h"
#include "web/web.h"

enum { POOL_QUEUE_MAX = 2048, FILES_WANTED = 16384 };

struct server {
    struct service      service;
    struct web         *web;
    struct http_pool   *pool;
    struct http_server *faces[FACES];
    struct work        *work;
    atomic_llong        asked;          /* statements of all answers                                  */
    atomic_bool         ready;          /* a face may be asked while the others still open */
};

/* ---- one request ---- */

static void answer(void *user, struct request *rq, struct response *rs)
{
    struct server *s = user;
    struct web_plan plan;
    struct ctx cx = { .arena = rq->arena, .house = &s->service.house, .now = moment_now(s->service.clock) };

    web_find(rq, &plan);
    if (web_needs_reader(&plan))
        cx.db = store_lease(s->service.store);
    web_answer(s->web, &cx, &plan, rq, rs);
    atomic_fetch_add_explicit(&s->asked, cx.asked, memory_order_relaxed);
    if (cx.db != NULL)
        store_return(s->service.store, cx.db);
}

/* What the http floor refuses looks like the other pages. */
static void refuse(void *user, const struct request *rq, struct str why, struct response *rs)
{
    struct server *s = user;
    struct ctx cx = { .arena = rs->arena, .house = &s->service.house, .now = moment_now(s->service.clock) };

    web_refused(s->web, &cx, rq, why, rs);
}

/* ---- figures ---- */

static int64_t resident_bytes(void)
{
    FILE *f = fopen("/proc/self/statm", "r");
    long long pages = 0, resident = 0;

    if (f == NULL)
        return 0;
    if (fscanf(f, "%lld %lld", &pages, &resident) != 2)
        resident = 0;
    fclose(f);
    return resident * sysconf(_SC_PAGESIZE);
}

static size_t figures(void *user, struct web_figure *out, size_t max)
{
    struct server *s = user;
    struct http_figures sum = { 0 };
    struct writer_figures writer;

    if (!atomic_load(&s->ready))
        return 0;
    for (int i = 0; i < FACES; i++) {
        struct http_figures one;
        http_figures(s->faces[i], &one);
        sum.requests += one.requests;
        sum.refused += one.refused;
        sum.open += one.open;
        sum.streams += one.streams;
    }
    writer_figures(s->service.writer, &writer);
    const struct web_figure rows[] = {
        { "buchucun_requests_total", "Requests answered.", "counter", sum.requests },
        { "buchucun_refused_total", "Requests refused as malformed.", "counter", sum.refused },
        { "buchucun_connections", "Open connections.", "gauge", sum.open },
        { "buchucun_event_streams", "Open wall screens.", "gauge", sum.streams },
        { "buchucun_statements_total", "Statements asked of the database by requests.", "counter", atomic_load(&s->asked) },
        { "buchucun_commands_total", "Commands run by the writer.", "counter", writer.commands },
        { "buchucun_batches_total", "Transactions committed.", "counter", writer.batches },
        { "buchucun_batches_rolled_back_total", "Transactions lost and run again.", "counter", writer.rolled_back },
        { "buchucun_commands_waiting", "Commands waiting for the writer.", "gauge", writer.waiting },
        { "buchucun_log_position", "Position of the last event.", "counter", ids_position(s->service.house.ids) },
        { "process_resident_memory_bytes", "Memory in use.", "gauge", resident_bytes() },
    };
    size_t count = sizeof rows / sizeof *rows < max ? sizeof rows / sizeof *rows : max;

    memcpy(out, rows, count * sizeof *rows);
    return count;
}

/* ---- health ---- */

static enum err nothing(struct ctx *cx, const void *args, void *out)
{
    (void)cx;
    (void)args;
    (void)out;
    return OK;
}

/* Ready is who listens on every face and can write: an empty command goes the whole way to the disk. */
static bool ready(void *user)
{
    struct server *s = user;
    struct ctx cx;
    enum err e;

    if (!atomic_load(&s->ready))
        return false;
    service_begin(&s->service, &cx);
    e = writer_run(s->service.writer, &cx, nothing, NULL, NULL);
    service_end(&s->service, &cx);
    return e == OK;
}

/* ---- starting ---- */

static enum err start_face(struct server *s, int face, struct str *why)
{
    const struct config *c = s->service.config;
    struct http_options o = { .address = c->faces[face].address, .port = c->faces[face].port, .face = face, .loops = c->loops,
                              .pool = s->pool, .proxies = c->proxies, .handler = answer, .refused = refuse, .user = s };
    enum err e = http_start(s->service.arena, &o, &s->faces[face]);

    if (e != OK)
        *why = arena_printf(s->service.arena, "%s:%d cannot be listened on (%s)", o.address, o.port,
                            e == ERR_CONFLICT ? "the port is taken" : err_name(e));
    return e;
}

static enum err start(struct server *s, struct str *why)
{
    struct web_options web = { .house = &s->service.house, .figures = figures, .ready = ready, .user = s };

    TRY(web_open(s->service.arena, &web, &s->web, why));
    TRY(http_pool_start(s->service.arena, s->service.config->threads, POOL_QUEUE_MAX, &s->pool));
    s->work = work_new(&s->service);
    for (int face = 0; face < FACES; face++)
        TRY(start_face(s, face, why));
    return work_start(s->work, s->faces[FACES - 1]);
}

/* What speaks to the walls, then the listeners, then what they call, then what that needs. */
static void stop(struct server *s)
{
    if (s->work != NULL)
        work_stop(s->work);
    for (int face = 0; face < FACES; face++)
        if (s->faces[face] != NULL)
            http_stop(s->faces[face]);
    if (s->pool != NULL)
        http_pool_stop(s->pool);
    service_close(&s->service);
}

static void say_addresses(const struct server *s)
{
    static const char *const names[FACES] = { "public", "staff ", "screen" };

    for (int face = 0; face < FACES; face++)
        printf("%s  http://%s:%d/\n", names[face], s->service.config->faces[face].address, http_port(s->faces[face]));
    fflush(stdout);
}

static void raise_files(void)
{
    struct rlimit l;

    if (getrlimit(RLIMIT_NOFILE, &l) == 0 && l.rlim_cur < FILES_WANTED) {
        l.rlim_cur = l.rlim_max < FILES_WANTED ? l.rlim_max : FILES_WANTED;
        (void)setrlimit(RLIMIT_NOFILE, &l);
    }
}

/* Threads inherit the mask, so only this one hears the signals. */
static void block_signals(sigset_t *set)
{
    sigemptyset(set);
    sigaddset(set, SIGINT);
    sigaddset(set, SIGTERM);
    pthread_sigmask(SIG_BLOCK, set, NULL);
    signal(SIGPIPE, SIG_IGN);
}

int serve(struct arena *a, const struct config *c, const char *clock)
{
    struct server *s = ARENA_NEW(a, struct server);
    struct str why = STR("");
    sigset_t signals;
    int signal_number;
    enum err e;

    block_signals(&signals);
    raise_files();
    e = service_open(a, c, clock, &s->service, &why);
    if (e == OK)
        e = start(s, &why);
    if (e == OK) {
        atomic_store(&s->ready, true);
        say_addresses(s);
        log_event(LOG_INFO, "serve.ready", LOG_INT("position", ids_position(s->service.house.ids)));
        sigwait(&signals, &signal_number);
        log_event(LOG_INFO, "serve.stop", LOG_INT("signal", signal_number));
    } else {
        fprintf(stderr, "buchucun: %.*s\n", STR_ARG(why));
    }
    stop(s);
    return e == OK ? 0 : 1;
}
