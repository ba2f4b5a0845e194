/* SPDX-License-Identifier: MulanPSL-2.0 */
/* register_judge - the part of register_import that says what a household of a list would change, and seals it while it waits. */
#ifndef DOMAIN_REGISTER_JUDGE_H
#define DOMAIN_REGISTER_JUDGE_H

#include "domain/register_list.h"

enum verdict { FRESH, CHANGED, SAME, REFUSED, UNSEEN };     /* UNSEEN: not compared yet */

/* key: why it is refused; who: the person it is about, NULL: the household; household: 0 where it is new */
struct judged { enum verdict verdict; const char *key; const struct list_person *who; int64_t household; };
NODISCARD enum err register_judge(struct ctx *cx, const struct list_household *l, struct judged *out);

struct str register_sealed(struct ctx *cx, const struct val *v);
NODISCARD enum err register_opened(struct ctx *cx, struct str bytes, struct val **out);
struct val *register_list_value(struct ctx *cx, const struct list_household *l);
struct list_household register_list_of(struct ctx *cx, const struct val *v);

#endif
