/* SPDX-License-Identifier: MulanPSL-2.0 */
/* mytask - what the desk adds to the page of a case: whose turn it is, the points, the phrases, the next case. */
#ifndef WEB_MYTASK_H
#define WEB_MYTASK_H

#include "domain/case.h"
#include "domain/task.h"
#include "domain/turn.h"
#include "web/page.h"

/*
 * For the reader's own open task m: "points" (points.h), "next_case" (desk.h), in m "turn", "turns" and "roles" [{name,
 * state done|now|next, who, at, outcome}]; an act of somebody who only proposes is marked "draft".  Whoever did another
 * part and must not do this one sees no acts, and in m "why".
 */
NODISCARD enum err mytask_put(struct page *p, const struct case_file *c, const struct task *t, struct val *m, struct val *actions);
/* In m "returned" {why, who, role, at, times} where the draft of the task went back to who writes it; turns: of the case. */
NODISCARD enum err mytask_put_returned(struct page *p, const struct task *t, const struct turn_list *turns, struct val *m);
/* "reviewed" (points.h), the proposals of earlier persons among the opinions, "copy" {url, system, number} where there is one. */
NODISCARD enum err mytask_put_said(struct page *p, const struct case_file *c, const struct task_list *tasks);
/* The case that ?done= speaks of: the one shown, or the one before it (?of=), then with "case" {url, applicant} in m. */
const struct case_file *mytask_done_with(struct page *p, const struct case_file *shown, struct case_file *other, struct val *m);

#endif
