/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * taker - 领取人: who may be handed a result at the counter.
 *
 *   self          the applicant, by the name of the case
 *   family        a grown-up of the applicant's household as the register knows it (同住成年家属), where the item is one of
 *                 the whole household (item.household); else as the next
 *   agent, other  by a letter (委托书) in force that lets him receive (proxy.h)
 *
 * 民法典 161, 165: who acts for another shows a letter.  That a grown-up of the household may take what concerns all of it
 * follows 民事诉讼法 88 on court papers; for results of offices it is reconstructed.
 */
#ifndef DOMAIN_TAKER_H
#define DOMAIN_TAKER_H

#include "domain/case.h"
#include "domain/household.h"
#include "pack/pack.h"

enum { TAKER_AGE_MIN = 18 };

struct taker { struct str name, relation; };

/*
 * Inside a command: may he take it?  An agent who may is named in the payload ("acting"); the use of a member's data is
 * noted.  ERR_INVALID, a gap: taken_by gap.taker.not_applicant; relation gap.taker.personal (family, and the item is not
 * one of the household), gap.taker.no_member, gap.taker.minor, or those of proxy_may.
 */
NODISCARD enum err taker_may(struct ctx *cx, const struct item *item, const struct case_file *c, const struct taker *t,
                             struct val *payload);
/* Whom of the applicant's household the item lets take it; none where the actor does not keep the register there. */
NODISCARD enum err taker_of_household(struct ctx *cx, const struct item *item, const struct case_file *c,
                                      struct register_hits *out);

#endif
