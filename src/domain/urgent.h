/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * urgent - 加急: a case that goes before others, with the reason on record and counted.
 *
 * An officer of an office that handles the case sets it; limits stay as they are, the order of the inboxes
 * changes.  How many of a department's cases are urgent is shown to the service centre, so that it stays rare.
 */
#ifndef DOMAIN_URGENT_H
#define DOMAIN_URGENT_H

#include "domain/case.h"
#include "domain/post.h"
#include "pack/pack.h"

#define ROLES_URGENT (ROLES(ROLE_HANDLER) | ROLES(ROLE_CHECKER) | ROLES(ROLE_APPROVER) | ROLES(ROLE_HEAD))

struct urgent { struct label reason; int64_t set_at, set_by, lifted_at; struct str set_name; };

/* ERR_NOT_FOUND: it never was. */
NODISCARD enum err urgent_of(struct ctx *cx, int64_t case_id, struct urgent *out);
/* Why: the id of one of the item's urgent_reasons ("": none of them), own words, or both. */
struct urgent_why { struct str reason, words; };

/*
 * ERR_INVALID: a reason the item does not know (gap "reason"), or neither reason nor enough words (gap "note");
 * ERR_STATE: urgent already, or decided; ERR_FORBIDDEN: no officer of an office that sees it; ERR_NOT_FOUND.
 */
NODISCARD enum err urgent_set(struct ctx *cx, int64_t case_id, struct urgent_why why);
/* Ordinary again, with a reason.  Errors as above; ERR_STATE: it is not urgent. */
NODISCARD enum err urgent_lift(struct ctx *cx, int64_t case_id, struct str reason);

/* Of the cases of a department ("": all of the county) received since a time. */
struct urgent_share { int64_t urgent, all; };
NODISCARD enum err urgent_count(struct ctx *cx, struct str department, int64_t since, struct urgent_share *out);

NODISCARD enum err apply_case_urgent(struct ctx *cx, const struct event *ev);
NODISCARD enum err apply_case_urgent_lifted(struct ctx *cx, const struct event *ev);

#endif
