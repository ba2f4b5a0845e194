/* SPDX-License-Identifier: MulanPSL-2.0 */
/* points - 审查要点 on pages: what was looked at, what a form sends of it, where a refusal begins. */
#ifndef WEB_POINTS_H
#define WEB_POINTS_H

#include "domain/review.h"
#include "web/page.h"

/*
 * What the request says of the points, as review_take wants it; NULL: nothing.  A form sends point and waive (ids, or
 * "*" for all), an address holds and waived (ids with commas).
 */
const struct val *points_sent(const struct page *p);
/* The points of a task with what was said and what the request says of them. */
NODISCARD enum err points_of(struct page *p, const struct item *item, const struct task *t, struct review *out);
/* The same of one of a list; said: ticks of all its cases, read at once. */
NODISCARD enum err points_lay(struct page *p, const struct item *item, const struct task *t, const struct review_tick_list *said,
                              struct review *out);
/* "points" {url, all, open, count, lines [{id, text, basis, holds, waived, who, at}]}; nothing where there are none. */
void points_put(struct page *p, const struct task *t, const struct review *r);
/* "reviewed" [{task, lines [{text, mark holds|waived|open, who, at}]}]: what was said in the steps of a case. */
NODISCARD enum err points_put_said(struct page *p, const struct item *item, const struct task_list *tasks);
/* Open points as the texts of gaps; an empty list where all are open, because then nobody looked yet. */
struct val *points_gaps(const struct page *p, const struct review *r);
/* The same as one reason, "" likewise. */
struct str points_reason(const struct page *p, const struct review *r);


#endif
