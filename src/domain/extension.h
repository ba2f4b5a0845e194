/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * extension - 延期: the legal limit of a case made longer, once (行政许可法 42).
 *
 * By the head of the organ that decides, for a joint case by the people's government of that level; where the item gives the
 * township days of its own, by the township's head as long as the case lies there, and each of the two once (dibao: 15 there, 10
 * at the county); with the reason, which a numbered paper tells the applicant.  The levels and departments that have the case
 * get the same days more; the promise no longer binds them.  Only while the legal clock runs and is not over.
 */
#ifndef DOMAIN_EXTENSION_H
#define DOMAIN_EXTENSION_H

#include "base/calendar.h"
#include "domain/case.h"

struct extension_act { int64_t case_id; struct str reason; };

/*
 * ERR_FORBIDDEN: not by the post the law names; ERR_STATE: extended before, the type knows no extension, the legal
 * clock does not run, or is over; ERR_INVALID: gap of reason; ERR_NOT_FOUND.
 */
NODISCARD enum err extension_grant(struct ctx *cx, const struct extension_act *act, struct case_file *out);
/* What the reader may give this case now; days 0: nothing. */
struct extension_offer { int32_t days; enum day_unit unit; };
NODISCARD enum err extension_offered(struct ctx *cx, const struct case_file *c, struct extension_offer *out);

#endif
