/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * copied - 抄录: the answer was typed into the ministry's own system, whose number is typed back here once.
 *
 * The item's copy sheet says in which order that system asks and what its number looks like.
 */
#ifndef DOMAIN_COPIED_H
#define DOMAIN_COPIED_H

#include "domain/event.h"
#include "pack/pack.h"

struct copied { struct str number; int64_t at; struct str name; int corrections; struct str reason; };     /* at 0: not yet */

NODISCARD enum err copied_of_case(struct ctx *cx, int64_t case_id, struct copied *out);
/*
 * Notes the number; reason: why the number that stands there was wrong, "" for the first one.  The same number again
 * is no change.  ERR_INVALID: not of the form the sheet gives, or no reason for another number (gaps number, reason);
 * ERR_CONFLICT: another case of the item has that number; ERR_STATE: the item has no copy sheet;
 * ERR_FORBIDDEN: a reader whose post handles nothing; ERR_NOT_FOUND: no such case in sight.
 */
NODISCARD enum err copied_enter(struct ctx *cx, int64_t case_id, struct str number, struct str reason);

NODISCARD enum err apply_case_copied(struct ctx *cx, const struct event *ev);

#endif
