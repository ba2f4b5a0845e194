/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "app/work.h"

#include <pthread.h>
#include <stdio.h>
#include <time.h>

#include "app/moment.h"
#include "base/log.h"
#include "domain/handling.h"
#include "domain/ids.h"
#include "domain/job.h"
#include "domain/purge.h"
#include "domain/timer.h"
#include "http/server.h"
#include "store/blob.h"
#include "store/writer.h"

enum { TIMERS_AT_ONCE = WRITER_AT_ONCE_MAX, REST_MS = 500, CLEAN_EVERY = 1200, BRANCHES_AT_ONCE = 8, BATCHES_A_TURN = 50 };

struct work {
    struct service     *service;
    struct http_server *walls;
    pthread_t           threads[3];
    size_t              thread_count;
    pthread_mutex_t     lock;
    bool                stopping;
    int                 branch;         /* of the files, looked through next */
    struct timer        last;           /* tried; zeroed: the turn begins anew */
};

static bool goes_on(struct work *w)
{
    bool go_on;

    pthread_mutex_lock(&w->lock);
    go_on = !w->stopping;
    pthread_mutex_unlock(&w->lock);
    return go_on;
}

static bool rest(struct work *w)
{
    struct timespec t = { 0, REST_MS * 1000000L };

    nanosleep(&t, NULL);
    return goes_on(w);
}

/* ---- timers ---- */

static void tell_failed(const struct timer_list *due, const enum err *answers)
{
    for (size_t i = 0; i < due->count; i++)
        if (answers[i] != OK)
            log_event(LOG_WARN, "timer.failed", LOG_INT("case", due->items[i].case_id),
                      LOG_TEXT("why", str_of(err_name(answers[i]))));
}

/* One batch, behind the last: one that cannot be fired holds none back.  True: more may be due. */
static bool fire_some(struct work *w)
{
    enum err answers[TIMERS_AT_ONCE];
    struct timer_list due;
    struct ctx cx;
    bool more;

    service_begin(w->service, &cx);
    if (timer_due(&cx, w->last, TIMERS_AT_ONCE, &due) != OK)
        due.count = 0;
    handling_timers(&cx, due.items, due.count, answers);
    tell_failed(&due, answers);
    more = due.count == TIMERS_AT_ONCE;
    w->last = more ? due.items[due.count - 1] : (struct timer){ 0 };
    service_end(w->service, &cx);
    return more;
}

/* Users' commands stand in the same queue, so between two batches of ours theirs are done. */
static void fire_due(struct work *w)
{
    int batches = 1;

    while (fire_some(w) && batches < BATCHES_A_TURN && goes_on(w))
        batches++;
}

/* All the files in five hours, however many there are. */
static enum err clean_files(struct work *w, struct ctx *cx)
{
    int64_t removed = 0;
    enum err e = OK;

    for (int i = 0; e == OK && i < BRANCHES_AT_ONCE; i++, w->branch = (w->branch + 1) % BLOB_BRANCHES)
        e = purge_files(cx, w->branch, &removed);
    if (removed > 0)
        log_event(LOG_INFO, "purge.files", LOG_INT("count", removed));
    return e;
}

static void clean(struct work *w)
{
    struct ctx cx;
    enum err e;

    service_begin(w->service, &cx);
    e = purge_run(&cx);
    if (e == OK)
        e = clean_files(w, &cx);
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

/* One piece; each has an arena of its own.  False: nothing to do now. */
static bool work_once(struct work *w)
{
    struct ctx cx;
    bool worked = false;
    enum err e;

    service_begin(w->service, &cx);
    e = job_work(&cx, &worked);
    if (e != OK)
        log_event(LOG_WARN, "job.waits", LOG_TEXT("why", str_of(err_name(e))));
    service_end(w->service, &cx);
    return worked && e == OK;
}

/* Users' commands of the same moment share the batch of a piece, so they wait no longer than for one another. */
static void *do_jobs(void *arg)
{
    struct work *w = arg;

    while (rest(w))
        while (goes_on(w) && work_once(w))
            continue;
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
    w->branch = (int)(moment_now(NULL) / 1000 % BLOB_BRANCHES);     /* a program restarted every day comes to all of them */
    pthread_mutex_init(&w->lock, NULL);
    return w;
}

enum err work_start(struct work *w, struct http_server *walls)
{
    void *(*const duties[])(void *) = { keep_time, cry, do_jobs };

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
    pthread_mutex_unlock(&w->lock);
    for (size_t i = 0; i < w->thread_count; i++)
        pthread_join(w->threads[i], NULL);
}
