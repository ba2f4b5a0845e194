/* SPDX-License-Identifier: MulanPSL-2.0 */
/* people - 建账号: the first accounts of a house, made when it has none. */
#ifndef DOMAIN_PEOPLE_H
#define DOMAIN_PEOPLE_H

#include "domain/tenure.h"

struct newcomer { struct str login, name, password; struct post post; };
struct newcomer_list { struct newcomer *items; size_t count; };

/*
 * The three administrators, whose passwords must be changed at the first sign-in; the passwords are
 * told once, here.  ERR_STATE: there are accounts already.
 */
NODISCARD enum err people_found(struct ctx *cx, struct newcomer_list *out);
/*
 * For a demonstration: the administrators and an account for every other role, some at several places:
 * clerks of two villages, officers of the first one's township and of the county.  Passwords are random
 * here too.  It takes some seconds.  ERR_STATE as above; ERR_INVALID: no such villages (gap).
 */
NODISCARD enum err people_demonstrate(struct ctx *cx, int64_t village, int64_t other_village, struct newcomer_list *out);

#endif
