/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * once - 一票一报: what an item says may be claimed once only ("unique" in its file) is found when it comes again.
 *
 * The values are personal data: only keyed blind indexes of them lie in the table, as in person, and the event that
 * files the case carries them.  Blanks, hyphens, case and full-width forms make no difference.  A case counts while it is
 * under way or was granted; one that was refused, withdrawn, void or annulled does not.
 */
#ifndef DOMAIN_ONCE_H
#define DOMAIN_ONCE_H

#include "domain/case.h"
#include "pack/pack.h"

/*
 * page: only what is asked there; NULL: everything.  ERR_INVALID: claimed before, a gap under the field; the number of
 * the earlier case is told only to whom it is in sight.  Inside the command of a filing nothing can come between.
 */
NODISCARD enum err once_check(struct ctx *cx, const struct item *item, const struct form_page *page, const struct val *answers);
/* "once" of the event: list of {field, whole, alone}, both of them blind indexes. */
void once_say(struct ctx *cx, const struct item *item, const struct val *answers, struct val *payload);

/* Another case with the same value in that field.  same: what stands beside it is the same too, else written differently. */
struct once_other { int64_t case_id; struct str field; bool same; };
struct once_list { struct once_other *items; size_t count, cap; };
/* For the reviewing officer: whatever became of them, oldest first. */
NODISCARD enum err once_others(struct ctx *cx, int64_t case_id, struct once_list *out);

NODISCARD enum err apply_once(struct ctx *cx, const struct event *ev);

#endif
