/* SPDX-License-Identifier: MulanPSL-2.0 */
/* case_hand - what pages of a case say of the applicant's hand: consent, identity, agents, originals and who holds them. */
#ifndef WEB_CASE_HAND_H
#define WEB_CASE_HAND_H

#include "web/page.h"

/* "hand" {consent, identity, proxies, originals, originals_url} into the model. */
NODISCARD enum err case_hand_put(struct page *p, const struct case_file *c);
/* "originals" [{n, name, pages, owner, holder_kind, holder, since, returned_at, proof}] and "originals_open" into m. */
NODISCARD enum err case_hand_originals(struct page *p, int64_t case_id, struct val *m);

#endif
