/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "domain/job.h"

#include "base/log.h"
#include "domain/account.h"
#include "domain/actor.h"
#include "domain/house.h"
#include "domain/ids.h"
#include "domain/job.sql.h"
#include "domain/register_import.h"
#include "domain/tenure.h"
#include "store/db.h"

/* step: one piece, in commands of its own; it ends the job with the last.  fail: what it leaves is put in order. */
static const struct { const char *kind; enum err (*step)(struct ctx *, int64_t), (*fail)(struct ctx *, int64_t); } kinds[] = {
    { "import", import_step, import_fail },
    { "import_look", import_look_step, import_look_fail },
};
enum { KINDS = sizeof kinds / sizeof *kinds };

enum err job_running(struct ctx *cx, const char *kind, struct str key, bool *out)
{
    struct row *row;

    TRY(db_select(cx, &SQL_JOB_RUNNING, &row, ARGS(arg_text(str_of(kind)), arg_text(key))));
    *out = row_next(row);
    return row_end(row);
}

enum err job_begin(struct ctx *cx, const char *kind, int64_t subject, struct str key)
{
    size_t made;

    TRY(db_change(cx, &SQL_JOB_WRITE, &made, ARGS(arg_int(ids_next(cx->house->ids)), arg_text(str_of(kind)), arg_int(subject),
                                                  arg_text(key), arg_int(cx->actor->account), arg_int(cx->now))));
    return made == 1 ? OK : ERR_CONFLICT;
}

enum err job_end(struct ctx *cx, const char *kind, struct str key, enum job_state how)
{
    return db_put(cx, &SQL_JOB_SET_ENDED, ARGS(arg_text(str_of(kind)), arg_text(key), arg_int(how), arg_int(cx->now)));
}

static enum err oldest(struct ctx *cx, struct job *out, bool *found)
{
    struct row *row;

    TRY(db_select(cx, &SQL_JOB_OLDEST, &row, NO_ARGS));
    *found = row_next(row);
    if (*found)
        *out = (struct job){ .id = row_int(row, 0), .kind = row_str(row, 1), .subject = row_int(row, 2),
                             .account = row_int(row, 3), .made_at = row_int(row, 4) };
    return row_end(row);
}

/* As he is today: a post that ended meanwhile is not used. */
static enum err become(struct ctx *cx, int64_t id)
{
    struct actor *actor = ARENA_NEW(cx->arena, struct actor);
    struct account account;

    TRY(account_get(cx, id, &account));
    *actor = (struct actor){ .account = id, .name = account.name, .session = STR(""), .csrf = STR(""),
                             .owner = arena_printf(cx->arena, "account:%lld", (long long)id) };
    TRY(tenure_fill(cx, actor));
    cx->actor = actor;
    return account.closed_at == 0 && actor->post_count > 0 ? OK : ERR_FORBIDDEN;
}

static enum err work(struct ctx *cx, const struct job *job)
{
    enum err e = become(cx, job->account);

    for (size_t i = 0; i < KINDS; i++) {
        if (!str_is(job->kind, kinds[i].kind))
            continue;
        if (e == OK)
            e = kinds[i].step(cx, job->subject);
        if (e == OK || e == ERR_BUSY || e == ERR_FULL)
            return e;
        log_event(LOG_ERROR, "job.failed", LOG_INT("job", job->id), LOG_TEXT("why", str_of(err_name(e))));
        return kinds[i].fail(cx, job->subject);
    }
    return ERR_INTERNAL;
}

enum err job_work(struct ctx *cx, bool *worked)
{
    struct job job = { .id = 0 };

    TRY(oldest(cx, &job, worked));
    return *worked ? work(cx, &job) : OK;
}
