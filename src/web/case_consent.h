/* SPDX-License-Identifier: MulanPSL-2.0 */
/* case_consent - what a page of a case says about consent, identity, agents and originals. */
#ifndef WEB_CASE_CONSENT_H
#define WEB_CASE_CONSENT_H

#include "web/page.h"

/* "applicant_side" {consent, identity, proxies, originals, originals_url} into the model. */
NODISCARD enum err case_consent_put(struct page *p, const struct case_file *c);

#endif
