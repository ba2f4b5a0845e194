/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * exempt - 不需要许可: where the county's table says that nothing need be applied for, the program answers by itself.
 *
 * 行政许可法 32(1): who applies for what needs no licence is told so at once.  A table (pack/decider.h) says "required:
 * false" with the rule behind it: the application is received as any other, with its receipt, and ends in the same moment
 * with the numbered paper "not_required"; no officer gets it, no clock runs on.  Papers are not asked for.
 */
#ifndef DOMAIN_EXEMPT_H
#define DOMAIN_EXEMPT_H

#include "domain/draft.h"
#include "domain/step.h"

/* True where nothing need be applied for as the draft is filled in; basis: the rule, as the table gives it. */
NODISCARD enum err exempt_draft(struct ctx *cx, const struct draft *d, const struct item *item, bool *out, struct label *basis);

/* ---- inside a command ---- */
/* Ends the case that filed has just begun, by the post and mandate that received it. */
NODISCARD enum err exempt_end(struct ctx *cx, const struct step *filed, struct label basis);

#endif
