/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * prereview - 预审: a county window looks at a case before it is its turn, so that the township hears early.
 *
 * A note with a tick, nothing more: it opens and ends no task, starts no clock and decides nothing.  Whoever works on
 * the case reads it; the applicant does not.
 */
#ifndef DOMAIN_PREREVIEW_H
#define DOMAIN_PREREVIEW_H

#include "domain/case.h"
#include "domain/post.h"

struct prereview { struct str department; bool complete; struct str note, actor_name; int64_t at; };
struct prereview_list { struct prereview *items; size_t count, cap; };
struct prereview_note { int64_t case_id; bool complete; struct str note; };

/* The county post, of the department that leads or one that joins, by which the actor may look at it; NULL: none. */
NODISCARD enum err prereview_post(struct ctx *cx, const struct case_file *c, const struct post **out);
/* Whether the actor may write one now. */
NODISCARD enum err prereview_possible(struct ctx *cx, const struct case_file *c, bool *out);
/*
 * ERR_FORBIDDEN: no county post of this case; ERR_STATE: decided, or the actor's own task waits already;
 * ERR_INVALID: something is said to be missing without saying what, or a note that is no reason (gap of note).
 */
NODISCARD enum err prereview_write(struct ctx *cx, const struct prereview_note *n);
/* Oldest first. */
NODISCARD enum err prereview_of_case(struct ctx *cx, int64_t case_id, struct prereview_list *out);

NODISCARD enum err apply_prereview(struct ctx *cx, const struct event *ev);

#endif
