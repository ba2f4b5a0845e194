/* SPDX-License-Identifier: MulanPSL-2.0 */
/* audit - who among the staff looked at whose papers (PIPL 51, GB/T 22239 8.1.4.3); kept apart from the log. */
#ifndef DOMAIN_AUDIT_H
#define DOMAIN_AUDIT_H

#include "base/ctx.h"

struct view { int64_t id, at, account, case_id; struct str account_name, page; };
struct view_list { struct view *items; size_t count, cap; };

/*
 * Notes that the actor sees the case on a page; waits until it is durable, so nobody reads unseen.
 * The same page of the same case by the same person within the hour is noted once.
 */
NODISCARD enum err audit_view(struct ctx *cx, int64_t case_id, const char *page);
/* The same of a list that shows something of each. */
NODISCARD enum err audit_view_all(struct ctx *cx, const int64_t *case_ids, size_t count, const char *page);
/* Notes that the actor asked for a case no post of his covers (page "refused"); he learns nothing of it. */
NODISCARD enum err audit_refused(struct ctx *cx, int64_t case_id);
/* Newest first, behind the line of that time and id (INT64_MAX, 0: from the newest). */
NODISCARD enum err audit_list(struct ctx *cx, int64_t at, int64_t id, size_t limit, struct view_list *out);

#endif
