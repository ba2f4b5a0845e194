/* SPDX-License-Identifier: MulanPSL-2.0 */
/* hand - what the check page says of the applicant's hand: signed form, letter of an agent, consent, identity. */
#ifndef WEB_HAND_H
#define WEB_HAND_H

#include "domain/draft.h"
#include "web/page.h"

/* "hand", "letter", "identity", "online" into the model. */
NODISCARD enum err hand_put(struct page *p, const struct draft *d, const struct item *item, const struct scan_list *scans);
/* Takes what the form that hands in says of consent and identity.  ERR_INVALID: gaps. */
NODISCARD enum err hand_take(struct page *p, const struct draft *d);
/* True for the slots that stand on the check page. */
bool hand_slot(struct str slot);

#endif
