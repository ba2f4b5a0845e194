/* SPDX-License-Identifier: MulanPSL-2.0 */
/*
 * slot - 材料格: the places of papers in an application: those the guide asks for, and those of the applicant's hand.
 *
 * Two slots belong to no guide: the signed form (see consent.h) and, where somebody acts for the applicant, the
 * letter that lets him (see proxy.h).  A third is filled when the result was handed over: the signed proof (送达回证).
 */
#ifndef DOMAIN_SLOT_H
#define DOMAIN_SLOT_H

#include "base/val.h"
#include "pack/pack.h"

#define SLOT_SIGNED_FORM "signed_form"
#define SLOT_PROXY_LETTER "proxy_letter"
#define SLOT_DELIVERY_PROOF "delivery_proof"

/* True for a material of the item and for the two of the applicant's hand. */
bool slot_exists(const struct item *item, struct str slot);
/* Its name; empty when there is none.  item may be NULL. */
struct label slot_name(const struct item *item, struct str slot);
/* The slot of the letter, named as the answers ask for it: 委托书, or the proof of guardianship. */
struct label slot_letter_name(const struct val *answers);

#endif
