/* SPDX-License-Identifier: MulanPSL-2.0 */
/* visiting - 核查到场人员 on pages: who else was there is asked with the record of a visit, and shown behind it (visit.h). */
#ifndef WEB_VISITING_H
#define WEB_VISITING_H

#include "domain/visit.h"
#include "web/page.h"

/*
 * "visit" {asked, least, self, law, colleagues [{id, name, post, on}], lines [{n, text}]} into the act of a page: asked more are
 * named, self is one, law: a licence.  Nothing where the task asks nobody.
 */
NODISCARD enum err visiting_put(struct page *p, const struct item *item, const struct task *t, struct val *act);
/* "there" {count, names: one text, for staff only} into m: who was there when the event seq was written; nothing if nobody. */
void visiting_put_there(const struct page *p, const struct officer_list *all, int64_t seq, bool staff, struct val *m);
/* The last event that recorded a task as a visit; 0: none did. */
int64_t visiting_last(const struct officer_list *all, int64_t task);

#endif
