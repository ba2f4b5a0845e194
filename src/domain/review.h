/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * review - 审查要点: what an officer looks at before an opinion, point by point, with who said that it holds.
 *
 * The points are the item's, each for a kind of task or one step.  What was said stays with the task: a colleague
 * of the same step, or the approver behind him, goes on from there.  A case cannot be taken, agreed to or granted
 * while a point is open; a correction notice or a refusal begins with the open ones.
 */
#ifndef DOMAIN_REVIEW_H
#define DOMAIN_REVIEW_H

#include "domain/event.h"
#include "domain/task.h"
#include "pack/pack.h"

enum review_mark { REVIEW_OPEN, REVIEW_HOLDS, REVIEW_WAIVED };      /* WAIVED: does not apply to this case (不适用) */

struct review_line {
    const struct point *point;
    enum review_mark mark;
    int64_t    account, at;             /* who said it last; 0: nobody yet */
    struct str name;
};
struct review { struct review_line *items; size_t count, cap, open; };

/* What was said in a case, of whatever step. */
struct review_tick { int64_t case_id, task; struct str point; enum review_mark mark; int64_t account, at; struct str name; };
struct review_tick_list { struct review_tick *items; size_t count, cap; };

/* The points of the task in the order of the item, with what was said of them; none: count 0. */
NODISCARD enum err review_of_task(struct ctx *cx, const struct item *item, const struct task *t, struct review *out);
NODISCARD enum err review_of_case(struct ctx *cx, int64_t case_id, struct review_tick_list *out);
/* Of a whole list of cases with one question; a task is of one case, so review_lay may be given all of it. */
NODISCARD enum err review_of_cases(struct ctx *cx, const int64_t *ids, size_t count, struct review_tick_list *out);
/* The same in memory, for a list of cases that was read at once; said: ticks of its case, or of all. */
void review_lay(struct arena *a, const struct item *item, const struct task *t, const struct review_tick_list *said,
                struct review *out);
/*
 * What a page sends: map of point id to mark; "*" stands for every point not named; a point not named at all is open.
 * NULL: nothing was sent, what was said stands.  ERR_INVALID: an unknown point or mark (gap).
 */
NODISCARD enum err review_take(struct ctx *cx, const struct val *marks, struct review *io);

/* Keeps what was looked at without an act yet.  Errors of handling_act; ERR_INVALID also where nothing changes. */
NODISCARD enum err review_save(struct ctx *cx, int64_t task, const struct val *marks);

/* ---- inside a command ---- */
/* True where no point may be open: accepted, agree, granted, and done of a check. */
bool review_needed(struct str kind, struct str outcome);
/*
 * Takes what the act sends into the payload, changes only.  ERR_INVALID: review_needed and a point is open (a gap each).
 * pointed: there are points and none is open.
 */
NODISCARD enum err review_act(struct ctx *cx, const struct item *item, const struct task *t, const struct val *marks,
                              struct str outcome, struct val *payload, bool *pointed);

/* Carries the list "points" of an event into the projection. */
NODISCARD enum err apply_review(struct ctx *cx, const struct event *ev);
NODISCARD enum err apply_case_reviewed(struct ctx *cx, const struct event *ev);

#endif
