/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * reassign - 转办: a task is handed to another officer of the same office and role, who has to say yes.
 *
 * Until he does the holder stays responsible, and the clock runs on.  A second one of the same case goes to the manager of
 * the service centre, whose yes moves the task at once, so that a case is not passed around.  The applicant is told which
 * office has it now, never the reason.  The process knows posts only: the task's row says who has it, as long as he holds
 * the post; when he leaves it, the task is everybody's of the post again.
 */
#ifndef DOMAIN_REASSIGN_H
#define DOMAIN_REASSIGN_H

#include "domain/standin.h"

struct reassign {
    int64_t    id, case_id, task, account, place, at, answered_at;
    struct str state;                   /* offered, centre, accepted, declined */
    struct str from_name, name, department, reason, answered_name;
    enum role  role;
};
struct reassign_list { struct reassign *items; size_t count, cap; };

NODISCARD enum err reassign_of_case(struct ctx *cx, int64_t case_id, struct reassign_list *out);
/* What waits for the actor's answer, of tasks that are still open: offered to him, or to decide as manager of the centre. */
NODISCARD enum err reassign_waiting(struct ctx *cx, struct reassign_list *out);
/* Officers the task may be handed to. */
NODISCARD enum err reassign_candidates(struct ctx *cx, const struct task *t, struct colleague_list *out);

/*
 * ERR_FORBIDDEN: the task is another's; ERR_CONFLICT: it is done; ERR_STATE: one waits for its answer already;
 * ERR_INVALID: no reason, no such officer (gaps); ERR_NOT_FOUND.
 */
NODISCARD enum err reassign_offer(struct ctx *cx, int64_t task, int64_t account, struct str reason);
/*
 * ERR_FORBIDDEN: not offered to the actor; ERR_STATE: answered, the task is done meanwhile, or the receiver left the post;
 * ERR_INVALID: no without a reason.
 */
NODISCARD enum err reassign_answer(struct ctx *cx, int64_t id, bool yes, struct str note);

NODISCARD enum err apply_case_reassign(struct ctx *cx, const struct event *ev);

#endif
