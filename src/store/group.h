/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * group - the commands of one commit: run in one transaction, committed, and found again when the commit broke.
 *
 * Of the writer alone.  The calls for one group, in their order:
 *
 *   group_open     once; more slots may be put behind those that ran, and run, as long as it is open
 *   group_run      for the slots from a number on
 *   group_commit   or a rollback and group_forget
 *   group_lost     after a commit that was not yet on the disk, when it turned out not to come there
 */
#ifndef STORE_GROUP_H
#define STORE_GROUP_H

#include <stdatomic.h>

#include "store/backend.h"
#include "store/writer.h"

/* A waiting command; it lies on its caller's stack. */
struct slot {
    struct slot *next;          /* in the queue */
    struct ctx  *cx;
    writer_fn    fn;
    const void  *args;
    void        *out;
    size_t       gaps;          /* of cx before the first run */
    int64_t      since_ms;
    enum err     answer;
    atomic_int   done;
};

enum { GROUP_MAX = 256 };
struct group {
    struct slot *slots[GROUP_MAX];
    size_t       count;
    int64_t      number;        /* as in writer_mark */
    bool         flies;         /* committed, and not yet known to be on the disk */
};

/* What all groups share; of the writer's thread but for group_committed and the counts. */
struct groups {
    struct writer_options o;
    struct db    *db;
    struct arena *arena;        /* before_commit's, made anew for each group */
    int64_t       now;          /* newest clock of the running group's commands */
    int64_t       number;       /* of the last group tried */
    int64_t       unknown;      /* of a group whose fate could not be found out yet; else 0 */
    atomic_int_fast64_t committed, rolled_back;
};

NODISCARD enum err group_marked(struct groups *g, int64_t *number);     /* number of the last group that is in */

/* Reconnects if need be.  ERR_BUSY: the database is away; nothing is open. */
NODISCARD enum err group_open(struct groups *g, struct group *group);
/* Each in a savepoint, or bare when nothing but this one slot will be in the group.  Fails only when the transaction is gone. */
NODISCARD enum err group_run(struct groups *g, struct group *group, size_t from, bool bare);
bool group_any_good(const struct group *group);
void group_forget(struct groups *g);                /* tells that what ran is rolled back */

/*
 * PROMISE_KEPT: it is on the disk.  PROMISE_SOON: it flies; others see it, and group_committed or group_lost follows.
 * OK: the answers stand (after an unknown fate they are ERR_INTERNAL).  Else nothing of it was done.
 */
enum promise { PROMISE_KEPT, PROMISE_SOON };
NODISCARD enum err group_commit(struct groups *g, struct group *group, enum promise promise);
void group_committed(struct groups *g);             /* it is on the disk: tells who waits for that */
/* Finds out what became of it after the disk failed: sets the answers. */
void group_lost(struct groups *g, struct group *group);

#endif
