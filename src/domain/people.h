/* SPDX-License-Identifier: MulanPSL-2.0 */
/* people - 建账号: the first accounts of a house, made when it has none. */
#ifndef DOMAIN_PEOPLE_H
#define DOMAIN_PEOPLE_H

#include "domain/tenure.h"
#include "pack/pack.h"

struct newcomer { struct str login, name, password; struct post post; };
struct newcomer_list { struct newcomer *items; size_t count; };

/*
 * The three administrators, whose passwords must be changed at the first sign-in; the passwords are
 * told once, here.  ERR_STATE: there are accounts already.
 */
NODISCARD enum err people_found(struct ctx *cx, struct newcomer_list *out);
/*
 * For a demonstration: the administrators and an account for every other role, some at several places:
 * clerks of the villages, officers of their townships and of the county, and for the item that most departments join
 * an officer of each of them; every department that decides has its head, as the far township has.  villages: two or
 * three, 0 ends the list.  Passwords are random here too.  It takes some seconds.  ERR_STATE as above; ERR_INVALID: no
 * such villages (gap).
 */
NODISCARD enum err people_demonstrate(struct ctx *cx, const int64_t villages[DEMO_VILLAGES_MAX], struct newcomer_list *out);

#endif
