/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * ending - 作废, 转报: an office ends a case without a decision of its own.
 *
 *   act          who                                                     until      outcome    paper
 *   void         before acceptance the window that received it or the    decided    void       -
 *                acceptor's handler; then the acceptor's approver, head
 *   forward_up   whoever has the task of the last level                  decided    forwarded  forwarded
 *
 * Void is for errors of entry: the case and its number stay and are never used again.  Forwarded up (转报办结) names
 * the higher organ that decides, which the applicant is told in writing.
 */
#ifndef DOMAIN_ENDING_H
#define DOMAIN_ENDING_H

#include "domain/case.h"
#include "domain/task.h"

struct ending { int64_t case_id; struct str reason, organ; };       /* organ: where to; forward_up only */

/* ERR_FORBIDDEN: another office; ERR_STATE: decided already, in a joint case by one department; ERR_INVALID: no reason (gap). */
NODISCARD enum err ending_void(struct ctx *cx, const struct ending *e, struct case_file *out);
/* The same; ERR_STATE also before acceptance; ERR_INVALID also without the organ (gap). */
NODISCARD enum err ending_forward_up(struct ctx *cx, const struct ending *e, struct case_file *out);

/* The post by which the actor may do it now; NULL: none.  For pages, and asked again by the command. */
const struct post *ending_void_post(struct ctx *cx, const struct case_file *c, const struct item *item);
const struct post *ending_forward_post(const struct ctx *cx, const struct case_file *c, const struct item *item,
                                       const struct task_list *tasks);

#endif
