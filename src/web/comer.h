/* SPDX-License-Identifier: MulanPSL-2.0 */
/* comer - who of the applicant's side came for an act: asked on each page that does one (proxy.h says who may). */
#ifndef WEB_COMER_H
#define WEB_COMER_H

#include "web/page.h"

/* "comers" [{value, name, relation, kind, on}]: the applicant, each agent of a letter, somebody else; and "letters_url" for staff. */
NODISCARD enum err comer_put(struct page *p, int64_t case_id);
/* What was chosen, as who of proxy.h. */
struct str comer_sent(const struct page *p);

#endif
