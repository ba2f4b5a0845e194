/* SPDX-License-Identifier: MulanPSL-2.0 */
/* draft_consent - what the check page asks the applicant for: signed form, letter of an agent, consent, identity. */
#ifndef WEB_DRAFT_CONSENT_H
#define WEB_DRAFT_CONSENT_H

#include "domain/draft.h"
#include "web/page.h"

/* "consent", "letter", "identity", "online" into the model. */
NODISCARD enum err draft_consent_put(struct page *p, const struct draft *d, const struct item *item, const struct scan_list *scans);
/* Takes what the form that hands in says of consent and identity.  ERR_INVALID: gaps. */
NODISCARD enum err draft_consent_take(struct page *p, const struct draft *d);
/* True for the slots that stand on the check page. */
bool draft_consent_slot(struct str slot);

#endif
