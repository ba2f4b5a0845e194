/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "app/work.h"

#include <pthread.h>
#include <stdio.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "domain/handling.h"
#include "domain/ids.h"
#include "domain/job.h"
#include "domain/purge.h"
#include "domain/timer.h"
#include "http/server.h"

enum { TIMERS_AT_ONCE = 100, JOBS_AT_ONCE = 16, REST_MS = 500, CLEAN_EVERY = 1200, JOB_NICE = 10 };

struct work {
    struct service     *service;
    struct http_server *walls;
    pthread_t           threads[3];
    size_t              thread_count;
    pthread_mutex_t     lock;
    pthread_cond_t      bell;
    int64_t             rung;           /* commits so far */
    bool                stopping;
};

/* Runs in the writer between COMMIT and the answers: only rings. */
static void ring(void *user)
{
    struct work *w = user;

    pthread_mutex_lock(&w->lock);
    w->rung++;
    pthread_cond_broadcast(&w->bell);
    pthread_mutex_unlock(&w->lock);
}

/* Waits for a commit behind *seen, or a while. False: the program stops. */
static bool wait_bell(struct work *w, int64_t *seen)
{
    struct timespec until;
    bool go_on;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += REST_MS * 1000000L;
    until.tv_sec += until.tv_nsec / 1000000000L;
    until.tv_nsec %= 1000000000L;
    pthread_mutex_lock(&w->lock);
    if (!w->stopping && w->rung == *seen)
        pthread_cond_timedwait(&w->bell, &w->lock, &until);
    *seen = w->rung;
    go_on = !w->stopping;
    pthread_mutex_unlock(&w->lock);
    return go_on;
}

static bool rest(struct work *w)
{
    struct timespec t = { 0, REST_MS * 1000000L };
    bool go_on;

    nanosleep(&t, NULL);
    pthread_mutex_lock(&w->lock);
    go_on = !w->stopping;
    pthread_mutex_unlock(&w->lock);
    return go_on;
}

/* ---- timers ---- */

static void fire_due(struct work *w)
{
    struct timer_list due;
    struct ctx cx;

    service_begin(w->service, &cx);
    if (timer_due(&cx, TIMERS_AT_ONCE, &due) != OK)
        due.count = 0;
    for (size_t i = 0; i < due.count; i++) {
        enum err e = handling_timer(&cx, due.items[i].case_id, due.items[i].wait);
        if (e != OK)
            log_event(LOG_WARN, "timer.failed", LOG_INT("case", due.items[i].case_id), LOG_TEXT("why", str_of(err_name(e))));
    }
    service_end(w->service, &cx);
}

static void clean(struct work *w)
{
    struct ctx cx;
    enum err e;

    service_begin(w->service, &cx);
    e = purge_run(&cx);
    if (e != OK)
        log_event(LOG_WARN, "purge.failed", LOG_TEXT("why", str_of(err_name(e))));
    service_end(w->service, &cx);
}

static void *keep_time(void *arg)
{
    struct work *w = arg;
    int64_t turn = 0;

    do {
        fire_due(w);
        if (++turn % CLEAN_EVERY == 0)
            clean(w);
    } while (rest(w));
    return NULL;
}

/* ---- jobs ---- */

static const struct { const char *kind; enum err (*run)(struct ctx *, const struct job *); } kinds[] = {
    { JOB_THUMBNAIL, job_thumbnail },
};

static enum err run_job(struct ctx *cx, const struct job *j)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_is(j->kind, kinds[i].kind))
            return kinds[i].run(cx, j);
    return ERR_INTERNAL;
}

/* Each in an arena of its own: a scan is large, its pixels are larger. */
static enum err do_job(struct work *w, const struct job *j)
{
    struct ctx cx;
    enum err e;

    service_begin(w->service, &cx);
    e = run_job(&cx, j);
    if (e != OK) {
        log_event(LOG_WARN, "job.failed", LOG_TEXT("kind", j->kind), LOG_INT("job", j->id),
                  LOG_TEXT("why", str_of(err_name(e))));
        e = job_fail(&cx, j);
    }
    service_end(w->service, &cx);
    return e;
}

static void do_jobs(struct work *w)
{
    struct job_list jobs;
    struct ctx cx;

    service_begin(w->service, &cx);
    if (job_ready(&cx, JOBS_AT_ONCE, &jobs) != OK)
        jobs.count = 0;
    for (size_t i = 0; i < jobs.count; i++)
        if (do_job(w, &jobs.items[i]) != OK)
            break;
    service_end(w->service, &cx);
}

/* Who waits for an answer goes first; a thumbnail may come a moment later. */
static void step_back(void)
{
    (void)setpriority(PRIO_PROCESS, (id_t)gettid(), getpriority(PRIO_PROCESS, 0) + JOB_NICE);
}

static void *work_off(void *arg)
{
    struct work *w = arg;
    int64_t seen = 0;

    step_back();
    do
        do_jobs(w);
    while (wait_bell(w, &seen));
    return NULL;
}

/* ---- the walls ---- */

/* At most two lines a second, however much is written. */
static void *cry(void *arg)
{
    struct work *w = arg;
    int64_t told = 0;

    while (rest(w)) {
        int64_t position = ids_position(w->service->house.ids);
        char text[24];
        int len = snprintf(text, sizeof text, "%lld", (long long)position);
        if (position == told)
            continue;
        http_publish(w->walls, STR("log"), STR("change"), (struct str){ text, (size_t)len });
        told = position;
    }
    return NULL;
}

/* ---- starting and stopping ---- */

struct work *work_new(struct service *s)
{
    struct work *w = ARENA_NEW(s->arena, struct work);

    w->service = s;
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->bell, NULL);
    s->user = w;
    s->committed = ring;
    return w;
}

enum err work_start(struct work *w, struct http_server *walls)
{
    void *(*const duties[])(void *) = { keep_time, cry, work_off };

    w->walls = walls;
    for (size_t i = 0; i < sizeof duties / sizeof *duties; i++) {
        if (pthread_create(&w->threads[i], NULL, duties[i], w) != 0)
            return ERR_INTERNAL;
        w->thread_count = i + 1;
    }
    return OK;
}

void work_stop(struct work *w)
{
    pthread_mutex_lock(&w->lock);
    w->stopping = true;
    pthread_cond_broadcast(&w->bell);
    pthread_mutex_unlock(&w->lock);
    for (size_t i = 0; i < w->thread_count; i++)
        pthread_join(w->threads[i], NULL);
}
