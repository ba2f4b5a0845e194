/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * onsite - 当场更正: errors that can be mended on the spot, which the applicant mends at once (行政许可法 32(3)).
 *
 * Whoever looks at the papers before acceptance, or the window that received them, notes what was mended.  It is no
 * correction notice: it has no paper, does not count as the one notice, and no clock starts, stops or ends by it.
 *
 *   case.mended_onsite    received, not accepted yet
 */
#ifndef DOMAIN_ONSITE_H
#define DOMAIN_ONSITE_H

#include "domain/case.h"
#include "domain/post.h"

struct onsite { int64_t n; struct str note, by_name; int64_t at; };
struct onsite_list { struct onsite *items; size_t count, cap; };

/* The post by which the actor may note it now; NULL: none, or it is too late or the applicant's turn. */
NODISCARD enum err onsite_post(struct ctx *cx, const struct case_file *c, const struct post **out);
/*
 * note: what was wrong and how it was mended. ERR_STATE: not received, or accepted already; ERR_FORBIDDEN: neither the
 * window nor who looks at the papers; ERR_INVALID: gap of note; ERR_NOT_FOUND.
 */
NODISCARD enum err onsite_mend(struct ctx *cx, int64_t case_id, struct str note);
/* Oldest first. */
NODISCARD enum err onsite_of_case(struct ctx *cx, int64_t case_id, struct onsite_list *out);

NODISCARD enum err apply_onsite(struct ctx *cx, const struct event *ev);

#endif
