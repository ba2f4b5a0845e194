/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * writer - the one thread that changes the database; takes what waits, commits once, answers, then checkpoints.
 * On SQLite a second one waits for the disk meanwhile and answers (writer.c draws it).
 *
 * A command runs in a savepoint inside a batch; its result is provisional until COMMIT is OK, and it
 * may run twice (batch lost: the commands are run again one by one), so it touches only the database,
 * its arena and *out.
 */
#ifndef STORE_WRITER_H
#define STORE_WRITER_H

#include "store/store.h"

struct writer;

/* cx is the caller's own context with db set to the writer; the caller waits, so its arena may be used. */
typedef enum err (*writer_fn)(struct ctx *cx, const void *args, void *out);

struct writer_options {
    struct store *store;
    size_t        queue_max;            /* waiting commands; more are answered ERR_BUSY at once (1024) */
    int64_t       wait_max_ms;          /* a command that waited longer is answered ERR_BUSY unrun (5000) */
    /* Runs at the end of each batch inside its transaction (counters); may run again. NULL: nothing. */
    enum err    (*before_commit)(struct ctx *cx, void *user);
    /*
     * Runs when the batch is on the disk and before the answers (waking listeners), perhaps on another thread while the
     * next batch runs, never beside before_commit or rolled_back; must be quick. NULL: nothing.
     */
    void        (*after_commit)(void *user);
    /* Runs when a whole batch was rolled back, not for one command of it: what was done since the last after_commit is gone. */
    void        (*rolled_back)(void *user);
    void         *user;
    const struct house *house;          /* put into the cx of before_commit */
};

struct writer_figures { int64_t batches, commands, rolled_back, waiting; };

NODISCARD enum err writer_start(struct arena *a, const struct writer_options *o, struct writer **out);
void writer_stop(struct writer *w);     /* finishes what is queued, refuses what comes later */
void writer_figures(struct writer *w, struct writer_figures *out);

/*
 * Runs fn(cx, args, out) on the writer thread and returns when it is committed or refused.
 * What fn returns is returned; a failed command leaves nothing behind and the others of its batch stand.
 * ERR_BUSY: queue full, waited too long, stopping, or the database is away: not done.
 * ERR_FULL: disk full: not done.  ERR_INTERNAL: a bug (also: called from inside a command), or the
 * disk or connection broke for good while the batch was committed: look before trying again.
 */
NODISCARD enum err writer_run(struct writer *w, struct ctx *cx, writer_fn fn, const void *args, void *out);

/*
 * The same of several at once, each a command of its own with its own cx: they share batches with one another and with
 * whoever else waits, so that they cost one commit, and are answered one by one.  One that fails takes none with it.
 */
struct writer_call { struct ctx *cx; writer_fn fn; const void *args; void *out; enum err answer; };
void writer_run_all(struct writer *w, struct writer_call *calls, size_t count);
enum { WRITER_AT_ONCE_MAX = 64 };

#endif
