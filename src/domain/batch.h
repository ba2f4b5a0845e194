/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * batch - 批量办理: one officer decides several alike cases with one list of names.
 *
 * Alike is: the same item and step, waiting for the same post.  Each case gets its own act, event and document, in a
 * command of its own, so that the writer serves others in between; what cannot be done falls out with its reason, and
 * nothing is ever half done.  The list itself is a stream: batch.opened names what was chosen, batch.fell what fell out;
 * the events of the cases name the list.
 *
 * A batch only says yes (accepted, agree, granted, done): who is refused is told his own reason.  A case with an open
 * point of review, a missing paper or a colleague's "no" is not clean, and is looked at by itself; so is a visit, of which it is
 * said who was there (visit.h).
 */
#ifndef DOMAIN_BATCH_H
#define DOMAIN_BATCH_H

#include "domain/case.h"
#include "domain/task.h"

enum { BATCH_MAX = 200, BATCH_KEY_BYTES_MAX = 64 };

struct batch_new {
    struct str     request;             /* made with the page: the same one again is the same list */
    const int64_t *tasks; size_t count;
    struct str     outcome, note;
};

enum batch_state { BATCH_WAITING, BATCH_DONE, BATCH_FELL };
struct batch_line {
    int64_t    task, case_id;
    enum batch_state state;
    struct str why, detail;             /* of one that fell: message key and its value */
    struct str number, applicant_name;
    int64_t    place;
};
struct batch {
    int64_t    id, account, at;
    struct str name;                    /* who signs */
    struct str item, item_zh, item_en, task_zh, task_en, outcome, note;
    enum role  role; int64_t place; struct str department;
    struct batch_line *lines; size_t count, cap, done, fell;
};

/*
 * Why each task cannot go into a list, as a message key; NULL: it is clean.  cases: theirs (case_get_all).  As many questions
 * for a long list as for a short one.  ERR_NOT_FOUND: the case of one is not among them.
 */
NODISCARD enum err batch_obstacles(struct ctx *cx, const struct task *tasks, size_t count, const struct case_list *cases,
                                   const char **out);

/*
 * Does them all and reads what became of each.  A list that was interrupted goes on where it stood.
 * ERR_INVALID: none or more than BATCH_MAX chosen, not alike, an outcome that is no yes, an opinion that is none
 * (gaps); ERR_REUSED: the request came back with other cases; ERR_FORBIDDEN: a task of another post;
 * ERR_NOT_FOUND: a task out of sight; ERR_BUSY, ERR_FULL: some wait, the same request goes on with them.
 */
NODISCARD enum err batch_run(struct ctx *cx, const struct batch_new *b, struct batch *out);
/* ERR_NOT_FOUND: no such list, or made by another office than the reader's. */
NODISCARD enum err batch_get(struct ctx *cx, int64_t id, struct batch *out);

NODISCARD enum err apply_batch_opened(struct ctx *cx, const struct event *ev);
NODISCARD enum err apply_batch_fell(struct ctx *cx, const struct event *ev);
/* The line of a case whose event names a list. */
NODISCARD enum err apply_batch_done(struct ctx *cx, const struct event *ev);

#endif
