/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * stepback - 收回, 退回: the case goes back to a step that was done.
 *
 *   take_back   who did the step last undoes it while nobody has acted on it; it waits for the same post again
 *   send_back   whoever has the task returns it to an earlier step of its own branch, with the reason
 *
 * Only opinions, records, notices and checks can be done again: what the applicant was told (acceptance, correction,
 * decision) is put right by redress, not by stepping back.  Clocks run on; a step entered again goes on where it was.
 */
#ifndef DOMAIN_STEPBACK_H
#define DOMAIN_STEPBACK_H

#include "domain/case.h"
#include "domain/task.h"

struct stepback { int64_t case_id; struct str element, reason; };   /* element: where to; send_back only */

/* The task the actor did last in the case and may take back, as far as tasks show it; NULL: none. */
const struct task *stepback_own(const struct ctx *cx, const struct case_file *c, const struct task_list *tasks);
/* ERR_STATE: somebody acted on it, or it is none that can be taken back; ERR_FORBIDDEN: another's; ERR_INVALID: no reason. */
NODISCARD enum err stepback_take_back(struct ctx *cx, const struct stepback *s, struct case_file *out);

/* The task of the actor that can be sent back, and the steps it can go to, first to last; none: count 0. */
struct stepback_way { struct str element, name_zh, name_en; };
struct stepback_ways { struct task task; struct stepback_way *items; size_t count; };
NODISCARD enum err stepback_ways(struct ctx *cx, const struct case_file *c, struct stepback_ways *out);
/* ERR_FORBIDDEN: no task of the actor; ERR_INVALID: no reason, or a step it cannot go back to (gaps). */
NODISCARD enum err stepback_send_back(struct ctx *cx, const struct stepback *s, struct case_file *out);

#endif
