/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * turn - 承办, 审核, 批准: a step that takes two or three persons passes from one to the next before the process goes on.
 *
 * The process knows one task and one outcome, that of the last person.  Who comes before proposes: his act is the
 * event case.drafted, which hands the same task to the next role and moves nothing else.  Roles of a step whose
 * process names approver: handler, approver (two), handler, checker, approver (three).
 *
 * Where the item says so (separate), nobody does two of these parts in one case, also not as a stand-in: what counts
 * is the account that acted, not the post.
 */
#ifndef DOMAIN_TURN_H
#define DOMAIN_TURN_H

#include "domain/case.h"
#include "domain/event.h"
#include "domain/task.h"
#include "pack/pack.h"

enum { TURNS_MAX = 3 };

struct turn {
    int64_t    case_id, task;
    int        n;                       /* from 1 */
    enum role  role;
    int64_t    done_at, done_by;        /* 0: not yet */
    struct str done_name, outcome, note;
};
struct turn_list { struct turn *items; size_t count, cap; };

/* All turns of a case, by task and order; tasks of one person have none. */
NODISCARD enum err turn_of_case(struct ctx *cx, int64_t case_id, struct turn_list *out);
/* Of a whole list of cases with one question, case by case; turn_list_of: those of one of them, nothing copied. */
NODISCARD enum err turn_of_cases(struct ctx *cx, const int64_t *ids, size_t count, struct turn_list *out);
struct turn_list turn_list_of(const struct turn_list *all, int64_t case_id);
/* The turn that waits now on a task; NULL: it is a task of one person. */
const struct turn *turn_now(const struct turn_list *turns, int64_t task);
/* True when the turn is the last of its task, whose outcome counts. */
bool turn_last(const struct turn_list *turns, const struct turn *t);
/* Roles of so many persons, the last one as the process names it (a handler is checked by the checker). */
size_t turn_roles(enum role named, int persons, enum role out[TURNS_MAX]);

/* ---- sent back ---- */
/*
 * 退回修改: whoever has the task after the first person sends the draft back to who wrote it, with the reason.  All turns
 * of the step begin anew; the limit runs on; what was proposed stays in the record.
 */
#define TURN_RETURNED "returned"
struct turn_return { int64_t case_id; struct str reason; };
/* ERR_FORBIDDEN: no draft waits for the actor; ERR_STATE: turn_check; ERR_INVALID: no reason (gap); ERR_NOT_FOUND. */
NODISCARD enum err turn_send_back(struct ctx *cx, const struct turn_return *r, struct case_file *out);
/* The task whose draft the actor may send back; id 0: none. */
NODISCARD enum err turn_returnable(struct ctx *cx, const struct case_file *c, struct task *out);
/* What was done of steps that were sent back, oldest first; of each the last has the outcome TURN_RETURNED and the reason. */
NODISCARD enum err turn_returns(struct ctx *cx, int64_t case_id, struct turn_list *out);
/* The last reason a task was sent back with, and how often it was; NULL: never. */
const struct turn *turn_returned(const struct turn_list *returns, int64_t task, int *times);

/* ---- inside a command ---- */
/* Writes the roles of a step into the task an event opens; nothing where one person does it. */
void turn_plan(struct arena *a, const struct item *item, struct str kind, struct str element, struct val *opened);
/* ERR_STATE: the actor did another part of the case and the item keeps persons apart (gap: who, when). */
NODISCARD enum err turn_check(struct ctx *cx, const struct item *item, const struct task *t);
/* Of a whole list with one question: true where turn_check would pass.  items: of each task; NULL: false. */
NODISCARD enum err turn_check_all(struct ctx *cx, const struct item *const *items, const struct task *tasks, size_t count,
                                  bool *out);
/*
 * Says in the payload whose turn was used.  *passed: there is a next person; then the event case.drafted was
 * appended and the process is not asked.
 */
struct step;
NODISCARD enum err turn_pass(struct ctx *cx, const struct step *step, bool *passed);

/* Turns of the tasks an event opens, and the turn it uses. */
NODISCARD enum err apply_turns(struct ctx *cx, const struct event *ev);
NODISCARD enum err apply_case_drafted(struct ctx *cx, const struct event *ev);
NODISCARD enum err apply_case_draft_returned(struct ctx *cx, const struct event *ev);

#endif
