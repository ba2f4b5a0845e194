/* SPDX-License-Identifier: MulanPSL-2.0 */
#include "store/group.h"

#include <time.h>

#include "base/log.h"
#include "store/store.sql.h"

enum { RECONNECTS = 100, RECONNECT_PAUSE_MS = 50 };     /* a database server restarts in about as long */

static void pause_ms(int ms)
{
    struct timespec t = { ms / 1000, (long)(ms % 1000) * 1000000 };

    nanosleep(&t, NULL);
}

static void tell_rolled_back(struct groups *g)
{
    atomic_fetch_add_explicit(&g->rolled_back, 1, memory_order_relaxed);
    if (g->o.rolled_back != NULL)
        g->o.rolled_back(g->o.user);
}

void group_committed(struct groups *g)
{
    atomic_fetch_add_explicit(&g->committed, 1, memory_order_relaxed);
    if (g->o.after_commit != NULL)
        g->o.after_commit(g->o.user);
}

/* ---- running ---- */

static void run(struct groups *g, struct slot *s)
{
    struct db *before = s->cx->db;

    g->db->failed = OK;
    s->cx->db = g->db;
    s->cx->gap_count = s->gaps;         /* an earlier run that was lost may have left some */
    s->answer = s->fn(s->cx, s->args, s->out);
    s->cx->db = before;
    if (g->db->failed != OK)
        s->answer = g->db->failed;
    if (g->db->open_rows != 0)
        g->db->ops->tidy(g->db);
    g->db->open_rows = 0;
    if (s->cx->now > g->now)
        g->now = s->cx->now;
}

/* Why the transaction is gone, as far as the command knows. */
static enum err reason(const struct slot *s)
{
    return s->answer != OK ? s->answer : ERR_BUSY;
}

static enum err run_bare(struct groups *g, struct slot *s)
{
    run(g, s);
    return g->db->unwound ? reason(s) : OK;
}

static enum err run_in_savepoint(struct groups *g, struct slot *s)
{
    const struct db_ops *ops = g->db->ops;
    enum err e = ops->savepoint(g->db);

    if (e != OK)
        return e;
    run(g, s);
    if (g->db->unwound || g->db->failed == ERR_BUSY)    /* a deadlock or the like: again, alone */
        return reason(s);
    if (s->answer == OK)
        return ops->release(g->db);
    return ops->undo(g->db);
}

enum err group_run(struct groups *g, struct group *group, size_t from, bool bare)
{
    enum err e = OK;

    for (size_t i = from; e == OK && i < group->count; i++)
        e = bare ? run_bare(g, group->slots[i]) : run_in_savepoint(g, group->slots[i]);
    return e;
}

bool group_any_good(const struct group *group)
{
    for (size_t i = 0; i < group->count; i++)
        if (group->slots[i]->answer == OK)
            return true;
    return false;
}

static void answer_with(struct group *group, enum err answer)
{
    for (size_t i = 0; i < group->count; i++)
        group->slots[i]->answer = answer;
}

/* ---- its beginning, its end, and its fate ---- */

static enum err reconnect(struct groups *g, int tries)
{
    enum err e = g->db->ops->reopen(g->db);

    while (e != OK && --tries > 0) {
        pause_ms(RECONNECT_PAUSE_MS);
        e = g->db->ops->reopen(g->db);
    }
    return e;
}

enum err group_marked(struct groups *g, int64_t *number)
{
    struct ctx cx = { .arena = g->arena, .db = g->db };
    struct row *r;
    enum err e;

    g->db->failed = OK;
    *number = 0;
    e = db_select(&cx, &SQL_STORE_MARKED, &r, NO_ARGS);
    if (e != OK)
        return e;
    if (row_next(r))
        *number = row_int(r, 0);
    return row_end(r);
}

/* The callers had to be told "unknown"; the hooks must know before they count on. */
static enum err settle(struct groups *g)
{
    int64_t mark;
    enum err e = group_marked(g, &mark);

    if (e != OK)
        return e;
    if (mark == g->unknown)
        group_committed(g);
    tell_rolled_back(g);                /* what ran behind it */
    g->unknown = 0;
    return OK;
}

enum err group_open(struct groups *g, struct group *group)
{
    enum err e = g->db->lost ? reconnect(g, 1) : OK;

    if (e == OK && g->unknown != 0)
        e = settle(g);
    if (e != OK)
        return ERR_BUSY;
    group->number = ++g->number;
    group->flies = false;
    g->db->failed = OK;
    e = g->db->ops->begin(g->db);
    if (e != OK)
        g->db->ops->rollback(g->db);
    return e;
}

void group_forget(struct groups *g)
{
    if (g->unknown == 0)
        tell_rolled_back(g);
}

/* The mark tells whether the group is in.  OK: it is.  ERR_BUSY: it is not.  ERR_INTERNAL: cannot be found out. */
static enum err learn_fate(struct groups *g, const struct group *group)
{
    int64_t mark;

    if (reconnect(g, RECONNECTS) != OK || group_marked(g, &mark) != OK)
        return ERR_INTERNAL;
    return mark == group->number ? OK : ERR_BUSY;
}

/* The connection broke during COMMIT, or the disk behind it.  ERR_BUSY: nothing of it was done. */
static enum err accept_fate(struct groups *g, struct group *group)
{
    enum err e = learn_fate(g, group);

    if (e == OK)
        group_committed(g);
    if (e == ERR_BUSY)
        group_forget(g);
    if (e != ERR_INTERNAL)
        return e;
    log_event(LOG_ERROR, "store.commit_unknown", LOG_INT("commands", (int64_t)group->count));
    answer_with(group, e);
    g->unknown = group->number;
    return OK;
}

void group_lost(struct groups *g, struct group *group)
{
    if (accept_fate(g, group) == ERR_BUSY)
        answer_with(group, ERR_BUSY);
}

static enum err finish(struct groups *g, const struct group *group, enum promise promise)
{
    struct ctx cx = { .arena = g->arena, .db = g->db, .house = g->o.house, .now = g->now };
    enum err e = OK;

    g->db->failed = OK;
    if (g->o.before_commit != NULL)
        e = g->o.before_commit(&cx, g->o.user);
    if (e == OK)
        e = db_put(&cx, &SQL_STORE_MARK, ARGS(arg_int(group->number)));
    if (e == OK)
        e = g->db->failed;
    if (e != OK)
        return e;
    return promise == PROMISE_SOON ? g->db->ops->commit_soon(g->db) : g->db->ops->commit(g->db);
}

enum err group_commit(struct groups *g, struct group *group, enum promise promise)
{
    enum err e = finish(g, group, promise);

    group->flies = e == OK && promise == PROMISE_SOON;
    if (e == OK && !group->flies)
        group_committed(g);
    if (e == OK)
        return OK;
    if (g->db->lost)
        return accept_fate(g, group);
    g->db->ops->rollback(g->db);
    group_forget(g);
    return e;
}
