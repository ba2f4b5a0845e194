/* SPDX-License-Identifier: MulanPSL-2.0 */
/* desk - the list of what waits for the reader's posts, beside every page of a case. */
#ifndef WEB_DESK_H
#define WEB_DESK_H

#include "domain/case.h"
#include "domain/task.h"
#include "web/page.h"

/* "queue", "queue_total", "queue_more", "position" into the model; current: the task that is open on the page, 0 none. */
NODISCARD enum err desk_queue(struct page *p, int64_t current, size_t limit);

/* One line of a list of what waits; current: the task that is open on the page, 0 none. */
NODISCARD enum err desk_line(const struct page *p, const struct inbox_line *l, int64_t current, struct val **out);
/* What waits for all posts of the reader, in the order it should be done. */
NODISCARD enum err desk_gather(struct page *p, size_t limit, struct inbox *all);
/* "groups" [{item, task, count, url}]: what in the list is alike and can be done together (page_batch.c). */
NODISCARD enum err batch_put_groups(struct page *p, const struct inbox *all);
/*
 * After an act: leads to the next case that waits for the reader, urgent ones first, then the soonest due, and says
 * there what was done with this one; where the reader switched that off, nothing waits, or a program asks: to this case.
 */
NODISCARD enum err desk_go_on(struct page *p, const struct case_file *c, struct str outcome);
/* "left_behind" [{url, number, applicant, count}]: originals of decided cases the reader sees that are not back. */
NODISCARD enum err desk_put_originals(struct page *p);
/* "next_case" {url, thumbs [url]} of the case behind this one; nothing where none waits or switched off. */
NODISCARD enum err desk_put_next(struct page *p, int64_t case_id);

#endif
